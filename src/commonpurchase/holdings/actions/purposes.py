"""A person says what it looks for: kept in history, because a grant opens on that word."""

from django.db import transaction

from commonpurchase.history import actions as history
from commonpurchase.sharing import gate
from commonpurchase.sharing.facts import Purpose, Viewer


@transaction.atomic
def declare(*, purpose: Purpose, by: Viewer) -> None:
    """Write what somebody looks for, for the organisation it acts for; `gate.RefusedError` for none."""
    subject = ("organisation", gate.organisation_of(by))
    history.append(verb="holdings.look_for", subject=subject, content={"purpose": purpose.value}, by=by)
