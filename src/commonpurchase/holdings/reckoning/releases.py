"""From a question and its figures to a release plan, and from its audit to what is published and why not."""

import hashlib
import json
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from commonpurchase.holdings.facts.releases import Audience, Group, Issue, Order, Question, Row, Table, Why
from commonpurchase.sharing.facts import Flag, Label
from commonpurchase.sharing.reckoning import audit_words, concentration, presets, released, rounding
from commonpurchase.sharing.reckoning.auditing import audit
from commonpurchase.sharing.reckoning.plans import Cell, Plan, Ranking, Terms

NOT_PUBLISHED = released.NOT_PUBLISHED
ORDER = "order"
BEFORE = " (before its correction)"
_UNIT = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
Values = Mapping[UUID, float]


def planned(question: Question, values: Values, terms: Terms, earlier: Sequence[Issue] = ()) -> Plan:
    """The release plan of a question: those who answered, and everything ever published for its period.

    Whose figure was corrected stands in it twice, before and after, and knows both. earlier: oldest first.
    A group whose sum is nothing is not published.
    """
    names = _versions([*(one.values for one in earlier), values])
    own = replace(terms, round=question.step, digits=question.digits)
    now, before, of = names[-1], names[:-1], _of_each(names)
    cells = tuple(_cell(question, group, now) for group in question.groups)
    known = [(one.values, called) for one, called in zip(earlier, before, strict=True)]
    plan = Plan(
        units=tuple(dict.fromkeys(name for called in reversed(names) for name in called.values())),
        values={called[unit]: some[unit] for some, called in [*known, (values, now)] for unit in called},
        cells=(
            *cells,
            *(cell for place, one in enumerate(earlier) for cell in _out(one, before[place], place)),
        ),
        terms=own,
        coalitions=tuple(_coalitions(question, of)),
        selves=tuple(some for some in of.values() if len(some) > 1),
    )
    plan = plan.without(cell.id for cell in cells if not cell.units or not plan.figure(cell))
    return replace(plan, rankings=_rankings(question, plan, earlier))


def _versions(issues: Sequence[Values]) -> list[dict[UUID, str]]:
    """What each figure is called in each issue: the same name as long as the figure stays the same."""
    found: list[dict[UUID, str]] = []
    later: dict[UUID, str] = {}
    for place in reversed(range(len(issues))):
        newer = issues[place + 1] if place + 1 < len(issues) else {}
        later = {
            unit: later[unit] if newer.get(unit) == value else f"{unit}@{place}" if newer else str(unit)
            for unit, value in issues[place].items()
        }
        found.insert(0, later)
    return found


def _cell(question: Question, group: Group, called: Mapping[UUID, str]) -> Cell:
    units = tuple(called[unit] for unit in group.units if unit in called)
    return Cell(group.id, units, function=question.function)


def _out(issue: Issue, called: Mapping[UUID, str], place: int) -> Iterable[Cell]:
    """The cells that were published with an earlier issue: what each told stays told."""
    question = issue.question
    for group, row in zip(question.groups, issue.table.rows, strict=True):
        cell = replace(_cell(question, group, called), id=f"{group.id}@{place}")
        if row.figure is not None:
            count = len(cell.units) if question.function == "mean" else 1
            lower, upper = rounding.span(row.figure, question.step, question.digits)
            yield replace(cell, told=(lower * count, upper * count))
        elif issue.table.order and issue.table.order.names:
            yield replace(cell, published=False)


def _rankings(question: Question, plan: Plan, earlier: Sequence[Issue]) -> tuple[Ranking, ...]:
    """The order of the groups that hold on their own, and the orders that are out already."""
    short = {one.cell for one in concentration.shortfalls(plan)}
    some = tuple(one.id for one in plan.published if not one.told and one.id not in short)
    now = [Ranking(ORDER, some)] if question.ranked and len(some) > 1 else []
    before = [
        Ranking(f"{ORDER}@{place}", tuple(f"{one.id}@{place}" for one in _in_order(issue)), out=True)
        for place, issue in enumerate(earlier)
        if issue.table.order and issue.table.order.names
    ]
    return (*now, *before)


def _in_order(issue: Issue) -> list[Group]:
    names = issue.table.order.names if issue.table.order else ()
    return [group for group in issue.question.groups if group.name in names]


