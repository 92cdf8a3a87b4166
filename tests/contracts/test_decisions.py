"""Deciding at a gate: who may, what follows, and what can be replayed."""

from datetime import date, timedelta

import pytest

from commonpurchase.contracts import models
from commonpurchase.contracts.actions import decisions
from commonpurchase.contracts.facts import DatedAction, Duty, GateVerdict, LetterKind, Outcome, Route
from commonpurchase.contracts.queries import contracts, letters
from commonpurchase.contracts.queries import decisions as decided
from commonpurchase.history.models import Event
from commonpurchase.organisations.facts import Kind
from commonpurchase.sharing import actions as sharing
from commonpurchase.sharing import gate
from commonpurchase.sharing.reckoning import presets
from tests import world as the_world
from tests.contracts import records
from tests.world import World

TODAY = the_world.AT.date()
NOTICE = TODAY + timedelta(days=60)
END = TODAY + timedelta(days=150)


def _current(world: World) -> models.Contract:
    records.disclosure(world.nordbyte, world.ekvik, on=TODAY - timedelta(days=10))
    return records.contract(world.ekvik, world.nordbyte, end=END, notice=NOTICE)


def _stale(world: World, **details: object) -> models.Contract:
    records.disclosure(world.nordbyte, world.ekvik, on=TODAY - timedelta(days=400))
    return records.contract(world.ekvik, world.nordbyte, end=END, notice=NOTICE, **details)  # type: ignore[arg-type]


def test_a_pass_is_extended_and_can_be_replayed(world: World) -> None:
    contract, alice = _current(world), the_world.viewer(world.ekvik, person=world.alice)

    key = decisions.decide(contract=contract.pk, outcome=Outcome.EXTEND, by=alice)

    replay = decided.replayed(alice, key)
    assert replay.agrees
    assert replay.kept["verdict"] == "pass"
    assert replay.decision.decided_by == "Alice"
    assert Event.objects.filter(verb="contracts.decide", subject=contract.pk).count() == 1


def test_a_replay_does_not_move_when_the_records_do(world: World) -> None:
    contract, alice = _current(world), the_world.viewer(world.ekvik, person=world.alice)
    key = decisions.decide(contract=contract.pk, outcome=Outcome.EXTEND, by=alice)

    contract.dates.filter(kind="end").update(on=date(2040, 1, 1))
    records.disclosure(world.nordbyte, world.ekvik, on=TODAY, bought=[])

    assert decided.replayed(alice, key).agrees


def test_a_failed_gate_is_never_passed_silently(world: World) -> None:
    contract, alice = _stale(world), the_world.viewer(world.ekvik, person=world.alice)

    for outcome in (Outcome.EXTEND, Outcome.EXTEND_ON_CONDITIONS):
        with pytest.raises(decisions.DecisionRefusedError, match="fail"):
            decisions.decide(contract=contract.pk, outcome=outcome, by=alice)

    assert models.GateDecision.objects.count() == 0
    assert not Event.objects.filter(verb="contracts.decide").exists()


def test_a_waiver_names_a_person_and_gives_a_reason(world: World) -> None:
    contract, alice = _stale(world), the_world.viewer(world.ekvik, person=world.alice)

    with pytest.raises(decisions.DecisionRefusedError, match="name of the person"):
        decisions.decide(contract=contract.pk, outcome=Outcome.WAIVE, by=alice, reason="Schools would stop")
    decisions.decide(
        contract=contract.pk,
        outcome=Outcome.WAIVE,
        by=alice,
        reason="Schools would stop",
        waived_by="Eva Lind, CPO",
    )

    line = contracts.opened(alice, contract.pk, TODAY)
    assert line.gate.verdict is GateVerdict.WAIVED
    assert "Eva Lind" in line.gate.because


def test_an_extension_on_conditions_has_days(world: World) -> None:
    records.disclosure(world.nordbyte, world.ekvik, on=TODAY - timedelta(days=350))
    contract = records.contract(world.ekvik, world.nordbyte, end=END, notice=NOTICE)
    alice = the_world.viewer(world.ekvik, person=world.alice)

    with pytest.raises(decisions.DecisionRefusedError, match="at least one action"):
        decisions.decide(contract=contract.pk, outcome=Outcome.EXTEND_ON_CONDITIONS, by=alice)
    decisions.decide(
        contract=contract.pk,
        outcome=Outcome.EXTEND_ON_CONDITIONS,
        by=alice,
        actions=(DatedAction(NOTICE, "Send an update"),),
    )

    line = contracts.opened(alice, contract.pk, TODAY)
    assert line.decision
    assert line.decision.actions == (DatedAction(NOTICE, "Send an update"),)


