"""The nouns of a Freedom of Information case: clock, exemption, search, consultation, decision, notice."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID


class Unit(StrEnum):
    """In what a law counts."""

    WORKING_DAYS = "working days"
    FIVE_DAY_WEEKS = "weeks of five working days"
    WEEKS = "weeks"
    PROMPTLY = "promptly"
    """No count is set: only the days gone by can be told."""


class Step(StrEnum):
    """What a clock measures."""

    ANSWER = "answer"
    EXTENSION = "extension"
    REVIEW = "review"
    """How long a requester has, from the day the notice was sent, to ask for a review."""


@dataclass(frozen=True)
class Clock:
    """How long a law gives, in what unit, by which calendar; `confirmed` False: ask counsel first."""

    law: str
    step: Step
    count: int
    unit: Unit
    calendar: str
    confirmed: bool
    source: str
    reason: str = ""
    """What allows an extension."""


@dataclass(frozen=True)
class Calendar:
    """The public holidays of a jurisdiction, complete from one day to another, both included."""

    name: str
    first: date
    last: date
    days: frozenset[date]


@dataclass(frozen=True)
class Deadline:
    """When an answer is due (None: no count is set), whether that is confirmed, and how long it has been."""

    law: str
    received_on: date
    due_on: date | None
    days_gone: int
    because: str
    confirmed: bool
    known: bool = True
    """No clock is known for the day of receipt, which then has to be wrong."""


@dataclass(frozen=True)
class Exemption:
    """An exemption that a person may consider: when, and which questions to answer. Never a decision."""

    id: str
    law: str
    head: str
    title: str
    questions: tuple[str, ...]
    source: str
    classes: frozenset[str] = frozenset()
    """Classes of record for which it is worth considering (C0 to C10)."""
    flags: frozenset[str] = frozenset()
    unless: frozenset[str] = frozenset()
    """Marks of a record that rule it out, such as emissions."""
    balance: bool = True
    """Reasons for and against release must both be written down."""
    opinion: bool = False
    """It needs the recorded opinion of the qualified person."""
    neither: bool = False
    """The law may allow to neither confirm nor deny that the record is held."""
    confirmed: bool = False


class State(StrEnum):
    """Where a case stands."""

    RECEIVED = "received"
    HOLD_PLACED = "hold placed"
    SEARCH = "search"
    CONSULT = "consult"
    DECIDE = "decide"
    NOTICE = "notice"
    CLOSED = "closed"
    REVIEW = "review"
    DROPPED = "closed without an answer"


class Owner(StrEnum):
    """Who has to act while a case is in a state; always a person of the authority that was asked."""

    INTAKE = "whoever received the request"
    OFFICER = "the information officer"
    DECIDER = "the person who decides"
    REVIEWER = "a reviewer who did not decide"
    NOBODY = "nobody: it is done"


#: From each state, where a case may go: onwards first, then back.
TRANSITIONS: Mapping[State, tuple[State, ...]] = {
    State.RECEIVED: (State.HOLD_PLACED, State.DROPPED),
    State.HOLD_PLACED: (State.SEARCH, State.DROPPED),
    State.SEARCH: (State.CONSULT, State.DECIDE, State.DROPPED),
    State.CONSULT: (State.DECIDE, State.SEARCH, State.DROPPED),
    State.DECIDE: (State.NOTICE, State.CONSULT, State.SEARCH, State.DROPPED),
    State.NOTICE: (State.CLOSED, State.DECIDE, State.DROPPED),
    State.CLOSED: (State.REVIEW,),
    State.REVIEW: (State.CLOSED, State.SEARCH, State.DECIDE),
    State.DROPPED: (State.REVIEW,),
}
OWNERS: Mapping[State, Owner] = {
    State.RECEIVED: Owner.INTAKE,
    State.HOLD_PLACED: Owner.OFFICER,
    State.SEARCH: Owner.OFFICER,
    State.CONSULT: Owner.OFFICER,
    State.DECIDE: Owner.DECIDER,
    State.NOTICE: Owner.OFFICER,
    State.CLOSED: Owner.NOBODY,
    State.REVIEW: Owner.REVIEWER,
    State.DROPPED: Owner.NOBODY,
}


class Act(StrEnum):
    """What somebody may do in a case; the value stands in addresses."""

    HOLD = "hold"
    SEARCH = "search"
    CONSULT = "consult"
    REPLY = "reply"
    DECIDE = "decide"
    NOTICE = "notice"
    WITHDRAW = "withdraw"
    """Take back an entry; it stays in the log with the reason."""
    EXTEND = "extend"
    DROP = "drop"
    """Close without an answer."""
    REOPEN = "reopen"
    """Open a review."""
    REVIEW = "review"
    LIFT = "lift"


_OPEN = frozenset({Act.HOLD, Act.EXTEND, Act.DROP})
_BEGUN = _OPEN | {Act.WITHDRAW}
#: What may be done in each state. A closed case changes only by a review.
OPEN_TO: Mapping[State, frozenset[Act]] = {
    State.RECEIVED: _OPEN,
    State.HOLD_PLACED: _OPEN | {Act.SEARCH},
    State.SEARCH: _BEGUN | {Act.SEARCH},
    State.CONSULT: _BEGUN | {Act.CONSULT, Act.REPLY},
    State.DECIDE: _BEGUN | {Act.REPLY, Act.DECIDE},
    State.NOTICE: _BEGUN | {Act.REPLY, Act.NOTICE},
    State.CLOSED: frozenset({Act.REOPEN, Act.LIFT}),
    State.DROPPED: frozenset({Act.REOPEN, Act.LIFT}),
    State.REVIEW: frozenset({Act.HOLD, Act.REVIEW}),
}


@dataclass(frozen=True)
class Search:
    """One search: for what, where, by whom, when, what it found. Tribunals test how well it was done."""

    terms: str
    scope: str
    by: str
    on: date
    found: tuple[UUID, ...] = ()


@dataclass(frozen=True)
class Consultation:
    """A third party asked for its view of an item. Silence is not consent, and not a veto either."""

    item: UUID
    party: str
    asked_on: date
    reply_by: date
    replied_on: date | None = None
    reply: str = ""
    not_asked_because: str = ""
    """Why it was not asked after all; then the days mean nothing."""


class Outcome(StrEnum):
    """What is decided about one item, by a person."""

    RELEASE = "release"
    PART = "release in part"
    REFUSE = "refuse"
    NOT_HELD = "not held"
    NEITHER = "neither confirm nor deny"


#: Outcomes that keep something back, and so rest on an exemption.
WITHHOLDING = frozenset({Outcome.PART, Outcome.REFUSE, Outcome.NEITHER})


@dataclass(frozen=True)
class Applied:
    """An exemption as a person applied it: why it is engaged, and the reasons both ways."""

    exemption: str
    why: str = ""
    for_release: str = ""
    against_release: str = ""
    opinion: str = ""
    """The qualified person's opinion, where one is needed: who, when, where it is filed."""


