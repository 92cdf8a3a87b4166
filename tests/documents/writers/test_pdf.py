"""A PDF holds the words it was given, in every alphabet the machine can draw, and says where it cannot."""

import io
from datetime import UTC, datetime
from typing import Any

import pytest
import typst
from pypdf import PdfReader

from commonpurchase.documents.writers import pdf

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
TEMPLATE = b"""
#let said = json(bytes(sys.inputs.data))
#set document(title: said.heading)
#set text(lang: "en", font: said.fonts)
#title()
#for note in said.notes [#par(note)]
"""


def read(content: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(content))


def text(content: bytes) -> str:
    return "".join(page.extract_text() for page in read(content).pages)


def test_it_is_tagged_titled_and_speaks_its_language() -> None:
    made = read(pdf.render(TEMPLATE, {"heading": "What Ekvik holds"}, at=NOON))

    root: Any = made.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"].value is True
    assert root["/Lang"] == "en"
    assert "/StructTreeRoot" in root
    assert made.metadata is not None
    assert made.metadata.title == "What Ekvik holds"
    assert b"pdfuaid" in pdf.render(TEMPLATE, {"heading": "x"}, at=NOON)


@pytest.mark.parametrize("typed", ["#let x = 1", "*bold*", '"', "\\", "]", "<a@b>", "$x$", "// gone"])
def test_what_somebody_typed_never_becomes_markup(typed: str) -> None:
    assert typed in text(pdf.render(TEMPLATE, {"heading": "H", "notes": [typed]}, at=NOON))


def test_the_same_words_at_the_same_moment_are_the_same_bytes() -> None:
    one, other = (pdf.render(TEMPLATE, {"heading": "H"}, at=NOON) for _ in range(2))

    assert one == other
    assert one != pdf.render(TEMPLATE, {"heading": "H2"}, at=NOON)


@pytest.mark.parametrize("name", ["Ångström AB", "Việt Điện tử", "Żółć", "Ελλάδα", "Харків", "“Elm” – 7…"])
def test_an_alphabet_needs_no_font_of_the_machine(name: str) -> None:
    made = text(pdf.render(TEMPLATE, {"heading": "H", "notes": [name, "澄岚"]}, at=NOON, system_fonts=False))

    assert name.replace("…", "?") in made.replace("…", "?")
    assert "澄岚" not in made
    assert pdf.NOTE.split(";")[0] in " ".join(made.split())


def test_a_character_that_no_font_has_is_marked_and_said() -> None:
    made = text(pdf.render(TEMPLATE, {"heading": "A \U000f0000 B"}, at=NOON))

    assert "A ? B" in made
    assert "a question mark stands for each" in " ".join(made.split())


def test_a_template_that_is_wrong_is_no_matter_of_fonts() -> None:
    with pytest.raises(typst.TypstError):
        pdf.render(b"#nothing-so-called", {"heading": "H"}, at=NOON)
