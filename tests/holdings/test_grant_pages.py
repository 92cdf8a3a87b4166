"""Granting with a preview, taking back, and opening for a purpose that somebody names."""

import re
from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from django.test import Client

from commonpurchase.contracts.models import Contract
from commonpurchase.disclosures.models import Disclosure
from commonpurchase.history.models import Event
from commonpurchase.holdings.actions import grants
from commonpurchase.holdings.facts.seeing import Kind
from commonpurchase.holdings.queries import seeing
from commonpurchase.organisations import actions as organisations
from commonpurchase.organisations.facts import Kind as Party
from commonpurchase.organisations.models import Mandate
from commonpurchase.sharing import actions as sharing
from commonpurchase.sharing.facts import Flag, Grant, Purpose
from commonpurchase.sharing.models import Grant as Row
from commonpurchase.sharing.queries import opened_for
from commonpurchase.sharing.reckoning import presets
from tests import world as the_world
from tests.contracts import records
from tests.world import World, signed_in

DAY = timedelta(days=1)


@pytest.fixture
def contract(world: World) -> Contract:
    return records.contract(world.ekvik, world.nordbyte, end=None, title="Laptops for schools")


@pytest.fixture
def alice(world: World) -> Client:
    return signed_in(world.alice)


def typed(to: UUID, **changes: str) -> dict[str, str]:
    today = the_world.now().date()
    return {
        "organisation": str(to),
        "purpose": Purpose.DUE_DILIGENCE.value,
        "start": f"{today}",
        "last": f"{today + 29 * DAY}",
        **changes,
    }


def text(client: Client, address: str) -> str:
    return " ".join(client.get(address).content.decode().split())


def confirmed(client: Client, contract: Contract, fields: dict[str, str]) -> str:
    """Grant it as a person does: read the preview, confirm it."""
    address = f"/holdings/seeing/contract/{contract.pk}/grant/"
    shown = client.post(address, fields).content.decode()
    seen = re.search(r'name="seen" value="(\w+)"', shown)
    assert seen, shown
    done = client.post(address, {**fields, "seen": seen[1]})
    assert done.status_code == 302, done.content.decode()
    return " ".join(shown.split())


def given(world: World, contract: Contract, **changes: object) -> UUID:
    at = the_world.now()
    grant = Grant(world.fjordby.id, Purpose.DUE_DILIGENCE, at, at + 30 * DAY)
    by = the_world.viewer(world.ekvik, person=world.alice, at=at)
    return grants.give(kind=Kind.CONTRACT, key=contract.pk, grant=replace(grant, **changes), by=by)  # type: ignore[arg-type]


def looks_for(client: Client, purpose: str, **fields: str) -> int:
    return client.post("/holdings/looking-for/", {"purpose": purpose, **fields}).status_code


def test_the_form_offers_claimed_organisations_and_neither_rivals_nor_the_unclaimed(
    world: World, contract: Contract, alice: Client
) -> None:
    by = the_world.viewer(world.ekvik)
    organisations.name_unclaimed(name="Lagerhus AB", kind=Party.RESELLER, by=by)

    offered = seeing.grantable(by, Kind.CONTRACT, contract.pk)

    assert [one.name for one in offered] == ["Fair Circuits", "Fjordby kommune", "Nordbyte AB", "Open Gate"]
    form = text(alice, f"/holdings/seeing/contract/{contract.pk}/grant/")
    assert "Fjordby kommune" in form
    assert "Tekhandel" not in form
    assert "Lagerhus" not in form


def test_the_preview_names_everybody_and_says_what_the_receiver_will_hold(
    world: World, contract: Contract, alice: Client
) -> None:
    shown = confirmed(alice, contract, typed(world.fjordby.id))

    assert (
        "After this, these 2 organisations besides yours will see this: Fjordby kommune and Nordbyte AB. "
        "Fjordby kommune will hold a copy; in Norway it is likely a public record."
    ) in shown
    said = text(alice, f"/holdings/seeing/contract/{contract.pk}/")
    assert "1 grant, the latest first" in said
    assert "Granted for due diligence until" in said


def test_nothing_is_granted_before_it_is_confirmed(world: World, contract: Contract, alice: Client) -> None:
    address = f"/holdings/seeing/contract/{contract.pk}/grant/"

    alice.get(address)
    alice.post(address, typed(world.fjordby.id))
    alice.post(address, {**typed(world.fjordby.id), "seen": "0" * 64})
    alice.post(address, {**typed(world.fjordby.id), "change": "1"})

    assert not Row.objects.exists()


