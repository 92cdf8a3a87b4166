"""The audit of a release plan, and which of its cells to withhold so that it holds.

After sharing.md §8.7: every published cell must hold on its own (`concentration`), and everything ever
published together must not bring any attacker within p % of anybody (`disguises`, `inference`).
"""

from collections.abc import Iterator

from commonpurchase.sharing.reckoning import concentration, inference
from commonpurchase.sharing.reckoning.disguises import Disguises, Trial, found_out
from commonpurchase.sharing.reckoning.inference import DOWN, UP, Sight
from commonpurchase.sharing.reckoning.plans import Audit, Breach, Plan, attackers, is_out, named


def audit(plan: Plan) -> Audit:
    """What is wrong with everything that a plan publishes, and what to withhold. Pure; figures are floats.

    Errors: `inference.UnsolvedError` if the solver gives up, which never reads as safe.
    """
    shortfalls = tuple(concentration.shortfalls(plan))
    breached = tuple(breaches(plan))
    held = withheld(plan) if shortfalls or breached else ()
    return Audit(breached, shortfalls, held)


def breaches(plan: Plan) -> Iterator[Breach]:
    """Every attacker and target for whom the published cells leave too little open.

    In the order of attackers (outsider, units, coalitions) and then of the plan's units. A target is
    breached if, by what the attacker can work out, its figure x >= 0 lies between L and U and
    U - x < p % of x, or x - L < p % of x; or if U is 0, for that a figure is 0 is a figure too; or if x is
    a combination of published sums and the attacker's figures, even where rounding still blurs it. A tie
    is safe.
    """
    told = inference.sums(plan, plan.items)
    disguises = Disguises(told)
    for attacker in attackers(plan):
        sight = Sight(told, attacker)
        close = sorted({need.of for need in disguises.missing(sight, plan.terms.p)})
        exact = found_out(sight)
        for unit in sorted({*exact, *(one for of in close for one in sight.unknown[of])}):
            lower, upper = _bounds(sight, unit)
            value = float(told.values[unit])
            if unit in exact or is_too_close(lower, upper, value, plan.terms.p):
                yield Breach(named(plan, attacker), plan.units[unit], lower, upper, value)


def is_too_close(lower: float, upper: float, value: float, p: float) -> bool:
    """Whether bounds on a figure leave less than p % of it open on a side, or show that it is 0."""
    if value == 0:
        return upper == 0
    least = p / 100 * value * (1 - inference.SLACK)
    return upper - value < least or value - lower < least


def _bounds(sight: Sight, unit: int) -> tuple[float, float]:
    """Between what a unit's figure lies for all that the attacker knows."""
    value, of = float(sight.sums.values[unit]), sight.place_of(unit)
    scale = value or sight.finest
    upper = float(sight.room[of]) + inference.reach(sight, of, UP, scale)
    alone = len(sight.unknown[of]) == 1
    lower = value - inference.reach(sight, of, DOWN, scale) if alone else 0.0
    return max(0.0, _tidy(lower)), _tidy(upper)


def _tidy(amount: float) -> float:
    """Nine significant digits: what the solver is good for."""
    return float(f"{amount:.9g}")


def withheld(plan: Plan) -> tuple[str, ...]:
    """Which published cells and rankings to withhold, by id, in the plan's order, so that the rest is safe.

    What was published before stays. The others are taken in the plan's order, each if it holds on its own
    and all taken so far stay safe with it. So none of those withheld could be put back (publishing more
    never makes a plan safer); a smaller set may exist where an early cell is given up for several later
    ones.
    """
    short = {one.cell for one in concentration.shortfalls(plan)}
    fine = [one for one in plan.items if is_out(one) or one.id not in short]
    trial = Trial(inference.sums(plan, fine), attackers(plan), plan.terms.p)
    taken = [place for place, one in enumerate(fine) if is_out(one)]
    left = [place for place, one in enumerate(fine) if not is_out(one)]
    while left:
        fit = _longest_fit(trial, taken, left)
        taken, left = taken + left[:fit], left[fit + 1 :]
    kept = {fine[place].id for place in taken}
    return tuple(one.id for one in plan.items if one.id not in kept)


def _longest_fit(trial: Trial, taken: list[int], left: list[int]) -> int:
    """How many of the cells that are left, from the first on, are safe together with those taken.

    More cells are never safer, so halving finds it; it begins with all, because what disguises a figure
    from many cells disguises it from fewer.
    """
    if trial.is_safe([*taken, *left]):
        return len(left)
    fits, too_many = 0, len(left)
    while too_many - fits > 1:
        half = (fits + too_many) // 2
        if trial.is_safe([*taken, *left[:half]]):
            fits = half
        else:
            too_many = half
    return fits
