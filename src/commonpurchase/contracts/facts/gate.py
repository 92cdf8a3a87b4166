"""The nouns of a gate: what it says of a contract on a day, what a person decided, what is due."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from uuid import UUID

from commonpurchase.contracts.facts.contract import Contract
from commonpurchase.vocabulary.findings import Finding


class GateVerdict(StrEnum):
    """What the renewal gate says of a contract on a day."""

    PASS = "pass"  # noqa: S105 - a verdict, not a password
    CONDITIONAL = "conditional"
    FAIL = "fail"
    WAIVED = "waived"
    NOT_ASSESSABLE = "not assessable"
    NOT_OPEN = "not open"


class Route(StrEnum):
    """Which way on the gate leads to."""

    EXTENSION = "extension"
    NEW_PROCUREMENT = "new procurement"


class LetterKind(StrEnum):
    """The same request, framed as partnership or as formal demand."""

    PARTNERSHIP = "partnership"
    FORMAL = "formal"


@dataclass(frozen=True)
class DatedAction:
    """Something to be done by a day."""

    by: date
    what: str


@dataclass(frozen=True)
class Gate:
    """The renewal gate of a contract on a day, with every finding it rests on.

    `binding` is false without an update duty: the verdict is then advice. `overdue` means that the
    notice date passed without a decision; `passed` that it passed, told to somebody who may not know
    whether there was one.
    """

    verdict: GateVerdict
    because: str
    opens_on: date
    notice_on: date
    last_update_on: date | None
    findings: tuple[Finding, ...] = ()
    actions: tuple[DatedAction, ...] = ()
    binding: bool = False
    route: Route = Route.EXTENSION
    overdue: bool = False
    passed: bool = False
    letters: tuple[LetterKind, ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """What a page shows of it, the most pressing word first."""
        late = OVERDUE if self.overdue else PASSED if self.passed else ()
        return words(self.verdict, self.route, late)

    @property
    def says(self) -> str:
        """The one word for a sentence."""
        return self.words[-1]

    @property
    def dated(self) -> bool:
        """Whether there are days to show. A contract without a notice or end date has none: `opens_on`
        and `notice_on` are then the last day of the calendar, which never comes.
        """
        return self.opens_on != date.max


OVERDUE, PASSED = ("overdue",), ("notice date passed",)


def words(verdict: GateVerdict, route: Route, late: tuple[str, ...]) -> tuple[str, ...]:
    """Late comes first and never stands beside a pass; with no extension left, that is what it says."""
    if route is Route.NEW_PROCUREMENT:
        return (*late, route.value)
    return late if late and verdict is GateVerdict.PASS else (*late, verdict.value)


@dataclass(frozen=True)
class Terms:
    """The two thresholds of the gate, as days; looked up by date or given by the caller."""

    opens_days: int
    lifetime_days: int
    sources: tuple[str, ...] = field(default=())


class Outcome(StrEnum):
    """What a person decided at the gate."""

    EXTEND = "extend"
    EXTEND_ON_CONDITIONS = "extend on conditions"
    DO_NOT_EXTEND = "do not extend"
    WAIVE = "waive"


@dataclass(frozen=True)
class Decision:
    """A decision at the gate: by whom, on which day, resting on what."""

    outcome: Outcome
    decided_on: date
    decided_by: str
    reason: str = ""
    actions: tuple[DatedAction, ...] = ()
    waived_by: str = ""
    """The named person who waives the gate; empty for every other outcome."""
    for_end_on: date | None = None
    """The end date that the decision was about; a later end date has a gate of its own."""
    id: UUID | None = None


class Urgency(StrEnum):
    """Why something stands on the first page."""

    OVERDUE = "overdue"
    NOW = "due now"
    SOON = "opening soon"
    WAITING = "waiting for others"


@dataclass(frozen=True)
class Due:
    """One thing on the first page: what is due, why me, the smallest next step."""

    title: str
    why: str
    step_label: str
    step_url_name: str
    step_key: UUID | None
    """What the step's page opens; None where it opens nothing in particular."""
    due_on: date
    urgency: Urgency
    contract: UUID | None = None
    """What it is about."""


@dataclass(frozen=True)
class Line:
    """One contract in a list, with its gate on the day of the list and its last decision."""

    contract: Contract
    gate: Gate
    decision: Decision | None = None
    decider: str = ""
    """Who decides, if it is not whoever looks."""

    @property
    def next_on(self) -> date | None:
        """The next date that asks for something: the opening, then the notice date."""
        if not self.gate.dated or self.decision:
            return None
        return self.gate.opens_on if self.gate.verdict is GateVerdict.NOT_OPEN else self.gate.notice_on


@dataclass(frozen=True)
class Moment:
    """One dated point of a timeline; `from_here` marks the day that it is looked at from."""

    on: date
    name: str
    note: str = ""
    from_here: bool = False
