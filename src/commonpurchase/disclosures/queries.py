"""Disclosures as facts."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from commonpurchase.disclosures import facts, models
from commonpurchase.sharing import gate
from commonpurchase.sharing.facts import Viewer


def sent(viewer: Viewer, on: date) -> list[facts.Sent]:
    """Every version that the viewer may see and that was accepted by a day, newest first, without rows."""
    rows = gate.visible(viewer, models.Disclosure).filter(accepted_at__date__lte=on, disclosed_on__lte=on)
    return [
        facts.Sent(
            id=row.pk,
            supplier=row.supplier_id,
            version=row.version,
            disclosed_on=row.disclosed_on,
            accepted_on=row.accepted_at.date(),
            recipients=row.label.fact.named,
        )
        for row in rows.select_related("label").prefetch_related("label__parties").order_by("-version", "pk")
    ]


def contents(viewer: Viewer, keys: Iterable[UUID]) -> dict[UUID, facts.Disclosure]:
    """The versions with these ids that the viewer may see, with their rows in force (not the closed)."""
    rows = gate.visible(viewer, models.Disclosure).filter(pk__in=list(keys))
    return {
        row.pk: facts.Disclosure(
            supplier=row.supplier.name,
            rows=tuple(site_row(one) for one in row.rows.all() if one.fate != facts.Fate.CLOSED.value),
            version=row.version,
            id=row.pk,
        )
        for row in rows.select_related("supplier").prefetch_related("rows")
    }


def site_row(row: models.SiteRow) -> facts.Row:
    """A record as a fact, for those to whom the gate has opened its disclosure."""
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
