"""The nouns of marking a record: the classes by name, what is chosen, what it would do."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from commonpurchase.holdings.facts.seeing import Kind, Left, Seer
from commonpurchase.organisations.facts import Organisation


class Preset(StrEnum):
    """What a record can be marked as, by the code of its class; `own` is what an unlabelled record is."""

    OWN = "own"
    MEMBERS = "C1"
    BUYERS = "C3"
    NAMED = "C4"
    NDA = "C5"
    SENSITIVE = "C6"
    PERSON = "C8"
    PROTECTED = "C9"
    TENDER = "C10"


@dataclass(frozen=True)
class Words:
    """A class as people read it: its name and one sentence."""

    name: str
    sentence: str


WORDS = {
    Preset.OWN: Words("Only us", "Nobody but your own organisation sees it."),
    Preset.MEMBERS: Words("Members", "Every organisation of the workspace sees it."),
    Preset.BUYERS: Words("Public buyers", "Public buyers and their consortia see it, and nobody else."),
    Preset.NAMED: Words("Named organisations", "Those that you name see it, and nobody else."),
    Preset.NDA: Words(
        "Under a non-disclosure agreement",
        "Those that you name see it while an agreement with you about it is in force.",
    ),
    Preset.SENSITIVE: Words(
        "Competitively sensitive",
        "Those that you name see it, and never a competitor of yours or of those it is about.",
    ),
    Preset.PERSON: Words("About a person", "Those that you name see it; it is about a living person."),
    Preset.PROTECTED: Words(
        "Protected",
        "Only single persons of those that you name see it: it could harm somebody if it came out.",
    ),
    Preset.TENDER: Words(
        "Bid in a tender", "Until the award only the buyer’s panel sees it, from then on that buyer."
    ),
}
#: The classes that nobody gets by marking, each with the way that leads to it.
ELSEWHERE = {
    "C0": Words(
        "Public",
        "Only an entry of the public register is public: it is proposed by one person and "
        "published by another.",
    ),
    "C2": Words("Said at a meeting", "What is said under the Chatham House Rule comes from meetings alone."),
    "C7": Words("For sums only", "Figures that count in sums and are never shown belong to a release plan."),
}
NAMING = frozenset({Preset.NAMED, Preset.NDA, Preset.SENSITIVE, Preset.PERSON, Preset.PROTECTED})


@dataclass(frozen=True)
class Marked:
    """What an originator chose, once it is valid."""

    preset: Preset
    named: frozenset[UUID] = frozenset()
    subjects: frozenset[UUID] = frozenset()
    programme: str = ""
    handlers: frozenset[UUID] | None = None
    """None: those that the label names already."""
    authority: UUID | None = None
    panel: frozenset[UUID] | None = None
    custodian: UUID | None = None
    wall: bool = False
    environmental: bool = False
    embargo_until: date | None = None
    """Closed to others before this day."""
    retain_until: date | None = None


@dataclass(frozen=True)
class Keeper:
    """An organisation that may collect for others, with what its programmes' statements make of it."""

    organisation: Organisation
    says: str


@dataclass(frozen=True)
class Covering:
    """An agreement that could open what is under one: with whom, what about, and where it stands."""

    title: str
    others: str
    about: str
    state: str
    last: date


@dataclass(frozen=True)
class Markable:
    """A record that its originator may mark, with everything that there is to choose from."""

    kind: Kind
    key: UUID
    title: str
    derived: bool
    now: Marked
    offered: tuple[Organisation, ...]
    buyers: tuple[Organisation, ...]
    keepers: tuple[Keeper, ...]
    programmes: tuple[str, ...]
    agreements: tuple[Covering, ...]
    about: tuple[Organisation, ...]
    unread: bool


@dataclass(frozen=True)
class Meaning:
    """What a marking would do: who sees the record then, who no longer, who keeps it."""

    sentence: str
    seers: tuple[Seer, ...]
    left: tuple[Left, ...]
    closed: tuple[str, ...]
    keeping: str
    fingerprint: str
    """Changes when the answer does, so that nobody confirms what it did not read."""
