"""What a supplier's customers need from it: its contracts by buyer, and who else may receive."""

from uuid import UUID

from commonpurchase.contracts import facts, models
from commonpurchase.contracts.queries import contracts
from commonpurchase.disclosures.facts import RECEIVING
from commonpurchase.organisations import queries as organisations
from commonpurchase.sharing import gate
from commonpurchase.sharing.facts import Viewer


def customers(viewer: Viewer) -> list[facts.Customer]:
    """Every organisation that the viewer's own may show an update to; those with contracts first.

    Contracts are only those that the supplier may see: what a buyer keeps to itself stays there.
    """
    own = gate.organisation_of(viewer)
    by_buyer: dict[UUID, list[facts.Contract]] = {}
    for row in supplied(viewer):
        by_buyer.setdefault(row.buyer_id, []).append(contracts.fact(viewer, row))
    listed = [
        facts.Customer(one, tuple(by_buyer.get(one.id, ())))
        for one in organisations.listed(viewer)
        if one.claimed and one.kind in RECEIVING and one.id != own
    ]
    return sorted(listed, key=lambda one: (not one.contracts, one.organisation.name.casefold()))


def supplied(viewer: Viewer) -> list[models.Contract]:
    """The contracts under which the viewer's own organisation supplies, by buyer and reference."""
    rows = gate.visible(viewer, models.Contract).filter(supplier=gate.organisation_of(viewer))
    return list(
        rows.select_related("buyer", "supplier", "label")
        .prefetch_related("dates", "models")
        .order_by("buyer__name", "reference")
    )
