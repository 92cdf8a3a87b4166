"""Alice brings in a list in a real browser: tells its columns, looks at everything it changes, imports."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page

from commonpurchase.contracts.actions import corrections, imports
from commonpurchase.contracts.facts import DateKind
from commonpurchase.contracts.models import Contract
from tests import browser
from tests import world as the_world
from tests.browser import SCHEMES, Complaints
from tests.contracts.lists import contract, table, written
from tests.world import World

#: A person looking at the pages names a folder for their pictures.
PICTURES = os.environ.get("COMMONPURCHASE_PICTURES", "")

EARLIER = written(contract(1), contract(2), contract(3))
LATER = written(
    contract(1, title="Laptops for every school in the city", end_on="2027-12-31", value="1.250.000,50"),
    contract(2, end_on="2028-12-31"),
    contract(3),
    *[
        contract(number, supplier=f"Supplier {number} AB", title=f"Monitors {number}")
        for number in range(4, 9)
    ],
    contract(9, end_on="soon", value="lots"),
    contract(10, supplier="", currency="", value="12"),
    contract(4, supplier="Supplier 4 AB", title="Monitors 4"),
)
UNKNOWN = table(
    "Stuk;Wie betaalt;Van wie komt het;Tot wanneer;Opmerking",
    "C-20;Ekvik stad;Nordbyte AB;31-12-2027;Aanbesteding vorig jaar",
    "C-21;Ekvik stad;Nordbyte AB;30-06-2028;",
)


def checked(page: Page, complaints: Complaints, name: str) -> None:
    """The page as it stands has no violation in either theme, fits 320 px, and the console is quiet."""
    found: dict[str, list[str]] = {}
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        found[scheme] = browser.violations(page)
        found[f"{scheme}, 320 px"] = browser.sideways_scroll(page)
        _picture(page, f"{name}-{scheme}")
    found["console"] = complaints.said
    assert {where: what for where, what in found.items() if what} == {}


def _picture(page: Page, name: str) -> None:
    if not PICTURES:
        return
    for width in (browser.NARROW, browser.WIDE):
        page.set_viewport_size({"width": width, "height": 900})
        page.screenshot(path=f"{PICTURES}/{name}-{width}.png", full_page=True)


def uploaded(page: Page, address: str, folder: Path, name: str, content: bytes) -> None:
    file = folder / name
    file.write_bytes(content)
    page.goto(f"{address}/contracts/import/")
    page.get_by_label("A file of contracts").set_input_files(file)
    page.get_by_role("button", name="Upload and look").click()


@pytest.mark.browser
def test_a_list_with_unknown_columns_is_told_looked_at_and_imported(
    page: Page, complaints: Complaints, world: World, address: str, tmp_path: Path
) -> None:
    browser.carry(page.context, world.alice, address)
    page.goto(f"{address}/contracts/import/")
    checked(page, complaints, "start")

    uploaded(page, address, tmp_path, "contracten.csv", UNKNOWN)
    page.get_by_role("heading", name="Which column is which?").wait_for()
    checked(page, complaints, "columns")
    page.get_by_role("button", name="Read the file so").click()
    page.get_by_role("alert").wait_for()
    complaints.said.clear()  # the browser notes every answer that says the form was not complete
    checked(page, complaints, "columns-wrong")

    for heading, field in zip(
        ("Stuk", "Wie betaalt", "Van wie komt het", "Tot wanneer"),
        ("Contract number", "Buyer", "Supplier", "End"),
        strict=True,
    ):
        page.get_by_label(f"Read column {heading} as").select_option(label=field)
    page.get_by_role("button", name="Read the file so").click()
    page.get_by_role("button", name="Import", exact=True).click()

    page.get_by_role("heading", name="contracten.csv was imported").wait_for()
    checked(page, complaints, "outcome-plain")
    page.get_by_role("link", name="See the contracts").click()
    assert page.get_by_role("link", name="C-21").count() == 1


@pytest.mark.browser
def test_everything_that_a_file_changes_is_shown_before_it_is_kept(
    page: Page, complaints: Complaints, world: World, address: str, tmp_path: Path
) -> None:
    at = the_world.now() - timedelta(days=1)
    alice = the_world.viewer(world.ekvik, person=world.alice, at=at)
    imports.carry_out(imported=imports.receive(name="contracts.csv", content=EARLIER, by=alice), by=alice)
    corrections.confirm_date(
        contract=Contract.objects.get(reference="C-2").pk,
        kind=DateKind.END,
        on=at.date() + timedelta(days=200),
        source="The signed contract",
        by=alice,
    )
    browser.carry(page.context, world.alice, address)

    uploaded(page, address, tmp_path, "later.csv", LATER)
    page.get_by_role("heading", name="Look at what the import changes").wait_for()
    for heading in ("Added: 5", "Changed: 1", "Kept as they are", "Set aside: 2"):
        assert page.get_by_role("heading", name=heading).count() == 1, heading
    for summary in page.locator("summary").all():
        summary.click()
    checked(page, complaints, "preview")

    page.get_by_role("button", name="Import", exact=True).click()
    page.get_by_role("heading", name="later.csv was imported").wait_for()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download what was set aside (CSV)").click()
    assert download.value.suggested_filename == "later-set-aside.csv"
    checked(page, complaints, "outcome")
