"""A supplier sends one update to many customers, for all or some of their contracts."""

from collections.abc import Collection
from uuid import UUID

from django.db import transaction

from commonpurchase.contracts import models
from commonpurchase.contracts.queries import updates
from commonpurchase.disclosures import actions as disclosures
from commonpurchase.history import actions as history
from commonpurchase.sharing.facts import Viewer


@transaction.atomic
def send_update(
    *,
    upload: UUID,
    recipients: Collection[UUID],
    contracts: Collection[UUID] = (),
    against: UUID | None,
    acknowledged: bool,
    by: Viewer,
) -> UUID:
    """Accept an upload as the next version, for the customers and contracts chosen; returns its id.

    Of a buyer for whom no contract is chosen, the version serves every contract.
    `disclosures.actions.NotReadyError` says what is missing; then nothing is written.
    """
    chosen = _chosen(frozenset(contracts), frozenset(recipients), by)
    disclosure = disclosures.accept(
        upload=upload, recipients=recipients, against=against, acknowledged=acknowledged, by=by
    )
    models.Served.objects.bulk_create(models.Served(disclosure_id=disclosure, contract=row) for row in chosen)
    content = {"contracts": sorted(str(row.pk) for row in chosen)}
    history.append(verb="contracts.send_update", subject=("disclosure", disclosure), content=content, by=by)
    return disclosure


def _chosen(contracts: frozenset[UUID], recipients: frozenset[UUID], by: Viewer) -> list[models.Contract]:
    rows = [row for row in updates.supplied(by) if row.pk in contracts]
    if len(rows) < len(contracts):
        raise disclosures.NotReadyError("Choose only contracts under which you supply.")
    left_out = sorted({row.buyer.name for row in rows if row.buyer_id not in recipients})
    if left_out:
        names = ", ".join(left_out)
        message = f"You chose a contract with {names}, but not {names} itself. Choose both, or neither."
        raise disclosures.NotReadyError(message)
    return rows
