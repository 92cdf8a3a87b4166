"""A copy that is put back knows no more than the workspace knew before it was lost."""

from uuid import UUID, uuid4

import pytest

from commonpurchase.engagement import models
from commonpurchase.engagement.actions import meetings, replaying
from commonpurchase.engagement.facts import About
from commonpurchase.engagement.queries import meetings as queries
from commonpurchase.history import actions as history
from commonpurchase.history.facts import Closing, Tombstone
from commonpurchase.sharing.actions import holds
from commonpurchase.sharing.models import Label
from tests import world as the_world
from tests.engagement.playing import Meeting, convened
from tests.world import World


@pytest.fixture
def meeting(world: World) -> Meeting:
    return convened(world)


def carried_out(closing: Closing, key: UUID) -> None:
    stone = Tombstone(1, the_world.now().isoformat(), closing, (str(key),), "", "")
    replaying.carry_out(stone=stone, by=the_world.system())


def test_what_was_sealed_goes_with_its_authors(meeting: Meeting) -> None:
    meeting.hands_in("alice", "We wait for months.")

    carried_out(Closing.PART, meeting.key)

    assert not models.Slip.objects.exists()
    assert not Label.objects.exclude(author=None).exists()


def test_what_was_said_goes_and_what_is_held_stays(meeting: Meeting) -> None:
    meeting.hands_in("alice", "We wait for months.")
    meeting.hands_in("bob", "Every buyer asks in another format.")
    meeting.closed()
    held = queries.said(meeting.by("alice", 4), meeting.key, About.POINT)[0]
    assert held.id is not None
    holds.place(records=[("contribution", held.id)], case=uuid4(), by=meeting.by("alice", 4))

    carried_out(Closing.FORGET, meeting.key)

    assert list(models.Contribution.objects.values_list("pk", flat=True)) == [held.id]


def test_an_agreement_to_be_listed_that_was_taken_back_stays_so(meeting: Meeting) -> None:
    meeting.attended()
    meeting.consents("alice")
    [found] = queries.attendances(meeting.by("alice"), meeting.key)

    carried_out(Closing.UNLIST, found.id)

    assert not queries.attendance(meeting.by("alice"), found.id).consented


def test_each_of_these_is_written_beside_the_database_when_it_happens(
    meeting: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[Closing] = []
    monkeypatch.setattr(history, "bury", lambda *, closing, ids, by: written.append(closing))
    meeting.hands_in("alice", "We wait for months.")
    assert written == []
    meeting.closed()
    meeting.consents("alice")
    [found] = queries.attendances(meeting.by("alice"), meeting.key)
    meetings.consent(attendance=found.id, agreed=False, by=meeting.by("alice"))
    meeting.opened()
    meeting.gathered()
    meeting.released()

    assert written == [Closing.PART, Closing.UNLIST, Closing.PART, Closing.FORGET]
