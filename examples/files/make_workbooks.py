"""Writes the workbooks of the tutorial: `.venv/bin/python examples/files/make_workbooks.py` from the root.

The two disclosure workbooks come from `examples/disclosures/kvistbyte-3.csv`: run it after changing
that file. Both confirm what Kvistbyte said last, move one factory, close one, and name a new site for
docking stations. `sites-two-errors.xlsx` has two mistakes in it; `sites-mended.xlsx` is the same without
them. `avtal.xlsx` is a list of contracts as Ekvik might keep it, with Swedish headers.
"""

import csv
import io
from datetime import date
from pathlib import Path

import openpyxl
from openpyxl.styles import Font

from commonpurchase.disclosures.facts import Expectation, Row
from commonpurchase.disclosures.readers import uploads
from commonpurchase.disclosures.writers import workbook
from commonpurchase.entrance.commands import relative

FILES = Path(__file__).parent
SAID = FILES.parent / "disclosures" / "kvistbyte-3.csv"
SUPPLIER = "Kvistbyte AB"
DAY = date(2026, 11, 1)
"""Only to read the relative days with; the workbooks hold none."""

MOVED, MOVED_TO = "Thung Rawi Printer Manufacturing Co., Ltd.", "12 Moo 9, Thung Rawi East Estate, Thung Rawi"
CLOSED = "Jiqiao Songyin Speaker Works"
NEW = Row(
    brand="Kestrova",
    product_category="docking station",
    product_model="Dock K2",
    site_name="Binh Tram Dock Assembly JSC",
    site_name_local="Công ty CP Lắp ráp Bình Trầm",
    address="Lot F3, Binh Tram Export Zone, Binh Tram",
    country="VN",
    tier=1,
    disclosed_on=DAY,
)

CONTRACTS = (
    ("Avtal för inköp av IT, Ekvik stad",),
    (),
    ("Avtalsnummer", "Leverantör", "Avtalsnamn", "CPV-kod", "Avtalsvärde (SEK, exkl. moms)", "Startdatum",
     "Slutdatum", "Längsta slutdatum", "Sista förlängningsdag", "Uppdateringsskyldighet"),
    ("EKV-2026-101", "Kvistbyte AB", "Skärmar till äldreboenden", "30231300", 2_350_000, date(2025, 9, 1),
     date(2027, 8, 31), date(2029, 8, 31), date(2027, 2, 28), "Kontraktsvillkor, punkt 7.3"),
    ("EKV-2026-102", "Skarvtek AS", "Nätverk i nya badhuset", "32420000", 780_000, date(2026, 2, 1),
     date(2028, 1, 31), date(2028, 1, 31), date(2027, 10, 31), "ja"),
    ("EKV-2026-103", "Lindvall Kontorsmaskiner AB", "Skrivare", "30232110", 1_120_000, date(2024, 6, 1),
     date(2027, 5, 31), date(2028, 5, 31), None, "nej"),
    ("EKV-2026-104", "Kvistbyte AB", "Headset till distansundervisning", "32342100", None, date(2026, 8, 15),
     date(2027, 8, 14), None, None, None),
)  # fmt: skip


def main() -> None:
    """Write the three workbooks."""
    _contracts()
    _disclosures()


def _contracts() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Avtal"
    for row in CONTRACTS:
        sheet.append(row)
    for letter, width in zip("ABCDEFGHIJ", (16, 28, 34, 12, 28, 14, 14, 18, 22, 28), strict=True):
        sheet.column_dimensions[letter].width = width
    for cell in sheet[3]:
        cell.font = Font(bold=True)
    book.save(FILES / "avtal.xlsx")


def _disclosures() -> None:
    rows = _said()
    book = openpyxl.load_workbook(io.BytesIO(workbook.write(supplier=SUPPLIER, rows=[*rows, NEW])))
    sheet = book["Sites"]
    column = {cell.value: cell.column for cell in sheet[1]}
    for number, row in enumerate([*rows, NEW], 2):
        if row.site_name == MOVED:
            sheet.cell(number, column["Status"], "change")
            sheet.cell(number, column["Address"], MOVED_TO)
        if row.site_name == CLOSED:
            sheet.cell(number, column["Status"], "close")
    last = len(rows) + 2
    sheet.cell(last, column["Status"]).value = None
    book.save(FILES / "sites-mended.xlsx")
    sheet.cell(last, column["Country"], "Vietnahm")
    sheet.cell(7, column["Address"]).value = None
    book.save(FILES / "sites-two-errors.xlsx")


def _said() -> list[Row]:
    """The rows in force, read as a first version: the column of statuses is left out, closed rows too."""
    with SAID.open(encoding="utf-8", newline="") as file:
        kept = [row for row in csv.DictReader(file) if row.pop("Status") != "close"]
    written = io.StringIO()
    writer = csv.DictWriter(written, kept[0].keys())
    writer.writeheader()
    writer.writerows(
        {name: "" if relative.is_relative(text) else text for name, text in row.items()} for row in kept
    )
    expecting = Expectation(supplier=SUPPLIER, on=DAY, disclosed_on=DAY)
    reading = uploads.read(written.getvalue().encode(), SAID.name, expecting)
    if reading.problems:
        raise SystemExit("\n".join(map(str, reading.problems)))
    return [said.row for said in reading.said]


if __name__ == "__main__":
    main()
