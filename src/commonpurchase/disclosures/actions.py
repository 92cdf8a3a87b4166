"""Files are uploaded, acknowledged and become versions, for the organisations that were chosen."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction

from commonpurchase.disclosures import facts, models, queries
from commonpurchase.disclosures.reckoning.difference import same_site
from commonpurchase.disclosures.rules import verification as rules
from commonpurchase.documents import actions as documents
from commonpurchase.documents.readers.placeholders import is_placeholder
from commonpurchase.history import actions as history
from commonpurchase.organisations import queries as organisations
from commonpurchase.organisations.facts import COMPETING, Organisation
from commonpurchase.sharing import actions as sharing
from commonpurchase.sharing import gate
from commonpurchase.sharing.actions import holds
from commonpurchase.sharing.facts import Audience, Flag, Label, Permission, Viewer
from commonpurchase.sharing.reckoning import presets
from commonpurchase.vocabulary.findings import Finding, Verdict
from commonpurchase.vocabulary.readers import declared

#: What a version keeps of each row; who verified it is kept beside.
_WRITTEN = tuple(field for field in facts.Row.__dataclass_fields__ if not field.startswith("verified_"))
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
    holds.require_free(record=row)
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
    # What was kept to itself meanwhile is for those named again.
    audience = max(label.audience, Audience.NAMED)
    sharing.relabel(record=row, label=replace(label, audience=audience, named=named), by=by)
    content = {"recipients": sorted(map(str, named))}
    history.append(verb="disclosures.show_to", subject=("disclosure", row.pk), content=content, by=by)


@transaction.atomic
def verify(*, disclosure: UUID, checked: facts.Checked, by: Viewer) -> UUID:
    """Write what a monitoring partner found about rows of a version; returns the verification's id.

    It holds for those rows and for the same, unchanged rows of later versions. `gate.RefusedError`
    unless the viewer's organisation is a monitoring partner that the version names;
    `NotReadyError` with everything that is missing.
    """
    row = gate.open_record(by, models.Disclosure, disclosure, Permission.VERIFY)
    version = queries.opened(by, row.pk)
    verifier = organisations.opened(by, gate.organisation_of(by))
    checked = replace(checked, found="" if is_placeholder(checked.found) else checked.found.strip())
    lifetime = timedelta(days=declared.value("verification_lifetime_days", by.at.date()))
    chosen = tuple(one for one in version.rows if one.reference in checked.references)
    _justified(
        rules.what_was_checked_is_said_of_the_site(checked, version.rows),
        rules.the_check_has_taken_place(checked, by.at.date(), lifetime),
        rules.the_one_who_checks_does_not_sell(verifier.name, version.supplier_name, chosen),
    )
    verification = models.Verification.objects.create(
        disclosure=row,
        by_id=verifier.id,
        verified_on=checked.on,
        ground=checked.ground.value,
        found=checked.found,
        recorded_at=by.at,
    )
    _attach(verification, row, chosen)
    content = {
        "verification": str(verification.pk),
        "rows": sorted(checked.references),
        "on": str(checked.on),
        "ground": checked.ground.value,
        "found": verification.found,
    }
    history.append(verb="disclosures.verify", subject=("disclosure", row.pk), content=content, by=by)
    return verification.pk


@transaction.atomic
def withdraw_verification(*, disclosure: UUID, verification: UUID, because: str, by: Viewer) -> None:
    """Take a verification back, saying why; it stays to be read, and its rows count as before it.

    `gate.NotFoundError` for one that is another's; `NotReadyError` without a reason, or a second time.
    """
    row = gate.open_record(by, models.Disclosure, disclosure, Permission.VERIFY)
    own = models.Verification.objects.filter(pk=verification, by=gate.organisation_of(by))
    said = own.filter(verified__row__disclosure=row).first()
    if said is None:
        raise gate.NotFoundError("verification")
    if said.withdrawn_at:
        raise NotReadyError("This verification was taken back already.")
    if not because.strip():
        raise NotReadyError("Say why it is taken back: those who relied on it read it.")
    said.withdrawn_at, said.withdrawn_because = by.at, because.strip()
    said.save(update_fields=["withdrawn_at", "withdrawn_because"])
    content = {"verification": str(said.pk), "because": said.withdrawn_because}
    history.append(
        verb="disclosures.withdraw_verification", subject=("disclosure", row.pk), content=content, by=by
    )


def _justified(*findings: Finding) -> None:
    missing = [finding.because for finding in findings if finding.verdict is Verdict.NOT_MET]
    if missing:
        raise NotReadyError(" ".join(missing))


def _attach(
    verification: models.Verification, version: models.Disclosure, chosen: tuple[facts.Row, ...]
) -> None:
    """Bind a verification to its rows, and to the same rows of later versions.

    A verifier may not see the later ones; it learns nothing of them either.
    """
    checked = {row.reference: row for row in chosen}
    kept = models.SiteRow.objects.filter(
        disclosure__supplier=version.supplier_id,
        disclosure__version__gte=version.version,
        reference__in=checked,
    ).exclude(fate=facts.Fate.CLOSED.value)
    models.VerifiedRow.objects.bulk_create(
        models.VerifiedRow(verification=verification, row=row)
        for row in kept
        if same_site(checked[row.reference], queries.site_row(row))
    )


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
    changes = preview.difference.changes
    rows = [_site_row(disclosure, position, change) for position, change in enumerate(changes, 1)]
    models.SiteRow.objects.bulk_create(rows)
    kept = {
        one.after.reference
        for one in changes
        if one.before and one.after and same_site(one.before, one.after)
    }
    _carry(latest, [row for row in rows if row.reference in kept])
    return disclosure


def _carry(latest: models.Disclosure | None, rows: list[models.SiteRow]) -> None:
    """What was verified before and is the same now stays so; what was taken back stays to be read."""
    by_reference = {row.reference: row for row in rows}
    said = models.VerifiedRow.objects.filter(row__disclosure=latest, row__reference__in=by_reference)
    models.VerifiedRow.objects.bulk_create(
        models.VerifiedRow(verification_id=verification, row=by_reference[reference])
        for verification, reference in said.values_list("verification", "row__reference")
    )


def _site_row(disclosure: models.Disclosure, position: int, change: facts.Change) -> models.SiteRow:
    row = change.after or change.before
    columns = {field: getattr(row, field) for field in _WRITTEN}
    columns["reference"] = columns["reference"] or f"S{uuid4().hex[:9].upper()}"
    return models.SiteRow(disclosure=disclosure, position=position, fate=change.fate.value, **columns)