@dataclass(frozen=True)
class ItemDecision:
    """The decision on one item, or, with no item, on a request for which nothing was found."""

    item: UUID | None
    outcome: Outcome
    by: str = ""
    applied: tuple[Applied, ...] = ()
    help: str = ""
    """Where it is not held: who may hold it, and how to ask them."""
    withheld: str = ""
    """Where a part is released: what is left out."""


@dataclass(frozen=True)
class Notice:
    """What the requester is told, part by part; an empty part is missing."""

    fact: str = ""
    exemption: str = ""
    why: str = ""
    balance: str = ""
    review: str = ""
    complaint: str = ""
    deadline: date | None = None
    """Until when the requester can ask for a review."""
    sent_on: date | None = None


#: The parts of a notice, as a person would name them.
PARTS = {
    "fact": "the fact of what is released, refused or not held",
    "exemption": "the exemption relied on",
    "why": "why the exemption applies",
    "balance": "the reasons for and against release",
    "review": "how to ask for a review",
    "complaint": "how to complain to the regulator",
    "deadline": "the day until which a review can be asked for",
    "sent_on": "the day it was sent",
}


@dataclass(frozen=True)
class Said:
    """Something that was done for a reason: who, on which day, why."""

    by: str
    on: date
    because: str


@dataclass(frozen=True)
class Entry:
    """An entry of the log of a case. What is taken back stays in it and counts no more."""

    id: str
    """Which list it stands in, and its place there, such as `searches:0`."""
    what: Search | Consultation | ItemDecision
    taken_back: Said | None = None


@dataclass(frozen=True)
class Review:
    """A review of a closed case: who asked for it and why, and what it found."""

    opened: Said
    found: str = ""


class Short(StrEnum):
    """Why a case is closed without an answer."""

    WITHDRAWN = "the requester has withdrawn it"
    MISTAKE = "it was entered by mistake"


@dataclass(frozen=True)
class Case:
    """One request to one authority, under one or more laws, with everything done about it."""

    id: UUID
    authority: UUID
    laws: tuple[str, ...]
    received_on: date
    asked: str
    state: State = State.RECEIVED
    held_on: date | None = None
    """The day the hold was placed; before it, nothing is searched."""
    items: tuple[UUID, ...] = ()
    """What was found to match."""
    on_hold: frozenset[UUID] = frozenset()
    """The items that the ledger says are held for this case."""
    searches: tuple[Search, ...] = ()
    to_consult: Mapping[UUID, str] | None = None
    """Third parties to hear, by item; None: nobody has looked yet."""
    consultations: tuple[Consultation, ...] = ()
    decisions: tuple[ItemDecision, ...] = ()
    notice: Notice | None = None
    review: str = ""
    """What a review found, and who made it."""
    version: int = 0
    """Grows with every change, so that nobody overwrites what it has not read."""
    log: tuple[Entry, ...] = ()
    """Every search, consultation and decision, those that were taken back too."""
    extension: Said | None = None
    extended_laws: tuple[str, ...] = ()
    earlier_notices: tuple[Notice, ...] = ()
    reviews: tuple[Review, ...] = ()
    dropped: Said | None = None
    """Closed without an answer: by whom, when, why."""
