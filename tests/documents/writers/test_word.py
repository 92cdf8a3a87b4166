import io

import pytest
from docx import Document
from jinja2.exceptions import SecurityError, UndefinedError

from commonpurchase.documents.writers import word


def template(text: str) -> bytes:
    document = Document()
    document.add_paragraph(text)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def text(content: bytes) -> str:
    return "\n".join(paragraph.text for paragraph in Document(io.BytesIO(content)).paragraphs)


def test_a_name_with_an_ampersand_and_brackets_stands_in_the_letter_as_written() -> None:
    written = word.render(template("Dear {{ name }},"), {"name": "Öst & Väst <AB> 深圳"})

    assert text(written) == "Dear Öst & Väst <AB> 深圳,"


def test_a_template_that_reaches_for_code_is_stopped() -> None:
    with pytest.raises(SecurityError):
        word.render(template("{{ name.__class__.__mro__ }}"), {"name": "x"})


def test_a_name_that_nobody_gave_is_an_error_and_not_a_gap() -> None:
    with pytest.raises(UndefinedError):
        word.render(template("Dear {{ nobody }},"), {})
