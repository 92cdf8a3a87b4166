"""Letters: a Word template and what fills it."""

import io
from collections.abc import Mapping

from docxtpl.template import DocxTemplate
from jinja2 import StrictUndefined
from jinja2.sandbox import SandboxedEnvironment


def render(template: bytes, context: Mapping[str, object]) -> bytes:
    """A .docx made from a .docx template of our own; a name that is missing raises `UndefinedError`.

    The sandbox keeps a template that somebody edited from running code; values are escaped, so that
    an ampersand or an angle bracket in a name cannot break the document.
    """
    environment = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    document = DocxTemplate(io.BytesIO(template))
    document.render(dict(context), jinja_env=environment, autoescape=True)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()
