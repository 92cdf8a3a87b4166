"""The nouns of attestations: who says what of whom, how it is signed, and what a check of it found."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from commonpurchase.contracts.facts import Model
from commonpurchase.disclosures.facts import Evidence
from commonpurchase.vocabulary.findings import Finding

#: What every answer says, whatever its verdict.
PROVES = "A signature proves who said what and when it was said, not that it is true."

#: The one way of signing that is written and read here, by the standards' names.
KIND, SUITE, PURPOSE = "DataIntegrityProof", "eddsa-jcs-2022", "assertionMethod"
#: What the first context of a credential must be, and what kinds of credential there are here.
STANDARD = "https://www.w3.org/ns/credentials/v2"
CREDENTIAL, ATTESTATION = "VerifiableCredential", "SupplyChainAttestation"
STATUS_LIST, LIST_OF_BITS = "BitstringStatusListCredential", "BitstringStatusList"

Document = Mapping[str, Any]
"""A credential as JSON: objects, lists, text, numbers, true, false and null."""


class Claim(StrEnum):
    """What can be attested of sites, by the code that stands in the file."""

    ALL_SITES_DISCLOSED = "all-sites-disclosed"
    """Every site of the tier that makes these models is disclosed to whoever attests."""
    SITES_DISCLOSED = "sites-disclosed"
    """Sites of the tier that make these models are disclosed; whether all are, is not said."""
    ALL_SITES_VERIFIED = "all-sites-verified"
    """Every site of the tier that makes these models was checked by somebody who sells none of it."""


class Class(StrEnum):
    """The class of the statement itself, joined from what it rests on (sharing's presets C0 to C10)."""

    PUBLIC = "C0"
    MEMBERS = "C1"
    CHATHAM = "C2"
    BUYERS = "C3"
    NAMED = "C4"
    NDA = "C5"
    SENSITIVE = "C6"
    AGGREGATE = "C7"
    PERSON = "C8"
    PROTECTED = "C9"
    TENDER = "C10"


@dataclass(frozen=True)
class Party:
    """An organisation as a statement names it; `id` is its key (`did:key:…`) or another address, or empty."""

    name: str
    id: str = ""


@dataclass(frozen=True)
class Count:
    """How many: at least, and at most (None: nobody knows how many more)."""

    at_least: int
    at_most: int | None

    @classmethod
    def exactly(cls, number: int) -> "Count":
        """A number that is known."""
        return cls(number, number)


@dataclass(frozen=True)
class Scope:
    """Which product models, and which tier of their sites: 1 is final assembly, 4 raw material."""

    models: tuple[Model, ...]
    tier: int


@dataclass(frozen=True)
class Basis:
    """What a statement rests on; `checked_by` and `checked_on` are of whoever verified it."""

    evidence: Evidence
    checked_by: str = ""
    checked_on: date | None = None


@dataclass(frozen=True)
class Statement:
    """What is said, as of a day. A count is None, and a day too, where it is not known."""

    claim: Claim
    subject: Party
    scope: Scope
    as_of: date
    basis: Basis
    label_class: Class
    sites: Count | None = None
    countries: Count | None = None
    updated_on: date | None = None


@dataclass(frozen=True)
class StatusEntry:
    """Where a list says whether a credential was taken back: the list's address, and the place in it."""

    list_id: str
    index: int
    kind: str = "BitstringStatusListEntry"
    purpose: str = "revocation"
    size: int = 1


@dataclass(frozen=True)
class Attestation:
    """A statement that its issuer signs: from a moment, included, until another, excluded."""

    id: str
    issuer: Party
    statement: Statement
    valid_from: datetime
    valid_until: datetime
    status: StatusEntry | None = None


@dataclass(frozen=True)
class StatusList:
    """Which of an issuer's attestations were taken back: their places, of `size` places in all."""

    id: str
    issuer: Party
    valid_from: datetime
    valid_until: datetime
    revoked: frozenset[int] = frozenset()
    size: int = 131_072
    """The least that the standard allows, so that one place among them says little."""


@dataclass(frozen=True)
class Facility:
    """A site as a facility record tells it; what is empty or None is not known and is left out.

    `id` is a URI, `country` an ISO 3166 two-letter code, the coordinates decimal degrees.
    """

    id: str
    name: str
    name_local: str = ""
    address: str = ""
    country: str = ""
    latitude: float | None = None
    longitude: float | None = None
    operator: Party | None = None


@dataclass(frozen=True)
class Proof:
    """What stands in a credential's proof; `signature` as bytes, moments in UTC."""

    kind: str
    suite: str
    purpose: str
    method: str
    signature: bytes = field(repr=False)
    created: datetime | None = None
    expires: datetime | None = None
    number: int = 1
    """How many proofs the credential carries; this is the first."""
    chained: bool = False
    """It rests on another proof."""


@dataclass(frozen=True)
class Credential:
    """A signed file as it was read; nothing in it is believed yet. Moments are in UTC."""

    document: Document = field(repr=False)
    id: str
    kinds: tuple[str, ...]
    issuer: Party
    proof: Proof
    standard: bool
    """It follows version 2.0 of the standard (its first context says so)."""
    valid_from: datetime | None = None
    valid_until: datetime | None = None
    statuses: tuple[StatusEntry, ...] = ()


class Standing(StrEnum):
    """What a status list says of a credential."""

    NONE_NAMED = "cannot be taken back"
    """The credential names no list."""
    NOT_CHECKED = "not checked"
    NOT_REVOKED = "not taken back"
    REVOKED = "taken back"


@dataclass(frozen=True)
class Status:
    """Whether a credential was taken back, and how that is known; `listed_at` is the list's moment."""

    standing: Standing
    because: str
    listed_at: datetime | None = None


@dataclass(frozen=True)
class Examined:
    """A credential with what was worked out of its signature.

    `signer` is the did:key that the proof names, empty where it names something else; `trouble` says
    why its key is not one to check with. `holds` is whether the signature fits the document and that
    key; None where it could not be worked out.
    """

    credential: Credential
    signer: str
    holds: bool | None
    trouble: str = ""


class Outcome(StrEnum):
    """What a check of a signed file says, in one word or a few."""

    VALID = "valid"
    UNSUPPORTED = "unsupported"
    TAMPERED = "tampered"
    UNKNOWN_KEY = "unknown issuer key"
    REVOKED = "revoked"
    NOT_YET_VALID = "not yet valid"
    EXPIRED = "expired"
    NOT_CHECKED = "status not checked"


@dataclass(frozen=True)
class Answer:
    """The outcome of a check at a moment, the reason in a sentence, and every finding behind it."""

    outcome: Outcome
    because: str
    at: datetime
    examined: Examined
    status: Status
    findings: tuple[Finding, ...] = ()
    key_compared: bool = False
