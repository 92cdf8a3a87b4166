"""An audit in words, for the convenor who holds every figure of the plan. Not for the public."""

from collections.abc import Iterator
from itertools import islice

from commonpurchase.sharing.reckoning import auditing
from commonpurchase.sharing.reckoning.auditing import is_too_close
from commonpurchase.sharing.reckoning.plans import OUTSIDER, Audit, Breach, Plan
from commonpurchase.sharing.reckoning.released import NOT_PUBLISHED

#: How many attackers of one target are named before the rest are counted.
NAMED = 4
#: How many ways to a figure a withheld cell is explained by; one would do.
WAYS = 3


def sentences(plan: Plan, audit: Audit) -> Iterator[str]:
    """The verdict, each figure that comes out, each cell that does not hold alone, and what to do."""
    yield f"{'SAFE' if audit.safe else 'NOT SAFE'}: {_what(plan)}."
    if audit.safe:
        yield f"Nobody who was tried comes within {plan.terms.p:g} % of another’s figure."
        return
    yield from _come_out(plan, audit)
    yield from _fall_short(audit)
    yield from _to_do(plan, audit)


def _what(plan: Plan) -> str:
    tried = f"tried were an outsider, each unit{_and_coalitions(len(plan.coalitions))}"
    rankings = len(plan.items) - len(plan.published)
    ranked = f" and {_count(rankings, 'ranking')}" if rankings else ""
    return f"{_count(len(plan.published), 'cell')}{ranked} over {_count(len(plan.units), 'unit')}; {tried}"


def _and_coalitions(count: int) -> str:
    return f" and {_count(count, 'coalition')}" if count else ""


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _come_out(plan: Plan, audit: Audit) -> Iterator[str]:
    targets: dict[str, list[Breach]] = {}
    for breach in audit.breaches:
        targets.setdefault(breach.target, []).append(breach)
    if targets:
        yield f"Figures that come out ({len(targets)} of {len(plan.units)}):"
    for breaches in targets.values():
        yield f"  {_comes_out(plan, breaches)}"


def _comes_out(plan: Plan, breaches: list[Breach]) -> str:
    """One target: what its first attacker learns, and who else learns too much."""
    first, *others = breaches
    if first.lower == first.upper:
        learns = f"knows it exactly, {first.value:,.12g}"
    else:
        learns = f"knows it lies from {first.lower:,.12g} to {first.upper:,.12g} (it is {first.value:,.12g})"
        if not is_too_close(first.lower, first.upper, first.value, plan.terms.p):
            learns += ", and nothing but rounding hides it"
    return f"{first.target}: {_who(first.attacker)} {learns}{_too(others)}."


def _who(attacker: str) -> str:
    return "an outsider" if attacker == OUTSIDER else attacker


def _too(others: list[Breach]) -> str:
    if not others:
        return ""
    names = [_who(one.attacker) for one in others[:NAMED]]
    more = len(others) - len(names)
    return f"; too close come also {', '.join(names)}{f' and {more} more' if more else ''}"


def _fall_short(audit: Audit) -> Iterator[str]:
    if audit.shortfalls:
        yield "Cells that do not hold on their own:"
    for one in audit.shortfalls:
        yield f"  {one.cell}: {one.because}."


def _to_do(plan: Plan, audit: Audit) -> Iterator[str]:
    if not audit.withheld:
        yield "What was published before is not safe by itself, and nothing can be withheld any more."
        return
    yield f"Withhold {', '.join(audit.withheld)}; the rest is safe."
    yield f"In place of each stands “{NOT_PUBLISHED}”, whatever the reason."
    if len(audit.withheld) == len(plan.items):
        yield "That is everything: no sum over these units can be published."


def why_withheld(plan: Plan, audit: Audit) -> dict[str, tuple[str, ...]]:
    """Of each withheld cell or ranking, by id, why: for stewards of the custodian, and without any amount.

    A term that it breaks alone, or who would come too close to whose figure if it were published together
    with what is. Units are named as the plan names them; the values of the terms are left out.
    """
    alone: dict[str, list[str]] = {}
    for one in audit.shortfalls:
        alone.setdefault(one.cell, []).append(f"{one.term}.")
    return {
        item: tuple(alone[item]) if item in alone else tuple(_with(plan, audit, item))
        for item in audit.withheld
    }


def _with(plan: Plan, audit: Audit, item: str) -> Iterator[str]:
    """Who would learn what if one withheld item were published after all, the first few ways."""
    again = plan.without(one for one in audit.withheld if one != item)
    for breach in islice(auditing.breaches(again), WAYS):
        exactly = breach.lower == breach.upper
        learns = "would know it exactly" if exactly else "would come too close to it"
        yield f"The figure of {breach.target}: {_who(breach.attacker)} {learns}."
