"""Rows as a plain table: CSV and XLSX of what a viewer may see."""

import csv
import io
from collections.abc import Sequence
from datetime import date

import xlsxwriter

from commonpurchase.disclosures.facts import Row
from commonpurchase.disclosures.reckoning import columns
from commonpurchase.documents.facts import FORMULA_STARTS

FIELDS = (
    "supplier", *(column.field for column in columns.SHEET if column.field != "status"), *columns.VERIFIED,
)  # fmt: skip


def as_csv(supplier: str, rows: Sequence[Row]) -> bytes:
    """UTF-8 with a mark, so that spreadsheet programs read the letters right; headers as in our reader."""
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    writer.writerow(FIELDS)
    writer.writerows([_harmless(value) for value in _values(supplier, row)] for row in rows)
    return written.getvalue().encode("utf-8-sig")


def as_workbook(supplier: str, rows: Sequence[Row]) -> bytes:
    """One sheet, every text as text, days as days."""
    written = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(written, options) as book:
        sheet = book.add_worksheet(columns.SITES[0])
        bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
        for place, field in enumerate(FIELDS):
            header, width = _head(field)
            sheet.write_string(0, place, header, bold)
            sheet.set_column(place, place, width)
        for number, row in enumerate(rows, 1):
            for place, value in enumerate(_values(supplier, row)):
                if isinstance(value, date):
                    sheet.write_datetime(number, place, value, day)
                elif isinstance(value, str):
                    sheet.write_string(number, place, value)
                elif value is not None:
                    sheet.write_number(number, place, value)
        sheet.freeze_panes(1, 0)
    return written.getvalue()


def _values(supplier: str, row: Row) -> list[str | int | float | date | None]:
    beside = {"supplier": supplier, "evidence": row.support}
    return [beside[field] if field in beside else getattr(row, field) for field in FIELDS]


def _head(field: str) -> tuple[str, int]:
    column = columns.BY_FIELD.get(field)
    return (column.header, column.width) if column else (columns.VERIFIED[field], 24)


def _harmless(value: str | float | date | None) -> str | float | date | None:
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA_STARTS) else value
