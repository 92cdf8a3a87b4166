"""Only the organisation itself corrects what is said of it."""

from dataclasses import replace
from datetime import date

import pytest

from commonpurchase.history.models import Event
from commonpurchase.organisations import actions, queries
from commonpurchase.organisations.facts import Details, Kind, Regime
from commonpurchase.sharing import gate
from tests import world as the_world
from tests.world import World, viewer

DETAILS = Details(
    contact_address="Rådhusplan 1, Ekvik",
    contact_email="inkop@ekvik.example",
    language="sv",
    regime=Regime.SWEDEN_TF,
    regime_evidence="Chapter 2 of the Freedom of the Press Act",
    regime_reviewed_on=date(2026, 1, 15),
    regime_review_due_on=date(2027, 1, 15),
)


def test_an_organisation_corrects_its_own_details(world: World) -> None:
    after = actions.amend(key=world.ekvik.id, details=DETAILS, by=viewer(world.ekvik))

    assert after.contact_address == "Rådhusplan 1, Ekvik"
    assert after.regime_review_due_on == date(2027, 1, 15)
    assert Event.objects.get(verb="organisations.amend").subject == world.ekvik.id


def test_saying_the_same_again_writes_no_history(world: World) -> None:
    by = viewer(world.ekvik)
    actions.amend(key=world.ekvik.id, details=DETAILS, by=by)

    actions.amend(key=world.ekvik.id, details=DETAILS, by=by)

    assert Event.objects.filter(verb="organisations.amend").count() == 1


def test_charlie_cannot_correct_another_organisation(world: World) -> None:
    with pytest.raises(gate.RefusedError):
        actions.amend(key=world.nordbyte.id, details=DETAILS, by=viewer(world.tekhandel))

    assert queries.opened(viewer(world.nordbyte), world.nordbyte.id) == world.nordbyte


def test_whoever_named_an_unclaimed_organisation_corrects_it(world: World) -> None:
    named = actions.name_unclaimed(name="Lagerhus AB", kind=Kind.RESELLER, by=viewer(world.ekvik))
    details = replace(DETAILS, regime=Regime.NONE)

    after = actions.amend(key=named.id, details=details, by=viewer(world.ekvik))

    assert after.contact_address == "Rådhusplan 1, Ekvik"


def test_an_unclaimed_organisation_does_not_exist_for_charlie(world: World) -> None:
    named = actions.name_unclaimed(name="Lagerhus AB", kind=Kind.RESELLER, by=viewer(world.ekvik))

    with pytest.raises(gate.NotFoundError):
        actions.amend(key=named.id, details=DETAILS, by=viewer(world.tekhandel))


def test_nobody_without_an_organisation_corrects_anything(world: World) -> None:
    with pytest.raises((gate.RefusedError, gate.NotFoundError)):
        actions.amend(key=world.ekvik.id, details=DETAILS, by=the_world.system())


def test_no_action_changes_the_law_without_its_evidence_and_days(world: World) -> None:
    bare = replace(DETAILS, regime=Regime.NONE, regime_evidence="", regime_review_due_on=None)

    with pytest.raises(actions.NotReadyError, match=r"or that none does\. Say by when"):
        actions.amend(key=world.ekvik.id, details=bare, by=viewer(world.ekvik))

    assert queries.opened(viewer(world.ekvik), world.ekvik.id) == world.ekvik
