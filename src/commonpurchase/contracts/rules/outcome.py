"""What findings add up to: the verdict of the gate, its because, and what must be done by when."""

from collections.abc import Iterator, Mapping
from datetime import date

from commonpurchase.contracts.facts import Contract, DatedAction, GateVerdict
from commonpurchase.contracts.rules import dates, duty, renewal
from commonpurchase.vocabulary.findings import Finding, Verdict

Found = Mapping[str, Finding]

WAIVED = duty.the_gate_is_not_waived.__name__
OPEN = dates.the_gate_is_open.__name__
CURRENT = renewal.disclosed_data_is_current.__name__
LASTS = renewal.disclosed_data_will_be_current_on_the_notice_date.__name__
MODELS = renewal.every_contract_model_has_a_current_row.__name__
OLD = renewal.no_row_is_older_than_the_lifetime.__name__
EXTENSION = dates.an_extension_is_left.__name__
DUTY = duty.contract_obliges_the_supplier_to_update.__name__

#: Read from the top: the first line that a finding matches decides.
DECIDING = (
    (OPEN, Verdict.NOT_ASSESSABLE, GateVerdict.NOT_ASSESSABLE),
    (OPEN, Verdict.NOT_MET, GateVerdict.NOT_OPEN),
    (CURRENT, Verdict.NOT_ASSESSABLE, GateVerdict.NOT_ASSESSABLE),
    (CURRENT, Verdict.NOT_MET, GateVerdict.FAIL),
    (LASTS, Verdict.NOT_MET, GateVerdict.CONDITIONAL),
    (MODELS, Verdict.NOT_MET, GateVerdict.CONDITIONAL),
    (LASTS, Verdict.MET, GateVerdict.PASS),
)
#: Told whatever the verdict, in this order, as soon as not everything is in order.
TOLD_WHEN_NOT_MET = (
    dates.a_notice_date_is_given.__name__,
    dates.the_notice_date_has_not_passed.__name__,
    dates.the_notice_date_did_not_pass_undecided.__name__,
    dates.the_contract_has_not_ended.__name__,
)


def verdict(found: Found) -> GateVerdict:
    """What the gate would say if nobody waived it."""
    return next(says for rule, answer, says in DECIDING if found[rule].verdict is answer)


def because(found: Found) -> str:
    """The reasons as plain sentences: what decided, what has passed, what is left, how old the rows are."""
    return " ".join(_sentences(found))


def actions(found: Found, contract: Contract, on: date) -> tuple[DatedAction, ...]:
    """What a conditional gate asks for, by the next date of the contract that is still to come."""
    if verdict(found) is not GateVerdict.CONDITIONAL:
        return ()
    by = _next_date(contract, on)
    return tuple(DatedAction(by, what) for what in _asks(found, contract))


def _sentences(found: Found) -> Iterator[str]:
    said = verdict(found)
    if found[WAIVED].verdict is not Verdict.MET:
        yield found[WAIVED].because
        yield f"Without a waiver the verdict is {said}."
    yield next(found[rule].because for rule, answer, says in DECIDING if found[rule].verdict is answer)
    if said is GateVerdict.CONDITIONAL and found[LASTS].verdict is Verdict.NOT_MET is found[MODELS].verdict:
        yield found[MODELS].because
    yield from (found[rule].because for rule in TOLD_WHEN_NOT_MET if found[rule].verdict is Verdict.NOT_MET)
    if found[EXTENSION].verdict is not Verdict.NOT_ASSESSABLE:
        yield found[EXTENSION].because
    yield found[DUTY].because
    yield found[OLD].because


def _asks(found: Found, contract: Contract) -> Iterator[str]:
    if found[LASTS].verdict is Verdict.NOT_MET:
        yield f"{contract.supplier} updates its disclosed data."
    if found[MODELS].verdict is Verdict.NOT_MET:
        yield f"{contract.supplier} discloses the sites of every product model in the contract."


def _next_date(contract: Contract, on: date) -> date:
    """The first of notice date, end and maximum end that has not passed; else the day itself."""
    known = (contract.notice, contract.end, contract.maximum_end)
    return min((dated.on for dated in known if dated and dated.on >= on), default=on)