def test_what_changed_since_the_preview_is_shown_again(
    world: World, contract: Contract, alice: Client
) -> None:
    address = f"/holdings/seeing/contract/{contract.pk}/grant/"
    shown = alice.post(address, typed(world.fjordby.id)).content.decode()
    seen = re.findall(r'name="seen" value="(\w+)"', shown)[0]
    given(world, contract, organisation=world.convenor.id)

    again = alice.post(address, {**typed(world.fjordby.id), "seen": seen})

    assert again.status_code == 200
    assert "these 3 organisations besides yours" in " ".join(again.content.decode().split())
    assert Row.objects.count() == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"last": f"{the_world.now().date() + timedelta(days=700)}"},
        {"purpose": "research"},
        {"person": "nobody@nowhere.example"},
        {"start": f"{the_world.now().date() + DAY}"},
    ],
)
def test_nothing_is_confirmed_but_what_was_shown(
    world: World, contract: Contract, alice: Client, changes: dict[str, str]
) -> None:
    address = f"/holdings/seeing/contract/{contract.pk}/grant/"
    shown = alice.post(address, typed(world.fjordby.id)).content.decode()
    seen = re.findall(r'name="seen" value="(\w+)"', shown)[0]

    again = alice.post(address, {**typed(world.fjordby.id, **changes), "seen": seen})

    assert again.status_code == 200
    assert Row.objects.count() == 0


def test_for_one_person_the_preview_says_that_it_may_be_nobody(
    world: World, contract: Contract, alice: Client
) -> None:
    address = f"/holdings/seeing/contract/{contract.pk}/grant/"
    for person in ("nobody@nowhere.example", "ines@fjordby.example"):
        shown = alice.post(address, typed(world.fjordby.id, person=person)).content.decode()

        assert "whether anybody does is not told" in " ".join(shown.split())


def test_everything_that_is_wrong_is_said_at_once_and_what_was_typed_stays(
    world: World, contract: Contract, alice: Client
) -> None:
    today = the_world.now().date()
    wrong = typed(world.tekhandel.id, purpose="curiosity", start=f"{today - DAY}", last="9999-12-31")

    answer = alice.post(f"/holdings/seeing/contract/{contract.pk}/grant/", {**wrong, "person": "nobody"})

    said = answer.content.decode()
    assert answer.status_code == 422
    assert "There are 5 problems" in said
    assert f'value="{today - DAY}"' in said
    assert 'value="9999-12-31"' in said
    assert 'value="nobody"' in said
    assert not Row.objects.exists()


@pytest.mark.parametrize(("days", "status"), [(729, 200), (731, 422), (-1, 422)])
def test_it_lasts_for_at_most_two_years(
    world: World, contract: Contract, alice: Client, days: int, status: int
) -> None:
    last = the_world.now().date() + days * DAY

    answer = alice.post(
        f"/holdings/seeing/contract/{contract.pk}/grant/", typed(world.fjordby.id, last=f"{last}")
    )

    assert answer.status_code == status


def test_it_can_be_for_one_person_found_by_the_address_it_signs_in_with(
    world: World, contract: Contract, alice: Client
) -> None:
    other = the_world.account(world.fjordby, "frida@fjordby.example")

    confirmed(alice, contract, typed(world.fjordby.id, person="dana@fjordby.example"))

    dana, frida = signed_in(world.dana), signed_in(other)
    assert "Dana" not in text(alice, f"/holdings/seeing/contract/{contract.pk}/")
    assert looks_for(dana, "due diligence") == 302
    assert looks_for(frida, "due diligence") == 404
    assert dana.get(f"/contracts/{contract.pk}/").status_code == 200
    assert frida.get(f"/contracts/{contract.pk}/").status_code == 404


def test_a_grant_that_something_else_keeps_closed_says_so_before_it_is_given(
    world: World, contract: Contract, alice: Client
) -> None:
    label = replace(contract.label.fact, embargo_until=the_world.now() + 20 * DAY)
    sharing.relabel(record=contract, label=label, by=the_world.viewer(world.ekvik), unread=True)

    shown = confirmed(alice, contract, typed(world.fjordby.id))

    assert "still nobody but your organisation will see this" in shown
    assert "Even with this grant it would not see it" in shown
    assert "Its embargo has not ended." in shown


