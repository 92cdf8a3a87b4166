"""Agreements: drafted, signed, ended early, read by their parties and by nobody else."""

import hashlib
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from commonpurchase.holdings.actions import agreements
from commonpurchase.holdings.queries import agreements as queries
from commonpurchase.organisations.facts import Kind, Regime
from commonpurchase.organisations.models import Organisation
from commonpurchase.sharing.actions.agreements import NotReadyError
from commonpurchase.sharing.actions.agreements import end as ending
from commonpurchase.sharing.facts import PaperState
from commonpurchase.sharing.models import Agreement
from tests import world as the_world
from tests.holdings.agreeing import DAY, agreed, drafted
from tests.world import World, signed_in

ADDRESS = "/holdings/agreements/"


@pytest.fixture
def alice(world: World) -> Client:
    return signed_in(world.alice)


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def state(world: World, key: UUID) -> PaperState:
    return queries.opened(the_world.viewer(world.ekvik, at=the_world.now()), key).state


def typed(*parties: UUID, **changes: object) -> dict[str, object]:
    today = the_world.now().date()
    return {
        "title": "Site lists",
        "parties": [str(one) for one in parties],
        "programmes": "laptops\n phones \n\n",
        "start": f"{today}",
        "last": f"{today + timedelta(days=90)}",
        "survives_until": "",
        "document_sha256": "ab" * 32,
        "carve_out": "on",
        **changes,
    }


def test_it_is_drafted_read_by_the_other_party_and_comes_into_force_with_the_last_signature(
    world: World, alice: Client
) -> None:
    drafted_at = alice.post(f"{ADDRESS}draft/", typed(world.nordbyte.id))
    one, bob = drafted_at["Location"], signed_in(world.bob)
    key = UUID(one.split("/")[-2])
    assert "Waiting for signatures" in text(bob, one)
    assert "laptops, phones" in text(bob, one)

    alice.post(f"{one}sign/", {"name": "Alice Ek, head of purchasing"})
    assert state(world, key) is PaperState.UNSIGNED
    bob.post(f"{one}sign/", {"name": "Bo Nord, CEO"})

    said = text(alice, one)
    assert state(world, key) is PaperState.IN_FORCE
    assert "In force until" in said
    assert "Alice Ek, head of purchasing" in said
    assert "Bo Nord, CEO" in said
    assert ">Sign it<" not in said
    assert "SHA-256 <code>abab" in said


def test_everything_that_is_wrong_is_said_at_once_and_what_was_typed_stays(
    world: World, alice: Client
) -> None:
    wrong = typed(
        world.nordbyte.id, title="", start="yesterday", last="9999-12-31", document_sha256="abc",
        programmes="phones",
    )  # fmt: skip

    answer = alice.post(f"{ADDRESS}draft/", wrong)

    said = answer.content.decode()
    assert answer.status_code == 422
    assert "There are 4 problems" in said
    assert 'value="abc"' in said
    assert "phones</textarea>" in said
    assert f'value="{world.nordbyte.id}" id="party-3" aria-describedby="party-3-held" checked' in said
    assert not Agreement.objects.exists()


def test_nobody_agrees_alone_or_with_those_who_are_not_here(world: World, alice: Client) -> None:
    for parties in ([], [uuid4()]):
        assert alice.post(f"{ADDRESS}draft/", typed(*parties)).status_code == 422


def test_a_document_is_hashed_and_not_kept(world: World, alice: Client) -> None:
    document = SimpleUploadedFile("nda.pdf", b"the signed text")
    fields = {**typed(world.nordbyte.id, document_sha256=""), "document": document}

    one = alice.post(f"{ADDRESS}draft/", fields)["Location"]

    assert hashlib.sha256(b"the signed text").hexdigest() in text(alice, one)


def test_a_document_chosen_beside_a_mistake_is_not_asked_for_again(world: World, alice: Client) -> None:
    document = SimpleUploadedFile("nda.pdf", b"the signed text")
    fields = {**typed(world.nordbyte.id, title="", document_sha256=""), "document": document}

    said = alice.post(f"{ADDRESS}draft/", fields).content.decode()

    assert f'value="{hashlib.sha256(b"the signed text").hexdigest()}"' in said
    assert "There is a problem" in said


