"""The nouns of the exposure report: what an organisation holds and would have to consider on request."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from commonpurchase.holdings.facts.attestations import Class
from commonpurchase.holdings.facts.custody import Basis, Event, Matrix, Mode, Status
from commonpurchase.holdings.facts.foi import Exemption, Search
from commonpurchase.organisations.facts import Organisation
from commonpurchase.sharing.facts import Flag

#: Stands in every report that may be shown, whether or not anything was left out of it.
NEITHER = (
    "Where the mere existence of a record is sensitive, this report neither confirms nor denies that the "
    "record is held."
)
#: Stands in every report: the product says what is likely and never advises.
BY_LAW = (
    "Whether a record is held, and whether it is released, is decided by law and by a person, case by case. "
    "This report is not legal advice, and once it is kept it is itself a record that is held."
)


#: Stands in the report of a day for which no law was recorded.
NOT_RECORDED = (
    "Which freedom-of-information law applied on this day is not recorded, so nothing is said of what it "
    "made of these records."
)


@dataclass(frozen=True)
class Harm:
    """What the originator says would come of release: which harm, to whom, until when; said on which day."""

    harm: str
    to_whom: str
    made_on: date
    until: date | None = None


@dataclass(frozen=True)
class Consultee:
    """Whom to hear before release, and how to reach them."""

    name: str
    contact: str


@dataclass(frozen=True)
class Programme:
    """A programme under which somebody collects and keeps data for others."""

    id: UUID
    name: str
    custodian: str
    members: frozenset[UUID]
    basis: Basis
    because: str
    """What the basis was judged from."""
    how_to_ask: str
    sensitive: bool = False
    """That the programme exists must neither be confirmed nor denied."""
    ended: bool = False


@dataclass(frozen=True)
class Item:
    """An item of the ledger as a report speaks of it: a neutral title, never content."""

    id: UUID
    title: str
    item_class: Class
    originator: str
    custodian: str
    flags: frozenset[Flag] = frozenset()
    emissions: bool = False
    """It relates to emissions into the environment: the weakest promise of secrecy there is."""
    harm: Harm | None = None
    consult: Consultee | None = None
    keep_until: date | None = None
    dispose_on: date | None = None
    programme: UUID | None = None
    custodian_id: UUID | None = None
    """The custodian, where it is an organisation of the workspace."""
    sensitive: bool = False
    """That it exists must neither be confirmed nor denied."""

    @property
    def number(self) -> str:
        """A short number that tells one item from another and nothing else: the start of its reference."""
        return str(self.id)[:8]

    @property
    def environmental(self) -> bool:
        """It is environmental information; what relates to emissions always is."""
        return self.emissions or Flag.ENVIRONMENTAL in self.flags


@dataclass(frozen=True)
class Known:
    """Everything that a report is reckoned from, as of its moment."""

    events: Sequence[Event]
    items: Sequence[Item]
    programmes: Sequence[Programme]
    matrix: Matrix
    exemptions: Sequence[Exemption]
    searches: Sequence[Search] = ()


@dataclass(frozen=True)
class Question:
    """Whose report, as of when, for which words of the title; `masked` is what goes beyond its officer."""

    organisation: Organisation
    at: datetime
    words: str = ""
    masked: bool = True
    recorded: bool = True
    """It is recorded which law applied at that moment."""


@dataclass(frozen=True)
class Row:
    """One item that the organisation holds, or may be found to hold."""

    item: Item
    mode: Mode
    first: Event | None
    """The first evidence of the mode; None where it is only held on its behalf by another."""
    statuses: tuple[Status, ...]
    """One for each law under which it could be asked for."""
    on_behalf: bool
    candidates: tuple[Exemption, ...]
    """Exemptions to consider; nothing here says that one applies."""
    cases: frozenset[UUID]
    """Requests that hold it now."""


@dataclass(frozen=True)
class Pointer:
    """What another keeps, and how to ask there: for a purpose of its own, or on the organisation's behalf."""

    programme: str
    custodian: str
    how_to_ask: str
    because: str


@dataclass(frozen=True)
class Report:
    """What an organisation holds at a moment, reckoned from the ledger as it then stood."""

    organisation: UUID
    at: datetime
    words: str
    matrix_version: str
    rows: tuple[Row, ...]
    not_held: tuple[Pointer, ...]
    searches: tuple[Search, ...]
    notes: tuple[str, ...]
    on_behalf: tuple[Pointer, ...] = ()
    """What others keep on its behalf: it counts as what it holds."""
    item_class: str = ""
    """Only items of this class; empty for every class."""


def by_title(items: Iterable[Item]) -> list[Item]:
    """Items in the order of a report: by neutral title, then by id."""
    return sorted(items, key=lambda item: (item.title.casefold(), item.title, str(item.id)))