def test_it_opens_once_somebody_says_that_this_is_what_it_looks_for(world: World, contract: Contract) -> None:
    given(world, contract)
    dana = signed_in(world.dana)
    listed = text(dana, "/contracts/")
    assert "1 contract was granted to you for due diligence: say that this is what you look for." in listed
    assert "Laptops for schools" not in listed
    assert "Looking for" in listed

    assert looks_for(dana, "due diligence", next="/contracts/") == 302

    listed = text(dana, "/contracts/")
    assert "Laptops for schools" in listed
    assert "was granted to you for" not in listed
    assert "<strong>due diligence</strong>" in listed
    why = text(dana, f"/holdings/seeing/contract/{contract.pk}/")
    assert "It was granted to your organisation for what you say you look for." in why
    assert "Nordbyte" not in why.partition("<main")[2].replace("Put here by Ekvik stad", "")
    assert Event.objects.filter(verb="holdings.look_for").count() == 1

    assert looks_for(dana, "") == 302
    assert dana.get(f"/contracts/{contract.pk}/").status_code == 404


def test_nobody_looks_for_anything_where_nothing_is_granted(world: World, contract: Contract) -> None:
    given(world, contract, start=the_world.now() + 5 * DAY)
    for person in (world.charlie, world.erin, world.alice, world.dana):
        client = signed_in(person)
        assert "Looking for" not in text(client, "/contracts/")
        assert looks_for(client, "due diligence") == 404
        assert looks_for(client, "curiosity") == 404


def test_the_count_tells_of_nothing_that_stays_closed(world: World, contract: Contract) -> None:
    """Grants that open nothing to the receiver: behind an embargo, under an NDA, seen anyway, to a rival."""
    for changes in ({"embargo_until": the_world.now() + DAY}, {"flags": frozenset({Flag.NDA})}):
        row = records.contract(world.ekvik, world.nordbyte, end=None)
        label = replace(row.label.fact, **changes)
        sharing.relabel(record=row, label=label, by=the_world.viewer(world.ekvik), unread=True)
        given(world, row)
    seen = records.contract(world.ekvik, world.fjordby, end=None)
    given(world, seen)
    now = the_world.now()
    contract.label.grants.create(
        organisation=world.tekhandel.id, purpose="due diligence", start=now, end=now + DAY
    )

    viewers = [the_world.viewer(one, at=the_world.now()) for one in (world.fjordby, world.tekhandel)]

    assert [opened_for(one, kind) for one in viewers for kind in ("", "contract")] == [{}] * 4
    assert "Looking for" not in text(signed_in(world.charlie), "/contracts/")
    assert "Looking for" not in text(signed_in(world.dana), "/contracts/")


def test_of_each_kind_only_its_own_are_counted(world: World, contract: Contract) -> None:
    given(world, contract)
    viewer = the_world.viewer(world.fjordby, at=the_world.now())

    assert opened_for(viewer, "contract") == {Purpose.DUE_DILIGENCE: 1}
    assert opened_for(viewer, "disclosure") == {}
    assert "granted to you for" not in text(signed_in(world.dana), "/disclosures/")
    assert opened_for(replace(viewer, organisation=None)) == {}


def test_the_purpose_is_dropped_when_one_acts_for_another(world: World, contract: Contract) -> None:
    given(world, contract)
    Mandate.objects.create(person_id=world.dana, organisation_id=world.convenor.id)
    dana = signed_in(world.dana)
    dana.post("/act-for/", {"organisation": str(world.fjordby.id)})
    looks_for(dana, "due diligence")
    assert dana.get(f"/contracts/{contract.pk}/").status_code == 200

    dana.post("/act-for/", {"organisation": str(world.convenor.id)})
    assert dana.get(f"/contracts/{contract.pk}/").status_code == 404
    dana.post("/act-for/", {"organisation": str(world.fjordby.id)})

    assert dana.get(f"/contracts/{contract.pk}/").status_code == 404
    assert "<strong>nothing in particular</strong>" in text(dana, "/contracts/")


