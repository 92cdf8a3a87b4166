"""A person acts for one organisation at a time, only where a mandate holds."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from commonpurchase.contracts.models import Import
from commonpurchase.documents.models import File
from commonpurchase.entrance import clock
from commonpurchase.organisations.models import Mandate
from tests import world as the_world
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


def end(mandate_of: UUID, person: UUID) -> None:
    Mandate.objects.filter(organisation_id=mandate_of, person=person).update(until=clock.today())


def upload(client: Client, **fields: str) -> HttpResponse:
    file = SimpleUploadedFile(
        "contracts.csv", b"contract_id,buyer,supplier,end_on\nA-1,Ekvik stad,X AB,2031-06-30\n"
    )
    return client.post("/contracts/import/", {"file": file, **fields})  # type: ignore[return-value]


def test_a_choice_ends_with_its_mandate_and_moves_nobody_to_another_organisation(
    alice: Client, world: World
) -> None:
    alice.post("/act-for/", {"organisation": str(world.fjordby.id)})
    end(world.fjordby.id, world.alice)

    page = alice.get("/")

    assert acts_for(alice) == ""
    assert page.status_code == 403
    assert "You no longer act for Fjordby kommune. Choose whom you act for." in page.content.decode()
    assert f'value="{world.ekvik.id}"' in page.content.decode()


def test_who_never_chose_is_not_moved_either(alice: Client, world: World) -> None:
    assert acts_for(alice) == "Ekvik stad"
    end(world.ekvik.id, world.alice)

    assert "You no longer act for Ekvik stad." in alice.get("/contracts/").content.decode()
    assert acts_for(alice) == ""


def test_an_earlier_name_in_the_alphabet_moves_nobody(world: World) -> None:
    alice = signed_in(world.alice)
    assert acts_for(alice) == "Ekvik stad"
    added = the_world.organisation("Aaby kommune")
    Mandate.objects.create(person_id=world.alice, organisation_id=added.id)

    assert acts_for(alice) == "Ekvik stad"


def test_nothing_is_stored_for_whoever_acts_for_nobody(alice: Client, world: World) -> None:
    assert upload(alice).status_code == 302
    end(world.ekvik.id, world.alice)

    answer = upload(alice)

    assert answer.status_code == 403
    assert "You no longer act for Ekvik stad. Choose whom you act for." in answer.content.decode()
    assert list(Import.objects.values_list("label__originator", flat=True)) == [world.ekvik.id]


def test_whoever_acts_for_nobody_chooses_and_goes_on(alice: Client, world: World) -> None:
    alice.get("/")
    end(world.ekvik.id, world.alice)

    alice.post("/act-for/", {"organisation": str(world.fjordby.id)})

    assert acts_for(alice) == "Fjordby kommune"
    assert upload(alice).status_code == 302
    assert list(Import.objects.values_list("label__originator", flat=True)) == [world.fjordby.id]


def test_a_form_opened_for_another_organisation_is_refused_and_nothing_of_it_kept(
    alice: Client, world: World
) -> None:
    form = alice.get("/contracts/import/").content.decode()
    alice.post("/act-for/", {"organisation": str(world.fjordby.id)})

    answer = upload(alice, **{"acting-for": str(world.ekvik.id)})

    assert f'name="acting-for" value="{world.ekvik.id}"' in form
    assert answer.status_code == 409
    assert "This form was opened for Ekvik stad" in answer.content.decode()
    assert "You now act for Fjordby kommune, so nothing of it was kept." in answer.content.decode()
    assert not Import.objects.exists()
    assert not File.objects.exists()


def test_a_form_of_an_organisation_that_one_never_acted_for_does_not_name_it(
    alice: Client, world: World
) -> None:
    answer = upload(alice, **{"acting-for": str(world.tekhandel.id)})

    assert answer.status_code == 409
    assert "Tekhandel" not in answer.content.decode()


@pytest.mark.parametrize("said", ["same", "", None])
def test_a_form_for_the_same_organisation_or_none_is_taken(
    alice: Client, world: World, said: str | None
) -> None:
    fields = {} if said is None else {"acting-for": str(world.ekvik.id) if said else ""}

    assert upload(alice, **fields).status_code == 302


def test_a_person_whose_mandates_all_ended_is_told_why_nothing_opens_and_whom_to_ask(world: World) -> None:
    Mandate.objects.filter(person=world.alice).update(until=clock.today() - timedelta(days=1))

    page = signed_in(world.alice).get("/")

    assert page.status_code == 403
    assert "Your account does not act for an organisation yet." in page.content.decode()
    assert "Ask whoever runs this workspace for a mandate" in page.content.decode()
    assert "Go to Today" not in page.content.decode()


def test_switching_is_not_done_by_a_link(alice: Client) -> None:
    assert alice.get("/act-for/").status_code == 405
