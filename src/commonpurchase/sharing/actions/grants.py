"""A record is opened to one more organisation for a while, and closed again at once."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction

from commonpurchase.history import actions as history
from commonpurchase.history.facts import Closing
from commonpurchase.sharing import facts, gate, queries
from commonpurchase.sharing.actions import holds
from commonpurchase.sharing.models import Grant, Labelled
from commonpurchase.sharing.rules import agreements as rules
from commonpurchase.vocabulary.findings import Verdict
from commonpurchase.vocabulary.readers import declared


class NotGrantedError(ValueError):
    """A grant cannot be given as it is; the message says everything that is wrong."""


@transaction.atomic
def give(*, record: Labelled, grant: facts.Grant, by: facts.Viewer) -> UUID:
    """Open a record as the grant says; returns the grant's id. Only its originator may.

    `gate.NotFoundError`, `gate.RefusedError`, or `NotGrantedError` with every reason.
    """
    opened = gate.open_record(by, type(record), record.pk, facts.Permission.CHANGE)
    longest = timedelta(days=declared.value("grant_longest_days", by.at.date()))
    findings = (
        rules.a_grant_is_for_a_limited_time(grant, by.at, longest),
        rules.a_grant_goes_to_nobody_behind_the_wall(grant, opened.label.fact, by.rivals),
    )
    reasons = [finding.because for finding in findings if finding.verdict is Verdict.NOT_MET]
    if reasons:
        raise NotGrantedError(" ".join(reasons))
    row = Grant.objects.create(
        label=opened.label,
        organisation=grant.organisation,
        person=grant.person,
        purpose=grant.purpose.value,
        start=grant.start,
        end=grant.end,
    )
    content = {"record": str(record.pk), "grant": str(row.fact)}
    history.append(verb="sharing.grant", subject=("grant", row.pk), content=content, by=by)
    return row.pk


@transaction.atomic
def revoke(*, grant: UUID, by: facts.Viewer) -> None:
    """Take a grant back from this moment on; taken back before, nothing happens.

    `gate.NotFoundError` unless the viewer's organisation gave it.
    """
    given = Grant.objects.select_for_update().select_related("label").filter(pk=grant).first()
    if given is None or given.label.originator != gate.organisation_of(by):
        raise gate.NotFoundError("grant")
    if given.revoked_at is None:
        if given.organisation in queries.holders(given.label_id):
            raise gate.RefusedError(holds.SAYS)
        history.bury(closing=Closing.REVOKE, ids=[given.pk], by=by)
        given.revoked_at = by.at
        given.save(update_fields=["revoked_at"])
        history.append(verb="sharing.revoke", subject=("grant", given.pk), content={}, by=by)
