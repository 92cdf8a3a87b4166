"""The nouns of custody: how something is held, what the ledger saw, what a custodian answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import IntEnum, StrEnum
from uuid import UUID

from commonpurchase.holdings.facts.attestations import Class


class Mode(IntEnum):
    """How far something came to an organisation; the strongest evidence wins (sharing.md §1.3)."""

    NONE = 0
    ATTEST = 1
    """It got a signed statement about it, nothing else."""
    REACH = 2
    """An account of it could open it."""
    SEEN = 3
    """Somebody of it opened it on screen."""
    COPY = 4
    """It downloaded, printed, mailed or quoted it, or its program fetched it."""
    OWN = 5
    """It made it, or had it delivered under its own contract."""


class Answer(StrEnum):
    """What the matrix says of one way to come by a record under one law, weakest first."""

    NO = "no"
    UNLIKELY = "unlikely"
    ARGUABLE = "arguable"
    LIKELY = "likely"
    HELD = "held"
    NOT_KNOWN = "not known"
    """No such law or cell is in the matrix, or it cannot be read: counted as held."""


#: How an answer is printed. Law decides: nothing is surer than "likely", and nothing "cannot be asked for".
PRINTED = {
    Answer.NO: "no sign that it is held",
    Answer.UNLIKELY: "weakly arguable",
    Answer.ARGUABLE: "arguable",
    Answer.LIKELY: "likely",
    Answer.HELD: "likely",
    Answer.NOT_KNOWN: "not known",
}


class Kind(StrEnum):
    """What a row of the ledger records (sharing.md §8.5)."""

    ORIGINATE = "originate"
    DELIVER = "deliver"
    """A clause of the receiver's own contract obliged the supplier to deliver it."""
    REACH_ON = "reach_on"
    REACH_OFF = "reach_off"
    VIEW = "view"
    COPY = "copy"
    EMAIL = "email"
    QUOTE = "quote"
    ATTEST = "attest"
    CUSTODY_MOVE = "custody_move"
    """It became custodian; the one before still holds its copy until it confirms deletion."""
    DELETE_CONFIRMED = "delete_confirmed"
    FOI_HOLD = "foi_hold"
    FOI_RELEASE = "foi_release"


class Channel(StrEnum):
    """The way that something left the workspace."""

    PAGE = "page"
    DOWNLOAD = "download"
    PRINT = "print"
    API = "API"
    EMAIL = "e-mail"
    NOTE = "note"
    CONTRACT = "contract"
    WORKSPACE = "workspace"
    """Nothing left: the workspace records what became possible, or what a person confirmed."""


@dataclass(frozen=True)
class Event:
    """One row of the ledger, committed before any byte leaves. A token has no person: `service` names it."""

    sequence: int
    at: datetime
    organisation: UUID
    item: UUID
    kind: Kind
    version: str = ""
    """Hash of the version; on a confirmed deletion, empty means every version."""
    channel: Channel = Channel.WORKSPACE
    person: UUID | None = None
    service: str = ""
    basis: tuple[str, ...] = ()
    """Ids of grants, agreements and the custody statement that it rests on."""
    case: UUID | None = None
    """The request that places or lifts a hold."""
    keep_until: datetime | None = None
    """On a confirmed deletion: until when the record had to be kept, as known then; None, no such duty."""

    def __post_init__(self) -> None:
        """Refuse a hold or a release that names no case: nobody could tell what it holds or lifts."""
        if self.kind in {Kind.FOI_HOLD, Kind.FOI_RELEASE} and self.case is None:
            message = (
                f"row {self.sequence} of the ledger: found {self.kind} without a case; expected its case"
            )
            raise ValueError(message)


@dataclass(frozen=True)
class Holding:
    """What one organisation has of one item at a moment: standing evidence, and cases that freeze it."""

    evidence: Mapping[tuple[Mode, str], Event] = field(default_factory=dict)
    """By mode and version, the event that first brought it."""
    cases: frozenset[UUID] = frozenset()

    @property
    def mode(self) -> Mode:
        """The strongest evidence wins."""
        return max((mode for mode, _ in self.evidence), default=Mode.NONE)

    @property
    def first(self) -> Event | None:
        """The earliest event that stands for the present mode; None where nothing is held."""
        found = [event for (mode, _), event in self.evidence.items() if mode is self.mode]
        return min(found, key=lambda event: event.sequence, default=None)

    @property
    def versions(self) -> frozenset[str]:
        """The hashes of the versions that it has anything of."""
        return frozenset(version for _, version in self.evidence if version)


@dataclass(frozen=True)
class MatrixRow:
    """What one law makes of each mode, and of a programme that is held on behalf."""

    law: str
    answers: Mapping[Mode, Answer]
    on_behalf: Answer
    notes: Mapping[str, str]
    """What a cell rests on, by the name of its column (`reach`, `on_behalf`)."""
    confirmed: bool
    source: str


@dataclass(frozen=True)
class Matrix:
    """The holding matrix in one version."""

    version: str
    source: str
    rows: Mapping[str, MatrixRow]


@dataclass(frozen=True)
class Status:
    """What the matrix says of one organisation and one item under one law."""

    law: str
    mode: Mode
    answer: Answer
    note: str
    matrix_version: str
    source: str

    @property
    def printed(self) -> str:
        """The words for people; nothing surer than "likely"."""
        return PRINTED[self.answer]


@dataclass(frozen=True)
class Caps:
    """How far programme data goes, by law and class, in one version; what is missing is not known."""

    version: str
    source: str
    rows: Mapping[str, Mapping[Class, Mode]]


@dataclass(frozen=True)
class Cap:
    """The furthest mode for one delivery, and why."""

    mode: Mode
    because: str


class Basis(StrEnum):
    """For whom a custodian holds a programme's data."""

    OWN_PURPOSE = "for its own purpose"
    ON_BEHALF = "on behalf of its buyers"


@dataclass(frozen=True)
class Question:
    """One of the ten questions, the answers to choose from, and those that support own-purpose custody."""

    number: int
    asks: str
    options: tuple[str, ...]
    supports: tuple[str, ...]
    needs_evidence: bool = False


@dataclass(frozen=True)
class Questions:
    """The ten questions in one version."""

    version: str
    source: str
    asked: tuple[Question, ...]


@dataclass(frozen=True)
class CustodyAnswer:
    """What the custodian answered to one question, and what shows it."""

    answer: str
    evidence: str = ""
    review_on: date | None = None


@dataclass(frozen=True)
class CustodyStatement:
    """A custodian's statement for one programme: one version, signed, published."""

    custodian: UUID
    programme: UUID
    version: int
    questions_version: str
    answers: Mapping[int, CustodyAnswer]
    signed_by: str = ""
    signed_on: date | None = None
    published_on: date | None = None


@dataclass(frozen=True)
class Judged:
    """The basis that a statement gives, and because of what; there is no score."""

    basis: Basis
    because: str
