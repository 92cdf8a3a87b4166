"""What is due: for whoever decides on a contract, and for the supplier who must update."""

from datetime import date, timedelta
from uuid import UUID

from commonpurchase.contracts import facts, models
from commonpurchase.contracts.queries import contracts
from commonpurchase.contracts.reckoning import dues
from commonpurchase.sharing import gate
from commonpurchase.sharing.facts import Viewer
from commonpurchase.vocabulary.readers import declared


def due(viewer: Viewer, on: date) -> list[facts.Due]:
    """Everything due for the viewer on a day: overdue first, then by date."""
    soon = on + timedelta(days=declared.value("opening_soon_days", on))
    mine, supplied = contracts.decided_by(viewer), _supplied_by(viewer)
    found: list[facts.Due] = []
    for line in contracts.listed(viewer, on):
        if line.contract.id in supplied:
            found += dues.for_supplier(line, soon)
        elif line.contract.id in mine:
            found += dues.for_decider(line, soon)
    return dues.in_order(found)


def _supplied_by(viewer: Viewer) -> set[UUID]:
    rows = gate.visible(viewer, models.Contract).filter(supplier=viewer.organisation)
    return set(rows.values_list("pk", flat=True))
