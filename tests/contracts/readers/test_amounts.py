"""Amounts in a column: the decimal mark is decided by evidence, and nothing is guessed."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonpurchase.contracts.readers import amounts
from commonpurchase.disclosures.readers.cells import UnreadableError
from commonpurchase.documents.facts import Cell


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("12 345,67", "12345.67"),
        ("12,345.67", "12345.67"),
        ("12.345,67", "12345.67"),
        ("12\u00a0345", "12345"),
        ("12\u202f345,5", "12345.5"),
        ("12'345.50", "12345.50"),
        ("1.234.567", "1234567"),
        ("1,234,567.8", "1234567.8"),
        ("1234,567", "1234.567"),
        ("0,500", "0.500"),
        ("1200000", "1200000"),
        ("SEK 1 200 000", "1200000"),
        ("1 200 000 kr", "1200000"),
        ("1200:-", "1200"),
        ("€ 1.200,50", "1200.50"),
        ("£1,200.50", "1200.50"),
        (1200000, "1200000"),
        (0.1, "0.1"),
    ],
)
def test_what_reads_one_way_is_read(written: Cell, read: str) -> None:
    assert amounts.amount(written) == Decimal(read)


@pytest.mark.parametrize(
    ("column", "mark"),
    [
        (["12.345", "1,5"], ","),
        (["12.345", "1.50"], "."),
        (["12.345", "13.500"], ""),
        (["1,5", "1.5"], ""),
        ([12345, None, "12 345"], ""),
        (["1.234.567"], ","),
    ],
)
def test_the_column_shows_its_decimal_mark(column: list[Cell], mark: str) -> None:
    assert amounts.mark_in(column) == mark


@pytest.mark.parametrize(
    ("written", "mark", "read"),
    [
        ("12.345", ",", "12345"),
        ("12.345", ".", "12.345"),
        ("12,345", ".", "12345"),
        ("12,345", ",", "12.345"),
    ],
)
def test_the_mark_of_the_column_is_followed(written: str, mark: str, read: str) -> None:
    assert amounts.amount(written, mark) == Decimal(read)


def test_without_evidence_thousands_or_decimals_stay_undecided() -> None:
    with pytest.raises(UnreadableError, match=r"12\.345 has decimals or thousands"):
        amounts.amount("12.345")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("nan", "an amount such as"),
        ("inf", "an amount such as"),
        ("1e9999", "an amount such as"),
        ("12 mkr", "an amount such as"),
        ("12 tkr", "an amount such as"),
        (" 000,", "an amount such as"),
        ("1 2345", "an amount such as"),
        ("1.23.456,7", "an amount such as"),
        ("approx. 100", "an amount such as"),
        ("=1+1", "an amount such as"),
        ("-5", "not negative"),
        (-5, "not negative"),
        ("1" * 16, "at most 15 digits"),
        (float("nan"), "finite"),
        (float("inf"), "finite"),
        ("١٢٣", "an amount such as"),
    ],
)
def test_what_is_no_amount_says_what_was_expected(written: Cell, expected: str) -> None:
    with pytest.raises(UnreadableError, match=expected):
        amounts.amount(written)


@given(
    st.decimals(min_value=0, max_value=10**12, places=2),
    st.sampled_from([(" ", ","), (",", "."), (".", ",")]),
)
def test_an_amount_written_with_groups_and_decimals_comes_back(
    value: Decimal, style: tuple[str, str]
) -> None:
    group, mark = style
    written = f"{value:,.2f}".replace(",", "G").replace(".", mark).replace("G", group)

    assert amounts.amount(written) == value


@given(st.text(max_size=12))
def test_any_text_is_an_amount_or_a_sentence(written: str) -> None:
    try:
        found = amounts.amount(written)
    except UnreadableError:
        return
    assert found is not None
    assert found >= 0


@pytest.mark.parametrize(
    ("written", "read"),
    [("sek", "SEK"), ("€", "EUR"), ("£", "GBP"), ("euro", "EUR"), (None, ""), (" NOK ", "NOK")],
)
def test_a_currency_is_a_code_or_a_sign_of_one_currency(written: Cell, read: str) -> None:
    assert amounts.currency(written) == read


@pytest.mark.parametrize("written", ["kr", "$", "kronor", "S3K", 7])
def test_a_sign_of_several_currencies_names_none(written: Cell) -> None:
    with pytest.raises(UnreadableError, match="three letters"):
        amounts.currency(written)


@pytest.mark.parametrize(
    ("written", "read"),
    [("SEK 100", "SEK"), ("100 EUR", "EUR"), ("€100", "EUR"), ("100 kr", ""), ("100", ""), (5, "")],
)
def test_the_currency_beside_a_number_counts_where_it_is_plain(written: Cell, read: str) -> None:
    assert amounts.currency_with(written) == read
