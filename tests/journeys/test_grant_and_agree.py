"""Granting, looking for, signing: by keyboard, without JavaScript, and in every state that has a page."""

import pytest
from playwright.sync_api import Browser, Page, expect

from commonpurchase.contracts.models import Contract
from commonpurchase.holdings.actions import grants
from commonpurchase.holdings.facts.seeing import Kind
from commonpurchase.sharing.facts import Grant, Purpose
from tests import browser
from tests import world as the_world
from tests.browser import SCHEMES, Complaints
from tests.contracts import records
from tests.holdings.agreeing import DAY, drafted
from tests.world import World

pytestmark = pytest.mark.browser


def wrong(page: Page) -> dict[str, list[str]]:
    """What a page gets wrong in either theme, and narrow."""
    found: dict[str, list[str]] = {}
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        found[scheme] = browser.violations(page)
        found[f"{scheme}, 320 px"] = browser.sideways_scroll(page)
    return {where: what for where, what in found.items() if what}


def contract(world: World) -> Contract:
    return records.contract(world.ekvik, world.nordbyte, end=None, title="Laptops for schools")


def test_a_contract_is_granted_after_reading_what_that_means(
    address: str, world: World, page: Page, complaints: Complaints
) -> None:
    row = contract(world)
    browser.carry(page.context, world.alice, address)
    page.goto(f"{address}/contracts/{row.pk}/")
    page.get_by_role("link", name="Who can see this?").click()
    assert wrong(page) == {}
    page.get_by_role("link", name="Grant it to one more organisation").click()

    page.get_by_role("button", name="Show what this means").click()
    expect(page.get_by_role("heading", name="There are 2 problems")).to_be_visible()
    assert wrong(page) == {}

    page.get_by_label("Organisation", exact=True).select_option(label="Fjordby kommune")
    page.get_by_label("Due diligence").check()
    page.get_by_role("button", name="Show what this means").click()
    expect(page.get_by_text("in Norway it is likely a public record")).to_be_visible()
    assert wrong(page) == {}

    page.get_by_role("button", name="Change something").click()
    expect(page.get_by_label("Due diligence")).to_be_checked()
    page.get_by_role("button", name="Show what this means").click()
    page.get_by_role("button", name="Grant it").click()
    expect(page.get_by_text("Granted to Fjordby kommune.")).to_be_visible()
    assert wrong(page) == {}

    # A browser notes as an error that a form came back, which is what should happen.
    assert [one for one in complaints.said if "422" not in one] == []


def test_what_was_granted_is_looked_for_by_keyboard(
    address: str, world: World, page: Page, complaints: Complaints
) -> None:
    at = the_world.now()
    grant = Grant(world.fjordby.id, Purpose.DUE_DILIGENCE, at, at + 30 * DAY)
    by = the_world.viewer(world.ekvik, at=at)
    grants.give(kind=Kind.CONTRACT, key=contract(world).pk, grant=grant, by=by)
    browser.carry(page.context, world.dana, address)
    page.goto(f"{address}/contracts/")
    assert wrong(page) == {}
    page.get_by_role("button", name="I look for due diligence").click()
    page.get_by_role("link", name="Laptops for schools").click()
    expect(page.get_by_role("heading", name="Laptops for schools")).to_be_visible()

    # By keyboard: open what one looks for, choose nothing in particular, send it.
    page.locator("summary", has_text="Looking for").focus()
    page.keyboard.press("Enter")
    assert wrong(page) == {}
    page.get_by_role("radio", name="Due diligence").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_text("You look for nothing in particular now")).to_be_visible()
    assert complaints.said == []


def test_it_works_without_javascript(address: str, world: World, chromium: Browser) -> None:
    row, key = contract(world), drafted(world)
    context = chromium.new_context(java_script_enabled=False)
    browser.carry(context, world.alice, address)
    page = context.new_page()
    page.goto(f"{address}/holdings/seeing/contract/{row.pk}/grant/")
    page.get_by_label("Organisation", exact=True).select_option(label="Fair Circuits")
    page.get_by_label("Research").check()
    page.get_by_role("button", name="Show what this means").click()
    page.get_by_role("button", name="Grant it").click()
    page.get_by_role("button", name="Take back from Fair Circuits").click()
    expect(page.get_by_text("Taken back: it is closed from this moment on.")).to_be_visible()

    page.goto(f"{address}/holdings/agreements/{key}/sign/")
    page.get_by_label("Who signs, and in which role").fill("Alice Ek, head of purchasing")
    page.get_by_role("button", name="Sign", exact=True).click()
    expect(page.get_by_text("Signed for your organisation.")).to_be_visible()
    page.get_by_role("link", name="Withdraw it").click()
    page.get_by_role("button", name="End it now, for every party").click()
    expect(page.get_by_text("It covers nothing new.")).to_be_visible()
    context.close()


def test_mistakes_in_a_draft_are_accessible(address: str, world: World, page: Page) -> None:
    browser.carry(page.context, world.alice, address)
    page.goto(f"{address}/holdings/agreements/draft/")

    page.get_by_role("button", name="Keep this draft").click()

    expect(page.get_by_role("heading", name="There are 5 problems")).to_be_visible()
    assert wrong(page) == {}
    page.get_by_role("link", name="With whom: Choose at least one.").click()
    assert page.url.endswith("#id_parties")


def test_an_agreement_that_cannot_be_signed_is_accessible(address: str, world: World, page: Page) -> None:
    key = drafted(world, carve_out=False, title="A" * 120)
    browser.carry(page.context, world.alice, address)
    page.goto(f"{address}/holdings/agreements/{key}/")
    assert wrong(page) == {}
    page.goto(f"{address}/holdings/agreements/")
    assert wrong(page) == {}
    page.goto(f"{address}/holdings/agreements/{key}/sign/")
    page.get_by_label("Who signs, and in which role").fill("Alice")

    page.get_by_role("button", name="Sign", exact=True).click()

    expect(page.get_by_text("The law that matters: Ekvik stad: Sweden TF.")).to_be_visible()
    assert wrong(page) == {}
