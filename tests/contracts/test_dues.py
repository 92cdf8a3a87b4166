"""What the first page asks of whom."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest

from commonpurchase.contracts.facts import (
    Contract,
    DatedAction,
    Decision,
    Gate,
    GateVerdict,
    Line,
    Outcome,
    SourcedDate,
    Urgency,
)
from commonpurchase.contracts.queries import today
from commonpurchase.contracts.reckoning import dues
from tests import world as the_world
from tests.contracts import records
from tests.world import World

ON = date(2026, 3, 1)
SOON = ON + timedelta(days=30)


def _line(verdict: GateVerdict, opens: date = ON, *, overdue: bool = False) -> Line:
    contract = Contract("K-1", "Ekvik stad", "Nordbyte AB", end=SourcedDate(date(2026, 9, 1)), id=uuid4())
    return Line(contract, Gate(verdict, "", opens, opens + timedelta(days=180), None, overdue=overdue))


@pytest.mark.parametrize(
    ("line", "urgency", "step"),
    [
        (_line(GateVerdict.PASS), Urgency.NOW, "Decide"),
        (_line(GateVerdict.FAIL), Urgency.NOW, "Ask for an update"),
        (_line(GateVerdict.NOT_ASSESSABLE), Urgency.NOW, "Ask for an update"),
        (_line(GateVerdict.CONDITIONAL), Urgency.NOW, "See the conditions"),
        (_line(GateVerdict.FAIL, overdue=True), Urgency.OVERDUE, "Decide now"),
        (_line(GateVerdict.NOT_OPEN, SOON), Urgency.SOON, "See the contract"),
    ],
)
def test_whoever_decides_is_told_the_smallest_next_step(line: Line, urgency: Urgency, step: str) -> None:
    (due,) = dues.for_decider(line, SOON)

    assert (due.urgency, due.step_label) == (urgency, step)


def test_a_gate_that_opens_later_is_not_announced_yet() -> None:
    assert dues.for_decider(_line(GateVerdict.NOT_OPEN, SOON + timedelta(days=1)), SOON) == []
    assert dues.for_supplier(_line(GateVerdict.NOT_OPEN, SOON + timedelta(days=1)), SOON) == []


def test_a_contract_without_any_date_is_not_due() -> None:
    undated = _line(GateVerdict.NOT_ASSESSABLE)
    undated = replace(undated, gate=replace(undated.gate, notice_on=date.max, opens_on=date.max))

    assert dues.for_decider(undated, SOON) == []


def test_conditions_wait_for_others_with_their_days() -> None:
    action = DatedAction(date(2026, 5, 1), "Send rows for View 27")
    decided = Decision(Outcome.EXTEND_ON_CONDITIONS, ON, "Alice", actions=(action,))

    (due,) = dues.for_decider(replace(_line(GateVerdict.CONDITIONAL), decision=decided), SOON)

    assert (due.urgency, due.due_on, due.why) == (Urgency.WAITING, action.by, action.what)


@pytest.mark.parametrize("verdict", [GateVerdict.PASS, GateVerdict.WAIVED])
def test_a_supplier_whose_data_will_do_is_asked_for_nothing(verdict: GateVerdict) -> None:
    assert dues.for_supplier(_line(verdict), SOON) == []


def test_overdue_comes_first() -> None:
    lines = [
        _line(GateVerdict.NOT_OPEN, SOON),
        _line(GateVerdict.PASS),
        _line(GateVerdict.FAIL, overdue=True),
    ]

    ordered = dues.in_order(due for line in lines for due in dues.for_decider(line, SOON))

    assert [due.urgency for due in ordered] == [Urgency.OVERDUE, Urgency.NOW, Urgency.SOON]


def test_each_party_is_told_its_own_step_and_charlie_nothing(world: World) -> None:
    records.contract(world.ekvik, world.nordbyte, end=ON + timedelta(days=90), notice=ON + timedelta(days=30))

    assert [d.step_label for d in today.due(the_world.viewer(world.ekvik), ON)] == ["Ask for an update"]
    assert [d.step_label for d in today.due(the_world.viewer(world.nordbyte), ON)] == ["Send an update"]
    assert today.due(the_world.viewer(world.tekhandel), ON) == []
    assert today.due(the_world.viewer(world.fjordby), ON) == []


def test_each_is_told_what_it_needs_to_know_and_whom_it_concerns(world: World) -> None:
    records.disclosure(world.nordbyte, world.ekvik, on=ON - timedelta(days=400))
    records.contract(world.ekvik, world.nordbyte, end=ON + timedelta(days=90), notice=ON - timedelta(days=3))
    records.contract(world.ekvik, world.nordbyte, end=ON + timedelta(days=90), notice=ON + timedelta(days=3))

    _, alices = today.due(the_world.viewer(world.ekvik), ON)
    late, bobs = today.due(the_world.viewer(world.nordbyte), ON)

    assert alices.title == "Laptops (Nordbyte AB)"
    assert "so it was current until" in alices.why
    assert (bobs.title, bobs.step_url_name, bobs.step_key) == (
        "Laptops (Ekvik stad)",
        "contracts:updates",
        None,
    )
    assert "Ekvik stad decides by 4 March 2026" in bobs.why
    assert "Ekvik stad was to decide by 26 February 2026" in late.why
