"""Who decides at a gate, and what happens when somebody decided before."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.urls import reverse

from commonpurchase.contracts import models
from commonpurchase.contracts.actions import corrections, decisions, imports
from commonpurchase.contracts.facts import DatedAction, DateKind, LetterKind, Outcome, Urgency
from commonpurchase.contracts.queries import contracts, letters, today
from commonpurchase.contracts.queries import decisions as decided
from commonpurchase.organisations.facts import Kind, Organisation
from commonpurchase.sharing import actions as sharing
from commonpurchase.sharing import gate
from commonpurchase.sharing.reckoning import presets
from tests import world as the_world
from tests.contracts import records
from tests.world import World

TODAY = the_world.AT.date()
NOTICE, END = TODAY - timedelta(days=1), TODAY + timedelta(days=90)


def brought_in_by(
    holder: Organisation, buyer: Organisation, supplier: Organisation, *shown: Organisation
) -> models.Contract:
    row = records.contract(buyer, supplier, end=END, notice=NOTICE, held_by=holder.id)
    label = sharing.attach(presets.named(holder.id, *(one.id for one in shown)))
    models.Contract.objects.filter(pk=row.pk).update(label=label)
    return models.Contract.objects.get(pk=row.pk)


def test_what_a_supplier_brings_in_is_decided_by_its_buyer(world: World) -> None:
    row = brought_in_by(world.nordbyte, world.ekvik, world.nordbyte, world.ekvik)
    alice, bob = the_world.viewer(world.ekvik, person=world.alice), the_world.viewer(world.nordbyte)

    assert contracts.opened(alice, row.pk, TODAY).gate.overdue
    assert not contracts.opened(bob, row.pk, TODAY).gate.overdue
    assert [one.urgency for one in today.due(alice, TODAY)] == [Urgency.OVERDUE]
    assert Urgency.OVERDUE not in {one.urgency for one in today.due(bob, TODAY)}
    assert letters.letter(alice, row.pk, LetterKind.PARTNERSHIP).sender == world.ekvik
    for refused in (
        lambda: letters.letter(bob, row.pk, LetterKind.PARTNERSHIP),
        lambda: decisions.decide(contract=row.pk, outcome=Outcome.DO_NOT_EXTEND, by=bob),
    ):
        with pytest.raises(gate.RefusedError, match="The buyer decides"):
            refused()
    decisions.decide(contract=row.pk, outcome=Outcome.DO_NOT_EXTEND, by=alice)


def test_its_page_offers_the_buyer_what_it_can_do_and_the_supplier_nothing(world: World) -> None:
    row = brought_in_by(world.nordbyte, world.ekvik, world.nordbyte, world.ekvik)
    decide, letter = (
        reverse("contracts:decide", args=[row.pk]),
        reverse("contracts:letter", args=[row.pk, "partnership"]),
    )
    address = reverse("contracts:one", args=[row.pk])

    pages = {
        who: the_world.signed_in(getattr(world, who)).get(address).content.decode()
        for who in ("alice", "bob")
    }

    assert decide in pages["alice"]
    assert letter in pages["alice"]
    assert "contracts:change" not in pages["alice"]
    assert decide not in pages["bob"]
    assert letter not in pages["bob"]


def test_who_is_no_party_to_a_contract_writes_no_letter_about_it(world: World) -> None:
    row = brought_in_by(world.tekhandel, world.ekvik, world.nordbyte)
    charlie = the_world.viewer(world.tekhandel, person=world.charlie)

    with pytest.raises(gate.RefusedError):
        letters.letter(charlie, row.pk, LetterKind.PARTNERSHIP)
    assert today.due(charlie, TODAY) == []


def test_a_purchasing_body_decides_on_what_it_holds_for_its_buyer(world: World) -> None:
    body = the_world.organisation("Norra inköp", Kind.FRAMEWORK_AUTHORITY)
    row = brought_in_by(body, world.ekvik, world.nordbyte, world.ekvik)

    assert contracts.decider_of(the_world.viewer(body), row.pk)
    assert not contracts.decider_of(the_world.viewer(world.ekvik), row.pk)


def test_charlie_and_others_cannot_ask_who_decides(world: World) -> None:
    row = records.contract(world.ekvik, world.nordbyte, end=END, notice=NOTICE)

    for outsider in (world.tekhandel, world.fjordby, world.convenor):
        with pytest.raises(gate.NotFoundError):
            contracts.decider_of(the_world.viewer(outsider), row.pk)
        assert contracts.decided_by(the_world.viewer(outsider)) == set()


def test_a_second_decision_rests_on_having_seen_the_first(world: World) -> None:
    row = records.contract(world.ekvik, world.nordbyte, end=END, notice=NOTICE)
    alice = the_world.viewer(world.ekvik, person=world.alice)
    later = replace(alice, at=alice.at + timedelta(hours=1))
    first = decisions.decide(contract=row.pk, outcome=Outcome.DO_NOT_EXTEND, by=alice)

    with pytest.raises(decisions.DecisionRefusedError, match="Alice decided on 1 March 2026: do not extend"):
        decisions.decide(contract=row.pk, outcome=Outcome.DO_NOT_EXTEND, by=alice)
    decisions.decide(contract=row.pk, outcome=Outcome.DO_NOT_EXTEND, reason="Again", after=first, by=later)

    assert [one.reason for one in decided.of_contract(alice, row.pk)] == ["Again", ""]


def test_a_form_that_a_colleague_overtook_is_stopped_and_can_be_sent_again(world: World) -> None:
    row = records.contract(world.ekvik, world.nordbyte, end=END, notice=NOTICE)
    alice, address = the_world.signed_in(world.alice), reverse("contracts:decide", args=[row.pk])
    sent = {"outcome": Outcome.DO_NOT_EXTEND.value, "reason": "Mine", "after": ""}
    alice.post(address, {**sent, "reason": "Theirs"})

    stopped = alice.post(address, sent).content.decode()
    made = models.GateDecision.objects.get()
    again = alice.post(address, {**sent, "after": str(made.pk)})

    assert "Alice decided on" in stopped
    assert f'name="after" value="{made.pk}"' in stopped
    assert again.status_code == 302
    assert models.GateDecision.objects.count() == 2


def test_a_decided_gate_offers_to_decide_again_and_shows_what_was_decided(world: World) -> None:
    row = records.contract(world.ekvik, world.nordbyte, end=END, notice=NOTICE)
    alice = the_world.signed_in(world.alice)
    alice.post(reverse("contracts:decide", args=[row.pk]), {"outcome": Outcome.DO_NOT_EXTEND.value})

    one = alice.get(reverse("contracts:one", args=[row.pk])).content.decode()
    form = alice.get(reverse("contracts:decide", args=[row.pk])).content.decode()

    assert "Decide again" in one
    assert "What you decide now is kept beside it" in form
    assert "No decision is known" not in form


@pytest.mark.parametrize(
    ("name", "reason"),
    [(".", "Schools would stop"), ("Eva Lind", "-"), ("E", ".."), ("TBD", "Needed"), ("Okänd", "okänt")],
)
def test_a_full_stop_is_neither_a_name_nor_a_reason(world: World, name: str, reason: str) -> None:
    row = records.contract(world.ekvik, world.nordbyte, end=END, notice=NOTICE)
    alice = the_world.viewer(world.ekvik, person=world.alice)

    with pytest.raises(decisions.DecisionRefusedError, match="A waiver needs the name"):
        decisions.decide(contract=row.pk, outcome=Outcome.WAIVE, by=alice, waived_by=name, reason=reason)


def test_a_condition_is_due_while_the_contract_can_still_run(world: World) -> None:
    last, notice = END + timedelta(days=365), TODAY + timedelta(days=30)
    records.disclosure(world.nordbyte, world.ekvik, on=TODAY - timedelta(days=350))
    row = records.contract(world.ekvik, world.nordbyte, end=END, notice=notice, maximum_end=last)

    def decide(due: DatedAction) -> None:
        decisions.decide(
            contract=row.pk,
            outcome=Outcome.EXTEND_ON_CONDITIONS,
            by=the_world.viewer(world.ekvik, person=world.alice),
            actions=(due,),
        )

    with pytest.raises(decisions.DecisionRefusedError, match="when the contract ends for good"):
        decide(DatedAction(last + timedelta(days=1), "Send an update"))
    decide(DatedAction(last, "Send an update"))


def test_today_names_what_the_list_calls_overdue(world: World) -> None:
    """Also where no notice date is known and the end has passed, and that no extension is left."""
    past = TODAY - timedelta(days=300)
    row = records.contract(world.ekvik, world.nordbyte, end=past, maximum_end=past)
    alice = the_world.viewer(world.ekvik, person=world.alice)

    [due] = today.due(alice, TODAY)

    assert contracts.opened(alice, row.pk, TODAY).gate.overdue
    assert due.urgency is Urgency.OVERDUE
    assert "No notice date is known" in due.why
    assert "plan a new procurement" in due.why


def test_what_passes_is_not_waived(world: World) -> None:
    records.disclosure(world.nordbyte, world.ekvik, on=TODAY)
    row = records.contract(world.ekvik, world.nordbyte, end=END, notice=TODAY + timedelta(days=30))
    alice = the_world.viewer(world.ekvik, person=world.alice)

    with pytest.raises(decisions.DecisionRefusedError, match="nothing to waive"):
        decisions.decide(
            contract=row.pk, outcome=Outcome.WAIVE, by=alice, waived_by="Eva Lind, CPO", reason="We want to"
        )


def test_a_condition_says_what_must_be_done(world: World) -> None:
    records.disclosure(world.nordbyte, world.ekvik, on=TODAY - timedelta(days=350))
    row = records.contract(world.ekvik, world.nordbyte, end=END, notice=TODAY + timedelta(days=30))
    alice = the_world.viewer(world.ekvik, person=world.alice)

    with pytest.raises(decisions.DecisionRefusedError, match="says what must be done"):
        decisions.decide(
            contract=row.pk,
            outcome=Outcome.EXTEND_ON_CONDITIONS,
            by=alice,
            actions=(DatedAction(TODAY + timedelta(days=9), "-"),),
        )


def test_a_waiver_takes_no_letter_away(world: World) -> None:
    row = records.contract(world.ekvik, world.nordbyte, end=END, notice=TODAY + timedelta(days=30))
    alice = the_world.viewer(world.ekvik, person=world.alice)
    decisions.decide(
        contract=row.pk,
        outcome=Outcome.WAIVE,
        by=alice,
        waived_by="Eva Lind, CPO",
        reason="Schools would stop",
    )

    assert letters.letter(alice, row.pk, LetterKind.FORMAL).gate.verdict == "waived"


def test_to_whoever_does_not_decide_a_passed_notice_date_is_no_pass(world: World) -> None:
    """A purchasing body holds the contract; its buyer and the supplier are told who decides, and no more."""
    body = the_world.organisation("Norra inköp", Kind.FRAMEWORK_AUTHORITY)
    records.disclosure(world.nordbyte, body, world.ekvik, on=TODAY)
    row = brought_in_by(body, world.ekvik, world.nordbyte, world.ekvik, world.nordbyte)

    for of in (world.ekvik, world.nordbyte):
        line = contracts.opened(the_world.viewer(of), row.pk, TODAY)
        assert line.gate.words == ("notice date passed",)
        assert "Norra inköp decides; whether it has is not shown to you." in line.gate.because
        assert "overdue" not in line.gate.because
    assert contracts.opened(the_world.viewer(body), row.pk, TODAY).gate.words == ("overdue",)


def test_whoever_is_judged_cannot_move_a_day_that_has_passed(world: World) -> None:
    row = brought_in_by(world.nordbyte, world.ekvik, world.nordbyte, world.ekvik)
    alice, bob = the_world.viewer(world.ekvik), the_world.viewer(world.nordbyte, person=world.bob)

    def move(kind: DateKind, on: date | None) -> None:
        corrections.confirm_date(contract=row.pk, kind=kind, on=on, source="", by=bob)

    for on in (TODAY + timedelta(days=50), None):
        with pytest.raises(gate.RefusedError, match="only Ekvik stad can say"):
            move(DateKind.NOTICE, on)
    move(DateKind.END, END + timedelta(days=30))

    assert contracts.opened(alice, row.pk, TODAY).gate.overdue


def test_an_import_cannot_move_it_either_and_leaves_everything_as_it_was(world: World) -> None:
    bob, alice = the_world.viewer(world.nordbyte), the_world.viewer(world.ekvik)
    head = "contract_id,buyer,supplier,title,end_on,notice_on\n"
    line = "KB-78,Ekvik stad,Nordbyte AB,{title},{end},{notice}\n"

    def bring(title: str, notice: date) -> None:
        content = (head + line.format(title=title, end=END, notice=notice)).encode()
        key = imports.receive(name="list.csv", content=content, by=bob)
        imports.carry_out(imported=key, by=bob)

    bring("Laptops", NOTICE)
    with pytest.raises(gate.RefusedError, match="only Ekvik stad can say"):
        bring("Renamed", TODAY + timedelta(days=50))

    [one] = contracts.listed(alice, TODAY)
    assert (one.contract.title, one.gate.overdue) == ("Laptops", True)


def test_a_buyer_moves_its_own_day_that_has_passed(world: World) -> None:
    row = records.contract(world.ekvik, world.nordbyte, end=END, notice=NOTICE)
    alice = the_world.viewer(world.ekvik, person=world.alice)

    corrections.confirm_date(
        contract=row.pk, kind=DateKind.NOTICE, on=TODAY + timedelta(days=9), source="", by=alice
    )

    assert not contracts.opened(alice, row.pk, TODAY).gate.overdue


def test_a_page_says_who_confirmed_a_date_that_somebody_else_keeps(world: World) -> None:
    row = brought_in_by(world.nordbyte, world.ekvik, world.nordbyte, world.ekvik)
    row.dates.filter(kind="end").update(confirmed_by=world.bob, confirmed_at=the_world.AT)

    page = the_world.signed_in(world.alice).get(reverse("contracts:one", args=[row.pk])).content.decode()

    assert "confirmed by Nordbyte AB" in page
    assert "bring the contract in yourself" in page
