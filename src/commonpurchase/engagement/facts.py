"""The nouns of a meeting under the Chatham House Rule: what was said may be used, who said it not told."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from commonpurchase.organisations.facts import Kind, Organisation


class State(StrEnum):
    """Where a meeting stands."""

    COLLECTING = "collecting points"
    WRITING = "summary being written"
    COMMENTING = "summary open for comments"
    ANSWERING = "comments being answered"
    RELEASED = "summary released"
    CALLED_OFF = "called off"


class Owner(StrEnum):
    """Whose turn it is."""

    PARTICIPANTS = "the participants"
    CONVENOR = "the convenor"
    NOBODY = "nobody"


class Step(StrEnum):
    """What takes a meeting from one state to the next."""

    CLOSE = "close the collection of points"
    OPEN = "open the summary for comments"
    GATHER = "gather the comments"
    REWRITE = "change the summary"
    RELEASE = "release the summary, as a second person"
    CALL_OFF = "call the meeting off"


OWNERS: Mapping[State, Owner] = {
    State.COLLECTING: Owner.PARTICIPANTS,
    State.WRITING: Owner.CONVENOR,
    State.COMMENTING: Owner.PARTICIPANTS,
    State.ANSWERING: Owner.CONVENOR,
    State.RELEASED: Owner.NOBODY,
    State.CALLED_OFF: Owner.NOBODY,
}
#: Every way from one state to the next; each step is the convenor's.
TRANSITIONS: Mapping[tuple[State, Step], State] = {
    (State.COLLECTING, Step.CLOSE): State.WRITING,
    (State.WRITING, Step.OPEN): State.COMMENTING,
    (State.COMMENTING, Step.GATHER): State.ANSWERING,
    (State.ANSWERING, Step.REWRITE): State.WRITING,
    (State.ANSWERING, Step.RELEASE): State.RELEASED,
    (State.COLLECTING, Step.CALL_OFF): State.CALLED_OFF,
    (State.WRITING, Step.CALL_OFF): State.CALLED_OFF,
    (State.COMMENTING, Step.CALL_OFF): State.CALLED_OFF,
    (State.ANSWERING, Step.CALL_OFF): State.CALLED_OFF,
}


class Reach(StrEnum):
    """For whom the released summary is, as chosen before the meeting."""

    MEMBERS = "every member of the workspace"
    PUBLIC = "the public"


class About(StrEnum):
    """What was handed in: a point of the meeting, or a comment on the summary of it."""

    POINT = "point"
    COMMENT = "comment"


@dataclass(frozen=True, order=True)
class Category:
    """Whom a point may be attributed to: a kind of organisation, perhaps of one country; or just anyone.

    Categories lie inside each other like boxes: of a country, of a kind, a participant.
    """

    kind: str = ""
    """A `Kind` of organisation; empty for any participant."""
    country: str = ""
    """ISO 3166 two-letter code; empty for any country. Never without a kind."""

    @property
    def wider(self) -> "Category":
        """The next wider box; that of any participant is its own."""
        return Category(self.kind) if self.country else Category()

    def holds(self, other: "Category") -> bool:
        """Whether whoever is in the other category is in this one too."""
        return self in {other, other.wider, other.wider.wider}


ANYONE = Category()
NOUNS: Mapping[str, str] = {
    "": "participant",
    Kind.BUYER: "public buyer",
    Kind.UNKNOWN: "organisation of another kind",
}


@dataclass(frozen=True)
class Speaker:
    """An organisation that may have said something, in the narrowest category that fits it.

    `holding`: organisations of one owner share it, and count as one.
    """

    organisation: UUID
    category: Category
    holding: UUID

    def fits(self, category: Category) -> bool:
        """Whether what it says may be attributed so."""
        return category.holds(self.category)


@dataclass(frozen=True)
class Plan:
    """A meeting as somebody convenes it."""

    title: str
    held_on: date
    points_until: date
    """The last day on which points may be handed in."""
    reach: Reach
    comment_days: int
    invited: frozenset[UUID]
    rivals_because: str = ""
    """Why competitors sit together, if they do."""
    one_owner: frozenset[UUID] = frozenset()
    """Those invited that belong to one owner."""


@dataclass(frozen=True)
class Meeting:
    """A meeting as whoever looks may know it: only its convenor is told who was invited."""

    id: UUID
    title: str
    held_on: date
    points_until: date
    convenor: Organisation
    own: bool
    reach: Reach
    comment_days: int
    state: State
    comments_until: datetime | None = None
    invited: tuple[Organisation, ...] = ()
    rivals_because: str = ""

    @property
    def owner(self) -> Owner:
        """Whose turn it is."""
        return OWNERS[self.state]


@dataclass(frozen=True)
class Attendance:
    """That an organisation took part, for the convenor and itself: by whom, and whether it may be listed."""

    id: UUID
    meeting: UUID
    organisation: Organisation
    people: tuple[str, ...]
    consented: bool


@dataclass(frozen=True)
class Said:
    """A point or a comment, and whom it is attributed to. Nothing here says when or by whom."""

    text: str
    category: Category = ANYONE
    told: str = ""
    """The category in words."""
    id: UUID | None = None
    answer: str = ""
    """What the convenor answered, to a comment."""


@dataclass(frozen=True)
class Draft:
    """The summary before its release, for those who took part."""

    id: UUID
    meeting: UUID
    points: tuple[Said, ...]


@dataclass(frozen=True)
class Released:
    """The summary as released: what was said, which institutions agreed to be listed, how many people."""

    id: UUID
    meeting: UUID
    title: str
    held_on: date
    convenor: Organisation
    points: tuple[Said, ...]
    institutions: tuple[str, ...]
    people: int
    released_on: date
    reach: Reach
