"""An attacker who shares no code with the audit: the textbook programme over every unit, and exact fractions.

It reads a plan's units, values, cells, terms and coalitions as data and reckons all else itself.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, pairwise
from math import inf
from typing import Any

import numpy as np
from scipy import optimize
from scipy import sparse as untyped

from commonpurchase.sharing.reckoning.plans import Cell, Plan, Ranking

solver: Any = optimize
sparse: Any = untyped
#: So many times the largest figure stands for "no bound at all".
FAR = 1e6
CLOSE = 1e-6

Pair = tuple[frozenset[str], str]
Interval = tuple[float, float]


@dataclass(frozen=True)
class Won:
    """What an attacker works out of a target."""

    lower: float
    upper: float
    exact: bool


def everybody(plan: Plan) -> list[frozenset[str]]:
    return list(dict.fromkeys([frozenset(), *(frozenset({unit}) for unit in plan.units), *plan.coalitions]))


@dataclass(frozen=True)
class Told:
    """One thing that anybody reads: a weighed sum of figures lies between two numbers."""

    weights: dict[str, Fraction]
    least: float
    most: float


def seen(plan: Plan) -> list[Told]:
    """The published sums and means, then the rankings, as anybody reads them who knows who is in."""
    cells = [
        Told(dict.fromkeys(cell.units, Fraction(1)), *between(plan, cell))
        for cell in plan.cells
        if cell.published
    ]
    return cells + [told for ranking in plan.rankings if ranking.published for told in order(plan, ranking)]


def between(plan: Plan, cell: Cell) -> tuple[float, float]:
    if cell.told:
        return cell.told
    count = len(cell.units) if cell.function == "mean" else 1
    shown = float(sum(plan.values[unit] for unit in cell.units)) / count
    least, most = (by_digits if plan.terms.digits else by_step)(plan, shown)
    return least * count, most * count


def by_step(plan: Plan, shown: float) -> tuple[float, float]:
    step = plan.terms.round
    figure = round(shown / step) * step if step else shown
    return figure - step / 2, figure + step / 2


def by_digits(plan: Plan, shown: float) -> tuple[float, float]:
    """Everything that is written in the same way with so many digits, ends included."""
    if shown == 0:
        return 0.0, 0.0
    mantissa, power = f"{shown:.{plan.terms.digits - 1}e}".split("e")
    unit = Fraction(10) ** (int(power) - plan.terms.digits + 1)
    figure = Fraction(mantissa) * Fraction(10) ** int(power)
    below = unit / 20 if Fraction(mantissa) == 1 else unit / 2
    return float(figure - below), float(figure + unit / 2)


def order(plan: Plan, ranking: Ranking) -> Iterator[Told]:
    """Of two neighbours the first has no less than the second."""
    cells = [cell for cell in plan.cells if cell.id in ranking.cells]
    known = {cell.id: shown(plan, cell) for cell in cells}
    for more, less in pairwise(sorted(cells, key=lambda cell: known[cell.id], reverse=True)):
        apart = part(more)
        for unit, weight in part(less).items():
            apart[unit] = apart.get(unit, Fraction(0)) - weight
        yield Told(apart, 0.0, inf)


def part(cell: Cell) -> dict[str, Fraction]:
    count = len(cell.units) if cell.function == "mean" else 1
    return dict.fromkeys(cell.units, Fraction(1, count))


def shown(plan: Plan, cell: Cell) -> float:
    return float(sum(plan.values[unit] for unit in cell.units)) / (
        len(cell.units) if cell.function == "mean" else 1
    )


def wins(plan: Plan, p: float | None = None) -> dict[Pair, Won]:
    """Every attacker and target that is worked out to within p %, or exactly; with what is worked out."""
    share = (plan.terms.p if p is None else p) / 100
    found: dict[Pair, Won] = {}
    for attacker in everybody(plan):
        exact = exactly(plan, attacker)
        for target, (lower, upper) in intervals(plan, attacker).items():
            value = plan.values[target]
            narrow = min(upper - value, value - lower) < share * value * (1 - CLOSE)
            known_zero = value == 0 and upper < CLOSE
            if narrow or known_zero or target in exact:
                found[attacker, target] = Won(lower, upper, target in exact)
    return found


def intervals(plan: Plan, attacker: frozenset[str]) -> dict[str, Interval]:
    """Lower and upper bound of each unknown unit: one programme with a block for each bound."""
    unknown = [unit for unit in plan.units if unit not in attacker]
    told = seen(plan)
    scale = max(plan.values.values()) or 1.0
    if not unknown or not told:
        return dict.fromkeys(unknown, (0.0, FAR * scale))
    rows = np.array([[float(one.weights.get(unit, 0)) for unit in unknown] for one in told])
    known = np.array([own(plan, one, attacker) for one in told])
    least = (np.array([one.least for one in told]) - known) / scale
    most = (np.array([one.most for one in told]) - known) / scale
    exact = least == most
    upper, lower = ~exact & np.isfinite(most), ~exact
    limits: dict[str, Any] = {
        "A_ub": _many(np.vstack([rows[upper], -rows[lower]]), len(unknown)),
        "b_ub": np.tile(np.concatenate([most[upper], -least[lower]]), 2 * len(unknown)),
        "A_eq": _many(rows[exact], len(unknown)),
        "b_eq": np.tile(most[exact], 2 * len(unknown)),
    }
    aims = np.concatenate(
        [sign * np.eye(len(unknown))[place] for sign in (1, -1) for place in range(len(unknown))]
    )
    solved = solver.linprog(
        aims, **limits, bounds=(0, FAR), method="highs",
        options={"primal_feasibility_tolerance": 1e-9, "dual_feasibility_tolerance": 1e-9},
    )  # fmt: skip
    assert solved.x is not None, solved.message
    points = solved.x.reshape(2 * len(unknown), len(unknown)) * scale
    return {
        unit: (float(points[place, place]), float(points[len(unknown) + place, place]))
        for place, unit in enumerate(unknown)
    }


def own(plan: Plan, told: Told, attacker: frozenset[str]) -> float:
    """What the attacker's own figures make of it."""
    return float(sum(told.weights.get(unit, 0) * Fraction(plan.values[unit]) for unit in attacker))


