"""PDF that a screen reader can read (PDF/UA-1): a template of our own and what fills it."""

import json
import unicodedata
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

import typst

#: The first that is installed and knows a character draws it; the last one comes with the typesetter.
FONTS = ("Noto Sans", "Noto Sans CJK SC", "Liberation Sans", "DejaVu Sans", "Libertinus Serif")
NOTE = (
    "Some characters cannot be printed with the fonts of this machine; a question mark stands for each. "
    "The page on the screen and the Word file show them."
)
#: The alphabets that the typesetter's own font draws.
ALPHABETS = ("LATIN", "GREEK", "CYRILLIC")


def render(template: bytes, context: Mapping[str, Any], *, at: datetime, system_fonts: bool = True) -> bytes:
    """A PDF made from a typst template of our own; its words arrive as data, so none becomes markup.

    The template reads `sys.inputs.data`: JSON with the context, `fonts`, and `notes`, a list of sentences to
    which one is added where characters cannot be printed. The same words at the same moment `at` make the
    same bytes. `typst.TypstError` if the template is wrong.
    """
    said: dict[str, Any] = {"notes": [], **context, "fonts": list(FONTS)}
    for printable in (lambda _: True, _of_an_alphabet):
        try:
            return _compiled(template, _spelled(said, printable), at, system_fonts=system_fonts)
        except typst.TypstError as why:
            # PDF/UA refuses a character without a glyph, so that no reader meets an empty box.
            if "could not be displayed" not in str(why):
                raise
        said["notes"] = [*context.get("notes", []), NOTE]
    return _compiled(template, _spelled(said, str.isascii), at, system_fonts=system_fonts)


def _compiled(template: bytes, data: Mapping[str, Any], at: datetime, *, system_fonts: bool) -> bytes:
    return bytes(
        typst.compile(
            template,
            format="pdf",
            sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
            pdf_standards=["ua-1"],
            timestamp=int(at.timestamp()),
            ignore_system_fonts=not system_fonts,
        )
    )


def _spelled(context: Mapping[str, Any], printable: Callable[[str], bool]) -> dict[str, Any]:
    text = json.dumps(context, ensure_ascii=False)
    spelled: dict[str, Any] = json.loads("".join(one if printable(one) else "?" for one in text))
    return spelled


def _of_an_alphabet(one: str) -> bool:
    known = unicodedata.name(one, "").startswith(ALPHABETS)
    return one.isascii() or known or unicodedata.category(one) in {"Pd", "Pi", "Pf"}
