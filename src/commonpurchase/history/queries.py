"""Events as facts. Whoever asks about a record has opened it through the gate first."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Protocol
from uuid import UUID

from django.conf import settings

from commonpurchase.history import facts
from commonpurchase.history.models import Buried, Event, Head, Salt
from commonpurchase.history.reckoning import chain
from commonpurchase.history.reckoning.digests import salted
from commonpurchase.history.reckoning.tombstones import BrokenLogError
from commonpurchase.history.writers import tombstones

CHUNK = 2000

__all__ = [
    "BrokenLogError",
    "about",
    "entries",
    "fact",
    "head",
    "head_before",
    "latest",
    "recognised",
    "unburied",
    "verify",
]


class Reader(Protocol):
    """Who asks: somebody who acts for an organisation (a `sharing` viewer is one)."""

    @property
    def organisation(self) -> UUID | None:
        """On whose behalf."""


def entries(until: int | None = None) -> Iterator[facts.Entry]:
    """Every event in order (until a position), streamed: the chain may be longer than memory."""
    events = Event.objects.order_by("sequence")
    chosen = events if until is None else events.filter(sequence__lte=until)
    return map(fact, chosen.iterator(chunk_size=CHUNK))


def verify(earlier: str = "") -> facts.Verification:
    """Check the whole chain against its head, and against an earlier head that somebody kept.

    Nobody has to wait for it: events that are appended meanwhile are left for the next time.
    """
    head = _head()
    found = _walked(head, earlier)
    stray = found.holds and Event.objects.filter(sequence__gt=head[0]).exists()
    # Events after the head are honest only if the head has moved since.
    if stray and _head() == head:
        because = f"the head says {head[0]} events, but there are more"
        return replace(found, broken_at=head[0] + 1, because=because)
    return found


def _head() -> tuple[int, str]:
    return Head.objects.filter(id=1).values_list("sequence", "hash").first() or (0, "")


def _walked(head: tuple[int, str], earlier: str) -> facts.Verification:
    last = facts.Verification(0, "")

    def noting() -> Iterator[facts.Entry]:
        nonlocal last
        for entry in entries(until=head[0]):
            yield entry
            last = facts.Verification(entry.sequence, entry.hash)

    try:
        return chain.verify(noting(), head, earlier)
    except (ValueError, TypeError, AttributeError):
        # Whoever tampered wrote something that is no moment or no id any more.
        because = f"the event after {last.events} cannot be read"
        return replace(last, broken_at=last.events + 1, because=because)


def about(viewer: Reader, record: UUID) -> list[facts.Entry]:
    """What was done to a record that the gate has opened for the viewer, oldest first.

    People stay among colleagues: the person is blank in what others' organisations did.
    """
    rows = Event.objects.filter(subject=record).order_by("sequence")
    own = str(viewer.organisation or "nobody")
    return [entry if entry.on_behalf_of == own else replace(entry, person="") for entry in map(fact, rows)]


def latest(records: Iterable[UUID]) -> dict[UUID, str]:
    """The hash of the last event about each record; none for what has no event of its own."""
    about = Event.objects.filter(subject__in=list(records)).order_by("sequence")
    return dict(about.values_list("subject", "hash"))


def head() -> tuple[int, str]:
    """The last event's position and hash, to be kept where nobody of this workspace can change it."""
    return _head()


def head_before(moment: datetime) -> str:
    """The hash of the last event before a moment; empty for none. It says nothing of what came after."""
    found = Event.objects.filter(at__lt=moment).order_by("-sequence").values_list("hash", flat=True)
    return found.first() or ""


def unburied() -> list[facts.Tombstone]:
    """What the log beside the database closed and this database does not know: it is an older copy.

    `BrokenLogError` when the log is broken, or is not the one that this database was written with.
    """
    if settings.TOMBSTONES is None:
        return []
    known = tombstones.everything(settings.TOMBSTONES)
    reached, last = Buried.objects.filter(id=1).values_list("sequence", "hash").first() or (0, "")
    if reached > len(known) or (reached and known[reached - 1].hash != last):
        message = (
            f"{settings.TOMBSTONES} is not the tombstone log of this database, which was carried out to line "
            f"{reached} of another: put the right log in its place, or name it in COMMONPURCHASE_TOMBSTONES"
        )
        raise BrokenLogError(message)
    return known[reached:]


def recognised(events: Iterable[facts.Entry], people: Iterable[UUID]) -> dict[str, UUID]:
    """Which of these people stand behind which hash; nobody whose salt was erased is found."""
    hashes = {entry.person for entry in events} - {""}
    salts = Salt.objects.filter(owner__in=list(people)).values_list("owner", "value")
    known = {salted(str(owner), bytes(salt)): owner for owner, salt in salts}
    return {value: owner for value, owner in known.items() if value in hashes}


def fact(row: Event) -> facts.Entry:
    """An event as it went into its hash."""
    return facts.Entry(
        sequence=row.sequence,
        at=row.at.astimezone(UTC).isoformat(),
        verb=row.verb,
        subject_kind=row.subject_kind,
        subject=str(row.subject),
        person=row.person,
        on_behalf_of=str(row.on_behalf_of or ""),
        content=row.content,
        previous=row.previous,
        hash=row.hash,
    )
