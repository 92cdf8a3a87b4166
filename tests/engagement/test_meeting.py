"""A meeting from its invitation to its released summary, and what each step refuses."""

from uuid import uuid4

import pytest

from commonpurchase.engagement import models
from commonpurchase.engagement.actions import meetings, slips, summaries
from commonpurchase.engagement.actions.opening import NotReadyError
from commonpurchase.engagement.facts import ANYONE, About, Category, Reach, Said, State
from commonpurchase.engagement.queries import meetings as queries
from commonpurchase.history.models import Event
from commonpurchase.organisations.facts import Kind
from commonpurchase.sharing import gate
from commonpurchase.sharing.actions import holds
from commonpurchase.sharing.facts import Audience
from commonpurchase.sharing.models import Label
from tests import world as the_world
from tests.engagement import playing
from tests.engagement.playing import Meeting, convened
from tests.world import World


@pytest.fixture
def meeting(world: World) -> Meeting:
    return convened(world)


def state(meeting: Meeting) -> State:
    return queries.opened(meeting.by("erin"), meeting.key).state


def texts(meeting: Meeting, who: str, about: About = About.POINT) -> list[str]:
    return [one.text for one in queries.said(meeting.by(who, 20), meeting.key, about)]


def test_from_the_invitation_to_the_released_summary(meeting: Meeting) -> None:
    meeting.hands_in("alice", "We wait for months.")
    meeting.hands_in("bob", "Every buyer asks in another format.")
    meeting.closed()
    assert texts(meeting, "dana") == ["Every buyer asks in another format.", "We wait for months."]
    meeting.opened()
    meeting.hands_in("dana", "Say how long.", days=5)
    meeting.gathered()
    meeting.answered()
    meeting.consents("alice")
    key = meeting.released()

    found = queries.released(meeting.by("charlie", 13), key)
    assert [one.text for one in found.points] == [one.text for one in playing.POINTS]
    assert found.institutions == ("Ekvik stad",)
    assert found.people == 4
    assert state(meeting) is State.RELEASED


def test_charlie_knows_of_no_meeting_before_its_summary_is_released(meeting: Meeting) -> None:
    meeting.hands_in("alice", "We wait for months.")
    meeting.closed()
    meeting.opened()
    charlie = meeting.by("charlie", 6)

    assert queries.listed(charlie) == []
    assert queries.said(charlie, meeting.key, About.POINT) == []
    assert queries.draft(charlie, meeting.key) is None
    assert queries.attendances(charlie, meeting.key) == []
    assert queries.search(charlie, "updates") == []
    with pytest.raises(gate.NotFoundError):
        queries.opened(charlie, meeting.key)
    with pytest.raises(gate.NotFoundError):
        slips.hand_in(meeting=meeting.key, text="Me too", by=charlie)


def test_a_point_is_its_authors_alone_until_the_collection_closes(meeting: Meeting) -> None:
    slip = meeting.hands_in("alice", "We wait for months.")
    colleague = the_world.account(meeting.world.ekvik, "ann@ekvik.example")
    ann = the_world.viewer(meeting.world.ekvik, person=colleague, at=meeting.at(1))

    assert [one.text for one in queries.own_slips(meeting.by("alice"), meeting.key)] == [
        "We wait for months."
    ]
    for who in (ann, *(meeting.by(name) for name in ("erin", "second", "bob", "charlie"))):
        assert queries.own_slips(who, meeting.key) == []
        with pytest.raises(gate.NotFoundError):
            queries.own_slip(who, slip)
        with pytest.raises(gate.NotFoundError):
            slips.withdraw(slip=slip, by=who)
    assert texts(meeting, "erin") == []


def test_what_one_handed_in_can_be_corrected_and_withdrawn_until_then(meeting: Meeting) -> None:
    kept, gone = meeting.hands_in("alice", "We wait."), meeting.hands_in("alice", "Never mind.")

    slips.correct(slip=kept, text="We  wait for “months”.", by=meeting.by("alice"))
    slips.withdraw(slip=gone, by=meeting.by("alice"))
    with pytest.raises(NotReadyError, match="over"):
        slips.correct(slip=kept, text="Too late.", by=meeting.by("alice", 2))
    meeting.closed()

    assert texts(meeting, "alice") == ['We wait for "months".']
    assert not models.Slip.objects.exists()


def test_closing_leaves_no_label_that_names_an_author(meeting: Meeting) -> None:
    meeting.hands_in("alice", "We wait for months.")
    meeting.closed()

    assert not Label.objects.exclude(author=None).exists()
    assert {row.label.originator for row in models.Contribution.objects.all()} == {meeting.world.monitor.id}


