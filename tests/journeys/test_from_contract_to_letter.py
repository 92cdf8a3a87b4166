"""The main job in a real browser: import, disclose, mend, acknowledge, decide, take the letter."""

import io
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

import docx
import openpyxl
import pytest
from playwright.sync_api import Browser, Page

from tests import browser
from tests import world as the_world
from tests.browser import Complaints
from tests.world import World

HEADER = (
    "contract_id,buyer,supplier,title,currency,value,start_on,end_on,max_end_on,notice_on,"
    "update_duty,duty_text,product_models"
)
CLAUSE = "The supplier updates the list of production sites once a year."
Row = Mapping[str, str | None]


def _contracts(on: date) -> bytes:
    days = (
        on - timedelta(days=700),
        on + timedelta(days=150),
        on + timedelta(days=800),
        on + timedelta(days=60),
    )
    start, end, longest, notice = (day.isoformat() for day in days)
    row = f"K-17,Ekvik stad,Nordbyte AB,School laptops,SEK,1250000,{start},{end},{longest},{notice}"
    return f'{HEADER}\n{row},Section 7,{CLAUSE},"Aurelis: Book 14; Aurelis: View 27"\n'.encode()


def _filled(workbook: Path, rows: Sequence[Row]) -> bytes:
    """The downloaded workbook as a person fills it in."""
    book = openpyxl.load_workbook(workbook)
    sites, listed = book["Sites"], book["Product models"]
    headings = {str(cell.value): place for place, cell in enumerate(sites[1], 1)}
    for number, row in enumerate(rows, 2):
        for heading, value in row.items():
            sites.cell(number, headings[heading]).value = value
        listed.cell(number, 1, row["Brand"])
        listed.cell(number, 2, row["Product model"])
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _row(model: str, site: str, **cells: str | None) -> dict[str, str | None]:
    common: dict[str, str | None] = {
        "Brand": "Aurelis",
        "Tier": "1 final assembly",
        "Address": "1 Invented Road, Suzhou",
    }
    named = {"Product model": model, "Site name": site, "Country": "China (CN)"}
    return {**common, **named, "Site name in local script": "蓝天装配厂", **cells}


@contextmanager
def _window(chromium: Browser, complaints: Complaints) -> Iterator[Page]:
    """A second person's window, with cookies of its own."""
    context = chromium.new_context(locale="en-GB", accept_downloads=True)
    page = context.new_page()
    complaints.listen(page)
    yield page
    context.close()


def _upload(page: Page, label: str, name: str, content: bytes) -> None:
    page.get_by_label(label).set_input_files({"name": name, "mimeType": "text/plain", "buffer": content})


@pytest.mark.browser
def test_from_a_list_of_contracts_to_a_decision_and_a_letter(  # noqa: PLR0917 - fixtures
    address: str, world: World, page: Page, chromium: Browser, complaints: Complaints, tmp_path: Path
) -> None:
    on = the_world.now().date()
    alice = page
    browser.carry(alice.context, world.alice, address)

    # Alice imports her list; nothing is kept before she has seen what it changes.
    alice.goto(f"{address}/contracts/import/")
    _upload(alice, "A file of contracts", "contracts.csv", _contracts(on))
    alice.get_by_role("button", name="Upload").click()
    assert "1 taken, 0 set aside" in alice.locator("main").inner_text()
    alice.get_by_role("button", name="Import", exact=True).click()
    alice.get_by_role("link", name="See the contracts").click()
    alice.get_by_role("link", name="School laptops").click()
    assert "Not assessable" in alice.locator("main").inner_text()

    with alice.expect_download() as demand:
        alice.get_by_role("link", name="Download the formal letter").click()
    assert CLAUSE in _words(demand.value.path())

    with _window(chromium, complaints) as bob:
        browser.carry(bob.context, world.bob, address)
        _bob_discloses(bob, address, tmp_path)

    _alice_decides(alice)
    refused_once = "422 (Unprocessable Entity)"
    assert [said for said in complaints.said if refused_once not in said] == []


def _words(letter: Path) -> str:
    return "\n".join(paragraph.text for paragraph in docx.Document(str(letter)).paragraphs)


def _alice_decides(alice: Page) -> None:
    """The gate now passes; Alice decides and takes the letter that goes with it."""
    alice.reload()
    assert "蓝天装配厂" in alice.locator("main").inner_text()
    alice.get_by_role("link", name="Decide", exact=True).click()
    alice.get_by_label("Extend", exact=True).check()
    alice.get_by_role("button", name="Keep this decision").click()
    assert "Your decision is kept" in alice.locator("main").inner_text()
    with alice.expect_download() as letter:
        alice.get_by_role("link", name="Download the partnership letter").click()
    assert "School laptops" in _words(letter.value.path())


def _bob_discloses(bob: Page, address: str, folder: Path) -> None:
    """A workbook with two errors, then the mended one."""
    bob.goto(f"{address}/contracts/updates/")
    with bob.expect_download() as template:
        bob.get_by_role("link", name="Download the empty workbook").click()
    workbook = folder / "template.xlsx"
    template.value.save_as(workbook)
    wrong = [
        _row("Book 14", "Lantian Assembly", Country="Chinna"),
        _row("View 27", "Haifeng Displays", Address=None),
    ]
    _upload(bob, "Your filled-in workbook", "sites.xlsx", _filled(workbook, wrong))
    bob.get_by_role("button", name="Upload and check").click()
    assert "2 errors" in bob.locator("h1").inner_text()
    with bob.expect_download() as marked:
        bob.get_by_role("link", name="Download your file with the errors marked").click()
    assert "Errors" in openpyxl.load_workbook(io.BytesIO(marked.value.path().read_bytes())).sheetnames
    bob.get_by_role("link", name="Upload the mended file").click()
    mended = [_row("Book 14", "Lantian Assembly"), _row("View 27", "Haifeng Displays")]
    _upload(bob, "Your filled-in workbook", "sites.xlsx", _filled(workbook, mended))
    bob.get_by_role("button", name="Upload and check").click()
    _bob_sends(bob)


def _bob_sends(bob: Page) -> None:
    """The difference acknowledged, to Ekvik and nobody else."""
    assert "Added" in bob.locator("main").inner_text()
    bob.get_by_label("Ekvik stad", exact=True).check()
    bob.get_by_role("button", name="Send to the customers chosen").click()
    assert "look at what changes" in bob.locator("main").inner_text().lower()
    bob.get_by_label("I have looked at what changes").check()
    bob.get_by_role("button", name="Send to the customers chosen").click()
    assert "Version 1" in bob.locator("main").inner_text()