def test_taken_back_it_is_closed_at_once(world: World, contract: Contract, alice: Client) -> None:
    key, dana = given(world, contract), signed_in(world.dana)
    looks_for(dana, "due diligence")
    assert dana.get(f"/contracts/{contract.pk}/").status_code == 200

    alice.post(f"/holdings/seeing/contract/{contract.pk}/grants/{key}/revoke/")

    assert dana.get(f"/contracts/{contract.pk}/").status_code == 404
    said = text(alice, f"/holdings/seeing/contract/{contract.pk}/")
    assert "Revoked" in said
    assert ">Take back<span" not in said


def test_nobody_else_takes_it_back_and_it_belongs_to_its_record(world: World, contract: Contract) -> None:
    key = given(world, contract)
    other = records.contract(world.ekvik, world.nordbyte, end=None)
    tries = [
        (world.charlie, contract.pk, key),
        (world.dana, contract.pk, key),
        (world.erin, contract.pk, key),
        (world.alice, other.pk, key),
        (world.alice, contract.pk, uuid4()),
    ]

    answers = [
        signed_in(who).post(f"/holdings/seeing/contract/{record}/grants/{grant}/revoke/").status_code
        for who, record, grant in tries
    ]

    assert answers == [404] * 5
    assert (
        signed_in(world.bob).post(f"/holdings/seeing/contract/{contract.pk}/grants/{key}/revoke/").status_code
        == 403
    )
    assert Row.objects.get().revoked_at is None


def test_the_states_of_grants_stand_beside_them(world: World, contract: Contract, alice: Client) -> None:
    now = the_world.now()
    for start, end in ((now - 9 * DAY, now - DAY), (now - DAY, now + DAY), (now + DAY, now + 9 * DAY)):
        contract.label.grants.create(
            organisation=world.fjordby.id, purpose=Purpose.RESEARCH.value, start=start, end=end
        )

    said = text(alice, f"/holdings/seeing/contract/{contract.pk}/")

    assert [said.count(f"> {word}</span>") for word in ("To come", "Open", "Ended")] == [1, 1, 1]
    assert said.count(">Take back<span") == 2


def test_what_stays_together_is_not_granted(world: World, contract: Contract) -> None:
    row = records.disclosure(world.nordbyte, on=the_world.now().date())
    upload = Disclosure.objects.get(pk=row.pk).upload_id

    assert signed_in(world.bob).get(f"/holdings/seeing/upload/{upload}/grant/").status_code == 404
    assert "Grant it to" not in text(signed_in(world.bob), f"/holdings/seeing/upload/{upload}/")
    with pytest.raises(grants.NotGrantedError):
        given(world, contract, organisation=world.tekhandel.id)


def test_a_bid_is_granted_within_its_authority_only(world: World) -> None:
    bid = records.disclosure(world.nordbyte, on=the_world.now().date())
    label = presets.tender(world.nordbyte.id, world.fjordby.id, panel={world.dana})
    sharing.relabel(record=bid, label=label, by=the_world.viewer(world.nordbyte))

    offered = seeing.grantable(the_world.viewer(world.nordbyte), Kind.DISCLOSURE, bid.pk)

    assert [one.name for one in offered] == ["Fjordby kommune"]


def test_a_page_of_another_site_is_not_gone_back_to(world: World, contract: Contract) -> None:
    given(world, contract)

    answer = signed_in(world.dana).post(
        "/holdings/looking-for/", {"purpose": "due diligence", "next": "https://elsewhere.example/"}
    )

    assert answer["Location"] == "/"


#: Tokens, fingerprints and ids, which are new every time.
NEW = r'(?<=value=")[0-9A-Za-z]{40,}(?=")|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|nonce="[^"]*"'


def test_a_grant_by_address_does_not_tell_who_works_where(
    world: World, contract: Contract, alice: Client
) -> None:
    """An address of the organisation, of another one and of nobody are answered alike, letter for letter."""
    told, opened = [], []
    for address in ("dana@fjordby.example", "bob@nordbyte.example", "nobody@fjordby.example"):
        with transaction.atomic():
            shown = confirmed(alice, contract, typed(world.fjordby.id, person=address))
            seen = text(alice, f"/holdings/seeing/contract/{contract.pk}/")
            told.append(re.sub(NEW, "", f"{shown} {seen}".replace(address, "the address")))
            opened.append(looks_for(signed_in(world.dana), "due diligence") == 302)
            transaction.set_rollback(True)

    assert told[0] == told[1] == told[2]
    assert "only one person, by address" in told[0]
    assert "Dana" not in told[0]
    assert opened == [True, False, False]
