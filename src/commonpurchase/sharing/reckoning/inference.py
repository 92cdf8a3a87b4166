"""What published sums and an attacker's own figures say of the others: the linear programmes.

Everything is told as a deviation d from the true figures. The attacker sees published sums b, each within
half a rounding step of the truth, and published rankings, each the order of sums; so every d with
lo <= A·d <= hi, that makes no figure negative and does not touch what the attacker knows, explains all that
it sees. How far d can reach in one direction is how much stays open (feasibility interval; Handbook on
Statistical Disclosure Control, 2nd ed., ch. 4).

Units that are in the same cells cannot be told apart, so they are one column (a class): among several
unknown units of a class any split explains as much. That is exact, and makes the programmes small.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy import optimize

from commonpurchase.sharing.reckoning.concentration import TIE
from commonpurchase.sharing.reckoning.plans import Cell, Item, Plan, Ranking, weight

Numbers: TypeAlias = NDArray[np.float64]
Truths: TypeAlias = NDArray[np.bool_]

#: HiGHS, through SciPy, which has no types.
solver: Any = optimize
UP, DOWN = 1.0, -1.0
INFEASIBLE = 2
#: The solver's own tolerance is 1e-7 of what is asked for; a gap below this part of it is a tie.
SLACK = 1e-6
#: What is smaller than this part of what is asked for was left over by the solver.
CRUMB = 1e-9


class UnsolvedError(RuntimeError):
    """The solver gave no answer. Nothing may be released on the strength of it."""


@dataclass(frozen=True, eq=False)
class Sums:
    """Rows over classes of units: one for each cell, one for each two neighbours of a ranking.

    classes: the units of each class, by index into `values`. matrix: rows by classes, 1 where a cell has
    a class. lo, hi: how far each row may lie below and above the truth and still be published as it is; of
    a ranking nothing bounds it above. items: which cell or ranking each row tells of, by index.
    """

    units: tuple[str, ...]
    values: Numbers
    classes: tuple[tuple[int, ...], ...]
    matrix: Numbers
    lo: Numbers
    hi: Numbers
    items: NDArray[np.intp]

    def only(self, items: Iterable[int]) -> "Sums":
        """The same units with some of the cells and rankings. Classes stay as fine as they were."""
        kept = np.isin(self.items, list(items))
        return Sums(
            units=self.units,
            values=self.values,
            classes=self.classes,
            matrix=self.matrix[kept],
            lo=self.lo[kept],
            hi=self.hi[kept],
            items=self.items[kept],
        )


def sums(plan: Plan, items: Iterable[Item]) -> Sums:
    """What publishing these cells and rankings of a plan tells."""
    rows = [(place, row) for place, one in enumerate(items) for row in _rows(plan, one)]
    patterns: dict[tuple[float, ...], list[int]] = {}
    for index, unit in enumerate(plan.units):
        patterns.setdefault(tuple(row.weights.get(unit, 0.0) for _, row in rows), []).append(index)
    return Sums(
        units=plan.units,
        values=np.array([plan.values[unit] for unit in plan.units], dtype=float),
        classes=tuple(tuple(units) for units in patterns.values()),
        matrix=np.array(list(patterns), dtype=float).reshape(len(patterns), len(rows)).T,
        lo=np.array([-row.below for _, row in rows], dtype=float),
        hi=np.array([row.above for _, row in rows], dtype=float),
        items=np.array([place for place, _ in rows], dtype=np.intp),
    )


@dataclass(frozen=True)
class _Row:
    """A weighed sum of figures, and how far below and above the truth it may lie."""

    weights: Mapping[str, float]
    below: float
    above: float


def _rows(plan: Plan, item: Item) -> Iterator[_Row]:
    if isinstance(item, Ranking):
        for more, less in pairwise(plan.ranked(item)):
            least = TIE * plan.amount(more)
            yield _Row(_apart(more, less), _at_least(plan.amount(more) - plan.amount(less), least), np.inf)
        return
    total, (lower, upper) = plan.total(item), plan.span(item)
    least = TIE * (upper - lower) / 2
    yield _Row(
        dict.fromkeys(item.units, 1.0), _at_least(total - lower, least), _at_least(upper - total, least)
    )


def _apart(more: Cell, less: Cell) -> dict[str, float]:
    """By how much a unit moves the first of two cells more than the second."""
    weights = dict.fromkeys(more.units, 1 / weight(more))
    for unit in less.units:
        weights[unit] = weights.get(unit, 0.0) - 1 / weight(less)
    return weights


def _at_least(amount: float, least: float) -> float:
    """An amount, 0 where it is no more than what a computer's rounding makes."""
    return amount if amount > least else 0.0


