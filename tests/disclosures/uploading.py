"""Uploads and versions of the invented world, made through the actions."""

from datetime import date, datetime, timedelta
from uuid import UUID

from commonpurchase.disclosures import actions, queries
from commonpurchase.organisations.facts import Organisation
from tests import world as the_world
from tests.disclosures.sites import ASSEMBLY, BATTERY, csv

FIRST = csv(ASSEMBLY, BATTERY)
NEXT_DAY = the_world.AT + timedelta(days=1)


def upload(
    supplier: Organisation, content: bytes = FIRST, *, at: datetime = the_world.AT, on: date | None = None
) -> UUID:
    by = the_world.viewer(supplier, at=at)
    return actions.receive_upload(name="sites.csv", content=content, disclosed_on=on or at.date(), by=by)


def version(
    supplier: Organisation, *recipients: Organisation, content: bytes = FIRST, at: datetime = the_world.AT
) -> UUID:
    """An accepted version, its difference acknowledged as shown."""
    by = the_world.viewer(supplier, at=at)
    key = upload(supplier, content, at=at)
    return actions.accept(
        upload=key,
        recipients=[one.id for one in recipients],
        against=queries.preview(by, key).against,
        acknowledged=True,
        by=by,
    )
