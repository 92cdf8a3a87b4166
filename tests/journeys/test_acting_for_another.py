"""Whoever lost a mandate, or switched in another tab, is told so on a page that is as good as the others."""

import pytest
from playwright.sync_api import Page

from commonpurchase.contracts.models import Import
from commonpurchase.entrance import clock
from commonpurchase.organisations.models import Mandate
from tests import browser
from tests.journeys.stage import FILES
from tests.world import World


def problems(page: Page) -> list[str]:
    found = browser.sideways_scroll(page)
    for scheme in browser.SCHEMES:
        page.emulate_media(color_scheme=scheme)
        found += browser.violations(page)
    return found


@pytest.fixture
def tab(world: World, address: str, page: Page) -> Page:
    """The page to import contracts for Ekvik, opened by Alice, who also works for Fjordby."""
    Mandate.objects.create(person_id=world.alice, organisation_id=world.fjordby.id)
    browser.carry(page.context, world.alice, address)
    page.goto(f"{address}/contracts/import/")
    return page


def send(tab: Page) -> None:
    tab.locator("input[type=file]").set_input_files(FILES / "contracts.csv")
    tab.locator("main form button[type=submit]").first.click()


@pytest.mark.browser
def test_a_form_of_another_tab_is_not_sent_for_the_organisation_switched_to(tab: Page, address: str) -> None:
    other = tab.context.new_page()
    other.goto(address)
    other.get_by_text("Acting for").click()
    other.get_by_label("Fjordby kommune").check()
    other.get_by_role("button", name="Switch").click()
    other.get_by_text("You now act for Fjordby kommune.").wait_for()

    send(tab)

    tab.get_by_role("heading", name="This form was opened for Ekvik stad").wait_for()
    assert problems(tab) == []
    assert not Import.objects.exists()


@pytest.mark.browser
def test_whoever_lost_a_mandate_chooses_on_the_page_that_says_so(tab: Page, world: World) -> None:
    Mandate.objects.filter(person=world.alice, organisation=world.ekvik.id).update(until=clock.today())

    send(tab)

    main = tab.get_by_role("main")
    main.get_by_text("You no longer act for Ekvik stad. Choose whom you act for.").wait_for()
    assert problems(tab) == []
    assert not Import.objects.exists()

    main.get_by_label("Fjordby kommune").check()
    main.get_by_role("button", name="Switch").click()
    tab.get_by_text("You now act for Fjordby kommune.").wait_for()