@dataclass(frozen=True, eq=False)
class Sight:
    """Published sums as one attacker sees them, who knows the figures of some units exactly."""

    sums: Sums
    known: frozenset[str]

    @cached_property
    def unknown(self) -> tuple[tuple[int, ...], ...]:
        """The units of each class that the attacker does not know."""
        units = self.sums.units
        return tuple(tuple(one for one in of if units[one] not in self.known) for of in self.sums.classes)

    def place_of(self, unit: int) -> int:
        """The class of an unknown unit, by index."""
        return next(of for of, units in enumerate(self.unknown) if unit in units)

    @cached_property
    def room(self) -> Numbers:
        """How far each class can fall: what its unknown units have together."""
        return np.array([sum(self.sums.values[one] for one in of) for of in self.unknown], dtype=float)

    @cached_property
    def finest(self) -> float:
        """The smallest amount above 0 that bounds anything; 1 if none does."""
        amounts = np.concatenate([self.room, self.sums.hi, -self.sums.lo])
        bounding = amounts[(amounts > 0) & np.isfinite(amounts)]
        return float(bounding.min()) if len(bounding) else 1.0

    @cached_property
    def movable(self) -> Truths:
        """The classes that can move: those of which the attacker does not know every unit."""
        return np.array([bool(of) for of in self.unknown], dtype=bool)

    @cached_property
    def fixed(self) -> Truths:
        """The classes that cannot move at all, by the rank test of those sums that are exact."""
        return self._spanned((self.sums.lo == 0) & (self.sums.hi == 0))

    @cached_property
    def determined(self) -> Truths:
        """Rank test: the classes whose total is a combination of the sums and what the attacker knows.

        It looks at who is in which cell, never at a figure; a ranking is no sum.
        """
        return self._spanned(np.isfinite(self.sums.hi))

    def _spanned(self, rows: Truths) -> Truths:
        """The classes c for which e_c is in the row space: every vector of the null space is 0 at c."""
        matrix = self.sums.matrix[rows][:, self.movable]
        _, singular, right = np.linalg.svd(matrix, full_matrices=True)
        free = right[int((singular > SLACK).sum()) :]
        found = np.zeros(len(self.sums.classes), dtype=bool)
        found[self.movable] = np.sqrt((free**2).sum(axis=0)) < SLACK
        return found


def disguise(sight: Sight, of: int, towards: float, by: float) -> Numbers | None:
    """The smallest deviation that explains all the attacker sees and moves a class up or down by an amount.

    None if there is none. by = 0 asks whether it moves at all (the deviation is then small, not 0).
    Smallest in the sum of absolute changes, so that few classes move and it serves for other attackers.
    """
    if not sight.movable[of]:
        return None
    scaled = _scaled(sight, by)
    size = len(sight.room)
    most = np.concatenate([np.where(sight.movable, np.inf, 0.0), scaled.room])
    least = np.zeros(2 * size)
    for place, amount in ((of, max(towards, 0.0)), (size + of, max(-towards, 0.0))):
        least[place], most[place] = amount, min(amount, most[place])
    if (least > most * (1 + SLACK)).any():
        return None
    rows = solver.LinearConstraint(np.hstack([sight.sums.matrix, -sight.sums.matrix]), scaled.lo, scaled.hi)
    found = _solved(np.ones(2 * size), rows, solver.Bounds(np.minimum(least, most), most))
    return None if found is None else _unscaled(sight, found[:size] - found[size:], by)


