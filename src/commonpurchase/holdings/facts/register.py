"""The nouns of the public register: a proposal, those who are heard, an entry."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from commonpurchase.holdings.facts.seeing import Kind
from commonpurchase.sharing.facts import Label

#: The kinds from which an entry can be made.
PUBLISHABLE = frozenset({Kind.ATTESTATION, Kind.DECISION, Kind.DISCLOSURE})


class Stage(StrEnum):
    """Where a proposal stands."""

    WAITING = "waits for a second person"
    HEARD = "those it is about are heard"
    READY = "can be published"
    PUBLISHED = "published"
    SET_ASIDE = "set aside"


@dataclass(frozen=True)
class Head:
    """A head under which something can be withheld; people name it, nothing here chooses it."""

    id: str
    title: str
    source: str
    confirmed: bool


@dataclass(frozen=True)
class Withheld:
    """What an entry leaves out, and under which head."""

    what: str
    head: str


@dataclass(frozen=True)
class Draft:
    """What a public entry would say."""

    text: str
    withheld: tuple[Withheld, ...] = ()
    corrects: UUID | None = None
    """The entry of which this is the next version."""


@dataclass(frozen=True)
class Hearing:
    """One organisation that an entry is about: until when it can reply, what it replied, the answer."""

    id: UUID
    organisation: UUID
    until: datetime
    said: str = ""
    beside: bool = False
    """It wants its reply to stand beside the entry."""
    replied_at: datetime | None = None
    answer: str = ""


@dataclass(frozen=True)
class Proposed:
    """A proposal as its own organisation reads it."""

    id: UUID
    kind: Kind
    record: UUID
    input_sha256: str
    draft: Draft
    proposed_at: datetime
    proposed_by: UUID
    agreed_at: datetime | None
    agreed_by: UUID | None
    stage: Stage
    hearings: tuple[Hearing, ...]
    entry: UUID | None = None


@dataclass(frozen=True)
class Beside:
    """What stands beside an entry of one organisation that it is about."""

    name: str
    said: str = ""
    """Its reply in its own words; empty where it asked for none to be shown, or was silent."""
    silent: bool = False


@dataclass(frozen=True)
class Entry:
    """An entry of the public register, as anybody reads it."""

    id: UUID
    issuer: str
    kind: str
    text: str
    withheld: tuple[Withheld, ...]
    beside: tuple[Beside, ...]
    published_on: date
    sha256: str
    version: int
    earlier: tuple[tuple[UUID, date], ...] = ()
    later: UUID | None = None


@dataclass(frozen=True)
class Source:
    """A record as it stands when an entry is made from it."""

    kind: Kind
    key: UUID
    label: Label
    sha256: str
