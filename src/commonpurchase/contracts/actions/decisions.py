"""Deciding at a renewal gate."""

from uuid import UUID

from django.db import transaction

from commonpurchase.contracts import facts, models
from commonpurchase.contracts.queries import contracts
from commonpurchase.contracts.queries import decisions as queries
from commonpurchase.contracts.reckoning.frozen import freeze
from commonpurchase.contracts.rules import decisions as rules
from commonpurchase.disclosures import queries as disclosures
from commonpurchase.disclosures.facts import Disclosure
from commonpurchase.documents.readers.placeholders import is_placeholder
from commonpurchase.history import actions as history
from commonpurchase.organisations import queries as organisations
from commonpurchase.sharing import actions as sharing
from commonpurchase.sharing import gate
from commonpurchase.sharing.facts import Label, Viewer
from commonpurchase.sharing.reckoning.joins import kept_to_itself
from commonpurchase.vocabulary.findings import Verdict
from commonpurchase.vocabulary.periods import in_words


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
    after: UUID | None = None,
) -> UUID:
    """Write what was decided today at a contract's gate, with everything it rested on.

    `after` is the decision that stood when this one was made; None for a first one.
    `gate.NotFoundError` or `gate.RefusedError` when the viewer may not; `DecisionRefusedError`
    when the outcome does not follow from the gate, or somebody decided meanwhile.
    """
    contracts.require_decider(by, contract)
    on = by.at.date()
    said = contracts.undecided(by, contract, on)
    reason, waived_by = (_said(words) for words in (reason, waived_by))
    decision = facts.Decision(
        outcome, on, _name(by), reason, actions, waived_by, contracts.end_of(said.contract)
    )
    _meanwhile(by, contract, after)
    _judge(said, decision)
    row = _write(contract, decision, said, by)
    history.append(
        verb="contracts.decide",
        subject=("contract", contract),
        content={"decision": str(row.pk), "outcome": outcome.value, "reason": reason, "waived_by": waived_by},
        by=by,
    )
    return row.pk


def _meanwhile(by: Viewer, contract: UUID, after: UUID | None) -> None:
    made = queries.of_contract(by, contract)
    last = made[0] if made else None
    if last and last.id != after:
        said = f"{last.decided_by} decided on {in_words(last.decided_on)}: {last.outcome}."
        raise DecisionRefusedError(
            [f"{said} If you decide otherwise, look at that first, then send this again."]
        )


def _judge(said: facts.Line, decision: facts.Decision) -> None:
    findings = [
        rules.outcome_follows_from_the_gate(said.gate, decision),
        rules.a_waiver_has_something_to_waive(said.gate, decision),
        rules.waiver_is_answered_for(decision),
        rules.conditions_are_dated(decision, said.contract),
        rules.a_late_extension_gives_its_reason(said.gate, decision),
        rules.an_extension_is_left_to_decide(said.gate, decision),
    ]
    reasons = [finding.because for finding in findings if finding.verdict is Verdict.NOT_MET]
    if reasons:
        raise DecisionRefusedError(reasons)


def _write(contract: UUID, decision: facts.Decision, said: facts.Line, by: Viewer) -> models.GateDecision:
    """The decision is its organisation's own, and as closed as every record it rests on."""
    terms = contracts.terms(decision.decided_on)
    disclosed = contracts.disclosed_for(by, contract, decision.decided_on)
    return models.GateDecision.objects.create(
        label=sharing.attach(kept_to_itself(gate.organisation_of(by), _inputs(by, contract, disclosed))),
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


def _inputs(by: Viewer, contract: UUID, disclosed: Disclosure) -> list[Label]:
    """The labels of what a decision rests on."""
    version = [disclosures.label_of(by, disclosed.id)] if disclosed.id else []
    return [contracts.label_of(by, contract), *version]


def _said(words: str) -> str:
    """What was typed; “TBD” and “n/a” say nothing."""
    return "" if is_placeholder(words) else words.strip()


def _name(by: Viewer) -> str:
    return organisations.name_of_person(gate.person_of(by))
