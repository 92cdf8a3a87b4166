"""A grant opens a record for a purpose and a while; its originator alone gives it and takes it back."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest

from commonpurchase.documents.models import File
from commonpurchase.history.models import Event
from commonpurchase.sharing import actions, gate
from commonpurchase.sharing.actions import grants
from commonpurchase.sharing.facts import Grant, Label, Purpose, Viewer
from commonpurchase.sharing.reckoning import presets
from tests.sharing.conftest import as_file
from tests.sharing.states import (
    EKVIK,
    FJORDBY,
    NOON,
    NORDBYTE,
    PEOPLE,
    SKRIVBORD,
    TEKHANDEL,
    TICK,
    rivals,
)

DAY = timedelta(days=1)
BOB = Viewer(at=NOON, person=PEOPLE[1], organisation=NORDBYTE, rivals=rivals(NORDBYTE))
ALICE = Viewer(at=NOON, person=PEOPLE[0], organisation=EKVIK, purpose=Purpose.DUE_DILIGENCE)
CHARLIE = Viewer(
    at=NOON,
    person=PEOPLE[2],
    organisation=TEKHANDEL,
    rivals=rivals(TEKHANDEL),
    purpose=Purpose.DUE_DILIGENCE,
)

pytestmark = pytest.mark.django_db


def kept(label: Label) -> File:
    row = as_file(actions.attach(label))
    row.save()
    return row


def to(organisation: UUID, **changes: object) -> Grant:
    return replace(Grant(organisation, Purpose.DUE_DILIGENCE, NOON, NOON + 30 * DAY), **changes)  # type: ignore[arg-type]


def sees(viewer: Viewer, row: File, at: datetime = NOON) -> bool:
    return gate.visible(replace(viewer, at=at), File).filter(pk=row.pk).exists()


def test_a_grant_opens_from_its_start_and_not_at_its_end(db: None) -> None:
    row = kept(presets.own(NORDBYTE))

    grants.give(record=row, grant=to(EKVIK), by=BOB)

    moments = (NOON - TICK, NOON, NOON + 30 * DAY - TICK, NOON + 30 * DAY)
    assert [sees(ALICE, row, at) for at in moments] == [False, True, True, False]
    assert not sees(CHARLIE, row)


def test_it_opens_for_its_purpose_only(db: None) -> None:
    row = kept(presets.own(NORDBYTE))
    grants.give(record=row, grant=to(EKVIK), by=BOB)

    purposes = [None, *Purpose]

    assert [one for one in purposes if sees(replace(ALICE, purpose=one), row)] == [Purpose.DUE_DILIGENCE]


def test_a_grant_to_one_person_is_not_for_colleagues(db: None) -> None:
    row = kept(presets.own(NORDBYTE))
    grants.give(record=row, grant=to(EKVIK, person=PEOPLE[0]), by=BOB)

    assert sees(ALICE, row)
    assert not sees(replace(ALICE, person=PEOPLE[3]), row)


def test_taken_back_it_is_closed_in_the_same_moment_and_for_good(db: None) -> None:
    row = kept(presets.own(NORDBYTE))
    given = grants.give(record=row, grant=to(EKVIK), by=BOB)

    grants.revoke(grant=given, by=replace(BOB, at=NOON + DAY))
    grants.revoke(grant=given, by=replace(BOB, at=NOON + 2 * DAY))

    assert sees(ALICE, row, NOON + DAY - TICK)
    assert not sees(ALICE, row, NOON + DAY)
    assert Event.objects.filter(verb="sharing.revoke", subject=given).count() == 1


@pytest.mark.parametrize(
    ("grant", "sentence"),
    [
        (to(EKVIK, end=NOON), "on a day to come"),
        (to(EKVIK, start=NOON - 9 * DAY, end=NOON - DAY), "on a day to come"),
        (to(EKVIK, end=NOON + 731 * DAY), "at most 730 days"),
    ],
)
def test_a_grant_is_for_a_limited_time_to_come(db: None, grant: Grant, sentence: str) -> None:
    row = kept(presets.own(NORDBYTE))

    with pytest.raises(grants.NotGrantedError, match=sentence):
        grants.give(record=row, grant=grant, by=BOB)

    assert not Event.objects.filter(verb="sharing.grant").exists()


def test_two_years_to_the_day_are_allowed(db: None) -> None:
    grants.give(record=kept(presets.own(NORDBYTE)), grant=to(EKVIK, end=NOON + 730 * DAY), by=BOB)


def test_no_competitor_is_granted_what_tells_of_competition(db: None) -> None:
    row = kept(presets.competitive(NORDBYTE, EKVIK))

    for rival in (TEKHANDEL, SKRIVBORD):
        with pytest.raises(grants.NotGrantedError, match="A competitor never sees this"):
            grants.give(record=row, grant=to(rival), by=BOB)
    assert not sees(CHARLIE, row)


def test_what_opens_the_wall_by_mistake_opens_nothing(db: None) -> None:
    """A grant written past the action, to a rival: the decision refuses all the same."""
    row = kept(presets.competitive(NORDBYTE))
    given = to(TEKHANDEL)
    row.label.grants.create(
        organisation=given.organisation, purpose=given.purpose.value, start=given.start, end=given.end
    )

    assert not sees(CHARLIE, row)


@pytest.mark.parametrize("label", [presets.named(NORDBYTE, EKVIK), presets.own(NORDBYTE)])
def test_only_the_originator_grants_and_nobody_else_takes_back(db: None, label: Label) -> None:
    row = kept(label)
    for other in (ALICE, CHARLIE, Viewer(at=NOON, organisation=FJORDBY)):
        with pytest.raises((gate.NotFoundError, gate.RefusedError)):
            grants.give(record=row, grant=to(FJORDBY), by=other)
    given = grants.give(record=row, grant=to(FJORDBY), by=BOB)

    for other in (ALICE, CHARLIE, Viewer(at=NOON, organisation=FJORDBY)):
        with pytest.raises(gate.NotFoundError):
            grants.revoke(grant=given, by=other)
    with pytest.raises(gate.NotFoundError):
        grants.revoke(grant=uuid4(), by=BOB)

    assert sees(replace(ALICE, organisation=FJORDBY), row)


def test_a_grant_does_not_open_what_is_under_embargo_or_counts_in_sums_only(db: None) -> None:
    later = replace(presets.own(NORDBYTE), embargo_until=NOON + DAY)
    rows = [kept(later), kept(presets.aggregate_only(NORDBYTE)), kept(presets.under_nda(NORDBYTE))]
    for row in rows:
        grants.give(record=row, grant=to(EKVIK), by=BOB)

    assert [sees(ALICE, row) for row in rows] == [False, False, False]
    assert [sees(ALICE, row, NOON + DAY) for row in rows] == [True, False, False]


def test_a_label_written_anew_keeps_its_grants(db: None) -> None:
    row = kept(presets.own(NORDBYTE))
    grants.give(record=row, grant=to(EKVIK), by=BOB)

    actions.relabel(record=row, label=presets.named(NORDBYTE, FJORDBY), by=BOB)

    assert sees(ALICE, row)


def test_history_names_nobody(db: None) -> None:
    given = grants.give(record=kept(presets.own(NORDBYTE)), grant=to(EKVIK), by=BOB)

    event = Event.objects.get(verb="sharing.grant")

    assert event.subject == given
    assert str(EKVIK) not in str({name: value for name, value in vars(event).items() if name != "_state"})
