"""The nouns of organisations."""

from dataclasses import dataclass
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
