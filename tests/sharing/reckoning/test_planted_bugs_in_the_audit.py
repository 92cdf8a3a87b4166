"""Each planted bug spoils one thing in the audit; the independent attacker must notice it.

The control of `test_release_plans_hold`: an attacker that lets one of these live proves nothing.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from commonpurchase.sharing.reckoning import auditing, concentration, disguises, inference
from commonpurchase.sharing.reckoning.disguises import Disguises, Need
from commonpurchase.sharing.reckoning.inference import Sight
from commonpurchase.sharing.reckoning.plans import Broken, Cell, Plan, attackers
from tests.sharing.reckoning import contradictions

Patch = pytest.MonkeyPatch
Bug = Callable[[Patch], None]
EVERY = range(60)
#: Kept before anything is spoilt.
SUMS, NEEDS, WITHHELD, CONTRIBUTIONS = (
    inference.sums, disguises.needs, auditing.withheld, concentration.contributions,
)  # fmt: skip
ROOM: Any = Sight.room


def only_attackers(keep: Callable[[Plan, frozenset[str]], bool]) -> Bug:
    def attackers_kept(plan: Plan) -> tuple[frozenset[str], ...]:
        return tuple(one for one in attackers(plan) if keep(plan, one))

    return lambda patch: patch.setattr(auditing, "attackers", attackers_kept)


def only_cells(keep: Callable[[Plan, Cell], bool]) -> Bug:
    def some(plan: Plan, cells: Iterable[Cell]) -> inference.Sums:
        return SUMS(plan, (cell if keep(plan, cell) else Cell(cell.id, ()) for cell in cells))

    return lambda patch: patch.setattr(inference, "sums", some)


def another_slack(spoil: Callable[[inference.Sums, float], inference.Sums]) -> Bug:
    def spoilt(plan: Plan, cells: Iterable[Cell]) -> inference.Sums:
        return spoil(SUMS(plan, cells), plan.terms.round)

    return lambda patch: patch.setattr(inference, "sums", spoilt)


def another_need(spoil: Callable[[Need], Need | None]) -> Bug:
    def spoilt(sight: Sight, p: float) -> Iterator[Need]:
        yield from (need for one in NEEDS(sight, p) if (need := spoil(one)))

    return lambda patch: patch.setattr(disguises, "needs", spoilt)


def another_p(by: float) -> Bug:
    def spoilt(sight: Sight, p: float) -> Iterator[Need]:
        return NEEDS(sight, p * by)

    return lambda patch: patch.setattr(disguises, "needs", spoilt)


def room(spoil: Callable[[Sight], Any]) -> Bug:
    return lambda patch: patch.setattr(Sight, "room", property(spoil))


def of_everybody(sight: Sight) -> Any:
    values, classes = sight.sums.values, sight.sums.classes
    return np.array([sum(values[one] for one in of) for of in classes], dtype=float)


def no_rank_test(patch: Patch) -> None:
    for module in (auditing, disguises):
        patch.setattr(module, "found_out", lambda sight: [])


def unfiltered(self: Disguises, sums: inference.Sums) -> Disguises:
    copy = Disguises(sums)
    copy._found, copy._sizes = self._found, self._sizes
    copy._inherited = len(self._found)
    return copy


def one_cell_less(plan: Plan) -> tuple[str, ...]:
    return WITHHELD(plan)[:-1]


def only_what_falls_short(plan: Plan) -> tuple[str, ...]:
    short = {one.cell for one in concentration.shortfalls(plan)}
    return tuple(cell.id for cell in plan.published if cell.id in short)


def of_units(plan: Plan, cell: Cell) -> list[float]:
    return sorted((plan.values[unit] for unit in cell.units), reverse=True)


def another_term(**spoil: Callable[[Any], Any]) -> Bug:
    reasons = concentration._reasons

    def spoilt(plan: Plan, cell: Cell) -> Iterator[tuple[Broken, str]]:
        terms = replace(plan.terms, **{name: by(getattr(plan.terms, name)) for name, by in spoil.items()})
        return reasons(replace(plan, terms=terms), cell)

    return lambda patch: patch.setattr(concentration, "_reasons", spoilt)


BUGS: dict[str, Bug] = {
    "coalitions are forgotten": only_attackers(lambda plan, one: one not in plan.coalitions),
    "units do not know their own figures": only_attackers(lambda plan, one: len(one) != 1),
    "the outsider is forgotten": only_attackers(lambda plan, one: bool(one)),
    "the last unit never attacks": only_attackers(lambda plan, one: one != {plan.units[-1]}),
    "totals are forgotten": only_cells(lambda plan, cell: len(cell.units) < len(plan.units)),
    "the first published cell is forgotten": only_cells(lambda plan, cell: cell != plan.published[0]),
    "rounding is ignored": another_slack(lambda told, step: replace(told, lo=told.lo * 0, hi=told.hi * 0)),
    "rounding hides twice as much": another_slack(
        lambda told, step: replace(told, lo=told.lo - step / 2, hi=told.hi + step / 2)
    ),
    "rounding only hides upwards": another_slack(
        lambda told, step: replace(told, lo=told.lo + step / 2, hi=told.hi + step / 2)
    ),
    "sums are taken as rounded up": another_slack(
        lambda told, step: replace(told, lo=np.full_like(told.lo, -step), hi=told.hi * 0)
    ),
    "only the upper bound": another_need(lambda need: need if need.towards > 0 else None),
    "only the lower bound": another_need(lambda need: need if need.towards < 0 else None),
    "the bounds are swapped": another_need(lambda need: replace(need, towards=-need.towards)),
    "half of p is enough": another_p(0.5),
    "p is taken for a part, not a percentage": another_p(0.01),
    "twice p is asked for": another_p(2),
    "an attacker's own figure hides others": room(of_everybody),
    "figures may be negative": room(lambda self: ROOM.func(self) + 1e9),
    "the rank test is forgotten": no_rank_test,
    "a disguise serves for sums that it does not explain": lambda patch: patch.setattr(
        Disguises, "narrowed", unfiltered
    ),
    "a disguise may touch what the attacker knows": lambda patch: patch.setattr(
        Disguises, "_usable", lambda self, sight: self._sizes > 0
    ),
    "one cell too few is withheld": lambda patch: patch.setattr(auditing, "withheld", one_cell_less),
    "only cells that fall short are withheld": lambda patch: patch.setattr(
        auditing, "withheld", only_what_falls_short
    ),
    "coalitions count as several contributors": lambda patch: patch.setattr(
        concentration, "contributions", of_units
    ),
    "one contributor too few is enough": another_term(min_contributors=lambda least: least - 1),
    "more than half may be one contributor's": another_term(max_share=lambda share: share + 25),
    "what is known beforehand is forgotten": another_term(q=lambda q: 100),
}  # fmt: skip


@pytest.mark.parametrize("bug", BUGS)
def test_a_planted_bug_is_noticed(bug: str, monkeypatch: pytest.MonkeyPatch) -> None:
    BUGS[bug](monkeypatch)

    assert any(next(contradictions.everything(place), None) for place in EVERY)


def test_nothing_is_noticed_where_no_bug_is_planted() -> None:
    assert not any(next(contradictions.everything(place), None) for place in range(2))
