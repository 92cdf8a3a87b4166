"""Organisations are found by those who may see them, and people by their own only."""

from datetime import date

import pytest

from commonpurchase.organisations import actions, queries
from commonpurchase.organisations.facts import Kind, Organisation
from commonpurchase.organisations.models import Mandate
from commonpurchase.sharing import gate
from commonpurchase.sharing.facts import Viewer
from tests import world as the_world
from tests.world import World, viewer


def names(found: list[Organisation]) -> list[str]:
    return [one.name for one in found]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("", ["Ekvik stad", "Fair Circuits", "Fjordby kommune", "Nordbyte AB", "Open Gate", "Tekhandel AB"]),
        ("EKVIK", ["Ekvik stad"]),
        ("stad ekv", ["Ekvik stad"]),
        ("norway", ["Fjordby kommune"]),
        ("no", ["Fjordby kommune", "Nordbyte AB"]),
        ("sweden ab", ["Nordbyte AB", "Tekhandel AB"]),
        ("nobody", []),
    ],
)
def test_every_word_must_occur_in_the_name_or_be_the_country(
    world: World, words: str, expected: list[str]
) -> None:
    assert names(queries.found(viewer(world.ekvik), words=words)) == expected


def test_a_kind_narrows_the_list(world: World) -> None:
    assert names(queries.found(viewer(world.ekvik), kind=Kind.RESELLER.value)) == [
        "Nordbyte AB",
        "Tekhandel AB",
    ]


def test_a_hit_says_what_tells_it_from_its_like_and_opens_its_page(world: World) -> None:
    [hit] = queries.search(viewer(world.ekvik), "fjord")

    assert (hit.title, hit.subtitle) == ("Fjordby kommune", "Buyer, Norway")
    assert (hit.url_name, hit.key) == ("organisations:one", world.fjordby.id)


def test_charlie_does_not_find_what_only_ekvik_named(world: World) -> None:
    actions.name_unclaimed(name="Lagerhus AB", kind=Kind.RESELLER, by=viewer(world.ekvik))

    assert names(queries.found(viewer(world.ekvik), words="lagerhus")) == ["Lagerhus AB"]
    assert queries.found(viewer(world.tekhandel), words="lagerhus") == []
    assert queries.search(viewer(world.tekhandel), "lagerhus") == []


def test_a_consortium_shows_the_members_that_the_viewer_may_see(world: World) -> None:
    secret = actions.name_unclaimed(name="Hidden stad", kind=Kind.BUYER, by=viewer(world.ekvik))
    consortium = the_world.organisation("Norrkraft", Kind.FRAMEWORK_AUTHORITY)
    joined = [world.ekvik.id, world.fjordby.id, secret.id]
    actions.enrol(consortium=consortium.id, members=joined, by=the_world.system())

    assert names(queries.members(viewer(world.ekvik), consortium.id)) == [
        "Ekvik stad",
        "Fjordby kommune",
        "Hidden stad",
    ]
    assert names(queries.members(viewer(world.tekhandel), consortium.id)) == ["Ekvik stad", "Fjordby kommune"]
    assert names(queries.consortia(viewer(world.tekhandel), world.ekvik.id)) == ["Norrkraft"]


def test_only_ones_own_organisation_can_be_amended(world: World) -> None:
    assert queries.may_amend(viewer(world.ekvik), world.ekvik.id)
    assert not queries.may_amend(viewer(world.ekvik), world.fjordby.id)
    with pytest.raises(gate.RefusedError, match="Only people who act for Fjordby kommune"):
        queries.amendable(viewer(world.ekvik), world.fjordby.id)


def test_people_are_listed_for_their_own_organisation_only(world: World) -> None:
    Mandate.objects.filter(person=world.alice).update(role="Category manager", until=date(2027, 1, 1))

    [alice] = queries.colleagues(viewer(world.ekvik))

    assert (alice.name, alice.role, alice.until) == ("Alice", "Category manager", date(2027, 1, 1))
    assert [one.email for one in queries.colleagues(viewer(world.tekhandel))] == ["charlie@tekhandel.example"]


def test_people_are_not_listed_for_nobody(world: World) -> None:
    with pytest.raises(gate.RefusedError):
        queries.colleagues(Viewer(at=the_world.AT))


def test_a_name_is_the_same_however_its_letters_are_composed() -> None:
    assert queries.fold("Go\u0308teborgs  Stad") == queries.fold("G\xf6teborgs stad") == "g\xf6teborgs stad"
