"""A request is entered, held, searched, heard, decided and told; only its own authority knows of it."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from commonpurchase.disclosures import actions as disclosures
from commonpurchase.disclosures.models import Disclosure
from commonpurchase.holdings.actions import cases as actions
from commonpurchase.holdings.actions import custody, ledger
from commonpurchase.holdings.facts.custody import Mode
from commonpurchase.holdings.facts.foi import ItemDecision, Notice, Outcome, State
from commonpurchase.holdings.models import Case
from commonpurchase.holdings.queries import cases, exposure
from commonpurchase.organisations import actions as organisations
from commonpurchase.organisations.facts import Details, Regime
from commonpurchase.sharing import actions as sharing
from commonpurchase.sharing import gate
from commonpurchase.sharing.actions import grants
from commonpurchase.sharing.facts import Grant, Purpose, Viewer
from commonpurchase.sharing.reckoning import presets
from tests import world as the_world
from tests.contracts import records
from tests.world import World, signed_in


def alice(world: World, days: int = 0) -> Viewer:
    return the_world.viewer(world.ekvik, person=world.alice, at=the_world.now() + timedelta(days=days))


def received(world: World) -> UUID:
    law = Regime.SWEDEN_TF.value
    return actions.receive(
        asked="All lists of factories", received_on=the_world.now().date(), laws=[law], by=alice(world)
    )


def item(world: World) -> UUID:
    """A version of Nordbyte's that Ekvik has opened."""
    at = the_world.now() - timedelta(days=5)
    row = records.disclosure(world.nordbyte, world.ekvik, on=at.date(), at=at)
    signed_in(world.alice).get(reverse("disclosures:one", args=[row.pk]))
    return UUID(str(row.pk))


def held(world: World) -> tuple[UUID, UUID]:
    key, case = item(world), received(world)
    actions.place_hold(case=case, words="", by=alice(world))
    return key, case


def test_a_case_goes_from_receipt_to_its_end(world: World) -> None:
    key, case = held(world)
    by = alice(world)
    actions.search(case=case, terms="factory", scope="this workspace", found=[key], by=by)
    actions.move(case=case, to=State.CONSULT, by=by)
    actions.consult(case=case, item=key, by=by)
    with pytest.raises(actions.NotReadyError, match="Still to be heard: Nordbyte AB"):
        actions.move(case=case, to=State.DECIDE, by=by)
    actions.reply(case=case, item=key, words="It would harm us.", by=by)
    actions.move(case=case, to=State.DECIDE, by=by)
    actions.decide(case=case, decision=ItemDecision(key, Outcome.RELEASE), by=by)
    actions.move(case=case, to=State.NOTICE, by=by)
    with pytest.raises(actions.NotReadyError, match="The notice lacks"):
        actions.move(case=case, to=State.CLOSED, by=by)
    told = Notice(
        fact="It is released.",
        review="Write to us.",
        complaint="Write to the court.",
        deadline=by.at.date() + timedelta(days=60),
        sent_on=by.at.date(),
    )
    actions.tell(case=case, notice=told, by=by)
    actions.move(case=case, to=State.CLOSED, by=by)

    with pytest.raises(actions.NotReadyError, match="A review can be asked for until"):
        actions.lift_hold(case=case, by=by)
    actions.lift_hold(case=case, by=alice(world, days=61))
    assert cases.opened(alice(world, days=61), case).case.on_hold == frozenset()
    answer = signed_in(world.alice).get(reverse("holdings:case-notice", args=[case]))
    assert answer.content.startswith(b"PK")


def test_nothing_is_searched_before_the_hold(world: World) -> None:
    key, case = item(world), received(world)

    with pytest.raises(actions.NotReadyError, match="at “hold placed” or “search”"):
        actions.search(case=case, terms="x", scope="y", found=[key], by=alice(world))


def test_a_case_is_for_its_own_authority_alone(world: World) -> None:
    case = received(world)
    steps = [reverse("holdings:case", args=[case]), reverse("holdings:case-notice", args=[case])]
    buttons = [reverse("holdings:case-move", args=[case]), reverse("holdings:case-step", args=[case, "hold"])]

    for person in (world.charlie, world.bob, world.dana, world.erin):
        client = signed_in(person)
        assert [client.get(one).status_code for one in steps] == [404, 404]
        assert [client.post(one).status_code for one in buttons] == [404, 404]
        assert "All lists" not in client.get(reverse("holdings:cases")).content.decode()
        assert "All lists" not in client.get(reverse("holdings:held")).content.decode()


def test_nobody_handles_a_case_without_being_a_person(world: World) -> None:
    service = Viewer(at=the_world.now(), organisation=world.ekvik.id)
    case = received(world)

    with pytest.raises(gate.RefusedError):
        actions.receive(asked="x", received_on=date(2026, 1, 5), laws=[Regime.SWEDEN_TF.value], by=service)
    with pytest.raises(gate.RefusedError):
        actions.place_hold(case=case, words="", by=service)