def _coalitions(question: Question, of: Mapping[UUID, frozenset[str]]) -> Iterable[frozenset[str]]:
    """Those that tell each other their figures, of every issue."""
    wholes = (frozenset[str]().union(*(of.get(unit, ()) for unit in some)) for some in question.coalitions)
    return (one for one in wholes if len(one) > 1)


def _of_each(names: Sequence[Mapping[UUID, str]]) -> dict[UUID, frozenset[str]]:
    """What the figures of each contributor are called, over all issues."""
    units = {unit for called in names for unit in called}
    return {unit: frozenset(called[unit] for called in names if unit in called) for unit in units}


def audited(question: Question, plan: Plan, names: Mapping[UUID, str]) -> tuple[Table, tuple[Why, ...]]:
    """What can be published of a plan, and why the rest cannot, in words without amounts.

    Everything is audited at once against everybody; `inference.UnsolvedError` if the solver gives up.
    """
    found = audit(plan)
    left = plan.without(found.withheld)
    told = audit_words.why_withheld(plan, found)
    because = {key: tuple(_named(one, names) for one in some) for key, some in told.items()}
    whys = [
        Why(_title(question, key), because.get(key, (NOBODY_ANSWERED,)))
        for key in [group.id for group in question.groups] + [ORDER] * question.ranked
        if key in because or not _shown(left, key)
    ]
    return published(question, left), tuple(whys)


#: Why there is nothing to audit: nobody of the group answered, or all that they told is 0.
NOBODY_ANSWERED = "Nobody of it answered, its sum is nothing, or there is nothing to put in order."


def _shown(plan: Plan, key: str) -> bool:
    return key in {one.id for one in plan.items}


def _title(question: Question, key: str) -> str:
    return next((group.name for group in question.groups if group.id == key), "The order of the groups")


def _named(sentence: str, names: Mapping[UUID, str]) -> str:
    """A sentence of the audit with organisations by name; who is one and the same is named once."""
    once = re.sub(rf"\+{_UNIT}@\d+", "", sentence).replace("+", " with ")

    def name(found: re.Match[str]) -> str:
        return names.get(UUID(found[1]), "an organisation that left") + BEFORE * bool(found[2])

    return re.sub(rf"({_UNIT})(@\d+)?", name, once)


def published(question: Question, plan: Plan) -> Table:
    """Exactly what is published of a plan whose withheld cells are not published any more."""
    shown = {one.cell: one for one in released.table(plan)}
    rows = tuple(
        Row(group.name, shown[group.id].figure, shown[group.id].contributors) for group in question.groups
    )
    if not question.ranked:
        return Table(rows)
    ranking = next((one for one in plan.rankings if one.id == ORDER and one.published), None)
    called = {group.id: group.name for group in question.groups}
    return Table(rows, Order(tuple(called[cell.id] for cell in plan.ranked(ranking)) if ranking else ()))


def label(closed: Label, audience: Audience, readers: Collection[UUID]) -> Label:
    """The label of a release (declassifier D1): for its readers, no longer aggregate only.

    closed: the join of all that went in. Every other flag of it stays, as do embargo and retention.
    """
    open_to = {
        Audience.PUBLIC: presets.public(closed.originator),
        Audience.MEMBERS: presets.members(closed.originator),
        Audience.BUYERS: presets.buyers_only(closed.originator),
        Audience.NAMED: presets.named(closed.originator, *readers),
    }[audience]
    return replace(
        open_to,
        flags=closed.flags - {Flag.AGGREGATE_ONLY},
        embargo_until=closed.embargo_until,
        retain_until=closed.retain_until,
    )


def fingerprint(question: Question, values: Values, table: Table) -> str:
    """SHA-256 of all that a release rests on and of what it shows; kept in history, shown nowhere."""
    told = [
        [question.text, question.measure, question.function, str(question.start), str(question.end)],
        [[group.id, sorted(map(str, group.units))] for group in question.groups],
        sorted((str(unit), repr(value)) for unit, value in values.items()),
        written(table),
    ]
    return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()


def written(table: Table) -> dict[str, object]:
    """A table as it is kept."""
    return {
        "rows": [[row.name, row.figure, row.contributors] for row in table.rows],
        "order": list(table.order.names) if table.order else None,
    }


def read(kept: Mapping[str, object]) -> Table:
    """A table as it was kept."""
    rows, order = kept["rows"], kept["order"]
    return Table(
        rows=tuple(Row(*row) for row in rows),  # type: ignore[attr-defined]
        order=None if order is None else Order(tuple(order)),  # type: ignore[arg-type]
    )
