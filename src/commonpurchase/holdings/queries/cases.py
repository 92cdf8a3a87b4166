"""Requests as facts; only people who act for the authority that was asked find them."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from commonpurchase.holdings.facts.custody import Kind
from commonpurchase.holdings.facts.foi import (
    PARTS,
    Applied,
    Case,
    Clock,
    Consultation,
    Deadline,
    Entry,
    Exemption,
    ItemDecision,
    Notice,
    Outcome,
    Review,
    Said,
    Search,
    State,
    Step,
)
from commonpurchase.holdings.models import Case as Record
from commonpurchase.holdings.queries import ledger
from commonpurchase.holdings.readers import calendars, policy
from commonpurchase.holdings.reckoning import clocks, holding
from commonpurchase.holdings.rules import foi
from commonpurchase.organisations import queries as organisations
from commonpurchase.organisations.facts import Regime
from commonpurchase.sharing import gate
from commonpurchase.sharing.facts import Viewer
from commonpurchase.vocabulary.findings import Finding
from commonpurchase.vocabulary.parameters import NoValueYetError
from commonpurchase.vocabulary.periods import in_words

#: The parts of a notice that are days.
DAYS = ("deadline", "sent_on")


@dataclass(frozen=True)
class Line:
    """A case in the list, with its clocks."""

    case: Case
    deadlines: tuple[Deadline, ...]


def listed(viewer: Viewer) -> list[Line]:
    """The cases of the viewer's own organisation, the latest received first."""
    rows = gate.visible(viewer, Record).order_by("-received_on", "-pk")
    return [Line(fact(viewer, row), deadlines(row, viewer.at.date())) for row in rows]


def opened(viewer: Viewer, key: UUID) -> Line:
    """One case; `gate.NotFoundError` if absent or another's."""
    row = gate.open_record(viewer, Record, key)
    return Line(fact(viewer, row), deadlines(row, viewer.at.date()))


def entered(viewer: Viewer, at: datetime) -> list[Case]:
    """The cases that had been received by a moment, for the searches that a report names."""
    rows = gate.visible(viewer, Record).filter(received_on__lte=at.date()).order_by("received_on", "pk")
    found = list(rows)
    for row in found:
        row.searches = [_as_of(one, at) for one in row.searches if _moment(one["at"]) <= at]
    return [fact(viewer, row) for row in found]


def stands(entry: Mapping[str, Any]) -> bool:
    """Whether an entry of the log has not been taken back."""
    return not entry.get("withdrawn")


def review_times(case: Case, on: date) -> tuple[Deadline, ...]:
    """Until when each law of a closed case leaves time to ask for a review, as far as it is known.

    It runs from the day the notice was sent, or from the day the case was closed without an answer.
    """
    sent = case.notice.sent_on if case.notice else None
    start = case.dropped.on if case.state is State.DROPPED and case.dropped else sent
    if start is None or start > on:
        return ()
    found = [policy.clock(law, on, Step.REVIEW) for law in case.laws]
    return tuple(
        clocks.deadline(clock, start, on, calendars.around(clock.calendar, start)) for clock in found if clock
    )


def extensible(viewer: Viewer, case: UUID) -> tuple[list[str], list[str]]:
    """The laws of a case that have an extension: whose time still runs, and whose time is over."""
    line = opened(viewer, case)
    with_one = [one for one in line.deadlines if one.known and _extension(one.law, one.received_on)]
    late = [one.law for one in with_one if one.due_on and one.due_on < viewer.at.date()]
    return [one.law for one in with_one if one.law not in late], late


def _extension(law: str, received_on: date) -> Clock | None:
    return policy.clock(law, received_on, Step.EXTENSION)


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _as_of(entry: Mapping[str, Any], at: datetime) -> Mapping[str, Any]:
    """An entry as it stood at a moment: what was taken back later still counted then."""
    later = entry.get("withdrawn") and _moment(entry["withdrawn"]["at"]) > at
    return {**entry, "withdrawn": None} if later else entry


def missing(case: Case, to: State, on: date) -> Finding:
    """Whether a case may go to a state, and everything that is missing."""
    return foi.the_case_may_go_on(case, to, foi.by_id(exemptions(case, on)), on)


def exemptions(case: Case, on: date) -> tuple[Exemption, ...]:
    """The exemptions of the laws of a case."""
    return tuple(one for one in policy.exemptions(on) if one.law in case.laws)


def laws_of(viewer: Viewer) -> list[str]:
    """The laws under which the viewer's organisation can be asked; empty where none applies."""
    own = organisations.opened(viewer, gate.organisation_of(viewer))
    if own.regime in {Regime.NONE, Regime.UNKNOWN}:
        return []
    return list(holding.laws(own.regime, environmental=True))


