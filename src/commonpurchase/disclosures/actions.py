"""Files are uploaded, acknowledged and become versions, for the organisations that were chosen."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction

from commonpurchase.disclosures import facts, models, queries
from commonpurchase.documents import actions as documents
from commonpurchase.history import actions as history
from commonpurchase.organisations import queries as organisations
from commonpurchase.organisations.facts import COMPETING, Organisation
from commonpurchase.sharing import actions as sharing
from commonpurchase.sharing import gate
from commonpurchase.sharing.facts import Flag, Label, Permission, Viewer
from commonpurchase.sharing.reckoning import presets

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class NotReadyError(ValueError):
    """An update cannot be received or accepted as it is; the message says why, and what to do."""


class MovedOnError(NotReadyError):
    """Another version was accepted meanwhile: the difference must be looked at again."""


@transaction.atomic
def receive_upload(*, name: str, content: bytes, disclosed_on: date, by: Viewer) -> UUID:
    """Keep a supplier's file, for itself alone; returns the upload's id. Nothing is read from it yet."""
    supplier = discloser(by)
    _timely(disclosed_on, by)
    media_type = "text/csv" if name.casefold().endswith((".csv", ".txt", ".tsv")) else WORKBOOK
    own = presets.own(supplier.id)
    file = documents.keep(name=name, media_type=media_type, content=content, label=own, by=by)
    upload = models.Upload.objects.create(
        supplier_id=supplier.id,
        file_id=file,
        disclosed_on=disclosed_on,
        uploaded_at=by.at,
        label=sharing.attach(own),
    )
    history.append(
        verb="disclosures.receive_upload", subject=("upload", upload.pk), content={"file": str(file)}, by=by
    )
    return upload.pk


@transaction.atomic
def withdraw(*, upload: UUID, by: Viewer) -> None:
    """Set an upload aside that was not accepted; its file is kept, nothing of it counts."""
    row = _waiting(upload, by)
    row.withdrawn_at = by.at
    row.save(update_fields=["withdrawn_at"])
    history.append(verb="disclosures.withdraw", subject=("upload", row.pk), content={}, by=by)


def accept(
    *, upload: UUID, recipients: Collection[UUID], against: UUID | None, acknowledged: bool, by: Viewer
) -> UUID:
    """Make an acknowledged upload the supplier's next version, for its recipients; returns its id.

    `against` is the version that the acknowledged difference was shown for (None: there was none).
    `NotReadyError` when something is missing or wrong, `MovedOnError` when `against` is not the
    latest version any more. Either everything is written or nothing.
    """
    try:
        with transaction.atomic():
            row = _waiting(upload, by)
            preview = queries.preview(by, row.pk)
            _ready(preview, against)
            if not acknowledged:
                raise NotReadyError("Confirm that you have looked at what changes.")
            return _accepted(row, preview, frozenset(recipients), by)
    except IntegrityError:
        raise MovedOnError(_MOVED_ON) from None


@transaction.atomic
def show_to(*, disclosure: UUID, recipients: Collection[UUID], by: Viewer) -> None:
    """Show an accepted version to further organisations; nobody who sees it loses it."""
    row = gate.open_record(by, models.Disclosure, disclosure, Permission.CHANGE)
    label = row.label.fact
    named = label.named | _receiving(frozenset(recipients), by)
    sharing.relabel(record=row, label=replace(label, named=named), by=by)
    content = {"recipients": sorted(map(str, named))}
    history.append(verb="disclosures.show_to", subject=("disclosure", row.pk), content=content, by=by)


_MOVED_ON = "A colleague accepted another version meanwhile. Look at the difference again, then accept."


def discloser(by: Viewer) -> Organisation:
    """The organisation that the viewer discloses for; `gate.RefusedError` if its kind does not disclose."""
    supplier = organisations.opened(by, gate.organisation_of(by))
    if supplier.kind not in facts.DISCLOSING:
        raise gate.RefusedError("Only resellers, brands and manufacturers disclose where goods are made.")
    return supplier


def _timely(disclosed_on: date, by: Viewer) -> None:
    latest = queries.latest_own(by)
    if disclosed_on > by.at.date():
        raise NotReadyError(f"The data cannot be of a day to come ({disclosed_on}).")
    if latest and disclosed_on < latest.disclosed_on:
        message = f"Your latest version is of {latest.disclosed_on}; an update cannot be of an earlier day."
        raise NotReadyError(message)


def _waiting(upload: UUID, by: Viewer) -> models.Upload:
    row = gate.open_record(by, models.Upload, upload, Permission.CHANGE)
    row = models.Upload.objects.select_for_update().get(pk=row.pk)
    if row.withdrawn_at:
        raise NotReadyError("This file was set aside. Upload it again.")
    if models.Disclosure.objects.filter(upload=row).exists():
        raise NotReadyError("This file was accepted already.")
    return row


def _accepted(row: models.Upload, preview: facts.Preview, recipients: frozenset[UUID], by: Viewer) -> UUID:
    supplier = discloser(by)
    _timely(row.disclosed_on, by)
    named = _receiving(recipients, by)
    disclosure = _write(row, preview, _label(supplier, named), by)
    content = {
        "version": disclosure.version,
        "upload": str(row.pk),
        "recipients": sorted(map(str, named)),
        "fates": {fate.value: len(preview.difference.of(fate)) for fate in facts.Fate},
    }
    history.append(verb="disclosures.accept", subject=("disclosure", disclosure.pk), content=content, by=by)
    return disclosure.pk


def _ready(preview: facts.Preview, against: UUID | None) -> None:
    count = len(preview.reading.problems)
    if count:
        message = f"The file still has {count} error{'s' if count > 1 else ''}; nothing was taken over."
        raise NotReadyError(message)
    if preview.against != against:
        raise MovedOnError(_MOVED_ON)


def _receiving(recipients: frozenset[UUID], by: Viewer) -> frozenset[UUID]:
    """The recipients, if each is an organisation of the workspace that may receive disclosures."""
    if not recipients:
        raise NotReadyError("Choose at least one customer who may see this version.")
    known = {one.id for one in organisations.listed(by) if one.claimed and one.kind in facts.RECEIVING}
    if recipients - known:
        raise NotReadyError("Choose only buyers, convenors and monitoring partners of this workspace.")
    return recipients


def _label(supplier: Organisation, named: frozenset[UUID]) -> Label:
    """Named organisations only; of a competitor also behind the wall, for it shows links."""
    flags = {Flag.COMPETITIVELY_SENSITIVE} if supplier.kind in COMPETING else set()
    return replace(
        presets.named(supplier.id, *named), subjects=frozenset({supplier.id}), flags=frozenset(flags)
    )


def _write(row: models.Upload, preview: facts.Preview, label: Label, by: Viewer) -> models.Disclosure:
    latest = models.Disclosure.objects.filter(supplier=row.supplier).order_by("-version").first()
    disclosure = models.Disclosure.objects.create(
        supplier=row.supplier,
        upload=row,
        previous=latest,
        version=latest.version + 1 if latest else 1,
        disclosed_on=row.disclosed_on,
        accepted_at=by.at,
        accepted_by=by.person,
        label=sharing.attach(label),
    )
    models.SiteRow.objects.bulk_create(
        _site_row(disclosure, position, change)
        for position, change in enumerate(preview.difference.changes, 1)
    )
    return disclosure


def _site_row(disclosure: models.Disclosure, position: int, change: facts.Change) -> models.SiteRow:
    row = change.after or change.before
    columns = {field: getattr(row, field) for field in facts.Row.__dataclass_fields__}
    columns["reference"] = columns["reference"] or f"S{uuid4().hex[:9].upper()}"
    return models.SiteRow(disclosure=disclosure, position=position, fate=change.fate.value, **columns)
