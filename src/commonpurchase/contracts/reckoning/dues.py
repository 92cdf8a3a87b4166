"""What a contract asks of whoever decides on it, and of its supplier, on a day."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from uuid import UUID

from commonpurchase.contracts.facts import Due, Gate, GateVerdict, Line, Route, Urgency
from commonpurchase.contracts.rules import dates, outcome
from commonpurchase.vocabulary.findings import Verdict
from commonpurchase.vocabulary.periods import in_words

ORDER = {urgency: place for place, urgency in enumerate(Urgency)}
STEPS = {
    GateVerdict.PASS: "Decide",
    GateVerdict.WAIVED: "Decide",
    GateVerdict.CONDITIONAL: "See the conditions",
    GateVerdict.FAIL: "Ask for an update",
    GateVerdict.NOT_ASSESSABLE: "Ask for an update",
}
CURRENT = {GateVerdict.PASS, GateVerdict.WAIVED}
#: The findings that a person must know of before it opens the contract.
TELLING = {
    (outcome.CURRENT, Verdict.NOT_ASSESSABLE),
    (outcome.CURRENT, Verdict.NOT_MET),
    (outcome.LASTS, Verdict.NOT_MET),
    (outcome.MODELS, Verdict.NOT_MET),
}
PASSED = dates.the_notice_date_has_not_passed.__name__


def in_order(dues: Iterable[Due]) -> list[Due]:
    """Overdue first, then by the day they are due, then by title."""
    return sorted(dues, key=lambda due: (ORDER[due.urgency], due.due_on, due.title))


def for_decider(line: Line, soon: date) -> list[Due]:
    """Overdue, open or opening by `soon`; once decided, the conditions that others must meet."""
    gate = line.gate
    if not gate.dated:
        return []
    if line.decision:
        return [
            _due(line, Urgency.WAITING, action.by, why=action.what, step="See the decision")
            for action in line.decision.actions
        ]
    if gate.overdue:
        return [_overdue(line)]
    if gate.verdict is GateVerdict.NOT_OPEN:
        why = f"The gate opens on {in_words(gate.opens_on)}."
        opening = _due(line, Urgency.SOON, gate.opens_on, why=why, step="See the contract")
        return [opening] if gate.opens_on <= soon else []
    if gate.route is Route.NEW_PROCUREMENT:
        why = f"No extension is left. Plan a new procurement before {in_words(gate.notice_on)}."
        return [_due(line, Urgency.NOW, gate.notice_on, why=why, step="See the contract")]
    why = f"{_reason(gate)} Decide by {in_words(gate.notice_on)}."
    return [_due(line, Urgency.NOW, gate.notice_on, why=why, step=STEPS[gate.verdict])]


def _overdue(line: Line) -> Due:
    """The notice date that passed, or the end that stands in for it; and that there is no way to extend."""
    gate, known = line.gate, line.contract.notice is not None
    why = f"The notice date, {in_words(gate.notice_on)}, passed without a decision."
    if not known:
        why = f"No notice date is known; the end date, {in_words(gate.notice_on)}, passed undecided."
    if gate.route is Route.NEW_PROCUREMENT:
        why += " No extension is left: plan a new procurement."
    return _due(line, Urgency.OVERDUE, gate.notice_on, why=why, step="Decide now")


def for_supplier(line: Line, soon: date) -> list[Due]:
    """An update to send, while the gate is open or opens by `soon` and the data will not do."""
    gate = line.gate
    if gate.verdict in CURRENT or gate.opens_on > soon:
        return []
    urgency = Urgency.SOON if gate.verdict is GateVerdict.NOT_OPEN else Urgency.NOW
    verb = "was to decide" if _has(gate, PASSED) else "decides"
    why = f"{line.contract.buyer} {verb} by {in_words(gate.notice_on)} whether to extend."
    due = _due(line, urgency, gate.notice_on, why=why, step="Send an update")
    title = f"{_name(line)} ({line.contract.buyer})"
    return [replace(due, title=title, step_url_name="contracts:updates", step_key=None)]


def _has(gate: Gate, rule: str) -> bool:
    """The rule about something passing says that it has."""
    return any(one.rule == rule and one.verdict is Verdict.NOT_MET for one in gate.findings)


def _reason(gate: Gate) -> str:
    """The gate's word, and the one finding that a person must know of."""
    told = [one.because for one in gate.findings if (one.rule, one.verdict) in TELLING]
    return " ".join([f"The gate says {gate.verdict}.", *told[:1]])


def _due(line: Line, urgency: Urgency, on: date, *, why: str, step: str) -> Due:
    contract = line.contract
    key = _key(contract.id)
    return Due(f"{_name(line)} ({contract.supplier})", why, step, "contracts:one", key, on, urgency, key)


def _name(line: Line) -> str:
    return line.contract.title or line.contract.reference


def _key(key: UUID | None) -> UUID:
    if key is None:
        message = "a contract that something is due on has an id"
        raise ValueError(message)
    return key
