"""The renewal gate: every finding about a contract on a day, and the one verdict they add up to."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from commonpurchase.contracts.facts import Contract, Decision, Gate, GateVerdict, LetterKind, Route, Terms
from commonpurchase.contracts.rules import dates, duty, outcome, renewal
from commonpurchase.disclosures.facts import Disclosure
from commonpurchase.vocabulary.findings import Finding, Verdict, not_assessable

Asked = tuple[Callable[..., Finding], tuple[object, ...]]


def judge(
    contract: Contract, disclosure: Disclosure, on: date, terms: Terms, decision: Decision | None = None
) -> Gate:
    """The gate of a contract on a day, from what was disclosed on that day or before.

    A decision counts from its own day on. A waiver by a named person with a reason replaces the
    verdict; nothing else does, the passing of time least of all. A contract without any date to go
    by is not assessable, and its gate opens on the last day of the calendar, which is never.
    """
    found = _findings(contract, disclosure, on, terms, decision)
    verdict = GateVerdict.WAIVED if _is(found, duty.the_gate_is_not_waived, Verdict.NOT_MET) else None
    binding = _is(found, duty.contract_obliges_the_supplier_to_update, Verdict.MET)
    no_extension = _is(found, dates.an_extension_is_left, Verdict.NOT_MET)
    return Gate(
        verdict=verdict or outcome.verdict(found),
        because=outcome.because(found),
        opens_on=dates.opening_day(contract, terms.opens_days) or date.max,
        notice_on=dates.notice_date(contract) or date.max,
        last_update_on=renewal.known_on(disclosure, on).last_update_on,
        findings=tuple(found.values()),
        actions=() if verdict else outcome.actions(found, contract, on),
        binding=binding,
        route=Route.NEW_PROCUREMENT if no_extension else Route.EXTENSION,
        overdue=_is(found, dates.the_notice_date_did_not_pass_undecided, Verdict.NOT_MET),
        letters=() if no_extension else _letters(contract, outcome.verdict(found)),
    )


def without_decisions(gate: Gate, decider: str) -> Gate:
    """The gate as told to somebody who may not see decisions, nor that one is missing.

    `decider` is whoever decides. A notice date that has passed is said to have passed, never a pass.
    """
    rule = dates.the_notice_date_did_not_pass_undecided.__name__
    untold = not_assessable(f"{decider} decides; whether it has is not shown to you.")
    found = {one.rule: one for one in gate.findings} | {rule: replace(untold, rule=rule)}
    passed = _is(found, dates.the_notice_date_has_not_passed, Verdict.NOT_MET)
    because = " ".join([outcome.because(found), *([untold.because] if passed else [])])
    return replace(gate, overdue=False, passed=passed, because=because, findings=tuple(found.values()))


def _letters(contract: Contract, verdict: GateVerdict) -> tuple[LetterKind, ...]:
    """Partnership always; the formal demand where something can be demanded and the clause quoted."""
    demands = verdict in {GateVerdict.CONDITIONAL, GateVerdict.FAIL, GateVerdict.NOT_ASSESSABLE}
    formal = demands and contract.update_duty.quotable
    return (LetterKind.PARTNERSHIP, LetterKind.FORMAL) if formal else (LetterKind.PARTNERSHIP,)


def _is(found: dict[str, Finding], rule: Callable[..., Finding], verdict: Verdict) -> bool:
    return found[rule.__name__].verdict is verdict


def _findings(
    contract: Contract, disclosure: Disclosure, on: date, terms: Terms, decision: Decision | None
) -> dict[str, Finding]:
    """Each rule's answer by the rule's name, in the order in which a person would ask."""
    lifetime, notice_on = timedelta(days=terms.lifetime_days), dates.notice_date(contract) or on
    asked: tuple[Asked, ...] = (
        (duty.the_gate_is_not_waived, (on, decision)),
        (dates.the_gate_is_open, (contract, on, terms.opens_days)),
        (renewal.disclosed_data_is_current, (disclosure, on, lifetime)),
        (
            renewal.disclosed_data_will_be_current_on_the_notice_date,
            (disclosure, on, notice_on, lifetime),
        ),
        (renewal.every_contract_model_has_a_current_row, (contract, disclosure, on, lifetime)),
        (dates.a_notice_date_is_given, (contract,)),
        (dates.the_notice_date_has_not_passed, (contract, on)),
        (dates.the_notice_date_did_not_pass_undecided, (contract, on, decision)),
        (dates.the_contract_has_not_ended, (contract, on)),
        (dates.an_extension_is_left, (contract,)),
        (duty.contract_obliges_the_supplier_to_update, (contract,)),
        (renewal.no_row_is_older_than_the_lifetime, (disclosure, on, lifetime)),
    )
    return {rule.__name__: replace(rule(*given), rule=rule.__name__) for rule, given in asked}