def test_no_extension_left_leads_to_a_new_procurement(world: World) -> None:
    records.disclosure(world.nordbyte, world.ekvik, on=TODAY)
    contract = records.contract(world.ekvik, world.nordbyte, end=END, notice=NOTICE, maximum_end=END)
    alice = the_world.viewer(world.ekvik, person=world.alice)

    assert contracts.opened(alice, contract.pk, TODAY).gate.route is Route.NEW_PROCUREMENT
    with pytest.raises(decisions.DecisionRefusedError, match="new procurement"):
        decisions.decide(contract=contract.pk, outcome=Outcome.EXTEND, by=alice)


def test_a_later_end_date_has_a_gate_of_its_own(world: World) -> None:
    contract, alice = _current(world), the_world.viewer(world.ekvik, person=world.alice)
    decisions.decide(contract=contract.pk, outcome=Outcome.EXTEND, by=alice)

    contract.dates.filter(kind="end").update(on=END + timedelta(days=365))

    assert contracts.opened(alice, contract.pk, TODAY).decision is None


def test_only_the_holder_decides_and_charlie_learns_nothing(world: World) -> None:
    contract = _current(world)

    with pytest.raises(gate.RefusedError):
        decisions.decide(contract=contract.pk, outcome=Outcome.EXTEND, by=the_world.viewer(world.nordbyte))
    for outsider in (world.tekhandel, world.fjordby, world.convenor):
        with pytest.raises(gate.NotFoundError):
            decisions.decide(contract=contract.pk, outcome=Outcome.EXTEND, by=the_world.viewer(outsider))


def test_a_decision_is_its_organisations_own(world: World) -> None:
    contract, alice = _current(world), the_world.viewer(world.ekvik, person=world.alice)
    key = decisions.decide(contract=contract.pk, outcome=Outcome.EXTEND, by=alice)

    for outsider in (world.nordbyte, world.tekhandel, world.fjordby):
        with pytest.raises(gate.NotFoundError):
            decided.replayed(the_world.viewer(outsider), key)


def test_without_a_clause_only_the_partnership_letter_is_offered(world: World) -> None:
    contract, alice = _stale(world, duty=Duty.NONE), the_world.viewer(world.ekvik, person=world.alice)

    assert letters.letter(alice, contract.pk, LetterKind.PARTNERSHIP).gate.binding is False
    with pytest.raises(gate.NotFoundError):
        letters.letter(alice, contract.pk, LetterKind.FORMAL)


def test_the_gate_of_a_past_day_knows_only_what_was_disclosed_by_then(world: World) -> None:
    later = the_world.AT + timedelta(days=30)
    records.disclosure(world.nordbyte, world.ekvik, on=later.date(), at=later)
    contract = records.contract(world.ekvik, world.nordbyte, end=END, notice=NOTICE)
    alice = the_world.viewer(world.ekvik, person=world.alice)

    assert contracts.opened(alice, contract.pk, TODAY).gate.verdict is GateVerdict.NOT_ASSESSABLE
    assert contracts.opened(alice, contract.pk, later.date()).gate.verdict is GateVerdict.PASS


def test_a_version_sent_to_another_buyer_is_no_evidence_here(world: World) -> None:
    records.disclosure(world.nordbyte, world.fjordby, on=TODAY)
    contract = records.contract(world.ekvik, world.nordbyte, end=END, notice=NOTICE)

    for viewer in (the_world.viewer(world.ekvik), the_world.viewer(world.nordbyte)):
        assert contracts.opened(viewer, contract.pk, TODAY).gate.verdict is GateVerdict.NOT_ASSESSABLE


def test_a_version_sent_for_one_contract_does_not_serve_another(world: World) -> None:
    version = records.disclosure(world.nordbyte, world.ekvik, on=TODAY)
    served = records.contract(world.ekvik, world.nordbyte, end=END, notice=NOTICE)
    other = records.contract(world.ekvik, world.nordbyte, end=END, notice=NOTICE)
    models.Served.objects.create(disclosure=version, contract=served)
    alice = the_world.viewer(world.ekvik)

    assert contracts.opened(alice, served.pk, TODAY).gate.verdict is GateVerdict.PASS
    assert contracts.opened(alice, other.pk, TODAY).gate.verdict is GateVerdict.NOT_ASSESSABLE


def test_the_suppliers_own_copy_of_a_contract_stands_for_it(world: World) -> None:
    version = records.disclosure(world.nordbyte, world.ekvik, on=TODAY)
    held = records.contract(world.ekvik, world.nordbyte, end=END, notice=NOTICE, reference="K-7")
    copy = records.contract(
        world.ekvik, world.nordbyte, end=END, notice=NOTICE, reference="K-7", source_key="copy"
    )
    models.Served.objects.create(disclosure=version, contract=copy)

    line = contracts.opened(the_world.viewer(world.ekvik), held.pk, TODAY)

    assert line.gate.verdict is GateVerdict.PASS


