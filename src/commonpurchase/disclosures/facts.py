"""The nouns of disclosures: rows about sites, versions of them, and what changed between two."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from commonpurchase.organisations.facts import BUYING, Kind
from commonpurchase.vocabulary.places import Place, Problem

#: Kinds that disclose where goods are made.
DISCLOSING = frozenset({Kind.RESELLER, Kind.BRAND, Kind.MANUFACTURER})
#: Kinds that a supplier may show a disclosure to.
RECEIVING = BUYING | {Kind.CONVENOR, Kind.MONITORING_PARTNER}


class Evidence(StrEnum):
    """How well a row is supported."""

    SELF_DECLARED = "self-declared"
    DOCUMENTED = "documented"
    VERIFIED = "verified"


class Ground(StrEnum):
    """What a verification rests on."""

    VISIT = "a visit to the site"
    WORKERS = "what workers said"
    DOCUMENTS = "documents of the site itself"


class Fate(StrEnum):
    """What an update says about a row of the version before."""

    ADDED = "added"
    CONFIRMED = "confirmed"
    CHANGED = "changed"
    CLOSED = "closed"


class Status(StrEnum):
    """What a supplier writes beside an earlier row when it updates its workbook."""

    CONFIRM = "confirm"
    CHANGE = "change"
    CLOSE = "close"


@dataclass(frozen=True)
class Row:
    """One site that makes one model or component of it, as its supplier wrote it.

    `disclosed_on` is the day the row was last said or confirmed. `reference` identifies the row
    across versions; empty until it has one. `evidence` is what the supplier itself says, so it is
    never verified; the `verified_` fields are a monitoring partner's, empty without one.
    """

    brand: str
    product_model: str
    site_name: str
    address: str
    country: str
    tier: int | None
    disclosed_on: date
    product_category: str = ""
    component: str = ""
    site_name_local: str = ""
    latitude: float | None = None
    longitude: float | None = None
    produced_from: date | None = None
    produced_until: date | None = None
    source_document: str = ""
    evidence: Evidence = Evidence.SELF_DECLARED
    reference: str = ""
    verified_by: str = ""
    verified_on: date | None = None
    verified_how: str = ""

    @property
    def support(self) -> Evidence:
        """Self-declared, documented or verified: the strongest that stands behind the row."""
        return Evidence.VERIFIED if self.verified_on else self.evidence

    @property
    def key(self) -> tuple[str, ...]:
        """What makes two rows without a reference the same: brand, model, component and site, folded."""
        parts = (self.brand, self.product_model, self.component, self.site_name)
        return tuple(" ".join(part.split()).casefold() for part in parts)


@dataclass(frozen=True)
class Checked:
    """What somebody who checked rows says: which (by reference), on which day, how, and what was found."""

    references: frozenset[str]
    on: date
    ground: Ground
    found: str


@dataclass(frozen=True)
class Verification:
    """A monitoring partner's word on rows of a version, for everybody who sees them.

    `withdrawn_on` is the day it took it back, and `withdrawn_because` why. `own` if it is the viewer's.
    """

    id: UUID
    by: str
    on: date
    ground: Ground
    found: str
    recorded_on: date
    sites: tuple[str, ...]
    rows: int
    withdrawn_on: date | None = None
    withdrawn_because: str = ""
    own: bool = False


@dataclass(frozen=True)
class Change:
    """One row before and after; `fields` names what differs.

    `unmentioned` marks a row that is closed because the update no longer speaks of it.
    """

    fate: Fate
    before: Row | None
    after: Row | None
    fields: tuple[str, ...] = ()
    unmentioned: bool = False


@dataclass(frozen=True)
class Difference:
    """What an update does to every row of the version before, and what it adds."""

    changes: tuple[Change, ...] = ()

    def of(self, fate: Fate) -> tuple[Change, ...]:
        """The changes of one kind."""
        return tuple(change for change in self.changes if change.fate is fate)


@dataclass(frozen=True)
class Disclosure:
    """What a supplier has said, up to a day, about where its goods are made.

    `rows` are the rows in force; `supplier` is its name for sentences.
    """

    supplier: str
    rows: tuple[Row, ...] = ()
    version: int = 0
    id: UUID | None = None
    previous: tuple[Row, ...] = field(default=(), repr=False)

    @property
    def last_update_on(self) -> date | None:
        """The day of the latest row; None when nothing was disclosed."""
        return max((row.disclosed_on for row in self.rows), default=None)


@dataclass(frozen=True)
class Sent:
    """One accepted version without its rows: whose it is, and to whom it was sent."""

    id: UUID
    supplier: UUID
    version: int
    disclosed_on: date
    accepted_on: date
    recipients: frozenset[UUID] = frozenset()


@dataclass(frozen=True)
class Said:
    """One row as a file says it: where it stands, its status, and which fields the file speaks of.

    What a file has no column for, it does not speak of: an earlier row keeps it.
    """

    row: Row
    place: Place
    status: Status | None = None
    fields: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Expectation:
    """What a file is read against: whose it is, on which day, and what was said before."""

    supplier: str
    on: date
    """The day of reading: nothing can be disclosed after it."""
    disclosed_on: date
    """The day of the data where a row gives none."""
    previous: tuple[Row, ...] = ()


@dataclass(frozen=True)
class Reading:
    """What a file says, or everything that is wrong with it."""

    said: tuple[Said, ...] = ()
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()


class UploadState(StrEnum):
    """Where an uploaded file stands; its owner moves it on."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Upload:
    """A file that its supplier uploaded; nothing of it counts before it is accepted."""

    id: UUID
    supplier: UUID
    file: UUID
    name: str
    disclosed_on: date
    uploaded_at: datetime
    state: UploadState
    disclosure: UUID | None = None


@dataclass(frozen=True)
class Preview:
    """An upload read again: its problems, or the difference to the version `against` (None: the first)."""

    upload: Upload
    reading: Reading
    difference: Difference = Difference()
    against: UUID | None = None


@dataclass(frozen=True)
class Version:
    """One accepted version as its viewer may see it.

    `number` counts the versions that this viewer may see, from 1: how often a supplier told others
    is not shown. `recipients` is empty unless the viewer is the supplier itself.
    """

    id: UUID
    supplier: UUID
    supplier_name: str
    number: int
    disclosed_on: date
    accepted_at: datetime
    own: bool = False
    recipients: frozenset[UUID] = frozenset()
    rows: tuple[Row, ...] = ()
    verifications: tuple[Verification, ...] = ()
