"""Disclosures as facts."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from commonpurchase.disclosures import facts, models
from commonpurchase.disclosures.readers import uploads as reader
from commonpurchase.disclosures.reckoning.difference import between, difference
from commonpurchase.documents import queries as documents
from commonpurchase.organisations import queries as organisations
from commonpurchase.sharing import gate
from commonpurchase.sharing.facts import Label, Permission, Viewer
from commonpurchase.sharing.queries import PARTS
from commonpurchase.vocabulary.hits import Hit
from commonpurchase.vocabulary.readers import countries, declared

#: What a search of sites looks into, beside the country and the supplier.
SEARCHED = (
    "rows__site_name",
    "rows__site_name_local",
    "rows__address",
    "rows__brand",
    "rows__product_model",
    "rows__component",
)
#: What monitoring partners said of rows, by the row's key.
Said = Mapping[int, list[models.Verification]]


def sent(viewer: Viewer, on: date) -> list[facts.Sent]:
    """Every version that the viewer may see and that was accepted by a day, newest first, without rows."""
    rows = _weighed(viewer).filter(accepted_at__date__lte=on, disclosed_on__lte=on)
    return [
        facts.Sent(
            id=row.pk,
            supplier=row.supplier_id,
            version=number,
            disclosed_on=row.disclosed_on,
            accepted_on=row.accepted_at.date(),
            recipients=row.label.fact.named,
        )
        for number, row in _numbered(rows.prefetch_related(*PARTS))
    ]


def contents(viewer: Viewer, keys: Iterable[UUID], on: date) -> dict[UUID, facts.Disclosure]:
    """The versions with these ids that the viewer may see, with their rows in force (not the closed).

    A row is verified as it was on the day.
    """
    wanted = frozenset(keys)
    numbers = {row.pk: number for number, row in _numbered(_weighed(viewer)) if row.pk in wanted}
    rows = _visible(viewer).filter(pk__in=wanted).prefetch_related("rows")
    said = _said(wanted)
    return {
        row.pk: facts.Disclosure(row.supplier.name, _rows(row, said, on), version=numbers[row.pk], id=row.pk)
        for row in rows
    }


def site_row(row: models.SiteRow) -> facts.Row:
    """A row as its supplier says it, for those to whom the gate has opened its disclosure."""
    return facts.Row(
        brand=row.brand,
        product_model=row.product_model,
        site_name=row.site_name,
        address=row.address,
        country=row.country,
        tier=row.tier,
        disclosed_on=row.disclosed_on,
        product_category=row.product_category,
        component=row.component,
        site_name_local=row.site_name_local,
        latitude=row.latitude,
        longitude=row.longitude,
        produced_from=row.produced_from,
        produced_until=row.produced_until,
        source_document=row.source_document,
        evidence=facts.Evidence(row.evidence),
        reference=row.reference,
    )


def _said(disclosures: Iterable[UUID]) -> Said:
    """What monitoring partners said of the rows of versions that the gate has opened."""
    found: dict[int, list[models.Verification]] = {}
    rows = models.VerifiedRow.objects.filter(row__disclosure__in=disclosures)
    for one in rows.select_related("verification__by"):
        found.setdefault(one.row_id, []).append(one.verification)
    return found


def _supported(row: models.SiteRow, said: Iterable[models.Verification], on: date) -> facts.Row:
    verified = _standing(said, on)
    if verified is None:
        return site_row(row)
    return replace(
        site_row(row),
        verified_by=verified.by.name,
        verified_on=verified.verified_on,
        verified_how=verified.ground,
    )


def _standing(said: Iterable[models.Verification], on: date) -> models.Verification | None:
    """The latest verification of those written by a day, neither taken back nor too old by then."""
    lifetime = timedelta(days=declared.value("verification_lifetime_days", on))
    said = [one for one in said if on - one.verified_on <= lifetime]
    written = [one for one in said if one.recorded_at.date() <= on]
    kept = [one for one in written if one.withdrawn_at is None or one.withdrawn_at.date() > on]
    return max(kept, key=lambda one: (one.verified_on, one.recorded_at), default=None)


def in_force(viewer: Viewer, supplier: UUID, on: date) -> facts.Disclosure:
    """What a supplier has told this viewer, up to a day: the rows of the latest version it may see.

    Nothing told is a disclosure without rows; closed rows are left out.
    """
    latest = next((one for one in sent(viewer, on) if one.supplier == supplier), None)
    if latest is None:
        return facts.Disclosure(organisations.opened(viewer, supplier).name)
    return contents(viewer, [latest.id], on)[latest.id]


def versions(viewer: Viewer, supplier: UUID | None = None) -> list[facts.Version]:
    """The versions that the viewer may see, of one supplier or of all, newest first, without rows."""
    rows = _visible(viewer).prefetch_related(*PARTS)
    numbered = _numbered(rows.filter(supplier=supplier) if supplier else rows)
    return [_version(viewer, row, number) for number, row in numbered]


def opened(viewer: Viewer, key: UUID) -> facts.Version:
    """One version, its rows in force and what was verified; `gate.NotFoundError` if absent or hidden."""
    row = gate.open_record(viewer, models.Disclosure, key)
    number = _visible(viewer).filter(supplier=row.supplier, version__lte=row.version).count()
    said = _said([row.pk])
    return replace(
        _version(viewer, row, number),
        rows=_rows(row, said, viewer.at.date()),
        verifications=tuple(_verifications(viewer, row, said)),
    )


def label_of(viewer: Viewer, key: UUID) -> Label:
    """What a version says of itself to the gate, for what is made from it."""
    return gate.open_record(viewer, models.Disclosure, key).label.fact


def may_verify(viewer: Viewer, key: UUID) -> bool:
    """Whether the viewer may say of this version's rows that it checked them."""
    return gate.visible(viewer, models.Disclosure, Permission.VERIFY).filter(pk=key).exists()