def _many(rows: Any, unknown: int) -> Any:
    """The same rows for the lower and the upper bound of every unknown unit."""
    return sparse.block_diag([rows] * (2 * unknown), format="csr")


def exactly(plan: Plan, attacker: frozenset[str]) -> set[str]:
    """Whose figure is a combination of sums: after elimination a row has this unit alone."""
    unknown = [unit for unit in plan.units if unit not in attacker]
    sums = [one for one in seen(plan) if one.most < inf]
    reduced = eliminated([[one.weights.get(unit, Fraction(0)) for unit in unknown] for one in sums])
    alone = [row for row in reduced if sum(entry != 0 for entry in row) == 1]
    return {unknown[place] for row in alone for place, entry in enumerate(row) if entry}


def eliminated(rows: list[list[Fraction]]) -> list[list[Fraction]]:
    """Reduced row echelon form: a unit vector is in the row space iff it is one of its rows."""
    rows, done = [list(row) for row in rows], 0
    for column in range(len(rows[0]) if rows else 0):
        pivot = next((place for place in range(done, len(rows)) if rows[place][column]), None)
        if pivot is None:
            continue
        rows[done], rows[pivot] = rows[pivot], rows[done]
        rows[done] = [entry / rows[done][column] for entry in rows[done]]
        for place in range(len(rows)):
            if place != done and (by := rows[place][column]):
                rows[place] = [one - by * other for one, other in zip(rows[place], rows[done], strict=True)]
        done += 1
    return rows[:done]


def exact_intervals(plan: Plan, attacker: frozenset[str]) -> dict[str, tuple[Fraction, Fraction | None]]:
    """Bounds in whole fractions by trying every vertex; None for no upper bound. For plans of a few units."""
    unknown = [unit for unit in plan.units if unit not in attacker]
    points = list(vertices(plan, attacker, unknown))
    covered = {unit for one in seen(plan) for unit in one.weights if one.most < inf}
    return {
        unit: (
            min(point[place] for point in points),
            max(point[place] for point in points) if unit in covered else None,
        )
        for place, unit in enumerate(unknown)
    }


def vertices(plan: Plan, attacker: frozenset[str], unknown: list[str]) -> Iterator[list[Fraction]]:
    limits: list[tuple[list[Fraction], Fraction]] = [
        ([Fraction(-(one == unit)) for one in unknown], Fraction(0)) for unit in unknown
    ]
    for one in seen(plan):
        row = [one.weights.get(unit, Fraction(0)) for unit in unknown]
        known = sum(Fraction(plan.values[unit]) * one.weights.get(unit, Fraction(0)) for unit in attacker)
        limits.append(([-entry for entry in row], known - Fraction(one.least)))
        if one.most < inf:
            limits.append((row, Fraction(one.most) - known))
    for chosen in combinations(limits, len(unknown)):
        reduced = eliminated([[*row, limit] for row, limit in chosen])
        if len(reduced) < len(unknown) or any(row[place] != 1 for place, row in enumerate(reduced)):
            continue
        point = [row[-1] for row in reduced]
        if all(sum(a * x for a, x in zip(row, point, strict=True)) <= limit for row, limit in limits):
            yield point


def falls_short(plan: Plan) -> set[str]:
    """Published cells, and rankings of cells, that break sharing.md §8.7's ok(c) alone, in fractions."""
    short = {cell.id for cell in plan.cells if not ok(plan, cell.units)}
    rankings = {one.id for one in plan.rankings if one.published and not one.out and short & {*one.cells}}
    return rankings | {
        cell.id for cell in plan.cells if cell.published and not cell.told and cell.id in short
    }


def ok(plan: Plan, units: tuple[str, ...]) -> bool:
    terms, amounts = plan.terms, parties(plan, units)
    largest, second, *rest = [*amounts, Fraction(0), Fraction(0)]
    enough = len(amounts) >= terms.min_contributors
    shared = largest <= Fraction(terms.max_share) / 100 * (largest + second + sum(rest))
    return enough and shared and sum(rest) >= Fraction(terms.p) / Fraction(terms.q) * largest


def parties(plan: Plan, units: tuple[str, ...]) -> list[Fraction]:
    """Contributions, largest first; whoever is linked by coalitions counts as one."""
    leader = {unit: unit for unit in plan.units}
    for coalition in plan.coalitions:
        joined = {leader[unit] for unit in coalition}
        leader = {unit: min(joined) if of in joined else of for unit, of in leader.items()}
    amounts: dict[str, Fraction] = {}
    for unit in units:
        amounts[leader[unit]] = amounts.get(leader[unit], Fraction(0)) + Fraction(plan.values[unit])
    return sorted(amounts.values(), reverse=True)


def naive(plan: Plan) -> Plan:
    """The control: a cell of five units that holds the p % rule is published, whatever else is."""
    fine = []
    for cell in plan.cells:
        amounts = sorted((plan.values[unit] for unit in cell.units), reverse=True)
        if len(amounts) < 5 or sum(amounts[2:]) < plan.terms.p / 100 * amounts[0]:
            fine.append(cell.id)
    return plan.without([*fine, *(one.id for one in plan.rankings)])
