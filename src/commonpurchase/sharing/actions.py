"""Labels are written here: attached to a new record, or changed by the record's originator."""

from commonpurchase.sharing import facts
from commonpurchase.sharing.models import GROUPS_SEPARATOR, Label, Party


def attach(label: facts.Label) -> Label:
    """Write a label for a record about to be created; the caller holds the transaction."""
    row = Label.objects.create(**_columns(label))
    _write_parties(row, label)
    return row


def relabel(row: Label, label: facts.Label) -> None:
    """Replace what a label says; the caller has asked whether it may."""
    Label.objects.filter(pk=row.pk).update(**_columns(label))
    row.parties.all().delete()
    _write_parties(row, label)


def _columns(label: facts.Label) -> dict[str, object]:
    return {
        "originator": label.originator,
        "author": label.author,
        "audience": label.audience,
        "groups": GROUPS_SEPARATOR.join(sorted(label.groups)),
        "embargo_until": label.embargo_until,
        "retain_until": label.retain_until,
        **{flag.value: flag in label.flags for flag in facts.Flag},
    }


def _write_parties(row: Label, label: facts.Label) -> None:
    roles = {Party.NAMED: label.named, Party.SUBJECT: label.subjects, Party.EXCLUDED: label.excluded}
    Party.objects.bulk_create(
        Party(label=row, role=role, organisation=organisation)
        for role, organisations in roles.items()
        for organisation in sorted(organisations)
    )
