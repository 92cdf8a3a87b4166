"""From rows to a signed statement and back again, in a browser, by two persons."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from commonpurchase.entrance import clock
from tests import browser
from tests.browser import SCHEMES
from tests.holdings import attesting
from tests.world import World


class Looked:
    """What is wrong with a page in both themes and narrow, gathered along the way."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.found: dict[str, object] = {}

    def at(self, where: str) -> None:
        for scheme in SCHEMES:
            self.page.emulate_media(color_scheme=scheme)
            self.found[f"{where}, {scheme}"] = browser.violations(self.page)
            self.found[f"{where}, {scheme}, 320 px"] = browser.sideways_scroll(self.page)

    @property
    def wrong(self) -> dict[str, object]:
        return {where: what for where, what in self.found.items() if what}


@pytest.mark.browser
def test_two_persons_sign_a_statement_and_take_it_back(world: World, address: str, page: Page) -> None:
    scene = attesting.scene(world, at=clock.now())
    attesting.with_key(scene.bob)
    browser.carry(page.context, world.bob, address)
    looked = Looked(page)

    page.goto(address + reverse("holdings:issue", args=[world.nordbyte.id]))
    page.get_by_role("button", name="Show what it would say").click()
    looked.at("errors")
    page.get_by_label("Some sites of this tier").check()
    page.get_by_label("Aurelis Book 14").check()
    page.get_by_label("Fjordby kommune").check()
    page.get_by_role("button", name="Show what it would say").click()
    looked.at("preview")
    page.get_by_role("button", name="Propose it").click()
    looked.at("proposal")
    browser.carry(page.context, scene.britt.person or world.bob, address)
    page.reload()
    looked.at("proposal, to a second person")
    page.get_by_role("button", name="I agree: sign it").click()
    looked.at("signed")
    page.get_by_role("link", name="Take it back").click()
    page.get_by_label("Why").fill("A site was left out.")
    page.get_by_role("button", name="Take it back for good").click()
    looked.at("taken back")

    assert looked.wrong == {}
    assert page.get_by_text("A site was left out.").is_visible()
