"""Who may act for whom is part of the history, whoever changed it and wherever."""

from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from commonpurchase.history import queries as history
from commonpurchase.history.facts import Entry
from commonpurchase.history.models import Event
from commonpurchase.organisations import actions
from commonpurchase.organisations.facts import Kind
from commonpurchase.organisations.models import Mandate, Person
from tests import world as the_world
from tests.world import World

ROOT = "root@workspace.example"


@pytest.fixture
def root(db: None) -> Client:
    return the_world.signed_in(Person.objects.create_superuser(ROOT, the_world.PASSWORD).pk)


def told(after: int = 0) -> list[tuple[str, UUID]]:
    """Verbs and subjects of what was told after a position, in order."""
    return [(event.verb, event.subject) for event in Event.objects.filter(sequence__gt=after)]


def so_far() -> int:
    return Event.objects.count()


def by_root(entries: list[Entry]) -> bool:
    person = Person.objects.get(email=ROOT).pk
    return set(history.recognised(entries, [person])) == {entry.person for entry in entries}


def new(after: int) -> list[Entry]:
    return [entry for entry in history.entries() if entry.sequence > after]


def test_an_account_is_told_of_the_organisation_it_acts_for(world: World) -> None:
    before = so_far()

    eva = the_world.account(world.ekvik, "eva@ekvik.example", "Eva Lind")

    assert told(before) == [("organisations.give_account", world.ekvik.id)]
    [row] = Event.objects.filter(sequence__gt=before).values_list()
    written = " ".join(map(str, row))
    assert "eva" not in written.casefold()
    assert str(eva) not in written


def test_members_are_told_once_each(world: World) -> None:
    consortium = the_world.organisation("Norrkraft", Kind.FRAMEWORK_AUTHORITY)
    before = so_far()

    for _ in range(2):
        actions.enrol(
            consortium=consortium.id, members=[world.ekvik.id, world.fjordby.id], by=the_world.system()
        )

    assert told(before) == [("organisations.enrol", consortium.id)] * 2


def test_another_password_is_told(world: World) -> None:
    before = so_far()

    actions.change_password(email="alice@ekvik.example", password=the_world.PASSWORD, by=the_world.system())

    assert told(before) == [("organisations.change_password", world.alice)]
    assert history.verify().holds


def test_a_password_of_nobody_changes_nothing(world: World) -> None:
    before = so_far()

    with pytest.raises(LookupError, match=r"nobody signs in with x@ekvik\.example"):
        actions.change_password(email="x@ekvik.example", password="x", by=the_world.system())

    assert so_far() == before


def test_an_account_that_an_administrator_adds_or_closes_is_told(world: World, root: Client) -> None:
    before = so_far()

    added = root.post(
        reverse("admin:organisations_person_add"),
        {"email": "eva@ekvik.example", "name": "Eva Lind", "is_active": "on"},
    )
    eva = Person.objects.get(email="eva@ekvik.example")
    closed = root.post(
        reverse("admin:organisations_person_change", args=[eva.pk]), {"email": eva.email, "name": eva.name}
    )

    assert (added.status_code, closed.status_code) == (302, 302)
    assert told(before) == [("organisations.add_account", eva.pk), ("organisations.change_account", eva.pk)]
    assert by_root(new(before))
    assert not Person.objects.get(pk=eva.pk).is_active


def test_a_mandate_that_an_administrator_gives_moves_and_ends_is_told(world: World, root: Client) -> None:
    before = so_far()
    given = {"person": str(world.dana), "organisation": str(world.ekvik.id), "role": "stand-in"}

    root.post(reverse("admin:organisations_mandate_add"), given)
    mandate = Mandate.objects.get(person=world.dana, organisation=world.ekvik.id)
    change = reverse("admin:organisations_mandate_change", args=[mandate.pk])
    root.post(change, given | {"until": "2026-04-01"})
    root.post(change, given | {"organisation": str(world.nordbyte.id)})
    root.post(reverse("admin:organisations_mandate_delete", args=[mandate.pk]), {"post": "yes"})

    assert told(before) == [
        ("organisations.give_mandate", world.ekvik.id),
        ("organisations.change_mandate", world.ekvik.id),
        ("organisations.end_mandate", world.ekvik.id),
        ("organisations.change_mandate", world.nordbyte.id),
        ("organisations.end_mandate", world.nordbyte.id),
    ]
    assert by_root(new(before))
    assert history.verify().holds


def test_each_mandate_that_an_administrator_ticks_and_deletes_is_told(world: World, root: Client) -> None:
    before = so_far()
    ticked = list(Mandate.objects.filter(person__in=[world.bob, world.charlie]).values_list("pk", flat=True))

    root.post(
        reverse("admin:organisations_mandate_changelist"),
        {"action": "delete_selected", "_selected_action": ticked, "post": "yes"},
    )

    assert not Mandate.objects.filter(pk__in=ticked).exists()
    assert set(told(before)) == {
        ("organisations.end_mandate", world.nordbyte.id),
        ("organisations.end_mandate", world.tekhandel.id),
    }
