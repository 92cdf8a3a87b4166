"""What a single sum gives away: the Handbook's own examples, and the edges of each term."""

from dataclasses import replace

import pytest

from commonpurchase.sharing.reckoning.auditing import audit
from commonpurchase.sharing.reckoning.concentration import (
    contributions,
    dominates,
    equivalent_p,
    holds_p,
    protection_needed,
)
from commonpurchase.sharing.reckoning.plans import Cell, Plan, Terms

TERMS = Terms(round=0, p=10, q=50, min_contributors=5, max_share=50)


def plan(*amounts: float, terms: Terms = TERMS, coalitions: tuple[frozenset[str], ...] = ()) -> Plan:
    units = tuple(f"B{place}" for place in range(len(amounts)))
    values = dict(zip(units, amounts, strict=True))
    return Plan(units, values, (Cell("all", units),), terms, coalitions)


def reasons(one: Plan) -> list[str]:
    return [short.because.split()[-1] for short in audit(one).shortfalls]


def test_a_sum_can_hold_by_dominance_and_give_its_largest_away() -> None:
    # Handbook, ch. 4.2, example 1: 100,000 of 50,000 and 49,000 and a rest of 1,000.
    amounts = [50_000.0, 49_000.0, 1_000.0]

    assert not dominates(amounts, 90)
    assert not holds_p(amounts, 10)
    assert (sum(amounts) - amounts[1]) / amounts[0] - 1 == pytest.approx(0.02)


def test_a_sum_can_fail_by_dominance_of_two_and_hold_by_p() -> None:
    # Example 2: 110,000 of 52,000 and 50,000 and a rest of 8,000.
    amounts = [52_000.0, 50_000.0, 8_000.0]

    assert holds_p(amounts, 10)
    assert dominates(amounts, 100 / 1.1, largest=2)
    assert equivalent_p(100 / 1.1) == pytest.approx(10)


@pytest.mark.parametrize(("share", "p"), [(80, 25), (95, 5.263)])
def test_dominance_of_two_has_an_equivalent_p(share: float, p: float) -> None:
    assert equivalent_p(share) == pytest.approx(p, abs=0.01)


def test_a_sum_dominated_by_one_needs_a_bound_above_it() -> None:
    # Example 4: 300, 20 and 10 under (1,85); at least 300 / 0.85 must stay possible.
    amounts = [300.0, 20.0, 10.0]

    assert dominates(amounts, 85)
    assert not dominates([300.0, 52.95], 85)
    assert dominates([300.0, 52.93], 85)


def test_what_protection_a_sum_still_needs() -> None:
    assert protection_needed([50_000, 49_000, 1_000], 10) == 4_000
    assert protection_needed([52_000, 50_000, 8_000], 10) < 0
    assert protection_needed([], 10) == 0


def test_five_alike_hold_and_four_do_not() -> None:
    assert audit(plan(10, 10, 10, 10, 10)).safe
    assert reasons(plan(10, 10, 10, 10)) == ["needs"]


def test_exactly_half_may_be_one_contributors() -> None:
    assert reasons(plan(50, 20, 10, 10, 10)) == []
    assert reasons(plan(51, 20, 10, 10, 10)) == ["it"]


def test_what_is_known_beforehand_counts_by_p_over_q() -> None:
    # With p = 10 and q = 50 the others must have a fifth of the largest.
    assert reasons(plan(50, 49, 4, 3, 3)) == []
    assert reasons(plan(50, 49, 4, 3, 2)) == ["largest"]
    assert reasons(plan(50, 49, 4, 3, 2, terms=replace(TERMS, q=100))) == []


def test_who_shares_data_is_one_contributor() -> None:
    friends = (frozenset({"B0", "B1"}), frozenset({"B1", "B2"}), frozenset({"B4", "B5"}))
    one = plan(1, 2, 4, 8, 16, 32, coalitions=friends)

    assert contributions(one, one.cells[0]) == [48, 8, 7]
    assert "it has 3 of the 5 contributors that it needs" in [
        short.because for short in audit(one).shortfalls
    ]


def test_a_unit_whose_figure_is_0_is_a_contributor() -> None:
    assert contributions(plan(3, 0), plan(3, 0).cells[0]) == [3, 0]


def test_the_number_of_contributors_is_judged_without_a_figure() -> None:
    few, many = plan(1, 2, 3, 4), plan(9, 9, 9, 9)

    assert audit(few).shortfalls == audit(many).shortfalls


def test_a_cell_that_is_not_published_falls_short_of_nothing() -> None:
    assert audit(plan(1, 2).without({"all"})).safe


def test_a_cell_that_falls_short_is_withheld_and_the_plan_is_not_safe_though_nobody_is_breached() -> None:
    found = audit(plan(10, 10, 10, 10))

    assert (found.safe, found.breaches, found.withheld) == (False, (), ("all",))
