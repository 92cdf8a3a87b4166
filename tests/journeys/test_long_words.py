"""One word of 81 letters, as title, name or search, is still read whole on a window of 320 px."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from commonpurchase.organisations.facts import Kind
from tests import browser
from tests import world as the_world
from tests.contracts import records
from tests.world import World

LONG = "Rindfleischetikettierungsueberwachungsaufgabenuebertragungsgesetzbeauftragtenstelle"[:81]
FOLD = "details::details-content { overflow-y: hidden }"
TITLE, SUPPLIER, BRAND, MODEL, BUYER = (f"{letter}{LONG[1:]}" for letter in "TSBMK")


@pytest.fixture
def visits(address: str, world: World) -> dict[UUID, list[str]]:
    """The addresses on which the words stand, by the email of whoever opens them."""
    on = the_world.now().date()
    buyer = the_world.organisation(BUYER)
    supplier = the_world.organisation(SUPPLIER, Kind.RESELLER)
    people = {
        "alice": the_world.account(buyer, "alma@ekvik.example"),
        "bob": the_world.account(supplier, "bo@nordbyte.example"),
    }
    bought = [(BRAND, MODEL)]
    ahead = on + timedelta(days=60)
    contract = records.contract(
        buyer, supplier, end=on + timedelta(days=300), notice=ahead, title=TITLE, bought=bought
    )
    sent = records.disclosure(supplier, buyer, on=on - timedelta(days=330), bought=bought)
    lists = ("today", "contracts:list", "organisations:list", "disclosures:list")
    of_contract = ("one", "decide", "change-models")
    names = {
        "alice": [
            *(reverse(name) for name in lists),
            *(reverse(f"contracts:{name}", args=[contract.pk]) for name in of_contract),
            *(f"{reverse('search')}?words={word}" for word in (LONG[1:], f"X{LONG}")),
            reverse("disclosures:one", args=[sent.pk]),
            reverse("organisations:one", args=[supplier.id]),
        ],
        "bob": [
            *(reverse(name) for name in ("today", "contracts:updates", "disclosures:list")),
            reverse("contracts:one", args=[contract.pk]),
            reverse("disclosures:one", args=[sent.pk]),
        ],
    }
    return {people[who]: addresses for who, addresses in names.items()}


@pytest.mark.browser
def test_a_word_of_81_letters_is_read_whole_on_a_narrow_window(
    visits: dict[UUID, list[str]], address: str, page: Page
) -> None:
    found: dict[str, list[str]] = {}
    for person, addresses in visits.items():
        browser.carry(page.context, person, address)
        for path in addresses:
            page.goto(address + path)
            page.locator("main details").evaluate_all("all => all.forEach(one => { one.open = true; })")
            assert LONG[1:] in page.content()
            found[f"{path} of {person}"] = browser.sideways_scroll(page)

    assert {path: what for path, what in found.items() if what} == {}


@pytest.mark.browser
@pytest.mark.parametrize(
    ("content", "told"),
    [
        ('<div style="overflow: clip">{}</div>', True),
        ('<div style="overflow: hidden"><p>{}</p></div>', True),
        ('<div style="overflow: auto"><p>{}</p></div>', False),
        (f"<style>{FOLD}</style><main><details open><p>{{}}</p></details></main>", True),
        (
            f"<style>{FOLD}</style><main><details open><p style='overflow: auto'>{{}}</p></details></main>",
            False,
        ),
        ('<div style="overflow: clip; overflow-wrap: anywhere">{}</div>', False),
    ],
)
def test_what_a_container_cuts_off_is_told(page: Page, content: str, told: bool) -> None:
    page.set_content(content.replace("{}", LONG))

    assert bool(browser.sideways_scroll(page)) is told
