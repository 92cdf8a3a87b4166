"""The dates of the contracts that are listed, as a calendar, for whoever may see them."""

from datetime import date, datetime, timedelta
from uuid import UUID

import pytest
from django.urls import reverse
from icalendar import Calendar

from commonpurchase.contracts.actions import decisions
from commonpurchase.contracts.facts import DatedAction, Outcome
from tests import world as the_world
from tests.contracts import records
from tests.world import World

pytestmark = pytest.mark.django_db


def events(person: UUID, query: str = "") -> dict[str, tuple[date, str]]:
    """Summary, day and address of each event, by the last part of its identifier."""
    response = the_world.signed_in(person).get(f"{reverse('contracts:list')}?as=ics{query}")
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    read = Calendar.from_ical(response.content)
    return {str(one["summary"]): (one.decoded("dtstart"), str(one["url"])) for one in read.walk("VEVENT")}


@pytest.fixture
def contract(world: World) -> UUID:
    on = the_world.now().date()
    days = {"end": on + timedelta(days=300), "notice": on + timedelta(days=60)}
    row = records.contract(world.ekvik, world.nordbyte, reference="C-1", title="Öppna; läs, skriv", **days)  # type: ignore[arg-type]
    return UUID(str(row.pk))


def test_a_calendar_has_the_opening_the_notice_date_and_the_end(world: World, contract: UUID) -> None:
    on, found = the_world.now().date(), events(world.alice)

    assert {summary: day for summary, (day, _) in found.items()} == {
        "The gate opens: Öppna; läs, skriv": on + timedelta(days=60 - 180),
        "Last day for notice: Öppna; läs, skriv": on + timedelta(days=60),
        "The contract ends: Öppna; läs, skriv": on + timedelta(days=300),
    }
    assert {address.removeprefix("http://testserver") for _, address in found.values()} == {
        reverse("contracts:one", args=[contract])
    }


def test_once_decided_the_conditions_stand_in_place_of_the_gate(world: World, contract: UUID) -> None:
    alice = the_world.viewer(world.ekvik, person=world.alice, at=the_world.now())
    on = the_world.now().date()
    by = on + timedelta(days=30)
    records.disclosure(world.nordbyte, world.ekvik, on=on - timedelta(days=340), at=the_world.now())
    decisions.decide(
        contract=contract,
        outcome=Outcome.EXTEND_ON_CONDITIONS,
        reason="The list is a year old.",
        actions=(DatedAction(by, "A list of sites that is current"),),
        by=alice,
    )

    assert [day for summary, (day, _) in events(world.alice).items() if "list of sites" in summary] == [by]
    assert not any("gate" in summary or "notice" in summary for summary in events(world.alice))
    assert any("Last day for notice" in summary for summary in events(world.bob)), "a decision is not told"


def test_an_event_keeps_its_name_so_that_it_moves_and_never_doubles(world: World, contract: UUID) -> None:
    client = the_world.signed_in(world.alice)
    address = f"{reverse('contracts:list')}?as=ics"
    one, other = (
        {str(event["uid"]) for event in Calendar.from_ical(client.get(address).content).walk("VEVENT")}
        for _ in range(2)
    )

    assert one == other
    assert len(one) == 3


def test_the_filter_of_the_list_is_the_filter_of_the_calendar(world: World, contract: UUID) -> None:
    assert events(world.alice, "&words=läs") != {}
    assert events(world.alice, "&words=nowhere") == {}


def test_a_rival_gets_an_empty_calendar(world: World, contract: UUID) -> None:
    assert events(world.charlie) == {}
    assert events(world.dana) == {}


def test_a_contract_without_dates_has_none_in_the_calendar(world: World) -> None:
    records.contract(world.ekvik, world.nordbyte, reference="C-2", end=None)

    assert events(world.alice) == {}


def test_a_moment_stands_in_every_event(world: World, contract: UUID) -> None:
    content = the_world.signed_in(world.alice).get(f"{reverse('contracts:list')}?as=ics").content
    stamps = {one.decoded("dtstamp") for one in Calendar.from_ical(content).walk("VEVENT")}

    assert all(isinstance(stamp, datetime) for stamp in stamps)
    assert len(stamps) == 1
