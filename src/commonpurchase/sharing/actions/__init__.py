"""Labels are written here: attached to a new record, or changed by the record's originator."""

from django.db import transaction

from commonpurchase.history import actions as history
from commonpurchase.history.facts import Closing
from commonpurchase.sharing import facts, gate
from commonpurchase.sharing.actions import holds
from commonpurchase.sharing.models import Label, Labelled, Party, written
from commonpurchase.sharing.reckoning.joins import covers
from commonpurchase.sharing.rules import marking as rules
from commonpurchase.vocabulary.findings import Verdict


class UnknownFlagError(ValueError):
    """A label with a flag that has no column; to drop it would open the record."""


def attach(label: facts.Label) -> Label:
    """Write a label for a record about to be created; the caller holds the transaction.

    `UnknownFlagError` for a flag that cannot be kept, `ValueError` for a group without a name.
    """
    row = Label.objects.create(**_columns(label))
    _write_parties(row, label)
    return row


class NotMarkedError(ValueError):
    """A label cannot be written as it is; the message says everything that is wrong."""


@transaction.atomic
def relabel(*, record: Labelled, label: facts.Label, by: facts.Viewer, unread: bool = False) -> None:
    """Replace what a record's label says. Only its originator may, and it stays the originator.

    `unread`: nobody but the originator has read it; whoever knows the ledger says so. `gate.RefusedError`,
    or `NotMarkedError` for an embargo that comes too late and an award that the authority did not enter.
    """
    opened = gate.open_record(by, type(record), record.pk, facts.Permission.CHANGE)
    row = opened.label
    if label.originator != row.originator:
        raise gate.RefusedError("A record stays with the organisation that put it here.")
    if record.derives and not covers(label, row.fact):
        raise gate.RefusedError("What is made from other records can be closed further, not opened.")
    findings = (
        rules.an_embargo_is_lengthened_before_anybody_reads(row.fact, label, by.at, unread=unread),
        rules.the_award_is_the_authoritys_word(row.fact, label),
    )
    reasons = [finding.because for finding in findings if finding.verdict is Verdict.NOT_MET]
    if reasons:
        raise NotMarkedError(" ".join(reasons))
    if not covers(row.fact, label):
        # To close it, even in part, is what a hold forbids; to open it further is not.
        holds.must_not_hold(row.pk)
        history.bury(closing=Closing.CLOSE, ids=[row.pk], by=by)
    Label.objects.filter(pk=row.pk).update(**_columns(label))
    row.parties.all().delete()
    _write_parties(row, label)
    kind = type(record)._meta.verbose_name
    history.append(
        verb="sharing.relabel", subject=(str(kind), record.pk), content={"label": str(label)}, by=by
    )


def erase(*, record: Labelled) -> None:
    """Delete a record that its caller has opened, and its label; the caller holds the transaction.

    `gate.RefusedError` while it is held for a request.
    """
    label = record.label
    holds.require_free(record=record)
    record.delete()
    label.delete()


def _columns(label: facts.Label) -> dict[str, object]:
    unknown = label.flags - frozenset(facts.Flag)
    if unknown:
        message = f"found the flags {sorted(unknown)}; expected some of {[flag.value for flag in facts.Flag]}"
        raise UnknownFlagError(message)
    return {
        "originator": label.originator,
        "author": label.author,
        "audience": facts.Audience(label.audience),
        "groups": written(label.groups),
        "authority": label.authority,
        "award_at": label.award_at,
        "custodian": label.custodian,
        "embargo_until": label.embargo_until,
        "retain_until": label.retain_until,
        **{flag.value: flag in label.flags for flag in facts.Flag},
    }


def _write_parties(row: Label, label: facts.Label) -> None:
    roles = {
        Party.NAMED: label.named,
        Party.SUBJECT: label.subjects,
        Party.EXCLUDED: label.excluded,
        Party.PANEL: label.panel,
        Party.HANDLER: label.handlers,
    }
    parties = [Party(label=row, role=role, who=who) for role, some in roles.items() for who in sorted(some)]
    parties += [
        Party(label=row, role=Party.SECRET, who=one.organisation, programme=one.programme)
        for one in label.secrets
    ]
    Party.objects.bulk_create(parties)
