"""The nouns of history. Events hold ids and salted hashes, never names or content."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True)
class Entry:
    """One event as it stands in the chain; every field but the hash goes into the hash."""

    sequence: int
    at: str
    verb: str
    subject_kind: str
    subject: str
    person: str
    on_behalf_of: str
    content: str
    previous: str
    hash: str


@dataclass(frozen=True)
class Verification:
    """What checking the whole chain found: the head, or the first place where it is broken."""

    events: int
    head: str
    broken_at: int | None = None
    because: str = ""

    @property
    def holds(self) -> bool:
        """The chain is whole."""
        return self.broken_at is None


class Closing(StrEnum):
    """What must not come undone when an older copy of the workspace is put back."""

    REVOKE = "revoke"
    """A grant was taken back."""
    END_AGREEMENT = "end agreement"
    CLOSE = "close"
    """A record was labelled for fewer; put back, it is closed to everybody but its originator."""
    HOLD = "hold"
    """A record is kept for a request."""
    LIFT = "lift"
    """What a request kept may change again."""
    TAKE_BACK = "take back"
    """A signed statement was taken back."""
    PART = "part from authors"
    """What was handed in at a meeting was parted from who did; put back, what is still sealed goes."""
    FORGET = "forget what was said"
    """All that was said at a meeting was deleted."""
    UNLIST = "unlist"
    """An institution took back that it may be listed."""
    END_MANDATE = "end mandate"
    ERASE = "erase"
    """A person was erased."""


@dataclass(frozen=True)
class Tombstone:
    """One line of the log beside the database: ids and a moment, no name and no content."""

    sequence: int
    at: str
    closing: Closing
    ids: tuple[str, ...]
    """The record first, then whom it concerns, in the order that the context of the record knows."""
    previous: str
    hash: str
