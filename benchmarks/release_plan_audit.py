"""How long the audit of a release plan takes: `.venv/bin/python -m benchmarks.release_plan_audit [--naive]`.

Plans are random overlapping groups with a total, so nearly every unit comes out: the worst case, since then
every bound is worked out and most cells are tried in vain. The audit of what is left is the usual case. The
control, with --naive, is one programme for each attacker, target and bound, over every unit, with cells
tried one by one; it gives the same cells.
"""

import sys
import time
from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import Any

import numpy as np
from scipy import optimize

from commonpurchase.sharing.reckoning import auditing, concentration
from commonpurchase.sharing.reckoning.plans import Cell, Plan, Terms, attackers

SEED = 1
SIZES = [(15, 8), (15, 24), (25, 30), (40, 40)]
NAIVE_SIZES = SIZES[:2]
solver: Any = optimize


def main() -> None:
    """Measure, print."""
    naive = "--naive" in sys.argv
    for units, cells in NAIVE_SIZES if naive else SIZES:
        for step in (0, 1000):
            plan = make(units, cells, step)
            found, took = timed(lambda plan=plan: auditing.audit(plan))
            left = plan.without(found.withheld)
            _, again = timed(lambda left=left: auditing.audit(left))
            say(f"{units} units, {cells} cells, {len(plan.coalitions)} coalitions, round {step}:")
            say(f"    audit {took:.2f} s, {len(found.breaches)} breaches, {len(found.withheld)} withheld")
            say(f"    audit of what is left {again:.2f} s")
            if naive:
                held, slow = timed(lambda plan=plan: withheld(plan))
                say(f"    naive {slow:.1f} s, {slow / took:.0f} times; same cells: {held == found.withheld}")


def say(line: str) -> None:
    """Print, as a benchmark does; seconds are of the processor, so that other work does not count."""
    print(line)  # noqa: T201


def make(units: int, cells: int, step: float) -> Plan:
    """A total and random groups of at least five."""
    random = Random(SEED)
    names = tuple(f"B{place}" for place in range(units))
    values = {name: float(round(random.lognormvariate(10, 1))) for name in names}
    groups = [tuple(random.sample(names, random.randint(5, units // 2))) for _ in range(cells - 1)]
    named = tuple(Cell(f"c{place}", group) for place, group in enumerate([names, *groups]))
    friends = tuple(frozenset(random.sample(names, 2)) for _ in range(3))
    return Plan(names, values, named, Terms(step, 10, 50, 5, 50), friends)


def timed(do: Callable[[], Any]) -> tuple[Any, float]:
    """What it gives and how many seconds of the processor it took."""
    start = time.process_time()
    return do(), time.process_time() - start


def withheld(plan: Plan) -> tuple[str, ...]:
    """The same cells as the audit withholds, without any of its shortcuts."""
    short = {one.cell for one in concentration.shortfalls(plan)}
    kept: list[str] = []
    for cell in plan.published:
        tried = {*kept, cell.id}
        if cell.id not in short and is_safe(
            replace(plan, cells=tuple(c for c in plan.cells if c.id in tried))
        ):
            kept.append(cell.id)
    return tuple(cell.id for cell in plan.published if cell.id not in kept)


def is_safe(plan: Plan) -> bool:
    """Two programmes for each attacker and target, and the rank test."""
    rows = np.array([[float(unit in cell.units) for unit in plan.units] for cell in plan.cells])
    sums = np.array([plan.figure(cell) for cell in plan.cells])
    true = np.array([plan.values[unit] for unit in plan.units])
    for known in attackers(plan):
        own = np.array([unit in known for unit in plan.units])
        bounds = [(x, x) if mine else (0, None) for x, mine in zip(true, own, strict=True)]
        for target in np.flatnonzero(~own & rows.any(axis=0)):
            if is_close(plan, rows, sums, bounds, int(target)) or in_row_space(
                rows[:, ~own], int((~own)[:target].sum())
            ):
                return False
    return True


def is_close(plan: Plan, rows: Any, sums: Any, bounds: list[Any], target: int) -> bool:
    """Whether a bound lies within p % of the target's figure."""
    value, half = plan.values[plan.units[target]], plan.terms.round / 2
    for sign in (1, -1):
        aim = np.zeros(len(plan.units))
        aim[target] = -sign
        solved = solver.linprog(
            aim, A_ub=np.vstack([rows, -rows]), b_ub=np.concatenate([sums + half, half - sums]), bounds=bounds
        )
        if solved.x is not None and sign * (solved.x[target] - value) < plan.terms.p / 100 * value - 1e-6:
            return True
    return False


def in_row_space(rows: Any, place: int) -> bool:
    """Whether a unit's figure is a combination of the sums."""
    unit = np.eye(rows.shape[1])[place]
    return bool(np.linalg.matrix_rank(np.vstack([rows, unit])) == np.linalg.matrix_rank(rows))


if __name__ == "__main__":
    main()
