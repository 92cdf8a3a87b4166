"""The nouns of "who can see this?": a record, those who see it, each because of what."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from commonpurchase.organisations.facts import Organisation
from commonpurchase.sharing.facts import Grant, GrantState


class Kind(StrEnum):
    """The kinds of labelled record that have a page of their own; the value stands in addresses."""

    CONTRACT = "contract"
    DISCLOSURE = "disclosure"
    IMPORT = "import"
    UPLOAD = "upload"
    DECISION = "decision"
    AGREEMENT = "agreement"
    ORGANISATION = "organisation"
    ATTESTATION = "attestation"
    PROPOSAL = "proposal"
    MEETING = "meeting"
    ATTENDANCE = "attendance"
    CONTRIBUTION = "contribution"
    SUMMARY = "summary"
    RELEASE = "release"
    RELEASE_PLAN = "releaseplan"
    PUBLISHED_SUMS = "publishedsums"


#: The kinds that their originator may grant: the others open only together with what belongs to them.
GRANTABLE = frozenset({Kind.CONTRACT, Kind.DISCLOSURE, Kind.DECISION})
#: The kinds that their originator may mark: others open only together with what belongs to them, or say
#: in a signed file which class they are of.
MARKABLE = frozenset({Kind.CONTRACT, Kind.DISCLOSURE, Kind.DECISION})


@dataclass(frozen=True)
class Seer:
    """An organisation that sees a record: because of what, and what it holds by that."""

    organisation: Organisation
    because: tuple[str, ...]
    held: str
    short: bool = False
    """It goes there less far than as a copy, by its law or by its originator's choice."""


@dataclass(frozen=True)
class Left:
    """An organisation that is named, granted or asked to keep a record and does not see it all the same."""

    name: str
    because: tuple[str, ...]


@dataclass(frozen=True)
class Given:
    """A grant as its originator reads it."""

    id: UUID
    grant: Grant
    state: GrantState
    to: str


@dataclass(frozen=True)
class Seeing:
    """Who sees one record, as far as the person who asks may know.

    For whoever did not put the record here `seers`, `left`, `closed` and `grants` are empty, always.
    """

    kind: Kind
    key: UUID
    title: str
    put_here_by: str
    own: bool
    because: tuple[str, ...]
    seers: tuple[Seer, ...] = ()
    left: tuple[Left, ...] = ()
    closed: tuple[str, ...] = ()
    grants: tuple[Given, ...] = ()
    may_grant: bool = False
    may_mark: bool = False
    may_publish: bool = False
    may_award: bool = False
    """It is a bid for the viewer's own organisation, which has not entered the award yet."""


@dataclass(frozen=True)
class Preview:
    """What a grant would do: who sees the record after it, and what still stands in the way."""

    sentence: str
    nevertheless: tuple[str, ...]
    """Why the receiver would not see it even then; empty when it would."""
    fingerprint: str
    """Changes when the answer does, so that nobody confirms what it did not read."""
