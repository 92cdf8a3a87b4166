"""What nobody knows any more stays unknown, when a copy is put back that still knew it."""

from uuid import UUID

from django.db import transaction

from commonpurchase.engagement import models
from commonpurchase.history import actions as history
from commonpurchase.history.facts import Closing, Tombstone
from commonpurchase.sharing import actions as sharing
from commonpurchase.sharing import gate
from commonpurchase.sharing.facts import Viewer

CARRIED_OUT = frozenset({Closing.PART, Closing.FORGET, Closing.UNLIST})


@transaction.atomic
def carry_out(*, stone: Tombstone, by: Viewer) -> None:
    """Do once more what a line of the log says; what was held for a request before it stays."""
    key = UUID(stone.ids[0])
    if stone.closing is Closing.UNLIST:
        models.Attendance.objects.filter(pk=key).update(consented=False)
    else:
        _erase(models.Slip, key)
    if stone.closing is Closing.FORGET:
        _erase(models.Contribution, key)
        _erase(models.Summary, key)
    content = {"at": stone.at}
    history.append(verb="engagement.carry_out", subject=(stone.closing, key), content=content, by=by)


def _erase(model: type[models.Slip | models.Contribution | models.Summary], meeting: UUID) -> None:
    for one in model._default_manager.filter(meeting=meeting).select_related("label"):
        try:
            sharing.erase(record=one)
        except gate.RefusedError:
            continue
