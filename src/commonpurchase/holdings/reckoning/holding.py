"""From the ledger to what an organisation holds: mode as of any moment, holds, status under a law.

The laws (sharing.md §8.5): **monotone** - a mode falls only by a confirmed deletion or a closed reach;
**replayable** - the past is a prefix of the ledger, so any moment can be reckoned again; **frozen** - while
a request holds the item at the organisation, nothing lowers its mode and no version of it goes.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from functools import reduce
from uuid import UUID

from commonpurchase.holdings.facts.custody import (
    Answer,
    Event,
    Holding,
    Kind,
    Matrix,
    MatrixRow,
    Mode,
    Status,
)
from commonpurchase.organisations.facts import Regime

#: The kinds of event that bring an organisation nearer to an item, and how near.
RAISES = {
    Kind.ATTEST: Mode.ATTEST,
    Kind.REACH_ON: Mode.REACH,
    Kind.VIEW: Mode.SEEN,
    Kind.COPY: Mode.COPY,
    Kind.EMAIL: Mode.COPY,
    Kind.QUOTE: Mode.COPY,
    Kind.CUSTODY_MOVE: Mode.COPY,
    Kind.ORIGINATE: Mode.OWN,
    Kind.DELIVER: Mode.OWN,
}
#: The law of environmental information, beside the ordinary one of the same authority.
ENVIRONMENTAL = {Regime.UK_FOIA: "EIR 2004"}
#: From the weakest answer to the strongest; what is not known is treated as held, though not printed so.
STRENGTH = (Answer.NO, Answer.UNLIKELY, Answer.ARGUABLE, Answer.LIKELY, Answer.NOT_KNOWN, Answer.HELD)


def mode_of(events: Iterable[Event], organisation: UUID, item: UUID, at: datetime) -> Mode:
    """How an organisation held an item at a moment, by the ledger alone."""
    return held(events, organisation, item, at).mode


def held(events: Iterable[Event], organisation: UUID, item: UUID, at: datetime) -> Holding:
    """Everything the ledger says of one organisation and one item at a moment."""
    own = [event for event in events if event.organisation == organisation and event.item == item]
    return reduce(after, until(own, at), Holding())


def until(events: Iterable[Event], at: datetime) -> list[Event]:
    """The rows that were committed by a moment, in their order: a prefix of the ledger.

    A row is in when it, or any row after it, is dated by then: it was committed before that one,
    whatever a wrong clock wrote on it.
    """
    ordered = sorted(events, key=_sequence)
    last = max((place for place, event in enumerate(ordered) if event.at <= at), default=-1)
    return ordered[: last + 1]


def after(holding: Holding, event: Event) -> Holding:
    """What one more row makes of a holding."""
    if event.kind in RAISES:
        return _raised(holding, event, RAISES[event.kind])
    if event.kind is Kind.FOI_HOLD and event.case:
        return replace(holding, cases=holding.cases | {event.case})
    if event.kind is Kind.FOI_RELEASE:
        return replace(holding, cases=holding.cases - {event.case})
    if event.kind is Kind.REACH_OFF and not _frozen(holding):
        return _without(holding, Mode.REACH)
    if event.kind is Kind.DELETE_CONFIRMED and not _frozen(holding) and _may_go(event):
        return _deleted(holding, event)
    return holding


def holds(events: Iterable[Event], item: UUID, at: datetime) -> frozenset[UUID]:
    """The cases that hold an item anywhere at a moment: while there is one, no version of it may go."""
    of_item = [event for event in events if event.item == item]
    organisations = {event.organisation for event in of_item}
    return frozenset().union(*(held(of_item, one, item, at).cases for one in organisations))


def laws(regime: Regime, *, environmental: bool = False) -> tuple[str, ...]:
    """The laws under which an authority would be asked for a record, by their names in the matrix."""
    other = ENVIRONMENTAL.get(regime) if environmental else None
    return (regime.value, other) if other else (regime.value,)


def status(matrix: Matrix, law: str, mode: Mode, *, on_behalf: bool = False) -> Status:
    """What the matrix says; a law or cell it does not have is not known, and so counted as held.

    `on_behalf`: the programme is held on behalf of its buyers, so column B counts too, the stronger wins.
    """
    row = matrix.rows.get(law)
    if row is None:
        return Status(law, mode, Answer.NOT_KNOWN, "the matrix has no such law", matrix.version, "")
    by_mode, note = row.answers.get(mode, Answer.NOT_KNOWN), row.notes.get(mode.name.lower(), "")
    if on_behalf and _stronger(row.on_behalf, by_mode):
        by_mode, note = row.on_behalf, _on_behalf(row)
    return Status(law, mode, by_mode, note, matrix.version, row.source)


def counts_as_held(answer: Answer) -> bool:
    """It belongs into a search and into a report: everything but a plain no."""
    return answer is not Answer.NO


def _sequence(event: Event) -> int:
    return event.sequence


def _raised(holding: Holding, event: Event, mode: Mode) -> Holding:
    return replace(holding, evidence={(mode, event.version): event, **holding.evidence})


def _without(holding: Holding, mode: Mode, version: str = "") -> Holding:
    """The evidence of one mode is gone, for one version or, when none is named, for all."""
    return replace(
        holding,
        evidence={
            key: event
            for key, event in holding.evidence.items()
            if key[0] is not mode or (version and key[1] != version)
        },
    )


def _deleted(holding: Holding, event: Event) -> Holding:
    """Copies are gone; that there was something stays known, and what was seen stays seen."""
    left = _without(holding, Mode.COPY, event.version)
    gone: Mapping[tuple[Mode, str], Event] = {
        (Mode.ATTEST, version): event
        for mode, version in holding.evidence
        if (mode, version) not in left.evidence
    }
    return replace(left, evidence={**gone, **left.evidence})


def _may_go(event: Event) -> bool:
    return event.keep_until is None or event.keep_until <= event.at


def _frozen(holding: Holding) -> bool:
    return bool(holding.cases)


def _stronger(one: Answer, other: Answer) -> bool:
    return STRENGTH.index(one) > STRENGTH.index(other)


def _on_behalf(row: MatrixRow) -> str:
    note = row.notes.get("on_behalf", "")
    return f"held on behalf{': ' + note if note else ''}"
