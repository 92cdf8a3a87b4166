"""Agreements between Ekvik and Nordbyte around now."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from commonpurchase.holdings.actions import agreements
from commonpurchase.sharing.actions import agreements as drafting
from commonpurchase.sharing.actions.agreements import Draft
from tests import world as the_world
from tests.world import World

DAY = timedelta(days=1)


def drafted(world: World, on: datetime | None = None, **changes: object) -> UUID:
    """Drafted at a moment: now, if none is given."""
    at = on or the_world.now()
    smallest = Draft(
        "Site lists",
        frozenset({world.ekvik.id, world.nordbyte.id}),
        at - 5 * DAY,
        at + 90 * DAY,
        "ab" * 32,
        carve_out=True,
    )
    by = the_world.viewer(world.nordbyte, person=world.bob, at=at)
    return drafting.draft(agreement=replace(smallest, **changes), by=by)  # type: ignore[arg-type]


def agreed(world: World, on: datetime | None = None, **changes: object) -> UUID:
    key = drafted(world, on, **changes)
    for of, person in ((world.nordbyte, world.bob), (world.ekvik, world.alice)):
        by = the_world.viewer(of, person=person, at=on or the_world.now())
        agreements.sign(agreement=key, name="Somebody, who may", by=by)
    return key
