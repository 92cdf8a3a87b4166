"""Patterns of terms such as 5+2+2 years, from any start."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonpurchase.contracts.facts import GateVerdict, Route, SourcedDate, Terms
from commonpurchase.contracts.reckoning import terms
from commonpurchase.contracts.rules.gate import judge
from commonpurchase.vocabulary.periods import add_months, term_ends
from tests.contracts.rules.smallest import contract, disclosed

STARTS = st.dates(date(1990, 1, 1), date(2090, 12, 31)) | st.sampled_from(
    [date(2024, 2, 29), date(2023, 1, 31), date(2023, 8, 31), date(2024, 12, 31), date(2023, 3, 1)]
)
PATTERNS = st.lists(st.integers(1, 84), min_size=1, max_size=5)


@pytest.mark.parametrize(
    ("start", "pattern", "ends"),
    [
        (date(2024, 3, 1), (5, 2, 2), [date(2029, 2, 28), date(2031, 2, 28), date(2033, 2, 28)]),
        (date(2023, 3, 1), (1, 1), [date(2024, 2, 29), date(2025, 2, 28)]),
        (date(2024, 2, 29), (1, 3), [date(2025, 2, 28), date(2028, 2, 28)]),
        (date(2024, 1, 1), (5, 2, 2), [date(2028, 12, 31), date(2030, 12, 31), date(2032, 12, 31)]),
    ],
)
def test_a_pattern_in_years_ends_on_these_days(
    start: date, pattern: tuple[int, ...], ends: list[date]
) -> None:
    assert term_ends(start, terms.years(*pattern)) == ends


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2023, 1, 31), 1, date(2023, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2024, 1, 31), 2, date(2024, 3, 30)),
        (date(2023, 12, 1), 1, date(2023, 12, 31)),
    ],
)
def test_a_short_month_ends_a_term_on_its_last_day(start: date, months: int, end: date) -> None:
    assert term_ends(start, [months]) == [end]


@given(start=STARTS, pattern=PATTERNS)
def test_each_extension_ends_later_and_all_together_end_at_the_maximum(
    start: date, pattern: list[int]
) -> None:
    ends = term_ends(start, pattern)

    assert len(ends) == len(pattern)
    assert ends == sorted(set(ends))
    assert start <= ends[0]
    assert ends[-1] == terms.maximum_end(start, pattern) == term_ends(start, [sum(pattern)])[0]


@given(start=STARTS, pattern=PATTERNS)
def test_a_term_ends_on_the_last_day_before_the_same_day_comes_round(start: date, pattern: list[int]) -> None:
    same_day = add_months(start, sum(pattern))
    end = terms.maximum_end(start, pattern)

    assert (end + timedelta(days=1)).day in {start.day, 1}
    assert end in {same_day - timedelta(days=1), same_day}


@given(start=STARTS, pattern=PATTERNS, data=st.data())
def test_every_extension_taken_leaves_one_less(start: date, pattern: list[int], data: st.DataObject) -> None:
    taken = data.draw(st.integers(0, len(pattern) - 1))
    ends = term_ends(start, pattern)

    assert terms.extensions_left(start, pattern, ends[taken]) == ends[taken + 1 :]


@given(start=STARTS, pattern=PATTERNS, data=st.data())
def test_only_the_last_term_leads_to_a_new_procurement(
    start: date, pattern: list[int], data: st.DataObject
) -> None:
    taken = data.draw(st.integers(0, len(pattern) - 1))
    of = terms.after(contract(start=SourcedDate(start)), pattern, taken)
    assert of.end

    gate = judge(of, disclosed(of.end.on), of.end.on, Terms(180, 365))

    assert (gate.route is Route.NEW_PROCUREMENT) is (taken == len(pattern) - 1)
    assert gate.verdict is GateVerdict.PASS
    assert gate.opens_on == of.end.on - timedelta(days=180)
    assert of.end.inferred


def test_a_contract_without_a_start_is_left_as_it_is() -> None:
    assert terms.after(contract(), [12], 0) == contract()


@pytest.mark.parametrize("start", [date.min, date(9998, 12, 31), date.max])
@pytest.mark.parametrize("months", [1, 12, 108, 10**6])
def test_terms_stay_inside_the_calendar(start: date, months: int) -> None:
    assert start <= terms.maximum_end(start, [months]) <= date.max