def verifiable(viewer: Viewer, key: UUID) -> facts.Version:
    """One version, for a monitoring partner that may verify its rows; `gate.RefusedError` for others."""
    gate.open_record(viewer, models.Disclosure, key, Permission.VERIFY)
    return opened(viewer, key)


def difference_of(viewer: Viewer, key: UUID) -> facts.Difference:
    """What a version changed, against the version before it that the same viewer may see.

    A version that was not shown to the viewer leaves no trace: neither its rows nor their closing.
    """
    row = gate.open_record(viewer, models.Disclosure, key)
    earlier = _visible(viewer).filter(supplier=row.supplier, version__lt=row.version)
    before = earlier.order_by("-version").first()
    # What the supplier acknowledged: a monitoring partner's word is told apart from it.
    on = viewer.at.date()
    return between(_rows(before, {}, on) if before else (), _rows(row, {}, on))


def uploads(viewer: Viewer) -> list[facts.Upload]:
    """The files of the viewer's organisation that wait for acknowledgement, newest first."""
    rows = gate.visible(viewer, models.Upload).filter(withdrawn_at=None, disclosure=None)
    return [_upload(row) for row in rows.select_related("file", "disclosure").order_by("-uploaded_at", "pk")]


def preview(viewer: Viewer, key: UUID) -> facts.Preview:
    """An upload, its file read again: what is wrong with it, or what it would change."""
    row = gate.open_record(viewer, models.Upload, key)
    upload = _upload(row)
    latest = _latest(viewer, row.supplier_id)
    previous = _rows(latest, _said([latest.pk]), viewer.at.date()) if latest else ()
    file = documents.opened(viewer, upload.file)
    expecting = facts.Expectation(row.supplier.name, viewer.at.date(), upload.disclosed_on, previous)
    reading = reader.read(file.content, file.name, expecting)
    changes = facts.Difference() if reading.problems else difference(previous, reading.said)
    return facts.Preview(upload, reading, changes, latest.pk if latest else None)


def latest_own(viewer: Viewer) -> facts.Version | None:
    """The latest version that the viewer's own organisation accepted, with its rows."""
    row = _latest(viewer, gate.organisation_of(viewer))
    return opened(viewer, row.pk) if row else None


def search(viewer: Viewer, words: str) -> list[Hit]:
    """The first fifty sites in force whose name, address, country, product or supplier holds every word.

    Only the latest version of each supplier that the viewer may see is searched; a hit opens that version.
    """
    newest = {row.supplier_id: row.pk for _, row in reversed(_numbered(_weighed(viewer)))}
    # One condition, so that every word is asked of the same row.
    holding = Q(
        pk__in=newest.values(), rows__fate__in=[one.value for one in facts.Fate if one != facts.Fate.CLOSED]
    )
    for word in words.split():
        holding &= _holds(word)
    found = _visible(viewer).filter(holding).order_by("rows__site_name", "pk", "rows__position")
    return [_hit(row) for row in found.values("pk", "supplier__name", "rows__country", *SEARCHED)[:50]]


