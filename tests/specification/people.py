"""Twelve principals: each kind of organisation, a colleague, somebody without one, and a visitor."""

from datetime import datetime
from uuid import UUID

from django.test import Client

from commonpurchase.organisations import queries as organisations
from commonpurchase.organisations.facts import Kind
from commonpurchase.organisations.models import Person
from commonpurchase.sharing.facts import Viewer
from tests import world as the_world
from tests.journeys.stage import Stage

OUTSIDERS = {
    "femke": Kind.CONVENOR,
    "yuki": Kind.BRAND,
    "maud": Kind.FRAMEWORK_AUTHORITY,
    "ines": Kind.LABEL_BODY,
}


def twelve(stage: Stage) -> dict[str, UUID | None]:
    """Each by a word for who it is, with its account; a visitor has none."""
    found: dict[str, UUID | None] = {
        who: getattr(stage.world, who) for who in ("alice", "bob", "charlie", "dana", "erin")
    }
    for who, kind in OUTSIDERS.items():
        of = the_world.organisation(f"Organisation of {who}", kind, country="NL")
        found[who] = the_world.account(of, f"{who}@elsewhere.example")
    found["a colleague of bob"] = the_world.account(stage.world.nordbyte, "bo@nordbyte.example")
    found["nobody's"] = Person.objects.create_user("alone@elsewhere.example", the_world.PASSWORD).pk
    found["a visitor"] = None
    return found


def client_of(person: UUID | None) -> Client:
    return the_world.signed_in(person) if person else Client()


def viewer_of(person: UUID | None, at: datetime) -> Viewer:
    held = organisations.mandates(person, at.date()) if person else []
    return organisations.viewer_for(person=person, organisation=held[0].id if held else None, at=at)
