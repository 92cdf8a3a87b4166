"""Means, significant digits, rankings and what is out already, against the same independent attacker.

Each planted bug spoils one of them; the attacker must notice it.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonpurchase.sharing.reckoning import audit_words, auditing, concentration, inference, plans, rounding
from commonpurchase.sharing.reckoning.plans import Broken, Cell, Function, Plan, Ranking, Terms
from tests.sharing.reckoning import attacker, contradictions, random_plans

EVERY = range(contradictions.RICHER_FROM, contradictions.RICHER_FROM + random_plans.RICHER)
UNITS = tuple("ABCDEF")
TERMS = Terms(round=0, p=10, q=50, min_contributors=5, max_share=50)
SIX = Plan(UNITS, dict(zip(UNITS, (40, 50, 60, 70, 80, 90), strict=True)), (Cell("all", UNITS),), TERMS)


@pytest.mark.parametrize("place", EVERY)
def test_the_audit_and_the_attacker_agree_and_nothing_comes_out_after_withholding(place: int) -> None:
    assert list(contradictions.of(place)) == []


@pytest.mark.parametrize("place", EVERY[::5])
def test_no_withheld_cell_or_ranking_could_be_put_back(place: int) -> None:
    assert list(contradictions.put_back(place)) == []


@given(st.floats(0.001, 1e12), st.integers(1, 6))
def test_whatever_is_rounded_lies_within_what_its_figure_tells(amount: float, digits: int) -> None:
    figure = rounding.rounded(amount, 0, digits)
    lower, upper = rounding.span(figure, 0, digits)

    assert lower <= amount * (1 + 1e-12)
    assert amount <= upper * (1 + 1e-12)
    assert f"{figure:.{digits - 1}e}" == f"{amount:.{digits - 1}e}" or abs(figure - amount) <= upper - figure


@pytest.mark.parametrize(
    ("figure", "expected"),
    [(120, (115, 125)), (100, (99.5, 105)), (99, (98.5, 99.5)), (0.1, (0.0995, 0.105)), (0, (0, 0))],
)
def test_two_significant_digits_leave_half_a_unit_of_the_figure_open(
    figure: float, expected: tuple[float, float]
) -> None:
    assert rounding.span(figure, 0, 2) == pytest.approx(expected)


def test_a_mean_tells_the_sum_that_it_implies_as_closely_as_its_rounding_times_the_number() -> None:
    plan = replace(SIX, cells=(Cell("mean", UNITS, function=Function.MEAN),), terms=replace(TERMS, round=10))

    assert plan.figure(plan.cells[0]) == 60  # 65, a half, to the even ten
    assert plan.span(plan.cells[0]) == (330, 390)


def test_a_mean_of_everybody_and_of_all_but_one_gives_that_one_away() -> None:
    cells = (Cell("all", UNITS, function=Function.MEAN), Cell("five", UNITS[:5], function=Function.MEAN))

    found = auditing.audit(replace(SIX, cells=cells))

    assert ("outsider", "F") in {(one.attacker, one.target) for one in found.breaches}
    assert found.withheld == ("five",)


def test_an_order_of_cells_that_hold_alone_can_give_somebody_away() -> None:
    some = [contradictions.plans()[place] for place in EVERY]
    withheld = {
        place: {one.id for one in plan.rankings} & set(auditing.withheld(plan)) - attacker.falls_short(plan)
        for place, plan in enumerate(some)
    }

    assert any(withheld.values())


def test_a_ranking_of_a_cell_that_does_not_hold_alone_is_withheld() -> None:
    cells = (Cell("all", UNITS), Cell("few", UNITS[:2], published=False))
    plan = replace(SIX, cells=cells, rankings=(Ranking("order", ("all", "few")),))

    found = auditing.audit(plan)

    assert found.withheld == ("order",)
    assert {one.term for one in found.shortfalls} == {Broken.RANKED}
    assert audit_words.why_withheld(plan, found) == {"order": (f"{Broken.RANKED}.",)}


def test_what_is_out_stays_and_what_would_give_somebody_away_beside_it_is_withheld() -> None:
    before = Cell("before", UNITS[:5], told=(300, 300))
    plan = replace(SIX, cells=(Cell("all", UNITS), before))

    found = auditing.audit(plan)

    assert found.withheld == ("all",)
    assert "outsider would know it exactly" in " ".join(audit_words.why_withheld(plan, found)["all"])


def test_why_a_cell_is_withheld_names_who_learns_whose_figure_and_no_amount() -> None:
    for place in EVERY[:10]:
        plan = contradictions.plans()[place]
        told = audit_words.why_withheld(plan, auditing.audit(plan))

        assert set(told) == set(auditing.audit(plan).withheld)
        said = " ".join(sentence for some in told.values() for sentence in some)
        assert not re.search(r"(?<![Brc])\d", re.sub(r"B\d+", "", said))


Bug = Callable[[pytest.MonkeyPatch], None]
ROWS, SPAN, SHORT = inference._rows, rounding.span, concentration.shortfalls


def spoilt_rows(spoil: Callable[[Plan, Any, Any], Any]) -> Bug:
    def rows(plan: Plan, item: Any) -> Any:
        return (spoil(plan, item, row) for row in ROWS(plan, item))

    return lambda patch: patch.setattr(inference, "_rows", rows)


def only_ranked(spoil: Callable[[Any], Any]) -> Bug:
    return spoilt_rows(lambda plan, item, row: spoil(row) if isinstance(item, Ranking) else row)


def turned(row: Any) -> Any:
    return replace(row, weights={unit: -weight for unit, weight in row.weights.items()})


def single_mean(plan: Plan, item: Any, row: Any) -> Any:
    count = plans.weight(item) if isinstance(item, Cell) and not item.told else 1
    return replace(row, below=row.below / count, above=row.above / count)


def half_a_step_everywhere(figure: float, step: float, digits: int) -> tuple[float, float]:
    if not digits or not figure:
        return SPAN(figure, step, digits)
    unit = 10 ** (np.floor(np.log10(figure)) - digits + 1)
    return figure - unit / 2, figure + unit / 2


def as_if_exact(figure: float, step: float, digits: int) -> tuple[float, float]:
    return (figure, figure) if digits else SPAN(figure, step, digits)


def no_longer_out(plan: Plan) -> tuple[Any, ...]:
    cells = (cell for cell in plan.published if not cell.told)
    return (*cells, *(one for one in plan.rankings if one.published))


BUGS: dict[str, Bug] = {
    "rankings are forgotten": only_ranked(lambda row: replace(row, weights={})),
    "rankings are read upside down": only_ranked(turned),
    "a ranking is taken for a difference": only_ranked(lambda row: replace(row, above=row.below)),
    "a ranking counts as a sum": lambda patch: patch.setattr(
        inference.Sight, "determined", property(lambda self: self._spanned(np.isfinite(self.sums.lo)))
    ),
    "a ranking is only of its first two cells": lambda patch: patch.setattr(
        inference, "pairwise", lambda cells: [tuple(cells)[:2]] if len(cells) > 1 else []
    ),
    "a mean is as close as its own rounding": spoilt_rows(single_mean),
    "a mean is taken for a sum": lambda patch: patch.setattr(inference, "weight", lambda cell: 1),
    "significant digits hide as much as if figures were exact": lambda patch: patch.setattr(
        rounding, "span", as_if_exact
    ),
    "one digit too few is taken to be shown": lambda patch: patch.setattr(
        rounding, "span", lambda figure, step, digits: SPAN(figure, step, digits and max(1, digits - 1))
    ),
    "what is out is withheld all the same": lambda patch: patch.setattr(auditing, "is_out", lambda _: False),
    "what is out is forgotten": lambda patch: patch.setattr(Plan, "items", property(no_longer_out)),
    "a ranking is published whatever its cells are": lambda patch: patch.setattr(
        concentration, "shortfalls", lambda plan: SHORT(replace(plan, rankings=()))
    ),
}  # fmt: skip


@pytest.mark.parametrize("bug", BUGS)
def test_a_planted_bug_is_noticed(bug: str, monkeypatch: pytest.MonkeyPatch) -> None:
    BUGS[bug](monkeypatch)

    assert any(next(contradictions.everything(place), None) for place in EVERY)
