"""Publishing: two persons, those it is about heard, nothing before its time, the same for everybody."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client

from commonpurchase.contracts.actions import decisions
from commonpurchase.contracts.facts import Outcome
from commonpurchase.contracts.models import GateDecision
from commonpurchase.disclosures.models import Disclosure
from commonpurchase.history.models import Event
from commonpurchase.holdings.actions import marking
from commonpurchase.holdings.actions import register as actions
from commonpurchase.holdings.facts.marking import Marked, Preset
from commonpurchase.holdings.facts.register import Draft, Withheld
from commonpurchase.holdings.facts.seeing import Kind
from commonpurchase.holdings.models import Hearing, RegisterEntry
from commonpurchase.holdings.queries import register as queries
from commonpurchase.holdings.rules import register as rules
from commonpurchase.organisations.models import Mandate
from commonpurchase.sharing import gate
from commonpurchase.sharing.facts import Audience, Flag, Label, Viewer
from commonpurchase.sharing.reckoning import declassified, presets
from commonpurchase.vocabulary.findings import met
from tests import world as the_world
from tests.contracts import records
from tests.world import World, signed_in

DAY = timedelta(days=1)
TEXT = "We decided to extend a contract for laptops."


@pytest.fixture
def second(world: World) -> UUID:
    return the_world.account(world.ekvik, "eva@ekvik.example")


def acting(world: World, person: UUID | None = None, days: int = 0) -> Viewer:
    at = the_world.now() + days * DAY
    return the_world.viewer(world.ekvik, person=person or world.alice, at=at)


def decided(world: World) -> UUID:
    """A decision on a contract of Ekvik with Nordbyte, which it is about."""
    today = the_world.now().date()
    records.disclosure(world.nordbyte, world.ekvik, on=today, at=the_world.now())
    dates = {"end": today + 300 * DAY, "notice": today + 60 * DAY}
    row = records.contract(world.ekvik, world.nordbyte, bought=[("Aurelis", "Book 14")], **dates)  # type: ignore[arg-type]
    return decisions.decide(contract=row.pk, outcome=Outcome.EXTEND, by=acting(world))


def proposed(world: World, text: str = TEXT) -> UUID:
    draft = Draft(text, (Withheld("The supplier", "UK PA s.94"),))
    return actions.propose(kind=Kind.DECISION, key=decided(world), draft=draft, by=acting(world))


def agreed(world: World, second: UUID) -> UUID:
    key = proposed(world)
    actions.agree(publication=key, by=acting(world, second))
    return key


def published(world: World, second: UUID) -> UUID:
    return actions.publish(publication=agreed(world, second), by=acting(world, days=11))


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def test_from_proposal_to_entry_in_the_browser(world: World, second: UUID) -> None:
    key = decided(world)
    alice, eva, bob = signed_in(world.alice), signed_in(second), signed_in(world.bob)
    to = f"/holdings/seeing/decision/{key}/publish/"
    made = alice.post(to, {"text": TEXT, "what_1": "The supplier", "head_1": "UK PA s.94"})
    proposal = made["Location"]
    assert "I agree to publish this" not in text(alice.get(proposal))
    alice.post(f"{proposal}step/agree/")
    assert "nobody yet" in text(alice.get(proposal))
    assert [bob.get(proposal).status_code, Client().get("/holdings/register/").status_code] == [404, 200]

    eva.post(f"{proposal}step/agree/")
    about = text(bob.get("/holdings/publishing/"))
    hearing = re.findall(r'href="(/holdings/publishing/drafts/[^"]+)"', about)[0]
    assert TEXT in text(bob.get(hearing))
    bob.post(hearing, {"said": "It was a good contract.", "beside": "on"})
    answer = eva.post(f"{proposal}step/publish/")

    entry = answer["Location"]
    assert [one.get(entry).status_code for one in (Client(), signed_in(world.charlie))] == [200, 200]
    said = text(Client().get(entry))
    assert TEXT in said
    assert "It was a good contract." in said
    assert "The supplier. Sensitive commercial information, United Kingdom" in said
    assert "not confirmed here" in said
    assert TEXT in text(Client().get("/holdings/register/"))


def test_the_form_suggests_a_text_that_names_nobody_else(world: World) -> None:
    key, alice = decided(world), signed_in(world.alice)
    to = f"/holdings/seeing/decision/{key}/publish/"
    assert f'href="{to}"' in text(alice.get(f"/holdings/seeing/decision/{key}/"))

    form = text(alice.get(to))

    assert "Ekvik stad decided at the renewal gate of a contract on" in form
    assert "Procurement Act 2023 s.94 (not confirmed by counsel)" in form
    assert "then 1 organisation that it is about can reply" in form
    assert "Nordbyte" not in form.partition('<form class="cp-form"')[2]
    half = alice.post(to, {"text": "", "what_1": "Prices"})
    assert half.status_code == 422
    assert "Say both: what is withheld, and why." in text(half)


def test_nobody_else_learns_of_a_proposal_or_a_draft(world: World, second: UUID) -> None:
    key = agreed(world, second)
    hearing = Hearing.objects.get()
    pages = [f"/holdings/publishing/{key}/", f"/holdings/publishing/drafts/{hearing.pk}/"]
    absent = [f"/holdings/publishing/{uuid4()}/", f"/holdings/publishing/drafts/{uuid4()}/"]

    for person in (world.charlie, world.dana, world.erin):
        client = signed_in(person)
        assert [client.get(one).status_code for one in [*pages, *absent]] == [404] * 4
        assert client.post(f"{pages[0]}step/publish/").status_code == 404
        assert client.post(pages[1], {"said": "x"}).status_code == 404
        assert TEXT not in text(client.get("/holdings/publishing/"))
    assert signed_in(world.bob).get(pages[0]).status_code == 404
    assert TEXT not in text(Client().get("/holdings/register/"))


def test_before_a_second_person_agrees_the_one_it_is_about_reads_nothing(world: World) -> None:
    proposed(world)

    assert not Hearing.objects.exists()
    assert TEXT not in text(signed_in(world.bob).get("/holdings/publishing/"))


def test_two_persons_and_neither_may_have_left(world: World, second: UUID) -> None:
    key = proposed(world)
    with pytest.raises(actions.NotReadyError, match="second person"):
        actions.agree(publication=key, by=acting(world))
    with pytest.raises(actions.NotReadyError, match="second person"):
        actions.publish(publication=key, by=acting(world, second, days=11))
    actions.agree(publication=key, by=acting(world, second))
    Mandate.objects.filter(person=world.alice).delete()

    with pytest.raises(actions.NotReadyError, match="does not act for your organisation any more"):
        actions.publish(publication=key, by=acting(world, second, days=11))
    assert not RegisterEntry.objects.exists()


def test_silence_is_recorded_and_only_after_its_time(world: World, second: UUID) -> None:
    key = agreed(world, second)
    with pytest.raises(actions.NotReadyError, match="can reply until"):
        actions.publish(publication=key, by=acting(world, days=9))

    entry = actions.publish(publication=key, by=acting(world, days=10, person=second))

    assert RegisterEntry.objects.get(pk=entry).beside == [{"name": "", "said": "", "silent": True}]
    assert "was given time to reply, and did not." in text(Client().get(f"/holdings/register/{entry}/"))
    assert "Nordbyte" not in text(Client().get(f"/holdings/register/{entry}/"))


def test_a_reply_that_does_not_stand_beside_it_is_answered_first(world: World, second: UUID) -> None:
    key = agreed(world, second)
    hearing = Hearing.objects.get().pk
    bob = the_world.viewer(world.nordbyte, person=world.bob, at=the_world.now())
    actions.reply(hearing=hearing, said="We object.", beside=False, by=bob)
    with pytest.raises(actions.NotReadyError, match="must be answered first"):
        actions.publish(publication=key, by=acting(world))
    with pytest.raises(actions.NotReadyError, match="no reply to give"):
        actions.reply(hearing=hearing, said="Again.", beside=True, by=bob)

    actions.answer(publication=key, hearing=hearing, said="Nobody is named.", by=acting(world))
    entry = actions.publish(publication=key, by=acting(world))

    assert "We object" not in text(Client().get(f"/holdings/register/{entry}/"))
    assert "Nobody is named." in text(signed_in(world.bob).get(f"/holdings/publishing/drafts/{hearing}/"))


def test_what_was_remarked_since_is_proposed_anew(world: World, second: UUID) -> None:
    key = agreed(world, second)
    record = queries.publication(acting(world), key).record
    marking.mark(
        kind=Kind.DECISION, key=record, chosen=Marked(Preset.OWN, environmental=True), by=acting(world)
    )

    with pytest.raises(actions.NotReadyError, match="propose it anew"):
        actions.publish(publication=key, by=acting(world, days=11))


def test_the_record_stays_as_closed_as_it_was_and_history_knows_it(world: World, second: UUID) -> None:
    entry = RegisterEntry.objects.get(pk=published(world, second))

    assert entry.label.fact == presets.public(world.ekvik.id)
    assert GateDecision.objects.get().label.fact.audience is Audience.OWN
    assert Event.objects.filter(verb="holdings.publish_entry").count() == 1
    assert len(entry.sha256) == 64


def test_a_correction_is_a_new_version_and_the_earlier_one_stays(world: World, second: UUID) -> None:
    first = published(world, second)
    key = queries.publication(acting(world), queries.publications(acting(world))[0].id).record
    draft = Draft("Corrected: it was extended on conditions.", corrects=first)
    again = actions.propose(kind=Kind.DECISION, key=key, draft=draft, by=acting(world, days=12))
    actions.agree(publication=again, by=acting(world, second, days=12))
    entry = actions.publish(publication=again, by=acting(world, days=30))

    assert "There is a newer version" in text(Client().get(f"/holdings/register/{first}/"))
    said = text(Client().get(f"/holdings/register/{entry}/"))
    assert f'href="/holdings/register/{first}/"' in said
    listed = text(Client().get("/holdings/register/"))
    assert "Corrected" in listed
    assert TEXT not in listed
    with pytest.raises(actions.NotReadyError, match="newer version"):
        actions.propose(kind=Kind.DECISION, key=key, draft=draft, by=acting(world, days=31))


def test_an_own_disclosure_needs_nobody_else_and_names_no_site(world: World) -> None:
    now = the_world.now()
    row = records.disclosure(world.nordbyte, world.ekvik, on=now.date(), at=now)
    britt = the_world.account(world.nordbyte, "britt@nordbyte.example")
    by = the_world.viewer(world.nordbyte, person=world.bob, at=now)
    said = queries.summary(by, Kind.DISCLOSURE, row.pk)
    key = actions.propose(kind=Kind.DISCLOSURE, key=row.pk, draft=Draft(said), by=by)
    actions.agree(publication=key, by=replace(by, person=britt))

    entry = actions.publish(publication=key, by=by)

    shown = text(Client().get(f"/holdings/register/{entry}/"))
    assert "1 of its product models are made: 1 sites in 1 countries" in shown
    assert "Lantian" not in shown
    assert "Ekvik" not in shown
    assert signed_in(world.charlie).get(f"/disclosures/{row.pk}/").status_code == 404


def test_who_only_sees_a_record_publishes_nothing_from_it(world: World) -> None:
    now = the_world.now()
    row = records.disclosure(world.nordbyte, world.ekvik, on=now.date(), at=now)

    assert signed_in(world.alice).get(f"/holdings/seeing/disclosure/{row.pk}/publish/").status_code == 403
    assert signed_in(world.charlie).get(f"/holdings/seeing/disclosure/{row.pk}/publish/").status_code == 404
    with pytest.raises(gate.RefusedError):
        actions.propose(kind=Kind.DISCLOSURE, key=row.pk, draft=Draft("x"), by=acting(world))
    assert not RegisterEntry.objects.exists()


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"embargo_until": the_world.now() + 400 * DAY}, "under embargo until"),
        ({"flags": frozenset({Flag.TENDER}), "authority": uuid4()}, "tender is not decided"),
    ],
)
def test_nothing_is_proposed_before_its_time(world: World, changes: dict[str, Any], says: str) -> None:
    row = records.disclosure(world.nordbyte, on=the_world.now().date())
    Disclosure.objects.get(pk=row.pk)
    type(row.label).objects.filter(pk=row.label_id).update(
        **{name: one for name, one in changes.items() if name != "flags"}, tender="flags" in changes
    )
    by = the_world.viewer(world.nordbyte, person=world.bob, at=the_world.now())

    with pytest.raises(actions.NotReadyError, match=says):
        actions.propose(kind=Kind.DISCLOSURE, key=row.pk, draft=Draft("x"), by=by)


@pytest.mark.parametrize("flag", sorted(declassified.NEVER))
def test_what_is_never_public_has_no_label_for_it(flag: Flag) -> None:
    own = uuid4()

    with pytest.raises(ValueError, match="expected one to publish"):
        declassified.published(own, Label(own, flags=frozenset({flag}), author=own))
    with pytest.raises(ValueError, match="expected one to publish"):
        declassified.published(own, Label(uuid4()))


Mutation = Callable[[pytest.MonkeyPatch], None]
#: Each rule forgotten, by name: some test above would have published what it must not.
RULES = [
    "two_persons_of_one_organisation_agree",
    "those_it_is_about_were_heard",
    "the_record_is_as_it_was",
    "nothing_keeps_it_closed_for_good",
]


@pytest.mark.parametrize("rule", RULES)
def test_a_forgotten_condition_is_found(
    world: World, second: UUID, rule: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    tests: dict[str, Callable[[], None]] = {
        "two_persons_of_one_organisation_agree": lambda: test_two_persons_and_neither_may_have_left(
            world, second
        ),
        "those_it_is_about_were_heard": lambda: test_silence_is_recorded_and_only_after_its_time(
            world, second
        ),
        "the_record_is_as_it_was": lambda: test_what_was_remarked_since_is_proposed_anew(world, second),
        "nothing_keeps_it_closed_for_good": lambda: test_nothing_is_proposed_before_its_time(
            world, {"embargo_until": the_world.now() + 400 * DAY}, "under embargo until"
        ),
    }
    monkeypatch.setattr(rules, rule, lambda *_, **__: met(""))

    with pytest.raises((pytest.fail.Exception, AssertionError)):
        tests[rule]()
