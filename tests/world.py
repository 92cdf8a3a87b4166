"""The invented world of the tests: who exists, who acts for whom, and the smallest valid records.

Alice works for the buyer Ekvik, Bob for the reseller Nordbyte, Erin for the monitoring partner Open Gate,
and Charlie, for the rival reseller Tekhandel, must see nothing.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID, uuid4

from django.test import Client

from commonpurchase.entrance import clock
from commonpurchase.organisations import actions, queries
from commonpurchase.organisations.facts import Kind, Organisation, Regime
from commonpurchase.organisations.models import Person
from commonpurchase.sharing.facts import Viewer

AT = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
PASSWORD = "correct horse battery staple"


def now() -> datetime:
    """The moment at which a page is asked for: pages read the real clock."""
    return clock.now()


def system(at: datetime = AT) -> Viewer:
    """Whoever sets the workspace up, before there are people."""
    return Viewer(at=at)


def organisation(name: str, kind: Kind = Kind.BUYER, country: str = "SE", **details: object) -> Organisation:
    return actions.register(name=name, kind=kind, country=country, by=system(), **details)


def account(of: Organisation, email: str, name: str = "") -> UUID:
    called = name or email.partition("@")[0].capitalize()
    return actions.give_account(email=email, name=called, password=PASSWORD, organisation=of.id, by=system())


def viewer(of: Organisation, *, person: UUID | None = None, at: datetime = AT) -> Viewer:
    return queries.acting(person=person or uuid4(), organisation=of.id, at=at)


def signed_in(person: UUID) -> Client:
    client = Client()
    client.force_login(
        Person.objects.get(pk=person), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    return client


@dataclass(frozen=True)
class World:
    """Six organisations and five people."""

    ekvik: Organisation
    fjordby: Organisation
    nordbyte: Organisation
    tekhandel: Organisation
    convenor: Organisation
    monitor: Organisation
    alice: UUID
    bob: UUID
    charlie: UUID
    dana: UUID
    erin: UUID


def build() -> World:
    ekvik = organisation("Ekvik stad", regime=Regime.SWEDEN_TF.value, language="sv")
    fjordby = organisation("Fjordby kommune", country="NO", regime=Regime.NORWAY_OFFENTLEGLOVA.value)
    nordbyte = organisation("Nordbyte AB", Kind.RESELLER, regime=Regime.NONE.value)
    tekhandel = organisation("Tekhandel AB", Kind.RESELLER, regime=Regime.NONE.value)
    convenor = organisation("Fair Circuits", Kind.CONVENOR, country="NL", regime=Regime.NONE.value)
    monitor = organisation("Open Gate", Kind.MONITORING_PARTNER, country="MY", regime=Regime.NONE.value)
    return World(
        ekvik=ekvik,
        fjordby=fjordby,
        nordbyte=nordbyte,
        tekhandel=tekhandel,
        convenor=convenor,
        monitor=monitor,
        alice=account(ekvik, "alice@ekvik.example"),
        bob=account(nordbyte, "bob@nordbyte.example"),
        charlie=account(tekhandel, "charlie@tekhandel.example"),
        dana=account(fjordby, "dana@fjordby.example"),
        erin=account(monitor, "erin@opengate.example"),
    )
