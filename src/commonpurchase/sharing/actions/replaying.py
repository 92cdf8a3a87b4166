"""What was closed after a backup was made is closed again, when the backup is put back."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from commonpurchase.history import actions as history
from commonpurchase.history.facts import Closing, Tombstone
from commonpurchase.sharing.facts import Audience, Viewer
from commonpurchase.sharing.models import Agreement, Grant, Hold, Label, Party

CARRIED_OUT = frozenset({Closing.REVOKE, Closing.END_AGREEMENT, Closing.CLOSE, Closing.HOLD, Closing.LIFT})


@transaction.atomic
def carry_out(*, stone: Tombstone, by: Viewer) -> None:
    """Do once more what a line of the log says; what is not in this copy, or done already, stays as it is."""
    first, *rest = (UUID(one) for one in stone.ids)
    at = datetime.fromisoformat(stone.at)
    match stone.closing:
        case Closing.REVOKE:
            Grant.objects.filter(pk=first, revoked_at=None).update(revoked_at=at)
        case Closing.END_AGREEMENT:
            Agreement.objects.filter(pk=first, ended_at=None).update(ended_at=at)
        case Closing.CLOSE:
            _close(first, at)
        case Closing.HOLD:
            _hold(first, rest[0], rest[1], at)
        case Closing.LIFT:
            Hold.objects.filter(case=first, organisation=rest[0], lifted_at=None).update(lifted_at=at)
    history.append(verb="sharing.carry_out", subject=(stone.closing, first), content={"at": stone.at}, by=by)


def _close(label: UUID, at: datetime) -> None:
    """To everybody but its originator: the log does not say for whom it stays, which would be names.

    The flags stay, and the originator labels it anew.
    """
    columns = {"audience": Audience.OWN, "groups": "", "custodian": None, "authority": None}
    Label.objects.filter(pk=label).update(**columns)
    Party.objects.filter(label=label, role__in=[Party.NAMED, Party.HANDLER, Party.PANEL]).delete()
    Grant.objects.filter(label=label, revoked_at=None).update(revoked_at=at)


def _hold(label: UUID, organisation: UUID, case: UUID, at: datetime) -> None:
    """Placed, or placed again where it was lifted before; one that stands keeps its moment."""
    if not Label.objects.filter(pk=label).exists():
        return
    defaults = {"placed_at": at}
    row, new = Hold.objects.get_or_create(
        label_id=label, organisation=organisation, case=case, defaults=defaults
    )
    if not new and row.lifted_at is not None:
        row.placed_at, row.lifted_at = at, None
        row.save(update_fields=["placed_at", "lifted_at"])
