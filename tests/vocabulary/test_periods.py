"""Days, months and days in words."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonpurchase.vocabulary.periods import Period, add_days, add_months, in_words


@pytest.mark.parametrize(
    ("start", "months", "expected"),
    [
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2023, 1, 31), 1, date(2023, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 3, 31), -1, date(2024, 2, 29)),
        (date(2024, 11, 30), 2, date(2025, 1, 30)),
        (date(2024, 5, 5), 0, date(2024, 5, 5)),
        (date(9999, 12, 1), 1, date.max),
        (date(9999, 11, 30), 1, date(9999, 12, 30)),
        (date(1, 1, 1), -1, date.min),
    ],
)
def test_a_month_on_is_the_same_day_or_the_last_of_a_shorter_month(
    start: date, months: int, expected: date
) -> None:
    assert add_months(start, months) == expected


@given(start=st.dates(), days=st.integers(-(10**9), 10**9))
def test_adding_days_never_leaves_the_calendar(start: date, days: int) -> None:
    moved = add_days(start, days)

    assert (moved - start).days == days or moved in {date.min, date.max}


def test_a_period_holds_its_first_day_and_not_its_last() -> None:
    march = Period(date(2026, 3, 1), date(2026, 4, 1))

    assert date(2026, 3, 1) in march
    assert date(2026, 3, 31) in march
    assert date(2026, 2, 28) not in march
    assert date(2026, 4, 1) not in march
    assert date.max in Period()


def test_a_day_in_words_is_as_a_person_writes_it() -> None:
    assert in_words(date(2026, 3, 1)) == "1 March 2026"


def test_a_day_of_an_early_year_is_not_padded() -> None:
    assert in_words(date.min) == "1 January 1"
