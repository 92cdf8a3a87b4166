"""Administering accounts opens no content."""

from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from commonpurchase.organisations import actions
from commonpurchase.organisations.facts import Kind
from tests import world as the_world
from tests.world import World


def _administrator() -> Client:
    person = get_user_model().objects.create_superuser("root@workspace.example", the_world.PASSWORD)
    return the_world.signed_in(person.pk)


def test_an_organisation_that_only_an_import_named_is_not_offered(world: World) -> None:
    actions.name_unclaimed(name="Hemlig Leverantör", kind=Kind.RESELLER, by=the_world.viewer(world.ekvik))

    page = _administrator().get(reverse("admin:organisations_mandate_add")).content.decode()

    assert "Nordbyte AB" in page
    assert "Hemlig Leverant" not in page


def test_an_administrator_without_a_mandate_opens_no_page_with_content(world: World) -> None:
    root = _administrator()

    answers = {name: root.get(reverse(name)).status_code for name in ("today", "contracts:list", "search")}

    assert set(answers.values()) == {403}


def test_administrators_sign_in_through_the_one_door_with_its_limit() -> None:
    answer = Client().get(reverse("admin:login"))

    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("account_login"))
