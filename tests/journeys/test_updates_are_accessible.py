"""The pages of an update, with every kind of row on them: accessible, narrow, in both themes."""

from datetime import timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from commonpurchase.disclosures import actions
from tests import browser
from tests import world as the_world
from tests.contracts import records
from tests.disclosures.sites import ASSEMBLY, BATTERY, csv
from tests.disclosures.uploading import version
from tests.world import World

OTHER = BATTERY.replace("Cellhaus", "Kretshus")
MOVED = ASSEMBLY.replace("12 Orchard", "14 Orchard")


def problems(page: Page, address: str) -> list[str]:
    page.goto(address)
    page.locator("details").evaluate_all("all => all.forEach(one => { one.open = true; })")
    found = []
    for scheme in browser.SCHEMES:
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        found += browser.violations(page)
    return found + browser.sideways_scroll(page)


@pytest.mark.browser
def test_a_difference_with_every_fate_is_accessible_and_narrow(
    world: World, address: str, page: Page
) -> None:
    at, bob = the_world.now(), the_world.viewer(world.nordbyte, at=the_world.now())
    records.contract(world.ekvik, world.nordbyte, end=at.date() + timedelta(days=300))
    version(world.nordbyte, world.ekvik, at=at - timedelta(days=30))
    third = csv(ASSEMBLY, OTHER, BATTERY)
    version(world.nordbyte, world.ekvik, content=third, at=at - timedelta(days=20))
    new = OTHER.replace("Kretshus", "Nytt hus")
    update = actions.receive_upload(
        name="update.csv", content=csv(MOVED, BATTERY, new), disclosed_on=at.date(), by=bob
    )
    sent = version(world.nordbyte, world.ekvik, content=csv(MOVED, BATTERY, new), at=at)

    browser.carry(page.context, world.bob, address)
    found = problems(page, address + reverse("contracts:update", args=[update]))
    found += problems(page, address + reverse("disclosures:one", args=[sent]))
    browser.carry(page.context, world.alice, address)
    found += problems(page, address + reverse("disclosures:one", args=[sent]))

    assert found == []
