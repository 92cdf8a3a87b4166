"""The smallest valid contracts and disclosures of the invented world."""

import uuid
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from commonpurchase.contracts import models
from commonpurchase.contracts.facts import DateKind, Duty
from commonpurchase.disclosures.models import Disclosure, SiteRow, Upload
from commonpurchase.documents.models import File
from commonpurchase.organisations.facts import Organisation
from commonpurchase.sharing import actions as sharing
from commonpurchase.sharing.facts import Flag
from commonpurchase.sharing.reckoning import presets
from tests import world


def contract(
    buyer: Organisation,
    supplier: Organisation,
    *,
    end: date | None,
    notice: date | None = None,
    maximum_end: date | None = None,
    duty: Duty = Duty.CLAUSE,
    bought: Iterable[tuple[str, str]] = (),
    **columns: object,
) -> models.Contract:
    """A contract that its buyer holds and its supplier sees."""
    label = presets.named(buyer.id, supplier.id)
    label = replace(label, flags=frozenset({Flag.COMPETITIVELY_SENSITIVE}), subjects=frozenset({supplier.id}))
    reference = str(columns.pop("reference", f"C-{uuid.uuid4().hex[:6]}"))
    row = models.Contract.objects.create(
        label=sharing.attach(label),
        reference=reference,
        buyer_id=buyer.id,
        supplier_id=supplier.id,
        duty=duty.value,
        duty_reference="Section 7" if duty is Duty.CLAUSE else "",
        duty_text="The supplier updates the list of sites every year." if duty is Duty.CLAUSE else "",
        **{"title": "Laptops", "source_key": reference, "held_by": buyer.id, **columns},
    )
    dates = {DateKind.END: end, DateKind.NOTICE: notice, DateKind.MAXIMUM_END: maximum_end}
    for kind, on in dates.items():
        if on:
            row.dates.create(kind=kind.value, on=on, source="contracts.csv")
    for brand, model in bought:
        row.models.create(brand=brand, product_model=model)
    return row


def disclosure(
    supplier: Organisation,
    *buyers: Organisation,
    on: date,
    bought: Iterable[tuple[str, str]] = (("Aurelis", "Book 14"),),
    at: datetime = world.AT,
) -> Disclosure:
    """A version that a supplier sent to buyers, one row a model."""
    label = presets.named(supplier.id, *(buyer.id for buyer in buyers))
    label = replace(label, flags=frozenset({Flag.COMPETITIVELY_SENSITIVE}), subjects=frozenset({supplier.id}))
    file = File.objects.create(
        label=sharing.attach(presets.own(supplier.id)),
        name="sites.xlsx",
        media_type="text/csv",
        sha256=uuid.uuid4().hex,
        content=b"x",
        received_at=at,
    )
    upload = Upload.objects.create(
        label=sharing.attach(presets.own(supplier.id)),
        supplier_id=supplier.id,
        file=file,
        disclosed_on=on,
        uploaded_at=at,
    )
    row = Disclosure.objects.create(
        label=sharing.attach(label),
        supplier_id=supplier.id,
        upload=upload,
        version=Disclosure.objects.filter(supplier=supplier.id).count() + 1,
        disclosed_on=on,
        accepted_at=at,
        accepted_by=uuid.uuid4(),
    )
    SiteRow.objects.bulk_create(
        SiteRow(
            disclosure=row,
            reference=f"R{place}",
            position=place,
            fate="added",
            brand=brand,
            product_model=model,
            site_name=f"Lantian Assembly {place}",
            site_name_local="蓝天装配厂",
            address="1 Invented Road",
            country="CN",
            tier=1,
            disclosed_on=on,
        )
        for place, (brand, model) in enumerate(bought, start=1)
    )
    return row