def deadlines(row: Record, on: date) -> tuple[Deadline, ...]:
    """When an answer is due under each law of a case, or how long it has been."""
    return tuple(one for law in row.laws if (one := _deadline(law, row, on)))


def _deadline(law: str, row: Record, on: date) -> Deadline | None:
    """An impossible day of receipt has no clock, and is said to be one."""
    try:
        clock = policy.clock(law, row.received_on)
        calendar = calendars.around(clock.calendar, row.received_on) if clock else None
        extended = row.extended and law in (row.extension or {"laws": row.laws})["laws"]
        extension = _extension(law, row.received_on) if extended else None
        return (
            clocks.deadline(clock, row.received_on, on, calendar, extension) if clock and calendar else None
        )
    except (NoValueYetError, ValueError, OverflowError):
        days, said = (on - row.received_on).days, f"no clock is known for {in_words(row.received_on)}"
        because = f"{said}: the day of receipt has to be wrong"
        return Deadline(law, row.received_on, None, days, because, confirmed=False, known=False)


def fact(viewer: Viewer, row: Record) -> Case:
    """A record as a fact, for those to whom the gate has opened it; what is on hold is the ledger's word."""
    rows = [one.event for one in ledger.of_own(viewer)] if row.held_on else []
    last = {one.item: one.kind for one in rows if one.case == row.pk}
    log = tuple(_log(row))
    standing = [one.what for one in log if one.taken_back is None]
    return Case(
        id=row.pk,
        authority=row.authority_id,
        laws=tuple(row.laws),
        received_on=row.received_on,
        asked=row.asked,
        state=State(row.state),
        held_on=row.held_on,
        items=tuple(map(UUID, row.items)),
        on_hold=frozenset(item for item, kind in last.items() if kind is Kind.FOI_HOLD),
        searches=tuple(one for one in standing if isinstance(one, Search)),
        to_consult=None if row.to_consult is None else {UUID(k): v for k, v in row.to_consult.items()},
        consultations=tuple(one for one in standing if isinstance(one, Consultation)),
        decisions=tuple(one for one in standing if isinstance(one, ItemDecision)),
        notice=_notice(row.notice) if row.notice else None,
        review=row.review,
        version=row.version,
        log=log,
        extension=_said(row.extension) if row.extension else None,
        extended_laws=tuple(row.extension["laws"]) if row.extension else (),
        earlier_notices=tuple(_notice(one) for one in row.earlier_notices),
        reviews=tuple(Review(_said(one), one.get("found", "")) for one in row.reviews),
        dropped=_said(row.dropped) if row.dropped else None,
    )


def _log(row: Record) -> Iterator[Entry]:
    made: dict[str, Callable[[Mapping[str, Any]], Search | Consultation | ItemDecision]]
    made = {"searches": _search, "consultations": _consultation, "decisions": _decision}
    for name, make in made.items():
        for place, one in enumerate(getattr(row, name)):
            withdrawn = one.get("withdrawn")
            yield Entry(f"{name}:{place}", make(one), _said(withdrawn) if withdrawn else None)


def _said(one: Mapping[str, Any]) -> Said:
    return Said(one["by"], date.fromisoformat(one["on"]), one["because"])


def _search(one: Mapping[str, Any]) -> Search:
    return Search(
        one["terms"], one["scope"], one["by"], date.fromisoformat(one["on"]), tuple(map(UUID, one["found"]))
    )


def _consultation(one: Mapping[str, Any]) -> Consultation:
    return Consultation(
        item=UUID(one["item"]),
        party=one["party"],
        asked_on=date.fromisoformat(one["asked_on"]),
        reply_by=date.fromisoformat(one["reply_by"]),
        replied_on=date.fromisoformat(one["replied_on"]) if one.get("replied_on") else None,
        reply=one.get("reply", ""),
        not_asked_because=one.get("not_asked_because", ""),
    )


def _decision(one: Mapping[str, Any]) -> ItemDecision:
    return ItemDecision(
        item=UUID(one["item"]) if one["item"] else None,
        outcome=Outcome(one["outcome"]),
        by=one["by"],
        applied=tuple(Applied(**applied) for applied in one.get("applied", ())),
        help=one.get("help", ""),
        withheld=one.get("withheld", ""),
    )


def _notice(one: Mapping[str, Any]) -> Notice:
    days: dict[str, Any] = {name: date.fromisoformat(one[name]) for name in DAYS if one.get(name)}
    parts: dict[str, Any] = {name: one.get(name) or "" for name in PARTS if name not in DAYS}
    return Notice(**parts, **days)
