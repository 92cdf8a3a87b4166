"""The nouns of published sums: a question and its cells, a figure asked for, an audit, a release."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from commonpurchase.organisations.facts import Kind, Organisation
from commonpurchase.sharing.reckoning.plans import Function
from commonpurchase.vocabulary.findings import Finding

#: Kinds that may ask for figures and keep them: they collect for a purpose of their own.
ASKING = frozenset({Kind.CONVENOR, Kind.MONITORING_PARTNER})
#: The highest figure taken: above it, sums in floating point are no longer exact to the unit.
MOST = 10**12


class Audience(StrEnum):
    """Who reads what is published."""

    MEMBERS = "every organisation of the workspace"
    BUYERS = "public buyers"
    NAMED = "the organisations named"
    PUBLIC = "everybody"


@dataclass(frozen=True)
class Group:
    """A cell of the question: its name, and whose figures it is over, fixed before any comes in."""

    id: str
    name: str
    units: tuple[UUID, ...]


@dataclass(frozen=True)
class Question:
    """What is asked, of whom and for whom. Groups in order of priority; the period ends before `end`.

    step, digits: figures are published to a multiple of a step or, where it is 0, to significant digits.
    coalitions: organisations that tell each other their figures, and count as one.
    """

    text: str
    measure: str
    function: Function
    start: date
    end: date
    deadline: datetime
    audience: Audience
    readers: tuple[UUID, ...]
    step: int
    digits: int
    ranked: bool
    groups: tuple[Group, ...]
    coalitions: tuple[frozenset[UUID], ...] = ()

    @property
    def asked(self) -> tuple[UUID, ...]:
        """Everybody whose figure is in some group, each once."""
        return tuple(dict.fromkeys(unit for group in self.groups for unit in group.units))


class Stage(StrEnum):
    """Where a question stands."""

    OPEN = "open for answers"
    CLOSED = "closed, not published"
    PROPOSED = "waits for a second person"
    RELEASED = "published"
    SET_ASIDE = "set aside"


@dataclass(frozen=True)
class Row:
    """One cell as it is published. figure None and the constant words stand for every reason alike."""

    name: str
    figure: float | None
    contributors: str


@dataclass(frozen=True)
class Order:
    """Groups by name from the largest to the smallest; none where the order is not published."""

    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """All that is published at once: the rows in their order and, where it was asked for, the order."""

    rows: tuple[Row, ...]
    order: Order | None = None


@dataclass(frozen=True)
class Issue:
    """What was published before for the same question and period: the figures then, and its table."""

    question: Question
    values: Mapping[UUID, float] = field(repr=False)
    table: Table


@dataclass(frozen=True)
class Why:
    """A group that cannot be published, and why, without an amount; for stewards of the custodian."""

    name: str
    because: tuple[str, ...]


@dataclass(frozen=True)
class Answered:
    """Somebody who is asked, and whether it answered; for stewards of the custodian, without the figure."""

    organisation: Organisation
    answered: bool


@dataclass(frozen=True)
class Audited:
    """What the audit of a closed question found, in words, and exactly what would be published."""

    table: Table
    withheld: tuple[Why, ...]
    rivals: bool
    audited_at: datetime
    proposed_by: UUID | None = None
    proposed_by_name: str = ""


@dataclass(frozen=True)
class Plan:
    """A question as the stewards of its custodian see it."""

    id: UUID
    owner: Organisation
    question: Question
    stage: Stage
    answered: tuple[Answered, ...]
    findings: tuple[Finding, ...] = ()
    """What must hold before it is published, each with its reason."""
    audit: Audited | None = None
    corrects: UUID | None = None
    release: UUID | None = None
    unread: int = 0
    """How many are asked; 0 where it is not told."""


@dataclass(frozen=True)
class Asked:
    """A question as one organisation that is asked sees it: its own figure, and of nobody else anything."""

    id: UUID
    owner: Organisation
    text: str
    measure: str
    function: Function
    start: date
    end: date
    deadline: datetime
    audience: Audience
    closed: bool
    figure: Decimal | None = field(default=None, repr=False)
    listed: bool = False
    correction: bool = False
    """The figures were published before; only the same organisations may correct theirs."""
    release: UUID | None = None
    """What was published, where the organisation may read it."""

    @property
    def waits(self) -> bool:
        """An answer is still missing and can still be given."""
        return not self.closed and self.figure is None and not self.correction


@dataclass(frozen=True)
class Published:
    """A release as its readers see it."""

    id: UUID
    owner: Organisation
    text: str
    measure: str
    function: Function
    start: date
    end: date
    audience: Audience
    table: Table
    released_at: datetime
    contributors: tuple[str, ...] = ()
    """Only where each of them agreed to be listed, and no two are competitors."""
    corrected_by: UUID | None = None
    corrects: UUID | None = None
    own: Asked | None = None
    """What the viewer's own organisation put in."""
    runs: UUID | None = None
    """The plan, for a steward of its custodian."""