def test_no_event_tells_that_somebody_handed_something_in(meeting: Meeting) -> None:
    before = Event.objects.count()
    slip = meeting.hands_in("alice", "We wait.")
    slips.correct(slip=slip, text="We wait long.", by=meeting.by("alice"))
    slips.withdraw(slip=slip, by=meeting.by("alice"))

    assert Event.objects.count() == before


def test_the_convenor_hands_in_nothing(meeting: Meeting) -> None:
    with pytest.raises(gate.RefusedError, match="convenor"):
        meeting.hands_in("erin", "Mine.")


def test_only_the_convenor_takes_the_steps(meeting: Meeting) -> None:
    for act in (meetings.close, meetings.call_off, summaries.open_for_comments, summaries.gather):
        with pytest.raises(gate.RefusedError):
            act(meeting=meeting.key, by=meeting.by("alice", 3))
        with pytest.raises(gate.NotFoundError):
            act(meeting=meeting.key, by=meeting.by("charlie", 3))


def test_the_collection_is_not_closed_early_nor_before_it_is_recorded_who_took_part(meeting: Meeting) -> None:
    with pytest.raises(NotReadyError) as why:
        meetings.close(meeting=meeting.key, by=meeting.by("erin", 1))

    assert "Points can be handed in until" in str(why.value)
    assert "At least 3 organisations" in str(why.value)
    assert state(meeting) is State.COLLECTING


def test_rivals_are_invited_together_only_for_a_recorded_reason(world: World) -> None:
    both = frozenset({world.nordbyte.id, world.tekhandel.id, world.ekvik.id})

    with pytest.raises(NotReadyError, match="Nordbyte AB and Tekhandel AB compete"):
        convened(world, invited=both)
    kept = convened(world, invited=both, rivals_because="A label changes for both.")

    assert queries.opened(kept.by("erin"), kept.key).rivals_because == "A label changes for both."
    assert queries.opened(kept.by("bob"), kept.key).rivals_because == ""
    assert queries.opened(kept.by("bob"), kept.key).invited == ()


def test_a_meeting_of_fewer_than_three_owners_is_refused(world: World) -> None:
    with pytest.raises(NotReadyError, match="found 2"):
        convened(world, one_owner=frozenset({world.ekvik.id, world.fjordby.id}))


def test_a_title_names_nobody_who_is_invited(world: World) -> None:
    with pytest.raises(NotReadyError, match="The title names Ekvik stad"):
        convened(world, title="Complaints of Ekvik stad")


def test_a_category_of_fewer_than_three_is_refused_when_handed_in(meeting: Meeting) -> None:
    with pytest.raises(NotReadyError, match="give you away"):
        meeting.hands_in("bob", "We wait.", Category(Kind.RESELLER))


def test_a_category_is_widened_when_fewer_took_part_than_were_invited(world: World) -> None:
    buyers = [the_world.organisation(f"Town {number}") for number in range(2)]
    invited = frozenset({world.ekvik.id, world.fjordby.id, world.nordbyte.id, *(one.id for one in buyers)})
    meeting = convened(world, invited=invited)
    meeting.hands_in("alice", "We wait for months.", Category(Kind.BUYER))
    meeting.closed()

    [point] = queries.said(meeting.by("dana", 4), meeting.key, About.POINT)
    assert point.category == ANYONE
    assert point.told == "a participant"


def test_a_summary_with_too_small_a_category_a_quote_or_a_name_is_not_opened(meeting: Meeting) -> None:
    meeting.hands_in("bob", "Every single buyer asks in another format and none says why.")
    meeting.closed()
    said = [
        Said("Formats differ.", Category(Kind.RESELLER)),
        Said("It was said that every single buyer asks in another format and none says why."),
        Said("Mr Norell would like one format, and so would Fjordby kommune."),
    ]

    with pytest.raises(NotReadyError) as why:
        meeting.opened(said)

    assert "reseller: 1" in str(why.value)
    assert "point 2 repeats “every single buyer asks in another format”" in str(why.value)
    assert "point 3 names Fjordby kommune, Norell" in str(why.value)


def test_the_summary_is_the_convenors_until_it_is_open_for_comments(meeting: Meeting) -> None:
    meeting.closed()
    summaries.write(meeting=meeting.key, points=playing.POINTS, by=meeting.by("erin", 4))
    assert queries.draft(meeting.by("alice", 4), meeting.key) is None
    assert queries.draft(meeting.by("second", 4), meeting.key) is not None

    summaries.open_for_comments(meeting=meeting.key, by=meeting.by("erin", 4))

    assert queries.draft(meeting.by("alice", 4), meeting.key) is not None


