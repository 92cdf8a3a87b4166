"""Everything in which the audit of a plan and the independent attacker disagree."""

from collections.abc import Iterator
from functools import cache
from math import inf

from commonpurchase.sharing.reckoning import auditing
from commonpurchase.sharing.reckoning.plans import Audit, Breach, Plan
from tests.sharing.reckoning import attacker, random_plans

#: From this place on, plans publish means, significant digits and rankings too.
RICHER_FROM = max(random_plans.COUNT, 60)


@cache
def plans() -> list[Plan]:
    """More than the few that hold the audit in `make test`: rare bugs need more to show."""
    return [*random_plans.generate(RICHER_FROM), *random_plans.richer()]


@cache
def _won(place: int) -> dict[attacker.Pair, attacker.Won]:
    return attacker.wins(plans()[place])


def everything(place: int) -> Iterator[str]:
    """What is not so, and what is withheld for nothing."""
    yield from of(place)
    yield from put_back(place)


def of(place: int) -> Iterator[str]:
    """What the audit of one of the random plans says that is not so, cheapest to find first."""
    plan = plans()[place]
    audit = auditing.audit(plan)
    if {one.cell for one in audit.shortfalls} != attacker.falls_short(plan):
        yield "other cells fall short on their own"
    yield from _breaches(plan, audit, _won(place))
    yield from _after(plan, audit)


def _breaches(plan: Plan, audit: Audit, won: dict[attacker.Pair, attacker.Won]) -> Iterator[str]:
    told = {(one.attacker, one.target): one for one in audit.breaches}
    expected = {(label(plan, who), target): one for (who, target), one in won.items()}
    if told.keys() != expected.keys():
        yield f"breaches differ: {sorted(told.keys() ^ expected.keys())[:3]}"
    for pair in told.keys() & expected.keys():
        if not _same(plan, told[pair], expected[pair]):
            yield f"bounds differ: {told[pair]}, {expected[pair]}"


def _same(plan: Plan, told: Breach, expected: attacker.Won) -> bool:
    near, far = (factor * max(plan.values.values()) for factor in (1e-6, 0.99 * attacker.FAR))
    return (
        abs(told.lower - expected.lower) <= near
        and (abs(told.upper - expected.upper) <= near or (told.upper == inf and expected.upper >= far))
        and told.value == plan.values[told.target]
    )


def label(plan: Plan, who: frozenset[str]) -> str:
    return "+".join(unit for unit in plan.units if unit in who) or "outsider"


def _after(plan: Plan, audit: Audit) -> Iterator[str]:
    left = plan.without(audit.withheld)
    if not set(audit.withheld) <= {one.id for one in plan.items}:
        yield "something is withheld that was not published"
    if any(cell.told and cell.id in audit.withheld for cell in plan.cells):
        yield "something is withheld that is out already"
    if attacker.falls_short(left):
        yield "after withholding a cell still falls short"
    if attacker.wins(left) and not _lost_before(plan, left):
        yield "after withholding the attacker still wins"


def _lost_before(plan: Plan, left: Plan) -> bool:
    """What is out already gives somebody away by itself: then nothing else may be published."""
    out = {cell.id for cell in plan.cells if cell.told}
    more = [one.id for one in plan.items if one.id not in out]
    return bool(attacker.wins(plan.without(more))) and {one.id for one in left.items} <= out


def put_back(place: int) -> Iterator[str]:
    """Every withheld cell that could be published after all."""
    plan = plans()[place]
    held = auditing.withheld(plan)
    for cell in held:
        again = plan.without(one for one in held if one != cell)
        if not attacker.falls_short(again) and not attacker.wins(again):
            yield cell
