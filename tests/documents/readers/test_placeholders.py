"""Cells that are filled in and say nothing, told from names that only look so."""

import pytest

from commonpurchase.documents.facts import ERRORS, Cell
from commonpurchase.documents.readers import placeholders


@pytest.mark.parametrize(
    "cell",
    ["-", "?", ".", "–", "…", "/", "***", "n/a", "N.A.", "NA", "unknown", "Unknown.", "TBC", "TRUE",
     "to be confirmed", "FALSE", "none", "okänd", "saknas", "ukjent", "onbekend", "n.v.t.",
     "mangler", "(not known)"],
)  # fmt: skip
def test_a_cell_that_says_nothing_is_a_placeholder(cell: str) -> None:
    assert placeholders.is_placeholder(cell)


@pytest.mark.parametrize(
    "cell",
    [None, "", " ", 0, 1.5, "0", "7", "X", "深圳工厂", "Ω", "Unknown Pleasures AB", "N/A Electronics",
     "Å", *ERRORS],
)  # fmt: skip
def test_an_empty_cell_a_number_a_name_and_a_failed_formula_are_none(cell: Cell) -> None:
    assert not placeholders.is_placeholder(cell)


def test_what_counted_as_empty_is_said_once_for_each_column_and_word() -> None:
    said = [("Title", "-", 2), ("Title", "-", 5), ("End", "n/a", 3)]

    assert placeholders.notes(said) == [
        "Column Title: “-” counts as empty, in 2 rows from row 2 on.",
        "Column End: “n/a” counts as empty, in row 3.",
    ]
