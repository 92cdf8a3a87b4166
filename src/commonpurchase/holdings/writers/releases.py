"""A release as a file: what its page shows, no more."""

import csv
import io
from collections.abc import Iterator

import xlsxwriter

from commonpurchase.documents.facts import FORMULA_STARTS
from commonpurchase.holdings.facts.releases import Published
from commonpurchase.sharing.reckoning.released import NOT_PUBLISHED
from commonpurchase.vocabulary.periods import add_days

CSV, XLSX = (
    "text/csv; charset=utf-8",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
)
HEADINGS = ("Question", "From", "Until", "Group", "Shows", "Figure", "Unit", "Contributors", "Place in order")
Cells = tuple[str | float, ...]


def as_csv(one: Published) -> bytes:
    """UTF-8 with a mark; numbers stay numbers, and no text becomes a formula."""
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    writer.writerow(HEADINGS)
    for cells in _rows(one):
        writer.writerow([_harmless(cell) for cell in cells])
    return written.getvalue().encode("utf-8-sig")


def as_workbook(one: Published) -> bytes:
    """One sheet; every text is written as text."""
    written = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(written, options) as book:
        sheet = book.add_worksheet("Published")
        bold, number = book.add_format({"bold": True}), book.add_format({"num_format": "#,##0.##"})
        sheet.set_column(0, 0, 40)
        sheet.set_column(1, len(HEADINGS) - 1, 18)
        for column, heading in enumerate(HEADINGS):
            sheet.write_string(0, column, heading, bold)
        for line, cells in enumerate(_rows(one), 1):
            for column, cell in enumerate(cells):
                if isinstance(cell, str):
                    sheet.write_string(line, column, cell)
                else:
                    sheet.write_number(line, column, cell, number)
    return written.getvalue()


def _rows(one: Published) -> Iterator[Cells]:
    order = one.table.order.names if one.table.order else ()
    for row in one.table.rows:
        yield (
            one.text,
            one.start.isoformat(),
            add_days(one.end, -1).isoformat(),
            row.name,
            str(one.function),
            NOT_PUBLISHED if row.figure is None else row.figure,
            one.measure,
            row.contributors,
            order.index(row.name) + 1 if row.name in order else "",
        )


def _harmless(cell: str | float) -> str | float:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA_STARTS) else cell
