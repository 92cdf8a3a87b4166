"""Who can see this: the originator reads everything, others only why they see it themselves."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.test import Client

from commonpurchase.contracts.models import Contract
from commonpurchase.disclosures.models import Disclosure
from commonpurchase.holdings.facts.seeing import Kind
from commonpurchase.holdings.pages.seeing import PAGES
from commonpurchase.holdings.queries import seeing
from commonpurchase.organisations.models import Mandate
from commonpurchase.sharing import actions as sharing
from commonpurchase.sharing import gate
from commonpurchase.sharing.facts import Flag, Label, Secret
from commonpurchase.sharing.queries import kinds
from commonpurchase.sharing.reckoning import presets
from tests import world as the_world
from tests.contracts import records
from tests.holdings.agreeing import agreed
from tests.world import World, signed_in


@pytest.fixture
def contract(world: World) -> Contract:
    return records.contract(world.ekvik, world.nordbyte, end=None, title="Laptops for schools")


@pytest.fixture
def version(world: World) -> Disclosure:
    now = the_world.now()
    return records.disclosure(world.nordbyte, world.ekvik, world.monitor, on=now.date(), at=now)


def relabelled(row: Contract | Disclosure, world: World, **changes: object) -> None:
    label = replace(row.label.fact, **changes)  # type: ignore[arg-type]
    by = world.ekvik if isinstance(row, Contract) else world.nordbyte
    sharing.relabel(record=row, label=label, by=the_world.viewer(by), unread=True)


def page(person: UUID, kind: str, key: UUID) -> str:
    answer = signed_in(person).get(f"/holdings/seeing/{kind}/{key}/")
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def main(text: str) -> str:
    return text.partition("<main")[2].partition("</main>")[0]


def test_its_originator_reads_who_sees_it_why_and_what_each_holds(world: World, version: Disclosure) -> None:
    said = page(world.bob, "disclosure", version.pk)

    assert "3 organisations see it now" in said
    assert "Your organisation put it here." in said
    assert "It is named." in said
    assert "Ekvik stad will hold a copy; in Sweden it is likely a public record." in said
    assert "Open Gate will hold a copy; no freedom-of-information law is recorded for it." in said
    assert "Competitively sensitive" in said
    assert "Tekhandel" not in said


@pytest.mark.parametrize("who", ["alice", "erin"])
def test_others_read_why_they_see_it_and_who_put_it_here_and_no_more(
    world: World, version: Disclosure, who: str
) -> None:
    said = main(page(getattr(world, who), "disclosure", version.pk))

    assert "It names your organisation." in said
    assert "Put here by Nordbyte AB" in said
    others = {"alice": "Open Gate", "erin": "Ekvik"}
    assert others[who] not in said
    assert "What keeps it closed" not in said
    assert "Grants" not in said
    assert "Competitively" not in said


def test_what_others_read_does_not_change_with_whom_else_it_names(world: World, version: Disclosure) -> None:
    before = seeing.opened(the_world.viewer(world.ekvik), Kind.DISCLOSURE, version.pk)

    relabelled(version, world, named=frozenset({world.ekvik.id, world.fjordby.id}))

    assert seeing.opened(the_world.viewer(world.ekvik), Kind.DISCLOSURE, version.pk) == before


@pytest.mark.parametrize("address", ["", "grant/"])
def test_charlie_and_a_partner_that_is_not_named_are_told_that_there_is_nothing(
    world: World, contract: Contract, address: str
) -> None:
    hidden = f"/holdings/seeing/contract/{contract.pk}/{address}"
    absent = f"/holdings/seeing/contract/{uuid4()}/{address}"

    answers = [signed_in(who).get(to) for who in (world.charlie, world.erin) for to in (hidden, absent)]

    assert [one.status_code for one in answers] == [404] * 4
    assert all("Laptops" not in one.content.decode() for one in answers)


def test_a_kind_that_does_not_exist_is_not_found(world: World, contract: Contract) -> None:
    assert signed_in(world.alice).get(f"/holdings/seeing/file/{contract.pk}/").status_code == 404
    assert signed_in(world.alice).get(f"/holdings/seeing/import/{contract.pk}/").status_code == 404


def test_who_may_only_see_it_is_not_offered_a_grant(world: World, contract: Contract) -> None:
    answer = signed_in(world.bob).get(f"/holdings/seeing/contract/{contract.pk}/grant/")

    assert answer.status_code == 403
    assert "Only the organisation that put this contract here" in answer.content.decode()


def test_an_embargo_and_who_waits_for_it_are_told(world: World, version: Disclosure) -> None:
    later = the_world.now() + timedelta(days=10)
    relabelled(version, world, embargo_until=later)

    said = page(world.bob, "disclosure", version.pk)

    assert "1 organisation sees it now" in said
    assert "Under embargo: closed to others until" in said
    assert "<strong>Ekvik stad</strong>: Its embargo has not ended." in said
    assert signed_in(world.alice).get(f"/holdings/seeing/disclosure/{version.pk}/").status_code == 404


def test_under_an_nda_it_names_the_agreement_that_opens_it(world: World, version: Disclosure) -> None:
    relabelled(
        version, world, flags=frozenset({Flag.NDA}), secrets=frozenset({Secret(world.nordbyte.id, "laptops")})
    )
    assert "<strong>Ekvik stad</strong>: Only an agreement opens it." in page(
        world.bob, "disclosure", version.pk
    )

    agreed(world, programmes=frozenset({"laptops"}))

    assert "It is named. Under an agreement until" in page(world.bob, "disclosure", version.pk)
    said = page(world.alice, "disclosure", version.pk)
    assert "It names your organisation." in said
    assert "Under an agreement until" in said


def test_a_custodian_is_listed_with_those_who_look_after_it(world: World, contract: Contract) -> None:
    relabelled(contract, world, custodian=world.monitor.id)
    Mandate.objects.filter(person=world.erin).update(steward=True)

    assert "It keeps this for you. Only those of its people see it who look after" in page(
        world.alice, "contract", contract.pk
    )
    assert "Your organisation keeps it for the one that put it here." in page(
        world.erin, "contract", contract.pk
    )


def test_a_tender_lists_its_panel(world: World, contract: Contract) -> None:
    label = presets.tender(world.nordbyte.id, world.fjordby.id, panel={world.dana})
    bid = records.disclosure(world.nordbyte, on=the_world.now().date())
    sharing.relabel(record=bid, label=label, by=the_world.viewer(world.nordbyte))

    said = page(world.bob, "disclosure", bid.pk)

    assert "2 organisations see it now" in said
    assert "Only those of its people whom the record names." in said
    assert "Part of a tender" in said
    assert "Dana" not in said


def test_who_was_left_out_is_told_to_its_originator_alone(world: World, version: Disclosure) -> None:
    relabelled(version, world, excluded=frozenset({world.ekvik.id}))

    assert "<strong>Ekvik stad</strong>: You left it out by name." in page(
        world.bob, "disclosure", version.pk
    )
    assert "left it out" not in page(world.erin, "disclosure", version.pk)


def test_what_is_open_to_all_lists_everybody(world: World, contract: Contract) -> None:
    for label, count in ((presets.members(world.ekvik.id), 6), (presets.buyers_only(world.ekvik.id), 2)):
        sharing.relabel(record=contract, label=label, by=the_world.viewer(world.ekvik))

        assert f"{count} organisations see it now" in page(world.alice, "contract", contract.pk)


def test_what_is_sealed_is_for_its_author_alone(world: World, contract: Contract) -> None:
    label: Label = presets.sealed_author(world.ekvik.id, world.alice)
    sharing.relabel(record=contract, label=label, by=the_world.viewer(world.ekvik))

    said = page(world.alice, "contract", contract.pk)

    assert "1 organisation sees it now" in said
    assert "You are its author." in said
    assert "Grant it" not in said
    with pytest.raises(gate.NotFoundError):
        seeing.opened(the_world.viewer(world.ekvik), Kind.CONTRACT, contract.pk)


def test_every_kind_has_its_model_and_a_page() -> None:
    assert set(PAGES) == set(Kind) == set(seeing.MODELS)
    assert set(seeing.MODELS.values()) <= set(kinds())
    assert set(seeing._TITLES) == set(Kind)


#: Kinds of labelled records without a page of their own, each with where it is told who sees them.
NO_PAGE = {
    "file": "it opens with the import or the upload that it came with",
    "case": "a request for information is for its organisation alone, as its page says",
    "programme": "what a custodian keeps is published to every member, as its page says",
    "slip": "sealed for the person who wrote it, as its page says; nobody else may know that it is there",
    "figureasked": "a question to one organisation; only it opens it, as its page says",
    "figure": "it stands on the page of the question that it answers: nobody else sees it, as that page says",
    "figuresnapshot": "what an audit rests on; no page shows it",
    "releaseaudit": "it stands on the page of its question, for the stewards of its custodian",
    "registerentry": "a public entry is for everybody, as its page says",
    "publication": "a proposal to publish is for its organisation alone, as its page says",
    "hearing": "a draft is for the one organisation that it is about, as its page says",
    "columnmapping": "how an organisation reads its own headers; shown nowhere",
}


def test_no_kind_of_record_is_forgotten() -> None:
    """A new kind belongs into facts.seeing.Kind, pages.seeing.PAGES and queries.seeing.MODELS and _TITLES."""
    assert {name for name in kinds() if name not in NO_PAGE} == set(seeing.MODELS.values())
    assert set(NO_PAGE) <= set(kinds())


def test_the_page_of_a_record_leads_to_who_sees_it(world: World, contract: Contract) -> None:
    alice = signed_in(world.alice)
    link = f'<a href="/holdings/seeing/contract/{contract.pk}/">Who can see this?</a>'

    assert link in alice.get(f"/contracts/{contract.pk}/").content.decode()
    assert "Who can see this?" not in alice.get("/contracts/").content.decode()
    assert "Who can see this?" not in alice.get(f"/contracts/{uuid4()}/").content.decode()
    assert "Who can see this?" not in Client().get("/about/").content.decode()
