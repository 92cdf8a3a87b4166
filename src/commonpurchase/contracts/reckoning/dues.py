"""What a contract asks of whoever decides on it, and of its supplier, on a day."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from commonpurchase.contracts.facts import Due, GateVerdict, Line, Urgency
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
        why = f"The notice date, {in_words(gate.notice_on)}, passed without a decision."
        return [_due(line, Urgency.OVERDUE, gate.notice_on, why=why, step="Decide now")]
    if gate.verdict is GateVerdict.NOT_OPEN:
        why = f"The gate opens on {in_words(gate.opens_on)}."
        opening = _due(line, Urgency.SOON, gate.opens_on, why=why, step="See the contract")
        return [opening] if gate.opens_on <= soon else []
    why = f"The gate is open and says {gate.verdict}. Decide by {in_words(gate.notice_on)}."
    return [_due(line, Urgency.NOW, gate.notice_on, why=why, step=STEPS[gate.verdict])]


def for_supplier(line: Line, soon: date) -> list[Due]:
    """An update to send, while the gate is open or opens by `soon` and the data will not do."""
    gate = line.gate
    if gate.verdict in CURRENT or gate.opens_on > soon:
        return []
    urgency = Urgency.SOON if gate.verdict is GateVerdict.NOT_OPEN else Urgency.NOW
    why = f"{line.contract.buyer} decides by {in_words(gate.notice_on)} whether to extend."
    return [_due(line, urgency, gate.notice_on, why=why, step="Send an update")]


def _due(line: Line, urgency: Urgency, on: date, *, why: str, step: str) -> Due:
    contract = line.contract
    title = f"{contract.title or contract.reference} ({contract.supplier})"
    return Due(title, why, step, "contracts:one", _key(contract.id), on, urgency)


def _key(key: UUID | None) -> UUID:
    if key is None:
        message = "a contract that something is due on has an id"
        raise ValueError(message)
    return key
