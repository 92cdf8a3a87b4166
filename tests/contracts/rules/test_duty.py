"""What makes the gate bind, and what lifts it."""

import pytest

from commonpurchase.contracts.facts import Decision, Duty, Outcome, UpdateDuty
from commonpurchase.contracts.rules import duty
from commonpurchase.vocabulary.findings import Verdict
from tests.contracts.rules.smallest import NOTICE, OBLIGED, contract, days, decision


@pytest.mark.parametrize(
    ("update_duty", "verdict", "said"),
    [
        (OBLIGED, Verdict.MET, "obliges the supplier to update its data (clause 12.3)."),
        (UpdateDuty(Duty.CLAUSE), Verdict.MET, "obliges the supplier to update its data."),
        (UpdateDuty(Duty.NONE), Verdict.NOT_MET, "does not oblige the supplier"),
        (UpdateDuty(), Verdict.NOT_ASSESSABLE, "It is not known whether"),
    ],
)
def test_only_a_clause_obliges(update_duty: UpdateDuty, verdict: Verdict, said: str) -> None:
    finding = duty.contract_obliges_the_supplier_to_update(contract(update_duty=update_duty))

    assert finding.verdict is verdict
    assert said in finding.because
    assert ("advice" in finding.because) is (verdict is not Verdict.MET)


@pytest.mark.parametrize(
    ("decided", "verdict"),
    [
        (None, Verdict.MET),
        (decision(Outcome.EXTEND), Verdict.MET),
        (decision(Outcome.WAIVE, reason="No other supplier"), Verdict.NOT_MET),
        (decision(Outcome.WAIVE, reason="  "), Verdict.NOT_ASSESSABLE),
        (decision(Outcome.WAIVE, reason="No other supplier", decided_by=" "), Verdict.NOT_ASSESSABLE),
        (decision(Outcome.WAIVE, on=NOTICE + days(1), reason="Decided tomorrow"), Verdict.MET),
    ],
)
def test_a_waiver_counts_from_its_day_on_with_a_name_and_a_reason(
    decided: Decision | None, verdict: Verdict
) -> None:
    assert duty.the_gate_is_not_waived(NOTICE, decided).verdict is verdict


def test_a_waiver_names_whoever_answers_for_it_and_gives_the_reason_as_a_sentence() -> None:
    waived = decision(Outcome.WAIVE, reason="No other supplier", waived_by="Eva Holm")

    assert duty.the_gate_is_not_waived(NOTICE, waived).because == (
        "Eva Holm waived the gate on 1 July 2026 for this reason: No other supplier."
    )