def test_an_organisation_without_a_law_has_no_requests(world: World) -> None:
    bob = the_world.viewer(world.nordbyte, person=world.bob, at=the_world.now())

    with pytest.raises(actions.NotReadyError, match="No freedom-of-information law"):
        actions.receive(asked="x", received_on=bob.at.date(), laws=["UK FOIA"], by=bob)


def test_a_hold_beats_relabelling_and_yields_to_opening(world: World) -> None:
    key, _ = held(world)
    bob = the_world.viewer(world.nordbyte, person=world.bob, at=the_world.now())
    row = gate.open_record(bob, Disclosure, key)

    with pytest.raises(gate.RefusedError, match="has to stay as it is"):
        sharing.relabel(record=row, label=presets.own(world.nordbyte.id), by=bob)
    disclosures.show_to(disclosure=key, recipients=[world.fjordby.id], by=bob)

    assert signed_in(world.alice).get(reverse("disclosures:one", args=[key])).status_code == 200


def test_a_hold_beats_the_revocation_of_a_grant(world: World) -> None:
    at = the_world.now()
    row = records.disclosure(world.nordbyte, world.monitor, on=at.date(), at=at - timedelta(days=2))
    bob = the_world.viewer(world.nordbyte, person=world.bob, at=at)
    grant = Grant(world.ekvik.id, Purpose.DUE_DILIGENCE, at - timedelta(days=1), at + timedelta(days=90))
    given = grants.give(record=row, grant=grant, by=bob)
    looking = Viewer(**{**vars(alice(world)), "purpose": Purpose.DUE_DILIGENCE})
    case = received(world)
    ledger.settle(by=looking)
    assert actions.place_hold(case=case, words="", by=looking) >= 1

    with pytest.raises(gate.RefusedError, match="has to stay as it is"):
        grants.revoke(grant=given, by=bob)
    assert gate.visible(looking, Disclosure).filter(pk=row.pk).exists()


def test_a_hold_beats_the_setting_aside_of_an_upload(world: World) -> None:
    organisations.amend(key=world.nordbyte.id, details=_subject(), by=_bob(world))
    upload = disclosures.receive_upload(
        name="sites.csv", content=b"a", disclosed_on=the_world.now().date(), by=_bob(world)
    )
    case = actions.receive(
        asked="Uploads", received_on=the_world.now().date(), laws=["UK FOIA"], by=_bob(world)
    )
    actions.place_hold(case=case, words="", by=_bob(world))

    with pytest.raises(gate.RefusedError, match="has to stay as it is"):
        disclosures.withdraw(upload=upload, by=_bob(world))


def _bob(world: World) -> Viewer:
    return the_world.viewer(world.nordbyte, person=world.bob, at=the_world.now())


def _subject() -> Details:
    today = the_world.now().date()
    return Details("", "", "en", Regime.UK_FOIA, "Law", today, today + timedelta(days=365))


def test_a_hold_beats_a_confirmed_deletion(world: World) -> None:
    key, _ = held(world)
    signed_in(world.alice).get(reverse("disclosures:csv", args=[key]))

    refused = signed_in(world.alice).post(reverse("holdings:deleted", args=[key]))

    assert refused.status_code == 403
    row = next(one for one in exposure.report(alice(world), the_world.now()).rows if one.item.id == key)
    assert row.mode is Mode.COPY


def test_without_a_hold_a_deletion_is_entered(world: World) -> None:
    key = item(world)
    signed_in(world.alice).get(reverse("disclosures:csv", args=[key]))

    custody.confirm_deletion(item=key, by=alice(world))

    row = next(one for one in exposure.report(alice(world, 1), alice(world, 1).at).rows if one.item.id == key)
    assert row.mode is Mode.SEEN


@pytest.fixture
def client(world: World) -> Client:
    return signed_in(world.alice)


def test_the_pages_take_every_step_and_keep_what_was_typed(world: World, client: Client) -> None:
    key = item(world)
    typed = {"asked": "Factories", "received_on": "2026-11-02", "laws": [Regime.SWEDEN_TF.value]}
    assert client.post(reverse("holdings:receive"), typed).status_code == 302
    case = Case.objects.get().pk

    def step(name: str) -> str:
        return reverse("holdings:case-step", args=[case, name])

    assert client.post(step("hold"), {"version": 0, "hold-words": ""}).status_code == 302
    partly = {"version": 1, "search-scope": "the workspace and two mailboxes"}
    wrong = client.post(step("search"), partly)
    assert wrong.status_code == 422
    assert "the workspace and two mailboxes" in wrong.content.decode()
    sent = {"version": "1", "search-terms": "x", "search-scope": "y", "search-found": [str(key)]}
    assert client.post(step("search"), sent).status_code == 302
    assert client.post(step("nothing"), {}).status_code == 404
    page = client.get(reverse("holdings:case", args=[case])).content.decode()
    assert "promptly" in page
    assert "on hold" in page


def test_every_error_of_a_request_is_named_at_once(world: World, client: Client) -> None:
    page = client.post(reverse("holdings:receive"), {"asked": " ", "received_on": "x"})

    assert page.status_code == 422
    assert "There are 3 problems" in page.content.decode()