def test_what_was_sent_for_a_contract_that_is_hidden_changes_nothing(world: World) -> None:
    """A consortium and its member both hold a contract; the member's own is the member's affair."""
    group = the_world.organisation("Norra inköp", Kind.FRAMEWORK_AUTHORITY)
    viewer = the_world.viewer(group)
    version = records.disclosure(world.nordbyte, world.ekvik, group, on=TODAY)
    hidden = records.contract(world.ekvik, world.nordbyte, end=END, notice=NOTICE)
    seen = records.contract(world.ekvik, world.nordbyte, end=END, notice=NOTICE, held_by=group.id)
    shown = sharing.attach(presets.named(group.id, world.ekvik.id))
    models.Contract.objects.filter(pk=seen.pk).update(label=shown)
    before = contracts.opened(viewer, seen.pk, TODAY)

    models.Served.objects.create(disclosure=version, contract=hidden)

    assert contracts.opened(viewer, seen.pk, TODAY) == before
    assert before.gate.verdict is GateVerdict.PASS


def test_where_a_date_stands_is_told_to_its_holder_only(world: World) -> None:
    contract = records.contract(world.ekvik, world.nordbyte, end=END, notice=NOTICE)

    alices = contracts.opened(the_world.viewer(world.ekvik), contract.pk, TODAY).contract
    bobs = contracts.opened(the_world.viewer(world.nordbyte), contract.pk, TODAY).contract

    assert alices.end is not None
    assert bobs.end is not None
    assert (alices.end.source, bobs.end.source) == ("contracts.csv", "")
    assert alices.end.on == bobs.end.on


def test_an_overdue_gate_never_reads_as_a_pass_and_extending_late_needs_a_reason(world: World) -> None:
    records.disclosure(world.nordbyte, world.ekvik, on=TODAY)
    contract = records.contract(world.ekvik, world.nordbyte, end=END, notice=TODAY - timedelta(days=1))
    alice = the_world.viewer(world.ekvik, person=world.alice)

    assert contracts.opened(alice, contract.pk, TODAY).gate.says == "overdue"
    with pytest.raises(decisions.DecisionRefusedError, match="why the decision comes late"):
        decisions.decide(contract=contract.pk, outcome=Outcome.EXTEND, by=alice)
    decisions.decide(contract=contract.pk, outcome=Outcome.EXTEND, by=alice, reason="The board met late")


def test_a_condition_lies_ahead(world: World) -> None:
    records.disclosure(world.nordbyte, world.ekvik, on=TODAY - timedelta(days=350))
    contract = records.contract(world.ekvik, world.nordbyte, end=END, notice=NOTICE)
    past = DatedAction(TODAY - timedelta(days=1), "Send an update")

    with pytest.raises(decisions.DecisionRefusedError, match="cannot be due before the day of the decision"):
        decisions.decide(
            contract=contract.pk,
            outcome=Outcome.EXTEND_ON_CONDITIONS,
            by=the_world.viewer(world.ekvik, person=world.alice),
            actions=(past,),
        )


def test_nothing_is_waived_before_the_gate_opens(world: World) -> None:
    contract = records.contract(world.ekvik, world.nordbyte, end=TODAY + timedelta(days=900))

    with pytest.raises(decisions.DecisionRefusedError, match="not open yet"):
        decisions.decide(
            contract=contract.pk,
            outcome=Outcome.WAIVE,
            by=the_world.viewer(world.ekvik, person=world.alice),
            reason="In advance",
            waived_by="Eva Lind",
        )


@pytest.mark.parametrize(
    ("columns", "offered"),
    [
        ({}, (LetterKind.PARTNERSHIP, LetterKind.FORMAL)),
        ({"duty_text": ""}, (LetterKind.PARTNERSHIP,)),
        ({"duty_reference": " "}, (LetterKind.PARTNERSHIP,)),
    ],
)
def test_the_formal_letter_needs_the_clause_and_its_words(
    world: World, columns: dict[str, str], offered: tuple[LetterKind, ...]
) -> None:
    contract = _stale(world)
    models.Contract.objects.filter(pk=contract.pk).update(**columns)

    assert contracts.opened(the_world.viewer(world.ekvik), contract.pk, TODAY).gate.letters == offered


def test_no_letter_speaks_of_an_extension_that_is_not_left(world: World) -> None:
    contract = _stale(world, maximum_end=END)

    gate_says = contracts.opened(the_world.viewer(world.ekvik), contract.pk, TODAY).gate

    assert (gate_says.letters, gate_says.says) == ((), "new procurement")


def test_a_battery_does_not_cover_the_laptop(world: World) -> None:
    version = records.disclosure(world.nordbyte, world.ekvik, on=TODAY, bought=[("Aurelis", "Book 14")])
    version.rows.update(component="battery")
    contract = records.contract(
        world.ekvik, world.nordbyte, end=END, notice=NOTICE, bought=[("Aurelis", "Book 14")]
    )

    line = contracts.opened(the_world.viewer(world.ekvik), contract.pk, TODAY)

    assert line.gate.verdict is GateVerdict.CONDITIONAL
