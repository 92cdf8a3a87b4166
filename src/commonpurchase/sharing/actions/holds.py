"""Holds for requests under Freedom of Information: they beat relabelling, revocation and setting aside."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction

from commonpurchase.history import actions as history
from commonpurchase.history.facts import Closing
from commonpurchase.sharing import facts, gate, queries
from commonpurchase.sharing.models import Hold, Labelled

SAYS = (
    "It has to stay as it is for now: an organisation that has it is answering a request under a "
    "freedom-of-information law, and to close or erase it meanwhile may be an offence."
)


@transaction.atomic
def place(*, records: Iterable[tuple[str, UUID]], case: UUID, by: facts.Viewer) -> None:
    """Keep records (kind and key) for the viewer's own organisation; what it cannot open is left out."""
    own = gate.organisation_of(by)
    for kind, key in records:
        found = gate.weighed(by, queries.kinds()[kind]).filter(pk=key).first()
        if found is not None:
            history.bury(closing=Closing.HOLD, ids=[found.label_id, own, case], by=by)
            defaults = {"placed_at": by.at}
            row, _ = Hold.objects.get_or_create(
                label_id=found.label_id, organisation=own, case=case, defaults=defaults
            )
            if row.lifted_at:  # a review places again what was lifted before
                row.placed_at, row.lifted_at = by.at, None
                row.save(update_fields=["placed_at", "lifted_at"])


@transaction.atomic
def lift(*, case: UUID, by: facts.Viewer) -> None:
    """Lift what a case of the viewer's own organisation holds."""
    own = gate.organisation_of(by)
    Hold.objects.filter(case=case, organisation=own, lifted_at=None).update(lifted_at=by.at)
    history.reopen(closing=Closing.LIFT, ids=[case, own], by=by)


def must_not_hold(label: UUID) -> None:
    """`gate.RefusedError` while an organisation must keep what is so labelled as it has it."""
    if queries.holders(label):
        raise gate.RefusedError(SAYS)


def require_free(*, record: Labelled) -> None:
    """`gate.RefusedError` while a record, opened before, is held for a request."""
    must_not_hold(record.label_id)
