"""The nouns of sharing: who looks, what a record says of itself, one condition on it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
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


class Purpose(StrEnum):
    """What somebody looks at a granted record for; a grant opens for one purpose only."""

    DUE_DILIGENCE = "due diligence"
    REMEDY_CASE = "remedy case"
    CONTRACT_MONITORING = "contract monitoring"
    JOINT_ENGAGEMENT = "joint engagement"
    TENDER = "tender"
    RESEARCH = "research"


class GrantState(StrEnum):
    """Where a grant stands at a moment."""

    TO_COME = "to come"
    OPEN = "open"
    ENDED = "ended"
    REVOKED = "revoked"


@dataclass(frozen=True)
class Grant:
    """A record opened by its originator to one more organisation, or to one person of it, for a while.

    Open from `start` on and not at `end` any more; closed from `revoked_at` on.
    """

    organisation: UUID
    purpose: Purpose
    start: datetime
    end: datetime
    person: UUID | None = None
    revoked_at: datetime | None = None

    def open_at(self, at: datetime) -> bool:
        """Whether it opens at this moment."""
        return self.start <= at < self.end and (self.revoked_at is None or at < self.revoked_at)

    def state(self, at: datetime) -> GrantState:
        """Where it stands at this moment; what was taken back after its end has ended."""
        if self.revoked_at is not None and self.revoked_at <= at and self.revoked_at < self.end:
            return GrantState.REVOKED
        if at < self.start:
            return GrantState.TO_COME
        return GrantState.OPEN if at < self.end else GrantState.ENDED


@dataclass(frozen=True)
class Agreement:
    """A non-disclosure agreement in force between its parties from `start` on, not at `end` any more.

    It covers what its `programmes` are about; without any it covers everything between the parties.
    Ended early, it covers nothing new from `ended_at` on.
    """

    parties: frozenset[UUID]
    start: datetime
    end: datetime
    programmes: frozenset[str] = frozenset()
    ended_at: datetime | None = None

    def in_force(self, at: datetime) -> bool:
        """Whether it covers anything at this moment."""
        return self.start <= at < self.end and (self.ended_at is None or at < self.ended_at)


class PaperState(StrEnum):
    """Where an agreement on paper stands at a moment."""

    UNSIGNED = "waiting for signatures"
    TO_COME = "to come"
    IN_FORCE = "in force"
    SUSPENDED = "suspended"
    """It leaves no room for the law that a party is, or may be, subject to by now."""
    ENDED = "ended"


@dataclass(frozen=True)
class Signed:
    """A party to an agreement, and who signed for it when; nobody yet where `at` is None."""

    organisation: UUID
    by: str = ""
    at: datetime | None = None


@dataclass(frozen=True)
class Paper:
    """An agreement as its parties read it: what it says, and who signed."""

    id: UUID
    title: str
    start: datetime
    end: datetime
    document_sha256: str
    carve_out: bool
    signatures: tuple[Signed, ...]
    programmes: tuple[str, ...] = ()
    survives_until: date | None = None
    in_force_at: datetime | None = None
    """When the last party signed; None before."""
    ended_at: datetime | None = None

    def state(self, at: datetime) -> PaperState:
        """Where it stands at this moment. Without every signature in time it never came into force."""
        if at >= self.end or (self.ended_at is not None and self.ended_at <= at):
            return PaperState.ENDED
        if self.in_force_at is None or self.in_force_at > at:
            return PaperState.UNSIGNED
        return PaperState.IN_FORCE if self.start <= at else PaperState.TO_COME


@dataclass(frozen=True)
class Secret:
    """Whose secret a record holds, and of which programme (empty: of none in particular)."""

    organisation: UUID
    programme: str = ""


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
    agreements: frozenset[Agreement] = frozenset()
    """Those that its organisation is a party to."""
    purpose: Purpose | None = None
    """What the person says it looks for."""
    steward: bool = False
    """Whether the person looks after what its organisation keeps for others."""


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
    secrets: frozenset[Secret] = frozenset()
    """Whose agreements open what is under an NDA; all of them must."""
    custodian: UUID | None = None
    """The organisation that keeps it for its originator: its stewards read it."""
    authority: UUID | None = None
    """The buyer whose tender it belongs to, with the moment of award (None: not decided) and the panel."""
    award_at: datetime | None = None
    panel: frozenset[UUID] = frozenset()
    handlers: frozenset[UUID] = frozenset()
    """The persons who handle what is protected."""
    grants: frozenset[Grant] = frozenset()


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
    """A moment in a field has come; where there is none, `unset` is the answer."""

    field: str
    at: datetime
    unset: bool = True

    def holds(self, label: Label) -> bool:
        """Ask the label."""
        moment = getattr(label, self.field)
        return self.unset if moment is None else moment <= self.at


@dataclass(frozen=True)
class Covered:
    """Every secret of the label is of an organisation covered as a whole, or of a programme that is."""

    wholly: frozenset[UUID]
    in_part: frozenset[Secret]

    def holds(self, label: Label) -> bool:
        """Ask the label."""
        return all(one.organisation in self.wholly or one in self.in_part for one in label.secrets)


@dataclass(frozen=True)
class Granted:
    """A grant to this organisation, and to this person where it names one, opens for this purpose."""

    organisation: UUID
    person: UUID | None
    purpose: Purpose
    at: datetime

    def holds(self, label: Label) -> bool:
        """Ask the label."""
        return any(
            grant.organisation == self.organisation
            and grant.purpose == self.purpose
            and grant.person in {None, self.person}
            and grant.open_at(self.at)
            for grant in label.grants
        )


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


Condition = OneOf | Meets | Within | Begun | Covered | Granted | Opposite | Always
Predicate = Callable[[Viewer], Condition]


@dataclass(frozen=True)
class Decision:
    """Whether it is allowed, and the names of the predicates that said so."""

    allowed: bool
    because: tuple[str, ...] = field(default=())
