"""Marking by hand: then the party to the agreement reads it, and neither the rival nor who has none."""

from uuid import UUID

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import browser
from tests import world as the_world
from tests.browser import Complaints
from tests.contracts import records
from tests.holdings.agreeing import agreed
from tests.journeys.test_grant_and_agree import wrong
from tests.world import World

pytestmark = pytest.mark.browser


def status(chromium: Browser, person: UUID, to: str) -> int:
    context = chromium.new_context(java_script_enabled=False)
    browser.carry(context, person, to.partition("/disclosures")[0])
    answer = context.new_page().goto(to)
    context.close()
    return answer.status if answer else 0


def _choose(page: Page, name: str) -> None:
    page.get_by_role("link", name="Who can see this?").click()
    page.get_by_role("link", name="Mark this record").click()
    assert wrong(page) == {}
    page.get_by_label(name).check()
    page.get_by_role("button", name="Go on").click()


def _tick(page: Page, *, checked: bool) -> None:
    for name in ("Ekvik stad", "Fjordby kommune"):
        page.get_by_label(name, exact=True).set_checked(checked)


def test_a_version_goes_under_an_agreement(
    address: str, world: World, page: Page, chromium: Browser, complaints: Complaints
) -> None:
    version = records.disclosure(world.nordbyte, world.ekvik, world.fjordby, on=the_world.now().date())
    agreed(world, programmes=frozenset({"laptops"}))
    browser.carry(page.context, world.bob, address)
    page.goto(f"{address}/disclosures/{version.pk}/")
    _choose(page, "Under a non-disclosure agreement")
    expect(page.get_by_role("heading", name="Under a non-disclosure agreement")).to_be_visible()
    assert wrong(page) == {}

    _tick(page, checked=False)
    page.get_by_role("button", name="Show what this means").click()
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    assert wrong(page) == {}

    _tick(page, checked=True)
    page.get_by_label("Which agreement opens it").select_option(label="One about “laptops”")
    page.get_by_role("button", name="Show what this means").click()
    expect(page.get_by_text("one organisation besides yours will see this: Ekvik stad")).to_be_visible()
    expect(page.get_by_text("Fjordby kommune will no longer see it")).to_be_visible()
    assert wrong(page) == {}
    page.get_by_role("button", name="Change something").click()
    expect(page.get_by_label("Ekvik stad", exact=True)).to_be_checked()
    page.get_by_role("button", name="Show what this means").click()
    page.get_by_role("button", name="Mark it").click()
    expect(page.get_by_text("Marked: Under a non-disclosure agreement.")).to_be_visible()
    assert [one for one in complaints.said if "422" not in one] == []

    people = (world.alice, world.dana, world.charlie)
    assert [status(chromium, person, f"{address}/disclosures/{version.pk}/") for person in people] == [
        200,
        404,
        404,
    ]


def test_a_bid_is_opened_to_the_buyer_by_its_award(address: str, world: World, chromium: Browser) -> None:
    now = the_world.now()
    version = records.disclosure(world.nordbyte, on=now.date(), at=now)
    context = chromium.new_context(java_script_enabled=False)
    browser.carry(context, world.bob, address)
    page = context.new_page()
    page.goto(f"{address}/holdings/seeing/disclosure/{version.pk}/mark/")
    page.get_by_label("Bid in a tender").check()
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("Whose tender").select_option(label="Ekvik stad")
    page.get_by_label("Who judges it").fill("alice@ekvik.example")
    page.get_by_role("button", name="Show what this means").click()
    page.get_by_role("button", name="Mark it").click()
    expect(page.get_by_text("Marked: Bid in a tender.")).to_be_visible()
    context.close()

    context = chromium.new_context()
    browser.carry(context, world.alice, address)
    page = context.new_page()
    page.goto(f"{address}/holdings/seeing/disclosure/{version.pk}/")
    page.get_by_role("link", name="Enter the award").click()
    assert wrong(page) == {}
    page.get_by_role("button", name="Enter it").click()
    expect(page.get_by_text("your organisation as a whole sees this bid.")).to_be_visible()
    context.close()
