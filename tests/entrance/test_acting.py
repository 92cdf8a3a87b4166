"""A person acts for one organisation at a time, only where a mandate holds."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from commonpurchase.entrance import clock
from commonpurchase.organisations.models import Mandate
from tests.world import World, signed_in


@pytest.fixture
def alice(world: World) -> Client:
    """Alice, who also works for Fjordby."""
    Mandate.objects.create(person_id=world.alice, organisation_id=world.fjordby.id)
    return signed_in(world.alice)


def acts_for(client: Client) -> str:
    chosen = client.get("/about/").context["acting_for"]
    return str(chosen.name) if chosen else ""


def test_a_person_switches_to_another_organisation_it_has_a_mandate_for(alice: Client, world: World) -> None:
    assert acts_for(alice) == "Ekvik stad"

    page = alice.post("/act-for/", {"organisation": str(world.fjordby.id)}, follow=True)

    assert "You now act for Fjordby kommune." in page.content.decode()
    assert acts_for(alice) == "Fjordby kommune"


def test_an_organisation_without_mandate_and_one_that_is_absent_answer_alike(
    alice: Client, world: World
) -> None:
    answers = [
        alice.post("/act-for/", {"organisation": str(key)}).status_code
        for key in (world.nordbyte.id, uuid4(), "nonsense", "")
    ]

    assert answers == [404, 404, 404, 404]
    assert acts_for(alice) == "Ekvik stad"


def test_charlie_cannot_act_for_others(world: World) -> None:
    charlie = signed_in(world.charlie)

    assert charlie.post("/act-for/", {"organisation": str(world.ekvik.id)}).status_code == 404
    assert acts_for(charlie) == "Tekhandel AB"


def test_a_choice_ends_with_its_mandate(alice: Client, world: World) -> None:
    alice.post("/act-for/", {"organisation": str(world.fjordby.id)})
    Mandate.objects.filter(organisation_id=world.fjordby.id, person=world.alice).update(until=clock.today())

    assert acts_for(alice) == "Ekvik stad"


def test_a_person_whose_mandates_all_ended_is_told_why_nothing_opens(world: World) -> None:
    Mandate.objects.filter(person=world.alice).update(until=clock.today() - timedelta(days=1))

    page = signed_in(world.alice).get("/")

    assert page.status_code == 403
    assert "Your account does not act for an organisation yet." in page.content.decode()


def test_switching_is_not_done_by_a_link(alice: Client) -> None:
    assert alice.get("/act-for/").status_code == 405
