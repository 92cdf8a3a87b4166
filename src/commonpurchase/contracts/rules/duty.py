"""Whether the gate binds: what the contract obliges the supplier to, and who may lift it."""

from datetime import date

from commonpurchase.contracts.facts import Contract, Decision, Duty, Outcome
from commonpurchase.vocabulary.findings import Finding, cites, met, not_assessable, not_met
from commonpurchase.vocabulary.periods import in_words


@cites("dialogue-2025-09/contractual.4", "common-purchase/renewal.3")
def contract_obliges_the_supplier_to_update(contract: Contract) -> Finding:
    """The contract has a clause that the formal letter can quote; without one the verdict is advice."""
    duty = contract.update_duty
    if duty.duty is Duty.NONE:
        return not_met(
            "The contract does not oblige the supplier to update its data, so this result is advice."
        )
    if duty.duty is Duty.UNKNOWN:
        return not_assessable(
            "It is not known whether the contract obliges the supplier to update its data, so this result "
            "is advice."
        )
    where = f" ({duty.reference})" if duty.reference else ""
    return met(f"The contract obliges the supplier to update its data{where}.")


@cites("common-purchase/renewal.6")
def the_gate_is_not_waived(on: date, decision: Decision | None = None) -> Finding:
    """No named person took it on themselves, with a reason, to go on in spite of the gate."""
    if decision is None or decision.outcome is not Outcome.WAIVE or decision.decided_on > on:
        return met("Nobody has waived the gate.")
    person, reason = (decision.waived_by or decision.decided_by).strip(), decision.reason.strip()
    if not person or not reason:
        return not_assessable("A waiver without a named person and a reason does not count.")
    return not_met(
        f"{person} waived the gate on {in_words(decision.decided_on)} for this reason: {_ended(reason)}"
    )


def _ended(sentence: str) -> str:
    return sentence if sentence[-1] in ".!?" else f"{sentence}."


RULES = [contract_obliges_the_supplier_to_update, the_gate_is_not_waived]
