"""Text, CPV codes, VAT and models, as people write them."""

from datetime import date

import pytest

from commonpurchase.contracts.facts import Model
from commonpurchase.contracts.readers import cells
from commonpurchase.disclosures.readers.cells import UnreadableError
from commonpurchase.documents.facts import Cell
from commonpurchase.vocabulary.amounts import Basis


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("30213100", "30213100"),
        ("30213100-6", "30213100"),
        ("30213100-6 Portable computers", "30213100"),
        ("30213100; 30231300", "30213100"),
        (30213100, "30213100"),
        (3113000, "03113000"),
        (None, ""),
    ],
)
def test_a_cpv_code_is_its_eight_digits(written: Cell, read: str) -> None:
    assert cells.cpv(written) == read


@pytest.mark.parametrize("written", ["302", "3113000", "computers", "302131001", 12])
def test_what_is_no_cpv_code_is_refused(written: Cell) -> None:
    with pytest.raises(UnreadableError, match="CPV code of eight digits"):
        cells.cpv(written)


@pytest.mark.parametrize(
    ("written", "basis"),
    [("net", Basis.NET), ("excl. VAT", Basis.NET), ("Inkl. moms", Basis.GROSS), ("?", Basis.UNKNOWN),
     (None, Basis.UNKNOWN), ("ekskl. mva", Basis.NET)],
)  # fmt: skip
def test_the_basis_is_net_gross_or_unknown(written: Cell, basis: Basis) -> None:
    assert cells.basis(written) is basis


def test_another_basis_is_refused() -> None:
    with pytest.raises(UnreadableError, match="net, gross or unknown"):
        cells.basis("about right")


def test_models_are_pairs_each_once() -> None:
    read = cells.models("Aurelis: Book 14; Noruma: Beam 24;\nAurelis: Book 14;")

    assert read == (Model("Aurelis", "Book 14"), Model("Noruma", "Beam 24"))


@pytest.mark.parametrize("written", ["Book 14", "Aurelis:", ": Book 14"])
def test_a_model_without_its_brand_is_refused(written: str) -> None:
    with pytest.raises(UnreadableError, match="product models such as"):
        cells.models(written)


def test_text_keeps_its_letters_and_loses_doubled_spaces() -> None:
    assert cells.text("  Köp av\n datorer ") == "Köp av datorer"
    assert cells.text(2024) == "2024"
    assert cells.text("'=1+1") == "=1+1"


@pytest.mark.parametrize("written", [date(2024, 3, 1), "a\x00b", "x" * 501])
def test_what_is_no_text_is_refused(written: Cell) -> None:
    with pytest.raises(UnreadableError):
        cells.text(written)
