"""Append to history. Called inside the transaction that writes the record."""

import secrets
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import asdict, replace
from datetime import UTC, datetime
from typing import Protocol
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction

from commonpurchase.history.facts import Closing, Entry, Tombstone
from commonpurchase.history.models import Buried, Event, Head, Salt
from commonpurchase.history.reckoning.digests import salted, sealed
from commonpurchase.history.writers import tombstones


class Actor(Protocol):
    """Who acts: a person for an organisation, at a moment (a `sharing` viewer is one)."""

    @property
    def at(self) -> datetime:
        """When."""

    @property
    def person(self) -> UUID | None:
        """Who."""

    @property
    def organisation(self) -> UUID | None:
        """On whose behalf."""


class OutsideATransactionError(RuntimeError):
    """An event that would stay when the write it tells of fails, or be lost when that stays."""


def append(*, verb: str, subject: tuple[str, UUID], content: Mapping[str, object], by: Actor) -> str:
    """Write one event and return its hash; the head row stays locked until the transaction ends.

    `content` is anything that can be written as JSON, or as text; only its salted hash is kept.
    `OutsideATransactionError` when the caller does not write the record in a transaction.
    """
    if not transaction.get_connection().in_atomic_block:
        message = f"{verb} was not written: an event belongs in the transaction that writes its record"
        raise OutsideATransactionError(message)
    # The head comes first: whoever holds it is alone, so salts and positions cannot collide.
    head, _ = Head.objects.select_for_update().get_or_create(id=1)
    kind, record = subject
    entry = Entry(
        sequence=head.sequence + 1,
        at=by.at.astimezone(UTC).isoformat(),
        verb=verb,
        subject_kind=kind,
        subject=str(record),
        person=salted(str(by.person), _salt(by.person)) if by.person else "",
        on_behalf_of=str(by.organisation or ""),
        content=salted(content, _salt(record)),
        previous=head.hash,
        hash="",
    )
    entry = replace(entry, hash=sealed(entry))
    Event.objects.create(**{**asdict(entry), "at": by.at, "on_behalf_of": by.organisation})
    Head.objects.filter(id=1).update(sequence=entry.sequence, hash=entry.hash)
    return entry.hash


@transaction.atomic
def erase_person(*, person: UUID, by: Actor) -> None:
    """Delete a person's salt: from now on nobody can say which events were theirs.

    The event says that somebody was erased and by whom, not who. The chain stays whole.
    """
    Salt.objects.filter(owner=person).delete()
    append(verb="history.erase_person", subject=("salt", uuid4()), content={}, by=by)


_CARRYING_OUT: ContextVar[bool] = ContextVar("carrying out", default=False)


@contextmanager
def carrying_out() -> Iterator[None]:
    """While lines of the log are carried out, nothing is written to it again."""
    token = _CARRYING_OUT.set(True)
    try:
        yield
    finally:
        _CARRYING_OUT.reset(token)


def bury(*, closing: Closing, ids: Iterable[object], by: Actor) -> None:
    """Write to the log beside the database that something is closed, before the database says so.

    Called inside the transaction that closes it. A crash in between leaves a line too many, which closes
    when it is carried out; never one too few. `OutsideATransactionError` outside a transaction.
    """
    if not transaction.get_connection().in_atomic_block:
        message = f"{closing} was not written: a tombstone belongs in the transaction that closes something"
        raise OutsideATransactionError(message)
    if settings.TOMBSTONES is None or _CARRYING_OUT.get():
        return
    Buried.objects.get_or_create(id=1)
    Buried.objects.select_for_update().get(id=1)  # so that lines and commits come in one order
    at = by.at.astimezone(UTC).isoformat()
    stone = tombstones.append(settings.TOMBSTONES, at=at, closing=closing, ids=map(str, ids))
    mark_buried(stone=stone)


def reopen(*, closing: Closing, ids: Iterable[object], by: Actor) -> None:
    """The same for what opens again (a hold is lifted): written once the database has said so for good."""
    some = list(ids)

    def after() -> None:
        with transaction.atomic():
            bury(closing=closing, ids=some, by=by)

    transaction.on_commit(after)


def mark_buried(*, stone: Tombstone) -> None:
    """This line of the log is carried out in this database."""
    Buried.objects.update_or_create(id=1, defaults={"sequence": stone.sequence, "hash": stone.hash})


def _salt(owner: UUID) -> bytes:
    row, _ = Salt.objects.get_or_create(owner=owner, defaults={"value": secrets.token_bytes(32)})
    return bytes(row.value)
