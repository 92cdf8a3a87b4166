"""Deciding at a renewal gate."""

from uuid import UUID

from django.db import transaction

from commonpurchase.contracts import facts, models
from commonpurchase.contracts.queries import contracts
from commonpurchase.contracts.reckoning.frozen import freeze
from commonpurchase.contracts.rules import decisions as rules
from commonpurchase.history import actions as history
from commonpurchase.organisations import queries as organisations
from commonpurchase.sharing import actions as sharing
from commonpurchase.sharing import gate
from commonpurchase.sharing.facts import Permission, Viewer
from commonpurchase.sharing.reckoning import presets
from commonpurchase.vocabulary.findings import Verdict


class DecisionRefusedError(ValueError):
    """The decision does not follow from the gate; every reason in a sentence of its own."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = reasons


@transaction.atomic
def decide(
    *,
    contract: UUID,
    outcome: facts.Outcome,
    by: Viewer,
    reason: str = "",
    waived_by: str = "",
    actions: tuple[facts.DatedAction, ...] = (),
) -> UUID:
    """Write what was decided today at a contract's gate, with everything it rested on.

    `gate.NotFoundError` or `gate.RefusedError` when the viewer may not; `DecisionRefusedError`
    when the outcome does not follow from the gate.
    """
    gate.open_record(by, models.Contract, contract, Permission.CHANGE)
    on = by.at.date()
    said = contracts.undecided(by, contract, on)
    decision = facts.Decision(
        outcome, on, _name(by), reason.strip(), actions, waived_by.strip(), contracts.end_of(said.contract)
    )
    _judge(said.gate, decision)
    row = _write(contract, decision, said, by)
    history.append(
        verb="contracts.decide",
        subject=("contract", contract),
        content={"decision": str(row.pk), "outcome": outcome.value, "reason": reason, "waived_by": waived_by},
        by=by,
    )
    return row.pk


def _judge(said: facts.Gate, decision: facts.Decision) -> None:
    findings = [
        rules.outcome_follows_from_the_gate(said, decision),
        rules.waiver_is_answered_for(decision),
        rules.conditions_are_dated(decision),
        rules.a_late_extension_gives_its_reason(said, decision),
        rules.an_extension_is_left_to_decide(said, decision),
    ]
    reasons = [finding.because for finding in findings if finding.verdict is Verdict.NOT_MET]
    if reasons:
        raise DecisionRefusedError(reasons)


def _write(contract: UUID, decision: facts.Decision, said: facts.Line, by: Viewer) -> models.GateDecision:
    """The decision is its organisation's own: narrower than every record it rests on."""
    terms = contracts.terms(decision.decided_on)
    disclosed = contracts.disclosed_for(by, contract, decision.decided_on)
    return models.GateDecision.objects.create(
        label=sharing.attach(presets.own(gate.organisation_of(by))),
        contract_id=contract,
        outcome=decision.outcome.value,
        reason=decision.reason,
        waived_by_name=decision.waived_by,
        decided_on=decision.decided_on,
        decided_at=by.at,
        decided_by=gate.person_of(by),
        for_end_on=decision.for_end_on,
        actions=freeze(decision.actions),
        basis=freeze({"contract": said.contract, "disclosure": disclosed, "terms": terms}),
        gate=freeze(said.gate),
    )


def _name(by: Viewer) -> str:
    return organisations.name_of_person(gate.person_of(by))