def _solved(objective: Numbers, rows: Any, bounds: Any) -> Numbers | None:
    """The least of an objective; None if nothing is feasible. HiGHS is asked again where it is unsure."""
    message = ""
    for presolve in (False, True):
        solved = solver.milp(objective, constraints=rows, bounds=bounds, options={"presolve": presolve})
        if solved.x is not None:
            return np.asarray(solved.x, dtype=float)
        if solved.status == INFEASIBLE:
            return None
        message = solved.message
    raise UnsolvedError(message)


@dataclass(frozen=True, eq=False)
class _Scaled:
    """Bounds in multiples of what is asked for, so that the solver's tolerance is a part of that."""

    lo: Numbers
    hi: Numbers
    room: Numbers


def _scaled(sight: Sight, by: float) -> _Scaled:
    if by > 0:
        return _Scaled(sight.sums.lo / by, sight.sums.hi / by, sight.room / by)
    # An arbitrarily small move: only bounds that are met already stand in its way.
    unless = [np.where(bound == 0, 0.0, np.inf) for bound in (sight.sums.lo, sight.sums.hi, sight.room)]
    return _Scaled(-unless[0], unless[1], unless[2])


def _unscaled(sight: Sight, found: Numbers, by: float) -> Numbers:
    """In the unit of the figures, without the solver's crumbs; a small move small enough for every bound."""
    found = np.where(np.abs(found) < CRUMB, 0.0, found)
    if by > 0:
        return found * by
    moved = np.concatenate([-found, sight.sums.matrix @ found, -(sight.sums.matrix @ found)])
    bounds = np.concatenate([sight.room, sight.sums.hi, -sight.sums.lo])
    near = (moved > SLACK) & np.isfinite(bounds)
    limits = bounds[near] / moved[near]
    return found * (limits.min() if len(limits) else 1.0)


def reach(sight: Sight, of: int, towards: float, scale: float) -> float:
    """How far a class can move up or down (0 or more, in the unit of the figures); inf if without end.

    scale: an amount above 0 of the size that matters; the answer is exact to a millionth of it.
    """
    if sight.fixed[of] or not sight.movable[of]:
        return 0.0
    if towards > 0 and _grows_without_end(sight, of):
        return float("inf")
    objective = np.zeros(len(sight.room))
    objective[of] = -towards
    rows = solver.LinearConstraint(sight.sums.matrix, sight.sums.lo / scale, sight.sums.hi / scale)
    room = solver.Bounds(
        np.where(sight.movable, -sight.room / scale, 0.0), np.where(sight.movable, np.inf, 0.0)
    )
    found = _solved(objective, rows, room)
    # No deviation at all explains what is seen; if the solver doubts even that, nothing is left open.
    moved = 0.0 if found is None else towards * float(found[of])
    return moved * scale if moved > TIE else 0.0


def _grows_without_end(sight: Sight, of: int) -> bool:
    """Whether nothing that is published bounds a class above.

    It is in no sum; and rankings let it grow as long as what they put above it can grow too.
    """
    sums, ranks = sight.sums, ~np.isfinite(sight.sums.hi)
    free = sight.movable & ~sums.matrix[~ranks].any(axis=0)
    if not free[of] or not ranks.any():
        return bool(free[of])
    objective = np.zeros(len(free))
    objective[of] = -1.0
    rows = solver.LinearConstraint(sums.matrix[ranks], 0.0, np.inf)
    grown = _solved(objective, rows, solver.Bounds(0.0, np.where(free, 1.0, 0.0)))
    return grown is not None and bool(grown[of] > SLACK)
