"""The nouns of an import: how a table's columns are read, and what taking it over would change."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from commonpurchase.contracts.facts.contract import Contract
from commonpurchase.contracts.facts.drafts import Draft, ReadContracts, counted
from commonpurchase.organisations.facts import Organisation


class DayOrder(StrEnum):
    """How a person says that days such as 03/04/2026 are written."""

    DAY_FIRST = "day first"
    MONTH_FIRST = "month first"


@dataclass(frozen=True)
class Mapping:
    """How a table is read: field by heading, and what a person said of the file as a whole.

    `own` is the party (buyer or supplier) that no column names because it is the importing
    organisation itself. The last three are empty unless a person chose them: nothing is guessed.
    """

    columns: dict[str, str] = field(default_factory=dict)
    own: str = ""
    currency: str = ""
    day_order: str = ""
    decimal_mark: str = ""


@dataclass(frozen=True)
class Column:
    """One column of a table: its heading (made unique), the field it is read as, some of its cells."""

    heading: str
    field: str = ""
    samples: tuple[str, ...] = ()
    holds_days: bool = False
    """Whether most of its cells look like days."""


@dataclass(frozen=True)
class Layout:
    """Where the header of a table stands, what its columns are, and which required fields have none."""

    sheet: str
    row: int
    columns: tuple[Column, ...]
    signature: str
    mapping: Mapping
    missing: tuple[str, ...] = ()
    told: bool = False
    """Whether a person said how the columns are read, for this file or an earlier one like it."""

    @property
    def unread(self) -> tuple[str, ...]:
        """Headings of columns that no field takes."""
        return tuple(one.heading for one in self.columns if not one.field)


class Fate(StrEnum):
    """What taking over a draft does to the contracts that are held."""

    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True)
class Alteration:
    """One field in which a file and a held contract differ; `kept` says why it stays as it is, if so."""

    field: str
    before: str
    after: str
    kept: str = ""


@dataclass(frozen=True)
class Comparison:
    """A draft beside the contract that is held, and the contract as it would be afterwards."""

    draft: Draft
    fate: Fate
    after: Contract
    alterations: tuple[Alteration, ...] = ()

    @property
    def altered(self) -> tuple[Alteration, ...]:
        """Fields that the import changes."""
        return tuple(one for one in self.alterations if not one.kept)

    @property
    def kept(self) -> tuple[Alteration, ...]:
        """Fields that differ and stay as they are."""
        return tuple(one for one in self.alterations if one.kept)


@dataclass(frozen=True)
class KnownDates:
    """For one kind of date: how many contracts state it, how many have it inferred, how many lack it."""

    kind: str
    stated: int = 0
    inferred: int = 0
    unknown: int = 0


@dataclass(frozen=True)
class ImportOutcome:
    """What became of a file once it was carried out."""

    added: int
    changed: int
    unchanged: int
    kept: int
    set_aside: int
    rows_in: int
    unit: str
    kept_to_ourselves: bool = False

    @property
    def counted(self) -> str:
        """What came in, as a person counts it."""
        return counted(self.rows_in, self.unit)


@dataclass(frozen=True)
class Import:
    """A file of contracts that an organisation brought in; `outcome` once it was carried out."""

    id: UUID
    file: UUID
    name: str
    received_at: datetime
    is_table: bool
    imported_at: datetime | None = None
    outcome: ImportOutcome | None = None
    mapping: Mapping | None = None


@dataclass(frozen=True)
class Preview:
    """A file read and compared, before anything of it is kept.

    `layout` is there for tables; while it misses a required field, nothing could be read yet.
    `fingerprint` changes when carrying it out would do something else.
    """

    imported: Import
    read: ReadContracts
    holder: Organisation
    layout: Layout | None = None
    comparisons: tuple[Comparison, ...] = ()
    receiving: tuple[Organisation, ...] = ()
    """Claimed organisations, other than the holder, that would see contracts."""
    unclaimed: tuple[str, ...] = ()
    """Names that would become unclaimed organisations."""
    fingerprint: str = ""

    @property
    def asks_for_columns(self) -> bool:
        """Whether a person has to say which column is which before anything can be read."""
        return bool(self.layout and self.layout.missing)

    def of(self, fate: Fate) -> tuple[Comparison, ...]:
        """The comparisons with this fate, in the order of the file."""
        return tuple(one for one in self.comparisons if one.fate is fate)
