"""The nouns of sharing: who looks, what a record says of itself, one condition on it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum, StrEnum
from uuid import UUID


class Permission(StrEnum):
    """What a viewer may do with a record."""

    SEE = "see"
    """Read the record and know that it exists."""
    CHANGE = "change"
    """Correct the record, decide on it, or withdraw it."""
    VERIFY = "verify"
    """Say beside another's record what an independent check of it found."""


class Audience(IntEnum):
    """Who a record is for, from narrow to wide; a join takes the narrower."""

    OWN = 0
    NAMED = 1
    GROUP = 2
    MEMBERS = 3
    PUBLIC = 4

    @classmethod
    def _missing_(cls, value: object) -> "Audience":  # noqa: ARG003 - whatever it is
        """What cannot be read is for nobody else."""
        return cls.OWN


class Flag(StrEnum):
    """What makes a record harder to pass on; a join keeps every flag of its inputs."""

    NDA = "nda"
    COMPETITIVELY_SENSITIVE = "competitively_sensitive"
    AGGREGATE_ONLY = "aggregate_only"
    PERSONAL = "personal"
    SEALED = "sealed"
    TENDER = "tender"
    PROTECTED = "protected"
    ENVIRONMENTAL = "environmental"


#: The author of what is sealed for more than one reason: no person has this id, so nobody reads it.
NOBODY = UUID(int=0)

#: The group of organisations that check for others what somebody says of itself.
MONITORS = "monitoring partners"

#: Flags that only an agreement opens to others. Until agreements exist, they open to nobody else.
NEEDS_AN_AGREEMENT = frozenset({Flag.NDA, Flag.PERSONAL, Flag.TENDER, Flag.PROTECTED})


@dataclass(frozen=True)
class Viewer:
    """Somebody at a moment: a person, acting for at most one organisation, among its rivals.

    `groups` are those its organisation belongs to (`buyers`, `consortium:<id>`); `rivals` are the
    organisations that must learn nothing about each other's competition.
    """

    at: datetime
    person: UUID | None = None
    organisation: UUID | None = None
    groups: frozenset[str] = frozenset()
    rivals: frozenset[UUID] = frozenset()
    active: bool = True


@dataclass(frozen=True)
class Label:
    """What a record says of itself to those who decide who may see it. Unlabelled means own."""

    originator: UUID
    audience: Audience = Audience.OWN
    groups: frozenset[str] = frozenset()
    """Groups the viewer must belong to, all of them (audiences group and named)."""
    named: frozenset[UUID] = frozenset()
    subjects: frozenset[UUID] = frozenset()
    """Organisations the record is about: the wall protects them too."""
    excluded: frozenset[UUID] = frozenset()
    flags: frozenset[Flag] = frozenset()
    author: UUID | None = None
    """The person behind a sealed record: nobody else may read it."""
    embargo_until: datetime | None = None
    """Nobody but the originator before this moment; from it on, the audience."""
    retain_until: datetime | None = None


@dataclass(frozen=True)
class OneOf:
    """A field holds one of the accepted values."""

    field: str
    accepted: frozenset[object]

    def holds(self, label: Label) -> bool:
        """Ask the label."""
        return getattr(label, self.field) in self.accepted


@dataclass(frozen=True)
class Meets:
    """A field that is a set shares a member with the accepted ones."""

    field: str
    accepted: frozenset[UUID] | frozenset[Flag]

    def holds(self, label: Label) -> bool:
        """Ask the label."""
        return bool(getattr(label, self.field) & self.accepted)


@dataclass(frozen=True)
class Within:
    """A field that is a set holds nothing but accepted members; the empty set is within."""

    field: str
    accepted: frozenset[object]

    def holds(self, label: Label) -> bool:
        """Ask the label."""
        return bool(getattr(label, self.field) <= self.accepted)


@dataclass(frozen=True)
class Begun:
    """A moment in a field has come, or there is none."""

    field: str
    at: datetime

    def holds(self, label: Label) -> bool:
        """Ask the label."""
        moment = getattr(label, self.field)
        return moment is None or moment <= self.at


@dataclass(frozen=True)
class Opposite:
    """The inner condition does not hold."""

    condition: "Condition"

    def holds(self, label: Label) -> bool:
        """Ask the label."""
        return not self.condition.holds(label)


@dataclass(frozen=True)
class Always:
    """A condition on the viewer alone: it holds for every label or for none."""

    answer: bool

    def holds(self, label: Label) -> bool:  # noqa: ARG002 - the answer is the viewer's
        """Ask the label."""
        return self.answer


Condition = OneOf | Meets | Within | Begun | Opposite | Always
Predicate = Callable[[Viewer], Condition]


@dataclass(frozen=True)
class Decision:
    """Whether it is allowed, and the names of the predicates that said so."""

    allowed: bool
    because: tuple[str, ...] = field(default=())
