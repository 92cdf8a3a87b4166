"""The nouns of organisations."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID


class Kind(StrEnum):
    """What an organisation is in the chain from contract to factory."""

    BUYER = "buyer"
    FRAMEWORK_AUTHORITY = "framework authority"
    RESELLER = "reseller"
    BRAND = "brand"
    MANUFACTURER = "manufacturer"
    CONVENOR = "convenor"
    MONITORING_PARTNER = "monitoring partner"
    LABEL_BODY = "label body"
    UNKNOWN = "unknown"


#: Kinds whose organisations compete with each other: the wall stands between them.
COMPETING = frozenset({Kind.RESELLER, Kind.BRAND})
#: Kinds that belong to the group of buyers.
BUYING = frozenset({Kind.BUYER, Kind.FRAMEWORK_AUTHORITY})


class Regime(StrEnum):
    """The freedom-of-information regime an organisation is subject to."""

    NONE = "none"
    UK_FOIA = "UK FOIA"
    SCOTLAND_FOISA = "Scotland FOISA"
    IRELAND_FOI = "Ireland FOI"
    SWEDEN_TF = "Sweden TF"
    NORWAY_OFFENTLEGLOVA = "Norway offentleglova"
    NETHERLANDS_WOO = "Netherlands Woo"
    EU_1049 = "EU 1049/2001"
    UNKNOWN = "unknown"


#: Languages that an organisation may be written to in, by ISO 639 code.
LANGUAGES = {
    "zh": "Chinese",
    "da": "Danish",
    "nl": "Dutch",
    "en": "English",
    "fi": "Finnish",
    "fr": "French",
    "de": "German",
    "ga": "Irish",
    "nb": "Norwegian",
    "sv": "Swedish",
}


@dataclass(frozen=True)
class Organisation:
    """An organisation as other contexts speak of it."""

    id: UUID
    name: str
    kind: Kind
    country: str
    language: str
    regime: Regime
    claimed: bool
    contact_address: str = ""
    contact_email: str = ""
    regime_evidence: str = ""
    regime_reviewed_on: date | None = None
    regime_review_due_on: date | None = None


@dataclass(frozen=True)
class Details:
    """What may be amended of an organisation: how it is reached, and what says that FOI applies to it."""

    contact_address: str
    contact_email: str
    language: str
    regime: Regime
    regime_evidence: str = ""
    regime_reviewed_on: date | None = None
    regime_review_due_on: date | None = None


@dataclass(frozen=True)
class Colleague:
    """A person who may act for the viewer's organisation, in a role, between two days."""

    name: str
    email: str
    role: str
    since: date | None = None
    until: date | None = None
