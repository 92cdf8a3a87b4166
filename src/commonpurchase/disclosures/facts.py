"""The nouns of disclosures: rows about sites, versions of them, and what changed between two."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from uuid import UUID


class Evidence(StrEnum):
    """How well a row is supported."""

    SELF_DECLARED = "self-declared"
    DOCUMENTED = "documented"
    VERIFIED = "verified"


class Fate(StrEnum):
    """What an update says about a row of the version before."""

    ADDED = "added"
    CONFIRMED = "confirmed"
    CHANGED = "changed"
    CLOSED = "closed"


@dataclass(frozen=True)
class Row:
    """One site that makes one model or component of it, as its supplier wrote it.

    `disclosed_on` is the day the row was last said or confirmed. `reference` identifies the row
    across versions; empty until it has one.
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

    @property
    def key(self) -> tuple[str, ...]:
        """What makes two rows without a reference the same: brand, model, component and site, folded."""
        parts = (self.brand, self.product_model, self.component, self.site_name)
        return tuple(" ".join(part.split()).casefold() for part in parts)


@dataclass(frozen=True)
class Change:
    """One row before and after; `fields` names what differs."""

    fate: Fate
    before: Row | None
    after: Row | None
    fields: tuple[str, ...] = ()


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
