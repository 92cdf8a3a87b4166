"""What is due: for whoever decides on a contract, and for the supplier who must update."""

from datetime import date, timedelta
from uuid import UUID

from commonpurchase.contracts import facts, models
from commonpurchase.contracts.queries import contracts
from commonpurchase.sharing import gate
from commonpurchase.sharing.facts import Permission, Viewer
from commonpurchase.vocabulary.periods import in_words
from commonpurchase.vocabulary.readers import declared

FIRST = {urgency: place for place, urgency in enumerate(facts.Urgency)}


def due(viewer: Viewer, on: date) -> list[facts.Due]:
    """Everything due for the viewer on a day: overdue first, then by date."""
    soon = on + timedelta(days=declared.value("opening_soon_days", on))
    mine = set(
        gate.visible(viewer, models.Contract, Permission.CHANGE).values_list("pk", flat=True)
    )
    supplied = set(
        gate.visible(viewer, models.Contract).filter(supplier=viewer.organisation).values_list("pk", flat=True)
    )
    found = []
    for line in contracts.listed(viewer, on):
        key = line.contract.id
        if key in supplied:
            found += _for_supplier(line, soon)
        elif key in mine:
            found += _for_decider(line, on, soon)
    return sorted(found, key=lambda one: (FIRST[one.urgency], one.due_on, one.title))


def _for_decider(line: facts.Line, on: date, soon: date) -> list[facts.Due]:
    said, key, title = line.gate, _key(line), _title(line)
    if line.decision:
        return _conditions(line)
    if said.overdue:
        why = f"The notice date, {in_words(said.notice_on)}, passed without a decision."
        return [_due(title, why, "Decide now", key, said.notice_on, facts.Urgency.OVERDUE)]
    if said.verdict is facts.GateVerdict.NOT_OPEN:
        if said.opens_on > soon:
            return []
        why = f"The gate opens on {in_words(said.opens_on)}."
        return [_due(title, why, "See the contract", key, said.opens_on, facts.Urgency.SOON)]
    step = {
        facts.GateVerdict.PASS: "Decide",
        facts.GateVerdict.CONDITIONAL: "See the conditions",
        facts.GateVerdict.FAIL: "Ask for an update",
        facts.GateVerdict.NOT_ASSESSABLE: "Ask for an update",
    }[said.verdict]
    why = f"The gate is open and says {said.verdict}. Decide by {in_words(said.notice_on)}."
    return [_due(title, why, step, key, said.notice_on, facts.Urgency.NOW)]


def _conditions(line: facts.Line) -> list[facts.Due]:
    """What was asked for when the extension was decided on conditions."""
    assert line.decision is not None
    return [
        _due(_title(line), one.what, "See the decision", _key(line), one.by, facts.Urgency.WAITING)
        for one in line.decision.actions
    ]


def _for_supplier(line: facts.Line, soon: date) -> list[facts.Due]:
    said = line.gate
    current = said.verdict in {facts.GateVerdict.PASS, facts.GateVerdict.WAIVED}
    if current or said.opens_on > soon:
        return []
    urgency = facts.Urgency.SOON if said.verdict is facts.GateVerdict.NOT_OPEN else facts.Urgency.NOW
    why = f"{line.contract.buyer} decides by {in_words(said.notice_on)} whether to extend."
    return [_due(_title(line), why, "Send an update", _key(line), said.notice_on, urgency)]


def _due(title: str, why: str, step: str, key: UUID, on: date, urgency: facts.Urgency) -> facts.Due:  # noqa: PLR0913
    return facts.Due(title, why, step, "contracts:one", key, on, urgency)


def _key(line: facts.Line) -> UUID:
    if line.contract.id is None:
        raise ValueError("a contract on the first page has an id")
    return line.contract.id


def _title(line: facts.Line) -> str:
    return f"{line.contract.title or line.contract.reference} ({line.contract.supplier})"
