"""The nouns of history. Events hold ids and salted hashes, never names or content."""

from dataclasses import dataclass


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
