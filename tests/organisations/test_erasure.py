"""Whoever is erased is named nowhere any more, and what they did stays as it was."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from allauth.account.models import EmailAddress
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.urls import reverse

from commonpurchase.contracts.actions import corrections, decisions
from commonpurchase.contracts.facts import DateKind, Outcome
from commonpurchase.history import queries as history
from commonpurchase.history.models import Event, Salt
from commonpurchase.organisations import actions
from commonpurchase.organisations.models import Mandate, Person
from tests import world as the_world
from tests.contracts import records
from tests.world import World

EMAIL, NAME = "linnea.quist@ekvik.example", "Linnéa Quist"


@dataclass(frozen=True)
class Left:
    """Somebody who signed in, decided and confirmed, and what they leave behind."""

    person: UUID
    contract: UUID
    decision: UUID
    browser: Client


@pytest.fixture
def linnea(world: World) -> Left:
    person, at = the_world.account(world.ekvik, EMAIL, NAME), the_world.now()
    EmailAddress.objects.create(user_id=person, email=EMAIL, verified=True, primary=True)
    browser = Client()
    browser.post(reverse("account_login"), {"login": EMAIL, "password": the_world.PASSWORD})
    records.disclosure(world.nordbyte, world.ekvik, on=at.date() - timedelta(days=30))
    end, notice = at.date() + timedelta(days=300), at.date() + timedelta(days=60)
    contract = records.contract(world.ekvik, world.nordbyte, end=end, notice=notice)
    by = the_world.viewer(world.ekvik, person=person, at=at)
    corrections.confirm_date(contract=contract.pk, kind=DateKind.END, on=end, source="Section 2", by=by)
    decision = decisions.decide(contract=contract.pk, outcome=Outcome.EXTEND, by=by)
    return Left(person, contract.pk, decision, browser)


@pytest.fixture
def root(db: None) -> Client:
    return the_world.signed_in(Person.objects.create_superuser("root@workspace.example", "x").pk)


def naming() -> set[str]:
    """Every table with a column that holds the name or the address, or a part of it."""
    return {
        table
        for table in connection.introspection.table_names()
        for text in texts(table)
        if "quist" in text.casefold() or "linn" in text.casefold()
    }


def texts(table: str) -> Iterator[str]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
        for row in cursor.fetchall():
            for value in row:
                yield (
                    bytes(value).decode("utf-8", "replace")
                    if isinstance(value, memoryview | bytes)
                    else str(value)
                )


def administered(root: Client, left: Left) -> None:
    """An administrator puts a wrong name right, which Django's own log repeats."""
    change = reverse("admin:organisations_person_change", args=[left.person])
    root.post(change, {"email": EMAIL, "name": NAME + " ", "is_active": "on"})


def test_no_table_names_who_was_erased(linnea: Left, root: Client) -> None:
    administered(root, linnea)
    assert naming() == {"organisations_person", "account_emailaddress", "django_admin_log"}

    actions.erase_person(person=linnea.person, by=the_world.system())

    assert naming() == set()
    assert not Salt.objects.filter(owner=linnea.person).exists()
    assert history.recognised(history.entries(), [linnea.person]) == {}
    assert history.verify().holds


def test_what_they_did_stays_by_somebody_who_left(world: World, linnea: Left) -> None:
    alice = the_world.signed_in(world.alice)
    pages = [
        reverse("contracts:one", args=[linnea.contract]),
        reverse("contracts:decision", args=[linnea.decision]),
    ]
    assert all("Quist" in alice.get(page).content.decode() for page in pages)

    actions.erase_person(person=linnea.person, by=the_world.system())

    for page in pages:
        answer = alice.get(page)
        assert answer.status_code == 200
        assert "somebody who left" in answer.content.decode()
        assert "Quist" not in answer.content.decode()


def test_their_sessions_and_mandates_end_and_nobody_elses(world: World, linnea: Left) -> None:
    bob = the_world.signed_in(world.bob)
    assert linnea.browser.get(reverse("today")).status_code == 200

    actions.erase_person(person=linnea.person, by=the_world.system())

    assert linnea.browser.get(reverse("today")).status_code == 302
    assert bob.get(reverse("today")).status_code == 200
    assert Session.objects.count() == 1
    assert not Mandate.objects.filter(person=linnea.person).exists()
    assert [(event.verb, event.subject) for event in Event.objects.order_by("-sequence")[1:2]] == [
        ("organisations.end_mandate", world.ekvik.id)
    ]


def test_whoever_erases_themselves_is_given_no_new_salt(world: World, linnea: Left) -> None:
    actions.erase_person(person=linnea.person, by=the_world.viewer(world.ekvik, person=linnea.person))

    assert not Salt.objects.filter(owner=linnea.person).exists()


def test_nobody_is_erased_who_is_not_there(world: World) -> None:
    before = Event.objects.count()

    with pytest.raises(LookupError, match="found no account"):
        actions.erase_person(person=uuid4(), by=the_world.system())

    assert Event.objects.count() == before


def test_an_account_that_an_administrator_deletes_is_erased(linnea: Left, root: Client) -> None:
    administered(root, linnea)

    root.post(reverse("admin:organisations_person_delete", args=[linnea.person]), {"post": "yes"})

    assert naming() == set()
    assert Event.objects.latest("sequence").verb == "history.erase_person"


def test_accounts_that_an_administrator_ticks_and_deletes_are_erased(linnea: Left, root: Client) -> None:
    ticked = {"action": "delete_selected", "_selected_action": [str(linnea.person)], "post": "yes"}

    root.post(reverse("admin:organisations_person_changelist"), ticked)

    assert naming() == set()
    assert Event.objects.latest("sequence").verb == "history.erase_person"


def test_an_administrator_does_not_erase_themselves(root: Client) -> None:
    own = Person.objects.get(email="root@workspace.example")

    answer = root.post(reverse("admin:organisations_person_delete", args=[own.pk]), {"post": "yes"})

    assert answer.status_code == 403
    assert Person.objects.filter(pk=own.pk).exists()
