"""Checks that the chain of events is whole, without a database."""

from collections.abc import Iterable

from commonpurchase.history.facts import Entry, Verification
from commonpurchase.history.reckoning.digests import sealed


def verify(entries: Iterable[Entry], head: tuple[int, str], earlier: str = "") -> Verification:
    """Walk the chain from its first event; stop at the first place where it is broken.

    `head` is the position and hash that the head row holds; (0, "") before the first event.
    `earlier` is a head that somebody wrote down before: it must still be in the chain, otherwise
    the chain was written anew. An empty `earlier` is not looked for.
    """
    events, last, found = 0, "", not earlier
    for entry in entries:
        because = _broken(entry, after=events, previous=last)
        if because:
            return Verification(events, last, broken_at=events + 1, because=because)
        events, last = entry.sequence, entry.hash
        found = found or last == earlier
    because = _unfinished(events, last, head, found=found)
    return Verification(events, last, broken_at=events + 1 if because else None, because=because)


def _broken(entry: Entry, *, after: int, previous: str) -> str:
    if entry.sequence != after + 1:
        return f"event {after + 1} is missing; event {entry.sequence} stands in its place"
    if entry.previous != previous:
        return f"event {entry.sequence} does not follow the event before it"
    if entry.hash != sealed(entry):
        return f"event {entry.sequence} was changed: its hash is not that of what it says"
    return ""


def _unfinished(events: int, last: str, head: tuple[int, str], *, found: bool) -> str:
    if head != (events, last):
        return f"the head says {head[0]} events with another last hash than the {events} that are there"
    if not found:
        return "the earlier head is not in this chain: the chain was written anew"
    return ""
