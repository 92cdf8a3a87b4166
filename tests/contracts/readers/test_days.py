"""Days in a column: read where there is one reading, decided by the column, never guessed."""

from datetime import date

import pytest

from commonpurchase.contracts.facts import DayOrder
from commonpurchase.contracts.readers import days
from commonpurchase.disclosures.readers.cells import UnreadableError
from commonpurchase.documents.facts import Cell

FOURTH_OF_MARCH, THIRD_OF_APRIL = date(2026, 3, 4), date(2026, 4, 3)


@pytest.mark.parametrize(
    "written",
    ["2026-03-04", "2026-3-4", "2026/03/04", "20260304", "2026-03-04T00:00:00Z", "2026-03-04 12:30:00",
     "2026-03-04T00:00:00+01:00", "04.03.2026", "4.3.2026", " 4.3.2026 ", FOURTH_OF_MARCH],
)  # fmt: skip
def test_what_reads_one_way_is_read(written: Cell) -> None:
    assert days.day(written) == FOURTH_OF_MARCH


@pytest.mark.parametrize(
    ("column", "order"),
    [
        (["03/04/2026", "13/01/2026"], DayOrder.DAY_FIRST),
        (["03/04/2026", "01/13/2026"], DayOrder.MONTH_FIRST),
        (["03-04-2026", "31-12-2026"], DayOrder.DAY_FIRST),
        (["03/04/2026", "05/06/2026"], None),
        (["13/01/2026", "01/13/2026"], None),
        (["2026-03-04", "13.01.2026", None, 7, FOURTH_OF_MARCH], None),
    ],
)
def test_the_column_decides_the_order_by_evidence(column: list[Cell], order: DayOrder | None) -> None:
    assert days.order_in(column) == order


def test_the_order_of_the_column_is_followed() -> None:
    assert days.day("03/04/2026", DayOrder.DAY_FIRST) == THIRD_OF_APRIL
    assert days.day("03/04/2026", DayOrder.MONTH_FIRST) == FOURTH_OF_MARCH


def test_without_evidence_only_clear_days_are_read() -> None:
    assert days.day("05/05/2026") == date(2026, 5, 5)
    assert days.day("31/12/2026") == date(2026, 12, 31)
    with pytest.raises(UnreadableError, match=r"2026-04-03 or 2026-03-04.*day comes first"):
        days.day("03/04/2026")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("31.02.2026", "a day that exists"),
        ("2026-13-01", "a day that exists"),
        ("01/03/26", "four digits of the year"),
        ("46082", "day number"),
        (46082, "day number"),
        ("soon", "a day such as"),
        ("0001-01-01", "between 1950 and 2100"),
        ("٢٠٢٦-٠٣-٠٤", "a day such as"),
        ("=TODAY()", "a day such as"),
    ],
)
def test_what_is_no_day_says_what_was_expected(written: Cell, expected: str) -> None:
    with pytest.raises(UnreadableError, match=expected):
        days.day(written)


def test_an_empty_cell_is_no_day_and_no_error() -> None:
    assert days.day(None) is None