def test_comments_are_read_all_at_once_when_the_window_is_over(meeting: Meeting) -> None:
    meeting.closed()
    meeting.opened()
    meeting.hands_in("alice", "Too soft.", days=5)
    assert texts(meeting, "erin", About.COMMENT) == []

    with pytest.raises(NotReadyError, match="open for comments until"):
        summaries.gather(meeting=meeting.key, by=meeting.by("erin", 9))
    with pytest.raises(NotReadyError, match="over"):
        meeting.hands_in("dana", "Late.", days=10)
    meeting.gathered()

    assert texts(meeting, "erin", About.COMMENT) == ["Too soft."]
    assert not models.Slip.objects.exists()


def test_a_release_needs_answers_a_second_person_and_the_text_that_was_open(meeting: Meeting) -> None:
    meeting.closed()
    meeting.opened()
    meeting.hands_in("alice", "Too soft.", days=5)
    meeting.gathered()

    with pytest.raises(NotReadyError) as why:
        meeting.released("erin")
    assert "1 comment is not answered" in str(why.value)
    assert "A second person" in str(why.value)

    meeting.answered()
    summaries.write(meeting=meeting.key, points=[Said("Sharper.")], by=meeting.by("second", 11))
    with pytest.raises(NotReadyError):
        meeting.released()
    assert queries.draft(meeting.by("alice", 11), meeting.key) is None
    assert state(meeting) is State.WRITING


def test_nobody_is_listed_who_took_its_agreement_back_meanwhile(meeting: Meeting) -> None:
    meeting.closed()
    meeting.consents("alice")
    meeting.opened()
    meeting.gathered()
    [found] = queries.attendances(meeting.by("alice"), meeting.key)
    meetings.consent(attendance=found.id, agreed=False, by=meeting.by("alice", 11))

    with pytest.raises(NotReadyError, match="Ekvik stad did not agree"):
        summaries.release(meeting=meeting.key, listed=[meeting.world.ekvik.id], by=meeting.by("second", 12))


def test_an_institution_agrees_itself_and_reads_of_no_other(meeting: Meeting) -> None:
    meeting.closed()
    own = queries.attendances(meeting.by("alice"), meeting.key)
    others = [one for one in queries.attendances(meeting.by("erin"), meeting.key) if one not in own]

    assert [one.organisation.name for one in own] == ["Ekvik stad"]
    with pytest.raises(gate.RefusedError):
        meetings.consent(attendance=own[0].id, agreed=True, by=meeting.by("erin"))
    for one in others:
        with pytest.raises(gate.NotFoundError):
            meetings.consent(attendance=one.id, agreed=True, by=meeting.by("alice"))


@pytest.mark.parametrize(
    ("reach", "audience"), [(Reach.MEMBERS, Audience.MEMBERS), (Reach.PUBLIC, Audience.PUBLIC)]
)
def test_a_release_is_for_whom_it_was_said_before_and_deletes_what_went_in(
    world: World, reach: Reach, audience: Audience
) -> None:
    meeting = convened(world, reach=reach)
    meeting.hands_in("alice", "We wait for months.")
    meeting.closed()
    meeting.opened()
    meeting.gathered()
    key = meeting.released()

    assert models.ReleasedSummary.objects.get(pk=key).label.audience == audience
    assert not models.Contribution.objects.exists()
    assert not models.Summary.objects.exists()
    assert [hit.title for hit in queries.search(meeting.by("charlie", 13), "Format once")] == [
        "Updates of site lists"
    ]


def test_what_is_held_for_a_request_outlives_the_release_and_goes_when_it_is_free(meeting: Meeting) -> None:
    meeting.hands_in("alice", "We wait for months.")
    meeting.hands_in("bob", "Every buyer asks in another format.")
    meeting.closed()
    held = queries.said(meeting.by("alice", 4), meeting.key, About.POINT)[0]
    case = uuid4()
    holds.place(records=[("contribution", held.id)], case=case, by=meeting.by("alice", 4))  # type: ignore[list-item]
    meeting.opened()
    meeting.gathered()
    meeting.released()

    assert texts(meeting, "alice") == [held.text]
    meetings.clear(meeting=meeting.key, by=meeting.by("erin", 13))
    assert texts(meeting, "alice") == [held.text]
    holds.lift(case=case, by=meeting.by("alice", 13))
    meetings.clear(meeting=meeting.key, by=meeting.by("erin", 14))
    assert texts(meeting, "alice") == []


def test_a_meeting_called_off_leaves_nothing_that_was_said(meeting: Meeting) -> None:
    meeting.hands_in("alice", "We wait for months.")
    meetings.call_off(meeting=meeting.key, by=meeting.by("erin"))

    assert not models.Slip.objects.exists()
    assert state(meeting) is State.CALLED_OFF
    with pytest.raises(NotReadyError):
        meeting.hands_in("alice", "Still here.")
