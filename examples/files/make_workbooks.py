"""Writes the two disclosure workbooks of the tutorial from `examples/disclosures/kvistbyte-3.csv`.

Run it from the root after changing that file: `.venv/bin/python examples/files/make_workbooks.py`.
Both confirm what Kvistbyte said last, move one factory, close one, and name a new site for docking
stations. `sites-two-errors.xlsx` has two mistakes in it; `sites-mended.xlsx` is the same without them.
"""

import csv
import io
from datetime import date
from pathlib import Path

import openpyxl

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


def main() -> None:
    """Write both workbooks."""
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
