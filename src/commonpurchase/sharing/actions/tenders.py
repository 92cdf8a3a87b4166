"""A tender is decided: its authority says when, and from then on it sees the bids as a whole."""

from datetime import datetime

from django.db import transaction

from commonpurchase.history import actions as history
from commonpurchase.sharing import facts, gate
from commonpurchase.sharing.models import Label, Labelled


class NotAwardedError(ValueError):
    """The moment of an award cannot be entered as it is; the message says why."""


@transaction.atomic
def award(*, record: Labelled, at: datetime, by: facts.Viewer) -> None:
    """Enter when the tender that a bid belongs to was, or will be, decided.

    Only somebody on the panel of the authority sees the bid before, so nobody else can. Moved while it is
    still to come; once it has come it stands, for others have read since. `gate.NotFoundError` where there
    is no bid for the viewer's organisation to decide on.
    """
    opened = gate.open_record(by, type(record), record.pk)
    row = Label.objects.select_for_update().get(pk=opened.label_id)
    if not row.tender or row.authority != gate.organisation_of(by):
        raise gate.NotFoundError("bid")
    gate.person_of(by)
    if row.award_at is not None and row.award_at <= by.at:
        raise NotAwardedError("The award was entered already, and your organisation reads the bid since.")
    row.award_at = at
    row.save(update_fields=["award_at"])
    kind = str(type(record)._meta.verbose_name)
    content = {"award_at": at.isoformat()}
    history.append(verb="sharing.award", subject=(kind, record.pk), content=content, by=by)