def _holds(word: str) -> Q:
    found = Q(rows__country__in=countries.codes_of(word)) | Q(supplier__folded_name__contains=word.casefold())
    for column in SEARCHED:
        found |= Q(**{f"{column}__icontains": word})
    return found


def _hit(row: Mapping[str, Any]) -> Hit:
    made = " ".join(filter(None, (row["rows__brand"], row["rows__product_model"], row["rows__component"])))
    subtitle = f"{countries.name_of(row['rows__country'])}. {made}, says {row['supplier__name']}"
    return Hit(row["rows__site_name"], subtitle, "disclosures:one", row["pk"])


def _visible(viewer: Viewer) -> QuerySet[models.Disclosure]:
    return gate.visible(viewer, models.Disclosure).select_related("supplier", "label")


def _weighed(viewer: Viewer) -> QuerySet[models.Disclosure]:
    """To choose a version or count them; what is shown of one is read through `_visible`."""
    return gate.weighed(viewer, models.Disclosure).select_related("supplier", "label")


def _numbered(rows: QuerySet[models.Disclosure]) -> list[tuple[int, models.Disclosure]]:
    """Versions newest first, each with its place among those of its supplier that the viewer may see.

    The stored version would tell a buyer how often its supplier told others.
    """
    counted: Counter[UUID] = Counter()
    numbered = []
    for row in rows.order_by("version", "accepted_at", "pk"):
        counted[row.supplier_id] += 1
        numbered.append((counted[row.supplier_id], row))
    return sorted(numbered, key=lambda one: (one[1].accepted_at, one[1].version), reverse=True)


def _latest(viewer: Viewer, supplier: UUID) -> models.Disclosure | None:
    return _visible(viewer).filter(supplier=supplier).order_by("-version").first()


def _rows(row: models.Disclosure, said: Said, on: date) -> tuple[facts.Row, ...]:
    """The rows in force, in the order they were written, verified as they were on a day."""
    kept = [one for one in row.rows.all() if one.fate != facts.Fate.CLOSED.value]
    return tuple(
        _supported(one, said.get(one.pk, ()), on) for one in sorted(kept, key=lambda one: one.position)
    )


def _verifications(viewer: Viewer, row: models.Disclosure, said: Said) -> list[facts.Verification]:
    """What monitoring partners said of the rows of a version, newest first, with what was taken back."""
    sites: dict[models.Verification, list[str]] = {}
    for one in sorted(row.rows.all(), key=lambda one: one.position):
        for verification in said.get(one.pk, ()):
            sites.setdefault(verification, []).append(one.site_name)
    newest = sorted(sites, key=lambda one: (one.verified_on, one.recorded_at), reverse=True)
    return [_verification(viewer, one, sites[one]) for one in newest]


def _verification(viewer: Viewer, row: models.Verification, sites: list[str]) -> facts.Verification:
    return facts.Verification(
        id=row.pk,
        by=row.by.name,
        on=row.verified_on,
        ground=facts.Ground(row.ground),
        found=row.found,
        recorded_on=row.recorded_at.date(),
        sites=tuple(dict.fromkeys(sites)),
        rows=len(sites),
        withdrawn_on=row.withdrawn_at.date() if row.withdrawn_at else None,
        withdrawn_because=row.withdrawn_because,
        own=row.by_id == viewer.organisation,
    )


def _version(viewer: Viewer, row: models.Disclosure, number: int) -> facts.Version:
    own = row.supplier_id == viewer.organisation
    return facts.Version(
        id=row.pk,
        supplier=row.supplier_id,
        supplier_name=row.supplier.name,
        number=number,
        disclosed_on=row.disclosed_on,
        accepted_at=row.accepted_at,
        own=own,
        # Whom else a supplier serves is its own affair: a buyer does not learn of other buyers.
        recipients=row.label.fact.named if own else frozenset(),
    )


def _upload(row: models.Upload) -> facts.Upload:
    accepted = getattr(row, "disclosure", None)
    state = facts.UploadState.ACCEPTED if accepted else facts.UploadState.WAITING
    return facts.Upload(
        id=row.pk,
        supplier=row.supplier_id,
        file=row.file_id,
        name=row.file.name,
        disclosed_on=row.disclosed_on,
        uploaded_at=row.uploaded_at,
        state=facts.UploadState.WITHDRAWN if row.withdrawn_at else state,
        disclosure=accepted.pk if accepted else None,
    )
