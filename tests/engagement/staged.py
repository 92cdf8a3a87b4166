"""Meetings in every state, for whoever visits every page."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from commonpurchase.engagement.facts import About, Category
from commonpurchase.engagement.queries import meetings as queries
from tests.engagement.playing import DAY, Meeting, convened
from tests.world import World


@dataclass(frozen=True)
class Meetings:
    """The keys of meetings and of what belongs to them."""

    collecting: UUID
    slip: UUID
    """A point of Alice in it, sealed for her."""
    commenting: UUID
    draft: UUID
    """The summary of that one, open for comments."""
    point: UUID
    """Something said in it."""
    attendance: UUID
    """That Ekvik took part in it."""
    answering: UUID
    comment: UUID
    """A comment on that one, gathered."""
    past: UUID
    released: UUID
    """The released summary of that one."""


def built(world: World, at: datetime) -> Meetings:
    """One meeting today, three in the past."""
    on = at.date()
    collecting = convened(world, on, title="Repair of laptops")
    slip = collecting.hands_in("alice", "Spare parts come late.", days=0)
    commenting = convened(world, on - 6 * DAY, title="Wages at assembly")
    _said(commenting)
    commenting.opened()
    answering = convened(world, on - 12 * DAY, title="Audits and visits")
    _commented(answering)
    past = convened(world, on - 30 * DAY)
    _commented(past)
    past.consents("alice")
    past.answered()
    alice, erin = commenting.by("alice", 6), answering.by("erin", 12)
    draft = queries.draft(alice, commenting.key)
    assert draft is not None
    return Meetings(
        collecting=collecting.key,
        slip=slip,
        commenting=commenting.key,
        draft=draft.id,
        point=_key(queries.said(alice, commenting.key, About.POINT)[0].id),
        attendance=queries.attendances(alice, commenting.key)[0].id,
        answering=answering.key,
        comment=_key(queries.said(erin, answering.key, About.COMMENT)[0].id),
        past=past.key,
        released=past.released(),
    )


def _said(meeting: Meeting) -> None:
    meeting.hands_in("alice", "We wait for months until anybody answers.")
    meeting.hands_in("bob", "Every buyer asks in another format.", Category())
    meeting.closed()


def _commented(meeting: Meeting) -> None:
    _said(meeting)
    meeting.opened()
    meeting.hands_in("dana", "Say how long it takes.", days=5)
    meeting.gathered()


def _key(found: UUID | None) -> UUID:
    assert found is not None
    return found
