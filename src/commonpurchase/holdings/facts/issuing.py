"""The nouns of issuing: what rows show, a proposal and who agreed to it, a statement once signed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from commonpurchase.contracts.facts import Model
from commonpurchase.disclosures.facts import DISCLOSING, Evidence, Row
from commonpurchase.holdings.facts.attestations import Claim, Class, Count, Scope, Statement
from commonpurchase.organisations.facts import Kind, Organisation
from commonpurchase.sharing.facts import Label
from commonpurchase.vocabulary.findings import Finding

#: Kinds that may attest: who discloses sites itself, who collects for others, who checks them.
ISSUING = DISCLOSING | {Kind.CONVENOR, Kind.MONITORING_PARTNER}
#: How a proposal is written between the two steps of its page, and in history.
Subject = Mapping[str, Any]


@dataclass(frozen=True)
class Wanted:
    """What somebody wants attested: a claim about models at a tier, to whom, for how many days.

    `declared` is the supplier's own word that its rows are all of them; rows cannot show that.
    """

    claim: Claim
    scope: Scope
    recipients: frozenset[UUID]
    days: int
    declared: bool = False


@dataclass(frozen=True)
class Shown:
    """What a supplier's rows show of models at a tier on a day.

    `rows` certainly speak of them; `doubtful` may, as they leave the tier or the model open;
    `without` are the models that no certain row speaks of. `updated_on` is the day of the oldest row.
    """

    supplier: str
    scope: Scope
    on: date
    rows: tuple[Row, ...]
    doubtful: tuple[Row, ...]
    without: tuple[Model, ...]
    sites: Count
    countries: Count
    evidence: Evidence
    updated_on: date | None = None
    checked_by: tuple[str, ...] = ()
    checked: tuple[date, ...] = ()


@dataclass(frozen=True)
class Agreed:
    """A person agreed for an organisation; names for pages, empty where only the ids are needed."""

    organisation: UUID
    person: UUID
    at: datetime
    organisation_name: str = ""
    person_name: str = ""


@dataclass(frozen=True)
class Draft:
    """A statement as it would be signed now, and everything that stands in its way.

    `label` is what the signed statement would carry; `beyond` are recipients who may not see the rows,
    so two persons of each organisation in `originators` must agree. `fingerprint` is of the rows.
    """

    issuer: Organisation
    subject: Organisation
    disclosure: UUID
    fingerprint: str
    shown: Shown
    statement: Statement
    label: Label
    findings: tuple[Finding, ...]
    recipients: tuple[Organisation, ...]
    beyond: tuple[Organisation, ...]
    originator: UUID
    """Whose rows they are: two of its persons must agree where somebody is `beyond`."""
    inputs: Label = field(repr=False)
    """The label of the rows."""


class Stage(StrEnum):
    """Where a proposal stands."""

    WAITING = "waits for agreement"
    READY = "agreed, not signed yet"
    SIGNED = "signed"
    SET_ASIDE = "set aside"


@dataclass(frozen=True)
class Proposal:
    """A statement that waits to be signed, as those see it who may."""

    id: UUID
    issuer: Organisation
    subject: Organisation
    statement: Statement
    wanted: Wanted
    fingerprint: str
    wider: bool
    proposed_at: datetime
    proposed_by: UUID
    stage: Stage
    agreed: tuple[Agreed, ...] = ()
    own: bool = False
    """The viewer's organisation would sign it."""


class Force(StrEnum):
    """Whether a signed statement counts."""

    IN_FORCE = "in force"
    EXPIRED = "expired"
    REVOKED = "taken back"


@dataclass(frozen=True)
class Issued:
    """A signed statement as its viewer may see it."""

    id: UUID
    issuer: Organisation
    subject: Organisation
    statement: Statement
    issued_at: datetime
    valid_until: datetime
    force: Force
    key: "KeyFact"
    content: bytes = field(repr=False)
    revoked_at: datetime | None = None
    revoked_because: str = ""
    own: bool = False
    recipients: frozenset[UUID] = frozenset()
    """To whom it is open; empty unless the viewer's organisation issued it."""
    agreed: tuple[Agreed, ...] = ()
    """Who agreed to let others than those who see the rows read it; only for the issuer and the subject."""
    rests_on: UUID | None = None
    """The version of the rows; only for the issuer and the subject."""

    @property
    def label_class(self) -> Class:
        """The class that stands in the file."""
        return self.statement.label_class


@dataclass(frozen=True)
class KeyFact:
    """The public half of a key, and the list that takes back what it signed."""

    id: UUID
    organisation: UUID
    number: int
    did: str
    list_id: str
    made_at: datetime
    current: bool = True
