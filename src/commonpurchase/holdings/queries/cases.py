"""Requests as facts; only people who act for the authority that was asked find them."""

from collections.abc import Mapping
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
    Exemption,
    ItemDecision,
    Notice,
    Outcome,
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
        row.searches = [one for one in row.searches if datetime.fromisoformat(one["at"]) <= at]
    return [fact(viewer, row) for row in found]


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
    found = [policy.clock(law, row.received_on) for law in row.laws]
    return tuple(_deadline(clock, row, on) for clock in found if clock)


def _deadline(clock: Clock, row: Record, on: date) -> Deadline:
    calendar = calendars.around(clock.calendar, row.received_on)
    extension = policy.clock(clock.law, row.received_on, Step.EXTENSION) if row.extended else None
    return clocks.deadline(clock, row.received_on, on, calendar, extension)


def fact(viewer: Viewer, row: Record) -> Case:
    """A record as a fact, for those to whom the gate has opened it; what is on hold is the ledger's word."""
    rows = [one.event for one in ledger.of_own(viewer)] if row.held_on else []
    held = {one.item for one in rows if one.case == row.pk and one.kind is Kind.FOI_HOLD}
    freed = {one.item for one in rows if one.case == row.pk and one.kind is Kind.FOI_RELEASE}
    return Case(
        id=row.pk,
        authority=row.authority_id,
        laws=tuple(row.laws),
        received_on=row.received_on,
        asked=row.asked,
        state=State(row.state),
        held_on=row.held_on,
        items=tuple(map(UUID, row.items)),
        on_hold=frozenset(held - freed),
        searches=tuple(_search(one) for one in row.searches),
        to_consult=None if row.to_consult is None else {UUID(k): v for k, v in row.to_consult.items()},
        consultations=tuple(_consultation(one) for one in row.consultations),
        decisions=tuple(_decision(one) for one in row.decisions),
        notice=_notice(row.notice) if row.notice else None,
        review=row.review,
    )


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
