"""What may be decided at the renewal gate."""

from commonpurchase.contracts.facts import Contract, Decision, Gate, GateVerdict, Outcome, Route
from commonpurchase.vocabulary.findings import Finding, cites, met, not_met
from commonpurchase.vocabulary.periods import in_words

EXTENDING = {Outcome.EXTEND, Outcome.EXTEND_ON_CONDITIONS, Outcome.WAIVE}


@cites("dialogue-2025-09/contractual.4")
def outcome_follows_from_the_gate(gate: Gate, decision: Decision) -> Finding:
    """Under a duty to update, a contract is extended on a pass, on conditions, or by a waiver."""
    if decision.outcome in EXTENDING and gate.verdict is GateVerdict.NOT_OPEN:
        return not_met("The gate is not open yet; deciding now would rest on data that can still change.")
    if decision.outcome not in EXTENDING or decision.outcome is Outcome.WAIVE:
        return met(f"the gate leaves the choice to {decision.outcome}")
    if not gate.binding or gate.verdict is GateVerdict.PASS:
        return met("nothing in the contract stands against an extension")
    if gate.verdict is GateVerdict.CONDITIONAL and decision.outcome is Outcome.EXTEND_ON_CONDITIONS:
        return met("the extension carries the gate's conditions")
    if gate.verdict is GateVerdict.CONDITIONAL:
        return not_met("The gate is conditional: extend on conditions, or waive it with a name and a reason.")
    return not_met(
        f"The gate says {gate.verdict}: do not extend, or waive it with the name of the person who "
        "answers for that and the reason."
    )


@cites("common-purchase/renewal.6")
def a_waiver_has_something_to_waive(gate: Gate, decision: Decision) -> Finding:
    """Only a gate that does not pass is waived."""
    if decision.outcome is Outcome.WAIVE and gate.verdict is GateVerdict.PASS:
        return not_met("What was disclosed is in order, so there is nothing to waive: extend instead.")
    return met("the gate does not pass, or is not waived")


@cites("dialogue-2025-09/contractual.4")
def waiver_is_answered_for(decision: Decision) -> Finding:
    """A waiver names the person who answers for it and gives the reason."""
    if decision.outcome is not Outcome.WAIVE:
        return met("not a waiver")
    if not (_says_something(decision.waived_by) and _says_something(decision.reason)):
        return not_met("A waiver needs the name of the person who answers for it, and the reason.")
    return met(f"waived by {decision.waived_by}")


@cites("dialogue-2025-09/contractual.4")
def conditions_are_dated(decision: Decision, contract: Contract) -> Finding:
    """An extension on conditions says what must be done by which day, while the contract can still run."""
    if decision.outcome is Outcome.EXTEND_ON_CONDITIONS and not decision.actions:
        return not_met("An extension on conditions needs at least one action with the day it is due by.")
    if not all(_says_something(action.what) for action in decision.actions):
        return not_met("A condition says what must be done, after the day it is due by.")
    past = [action for action in decision.actions if action.by < decision.decided_on]
    if past:
        days = ", ".join(in_words(action.by) for action in past)
        return not_met(f"A condition cannot be due before the day of the decision: {days}.")
    last = contract.maximum_end.on if contract.maximum_end else None
    if last and (late := [action for action in decision.actions if action.by > last]):
        days = ", ".join(in_words(action.by) for action in late)
        return not_met(
            f"A condition cannot be due after {in_words(last)}, when the contract ends for good: {days}."
        )
    return met("every condition has a day that is still to come")


@cites("common-purchase/renewal.2")
def a_late_extension_gives_its_reason(gate: Gate, decision: Decision) -> Finding:
    """An extension decided after the notice date says why it comes late; it is never taken for granted."""
    if gate.overdue and decision.outcome in EXTENDING and not _says_something(decision.reason):
        return not_met("The notice date has passed: to extend now, say why the decision comes late.")
    return met("the decision is in time, or says why it is not")


@cites("dialogue-2025-09/contractual.4")
def an_extension_is_left_to_decide(gate: Gate, decision: Decision) -> Finding:
    """A contract with no extension left is not extended; it needs a new procurement."""
    if gate.route is Route.NEW_PROCUREMENT and decision.outcome in EXTENDING:
        return not_met("No extension is left under this contract: plan a new procurement instead.")
    return met("an extension is left, or none is asked for")


def _says_something(text: str) -> bool:
    """A full stop or a dash is no name and no reason."""
    return sum(letter.isalpha() for letter in text) >= 2


RULES = [
    outcome_follows_from_the_gate,
    a_waiver_has_something_to_waive,
    waiver_is_answered_for,
    conditions_are_dated,
    a_late_extension_gives_its_reason,
    an_extension_is_left_to_decide,
]