@pytest.mark.parametrize("name", ["", "   "])
def test_a_signature_has_a_name(world: World, alice: Client, name: str) -> None:
    answer = alice.post(f"{ADDRESS}{drafted(world)}/sign/", {"name": name})

    assert answer.status_code == 422
    assert "There is a problem" in answer.content.decode()


def test_with_a_public_body_it_leaves_room_for_the_law_and_names_it(world: World, alice: Client) -> None:
    key = drafted(world, carve_out=False)
    assert "It cannot come into force as it is" in text(alice, f"{ADDRESS}{key}/")

    for who in (world.alice, world.bob):
        answer = signed_in(who).post(f"{ADDRESS}{key}/sign/", {"name": "Somebody"})

        assert answer.status_code == 422
        said = answer.content.decode()
        assert "so it must say so before it can come into force" in said
        assert "The law that matters: Ekvik stad: Sweden TF." in said
        assert 'value="Somebody"' in said
    assert state(world, key) is PaperState.UNSIGNED


def test_a_law_that_is_not_known_counts_as_one(world: World) -> None:
    somebody = the_world.organisation("Somebody BV", Kind.CONVENOR, regime=Regime.UNKNOWN.value)
    parties = frozenset({world.nordbyte.id, somebody.id})
    key = drafted(world, parties=parties, carve_out=False)
    by = the_world.viewer(world.nordbyte, at=the_world.now())

    with pytest.raises(NotReadyError, match="Somebody BV: not known here"):
        agreements.sign(agreement=key, name="Bo Nord", by=by)


def test_between_companies_no_law_is_asked_for(world: World) -> None:
    parties = frozenset({world.nordbyte.id, world.convenor.id})
    key = drafted(world, parties=parties, carve_out=False)

    for of in (world.nordbyte, world.convenor):
        agreements.sign(agreement=key, name="Somebody", by=the_world.viewer(of, at=the_world.now()))

    seen = queries.opened(the_world.viewer(world.convenor, at=the_world.now()), key)
    assert seen.state is PaperState.IN_FORCE
    assert seen.subject == ()


def test_a_party_ends_it_after_reading_what_that_means(world: World, alice: Client) -> None:
    key = agreed(world)
    assert "whoever holds a copy still holds it" in text(alice, f"{ADDRESS}{key}/end/")
    assert state(world, key) is PaperState.IN_FORCE

    alice.post(f"{ADDRESS}{key}/end/")

    assert state(world, key) is PaperState.ENDED
    assert "It covers nothing new." in text(signed_in(world.bob), f"{ADDRESS}{key}/")
    again = alice.post(f"{ADDRESS}{key}/end/", follow=True).content.decode()
    assert "This agreement was ended already." in again


@pytest.mark.parametrize("part", ["", "sign/", "end/"])
def test_charlie_and_a_monitoring_partner_are_told_that_there_is_nothing(world: World, part: str) -> None:
    key = agreed(world)

    for who in (world.charlie, world.erin, world.dana):
        client = signed_in(who)
        answers = [client.get(f"{ADDRESS}{one}/{part}") for one in (key, uuid4())]
        answers += [client.post(f"{ADDRESS}{one}/{part}", {"name": "x"}) for one in (key, uuid4())]
        assert [one.status_code for one in answers] == [404] * 4
        assert "Site lists" not in text(client, ADDRESS)
        assert "No agreement yet" in text(client, ADDRESS)
    assert state(world, key) is PaperState.IN_FORCE


def test_the_list_shows_a_picture_and_the_same_as_a_table(world: World, alice: Client) -> None:
    agreed(world, survives_until=(the_world.now() + 400 * DAY).date())
    drafted(world, title="Tablets <b>", start=the_world.now() + 5 * DAY)

    said = text(alice, ADDRESS)

    assert "1 of 2 in force on" in said
    assert "Site lists, in force" in said
    assert "Tablets &lt;b&gt;, waiting for signatures" in said
    assert "2 agreements" in said


def test_an_agreement_is_in_one_of_its_states(world: World) -> None:
    now = the_world.now()
    found = {
        state(world, drafted(world)): PaperState.UNSIGNED,
        state(world, agreed(world)): PaperState.IN_FORCE,
        state(world, agreed(world, start=now + DAY)): PaperState.TO_COME,
        state(world, agreed(world, now - 8 * DAY, start=now - 9 * DAY, end=now - DAY)): PaperState.ENDED,
        # Nobody signed it in time.
        state(world, drafted(world, now - 8 * DAY, start=now - 9 * DAY, end=now - DAY)): PaperState.ENDED,
    }

    assert found == {one: one for one in PaperState if one is not PaperState.SUSPENDED}


