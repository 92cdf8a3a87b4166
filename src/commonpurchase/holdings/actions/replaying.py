"""A statement that was taken back after a backup was made is taken back again, when that is put back."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from commonpurchase.history import actions as history
from commonpurchase.history.facts import Tombstone
from commonpurchase.holdings import models
from commonpurchase.sharing.facts import Viewer

REASON_LOST = "The reason stood in a copy of the workspace that was lost."


@transaction.atomic
def carry_out(*, stone: Tombstone, by: Viewer) -> None:
    """Take it back once more; what is not in this copy, or taken back already, stays as it is."""
    key = UUID(stone.ids[0])
    place = models.Attestation.objects.filter(pk=key).values("place")
    if models.Place.objects.filter(pk__in=place, revoked_at=None).update(
        revoked_at=datetime.fromisoformat(stone.at)
    ):
        models.Attestation.objects.filter(pk=key).update(revoked_because=REASON_LOST)
    content = {"at": stone.at}
    history.append(verb="holdings.carry_out", subject=("attestation", key), content=content, by=by)