def test_without_room_for_the_law_it_covers_nothing_while_a_party_is_under_one(world: World) -> None:
    parties = frozenset({world.nordbyte.id, world.convenor.id})
    key = drafted(world, parties=parties, carve_out=False)
    for of in (world.nordbyte, world.convenor):
        agreements.sign(agreement=key, name="Somebody", by=the_world.viewer(of, at=the_world.now()))

    def covered() -> list[int]:
        lookers = [the_world.viewer(of, at=the_world.now()) for of in (world.nordbyte, world.convenor)]
        return [len(one.agreements) for one in lookers]

    def under(regime: Regime) -> None:
        Organisation.objects.filter(pk=world.convenor.id).update(regime=regime.value)

    assert covered() == [1, 1]
    amending = reverse("organisations:amend", args=[world.nordbyte.id])
    assert "these agreements cover nothing: Site lists" in signed_in(world.bob).get(amending).content.decode()
    under(Regime.NETHERLANDS_WOO)
    assert covered() == [0, 0]
    seen = queries.opened(the_world.viewer(world.nordbyte, at=the_world.now()), key)
    assert seen.state is PaperState.SUSPENDED
    assert "It covers nothing for as long as that law applies" in text(
        signed_in(world.bob), f"{ADDRESS}{key}/"
    )
    under(Regime.UNKNOWN)
    assert covered() == [0, 0]
    under(Regime.NONE)
    assert covered() == [1, 1]


@pytest.mark.parametrize("changes", [{}, {"end": the_world.now() + DAY / 2}])
def test_what_is_over_is_signed_by_nobody(world: World, changes: dict[str, datetime]) -> None:
    key, later = drafted(world, **changes), timedelta()
    if changes:
        later = DAY
    else:
        ending(agreement=key, by=the_world.viewer(world.nordbyte, person=world.bob, at=the_world.now()))

    alice = the_world.viewer(world.ekvik, person=world.alice, at=the_world.now() + later)
    with pytest.raises(NotReadyError, match="is over"):
        agreements.sign(agreement=key, name="Alice Ek, head of purchasing", by=alice)


def test_nothing_is_drafted_for_days_that_have_passed(world: World, alice: Client) -> None:
    past = typed(world.nordbyte.id, start="1990-01-01", last="1990-12-31")
    page = alice.post(f"{ADDRESS}draft/", past)

    assert page.status_code == 422
    assert "an agreement is drafted for days to come" in page.content.decode()


def test_competitors_write_each_other_no_agreement(world: World) -> None:
    bob = signed_in(world.bob)
    words = typed(world.tekhandel.id, title="Our price floor is 812 EUR")

    assert world.tekhandel.name not in bob.get(f"{ADDRESS}draft/").content.decode()
    assert bob.post(f"{ADDRESS}draft/", words).status_code == 422
    with pytest.raises(NotReadyError, match="Competitors"):
        drafted(world, parties=frozenset({world.nordbyte.id, world.tekhandel.id}))
    assert "812" not in signed_in(world.charlie).get(ADDRESS).content.decode()


def test_who_can_see_an_agreement_is_its_parties(world: World, alice: Client) -> None:
    key = agreed(world)

    assert "It names your organisation." in text(alice, f"/holdings/seeing/agreement/{key}/")
    said = text(signed_in(world.bob), f"/holdings/seeing/agreement/{key}/")
    assert "2 organisations see it now" in said
    assert signed_in(world.charlie).get(f"/holdings/seeing/agreement/{key}/").status_code == 404


def test_the_last_day_is_the_day_before_the_end(world: World, alice: Client) -> None:
    one = alice.post(f"{ADDRESS}draft/", typed(world.nordbyte.id, last="2031-03-31"))["Location"]

    seen = queries.opened(the_world.viewer(world.ekvik), UUID(one.split("/")[-2]))

    assert seen.last == date(2031, 3, 31)
    assert f"{seen.paper.end:%Y-%m-%d %H:%M}" == "2031-04-01 00:00"
