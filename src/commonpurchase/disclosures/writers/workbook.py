"""The disclosure workbook: empty for a first time, filled with the rows in force for an update."""

import io
from collections.abc import Sequence
from typing import Any

import xlsxwriter

from commonpurchase.disclosures.facts import Evidence, Row, Status
from commonpurchase.disclosures.readers import countries
from commonpurchase.disclosures.reckoning import columns
from commonpurchase.vocabulary.periods import in_words

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: Rows that carry validation lists; more may be written, they are only not helped.
HELPED_ROWS = 5_000
LISTS = "Lists"
DATES = frozenset({"produced_from", "produced_until", "disclosed_on"})
NUMBERS = frozenset({"latitude", "longitude"})
LAST_COLUMN = 16_383
ALLOWED = dict.fromkeys(("sort", "autofilter", "format_columns", "insert_rows", "delete_rows"), True)


def write(*, supplier: str, rows: Sequence[Row] = (), source: str = "") -> bytes:
    """The workbook of a supplier; `rows` are those in force, `source` says which version they are of.

    Every text is written as text: a name that begins with = is no formula.
    """
    written = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(written, options) as book:
        book.set_properties({"title": f"Supply chain disclosure of {supplier}", "author": "Common Purchase"})
        formats = {
            "title": book.add_format({"bold": True, "font_size": 16}),
            "heading": book.add_format(
                {
                    "bold": True,
                    "bg_color": "#1E2B3C",
                    "font_color": "#FFFFFF",
                    "text_wrap": True,
                    "valign": "top",
                }
            ),
            "text": book.add_format({"num_format": "@", "locked": False}),
            "day": book.add_format({"num_format": "yyyy-mm-dd", "locked": False}),
            "open": book.add_format({"locked": False}),
            "reference": book.add_format({"num_format": "@", "font_color": "#5C6670", "locked": False}),
            "wrapped": book.add_format({"text_wrap": True, "valign": "top"}),
        }
        _instructions(book, formats, supplier, source)
        _sites(book, formats, rows)
        _models(book, formats, rows)
        _lists(book)
    return written.getvalue()


def _instructions(book: Any, formats: dict[str, Any], supplier: str, source: str) -> None:
    sheet = book.add_worksheet("Instructions")
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, 1, 70)
    sheet.set_column(2, 2, 30)
    sheet.write_string(0, 0, f"Where your goods are made: {supplier}", formats["title"])
    for number, sentence in enumerate(_sentences(source), 2):
        sheet.merge_range(number, 0, number, 2, sentence, formats["wrapped"])
    top = len(_sentences(source)) + 4
    for place, name in enumerate(("Column", "What to write", "Example")):
        sheet.write_string(top, place, name, formats["heading"])
    for number, column in enumerate(columns.SHEET, top + 1):
        required = " Required." if column.required else ""
        sheet.write_string(number, 0, column.header, formats["wrapped"])
        sheet.write_string(number, 1, column.says + required, formats["wrapped"])
        sheet.write_string(number, 2, column.example, formats["wrapped"])


def _sentences(source: str) -> tuple[str, ...]:
    first = (
        f"The sheet Sites holds what you said before ({source}). Go through every row: leave “confirm” "
        "where it is still true, write “change” and correct what differs, or “close” where it ended. "
        "Add new rows below."
    )
    fresh = (
        "Fill in the sheet Sites: one row for every product model, or component of it, "
        "and site that makes it."
    )
    return (
        first if source else fresh,
        "List your product models on the sheet Product models; then Sites may only speak of those.",
        "Upload the file when you are done. Nobody else sees it before you have seen what it changes "
        "and chosen who may.",
    )


def _sites(book: Any, formats: dict[str, Any], rows: Sequence[Row]) -> None:
    sheet = book.add_worksheet(columns.SITES[0])
    _head(sheet, formats, columns.SHEET)
    for place, column in enumerate(columns.SHEET):
        # Columns are text unless they hold days or numbers: a model called MAR1 must not become a date.
        sheet.set_column(place, place, column.width, formats[_style(column.field)])
    _unlock_the_rest(sheet, len(columns.SHEET), formats)
    for number, row in enumerate(rows, 1):
        for place, column in enumerate(columns.SHEET):
            _cell(sheet, number, place, _value(row, column.field), formats)
    for name, values in _choices().items():
        place = next(i for i, column in enumerate(columns.SHEET) if column.field == name)
        sheet.data_validation(1, place, HELPED_ROWS, place, _validation(name, values))
    sheet.autofilter(0, 0, max(1, len(rows)), len(columns.SHEET) - 1)
    # No password: this guards against slips. Rows can be added, sorted and filtered.
    sheet.protect("", ALLOWED)
    sheet.activate()


def _style(field: str) -> str:
    if field == "reference":
        return "reference"
    return "day" if field in DATES else "open" if field in NUMBERS else "text"


def _unlock_the_rest(sheet: Any, first: int, formats: dict[str, Any]) -> None:
    """Only the headings are locked: whole rows, to their very end, must be free to be sorted and deleted."""
    used = sheet.dim_colmax
    sheet.set_column(first, LAST_COLUMN, None, formats["open"])
    # A format is no content: else the writer visits 16,384 cells in every row, and 3,000 rows take 9 s.
    sheet.dim_colmax = used


def _head(sheet: Any, formats: dict[str, Any], shown: Sequence[columns.Column]) -> None:
    sheet.freeze_panes(1, 0)
    sheet.set_row(0, 32)
    for place, column in enumerate(shown):
        sheet.write_string(0, place, column.header, formats["heading"])
        sheet.write_comment(0, place, column.says, {"x_scale": 1.6})


def _value(row: Row, field: str) -> object:
    """What an earlier row brings; its day is left out, for a confirmed row is said anew."""
    match field:
        case "status":
            return Status.CONFIRM.value
        case "disclosed_on":
            return None
        case "country":
            return countries.written(row.country)
        case "tier":
            return columns.TIERS.get(row.tier or 0, "")
        case "evidence":
            return row.support
        case _:
            value: object = getattr(row, field)
            return value


def _cell(sheet: Any, number: int, place: int, value: object, formats: dict[str, Any]) -> None:
    if value is None or value == "":
        return
    if isinstance(value, str):
        sheet.write_string(number, place, value, formats[_style(columns.SHEET[place].field)])
    elif isinstance(value, float):
        sheet.write_number(number, place, value, formats["open"])
    else:
        sheet.write_datetime(number, place, value, formats["day"])


def _models(book: Any, formats: dict[str, Any], rows: Sequence[Row]) -> None:
    sheet = book.add_worksheet(columns.MODELS[0])
    shown = [columns.BY_FIELD[field] for field in columns.MODEL_FIELDS]
    _head(sheet, formats, shown)
    sheet.set_column(0, len(shown) - 1, 26, formats["text"])
    listed = dict.fromkeys(
        (row.brand, row.product_model, row.product_category) for row in rows if row.product_model
    )
    for number, model in enumerate(listed, 1):
        for place, value in enumerate(model):
            sheet.write_string(number, place, value, formats["text"])
    _unlock_the_rest(sheet, len(shown), formats)
    sheet.protect("", ALLOWED)


def _choices() -> dict[str, list[str]]:
    return {
        "country": sorted(countries.written(code) for code in countries.names()),
        "tier": list(columns.TIERS.values()),
        "evidence": [Evidence.SELF_DECLARED.value, Evidence.DOCUMENTED.value],
        "status": [status.value for status in Status],
    }


def _lists(book: Any) -> None:
    """The lists stand on a hidden sheet: written into the cells they may not exceed 255 characters."""
    sheet = book.add_worksheet(LISTS)
    for place, (name, values) in enumerate(_choices().items()):
        sheet.write_column(0, place, values)
        letter = chr(ord("A") + place)
        book.define_name(f"list_{name}", f"={LISTS}!${letter}$1:${letter}${len(values)}")
    sheet.hide()


def _validation(name: str, values: Sequence[str]) -> dict[str, object]:
    shown = ", ".join(values) if len(values) < 10 else f"one of the {len(values)} in the list"
    return {
        "validate": "list",
        "source": f"=list_{name}",
        # A warning, not a stop: China or CN are understood as well.
        "error_type": "warning",
        "error_title": columns.BY_FIELD[name].header,
        "error_message": f"Expected {shown}."[:255],
    }


def file_name(supplier: str, rows: Sequence[Row]) -> str:
    """What the workbook is called when it is downloaded."""
    plain = "-".join("".join(c if c.isalnum() else " " for c in supplier).split()).casefold() or "supplier"
    return f"disclosure-{plain}-{'update' if rows else 'template'}.xlsx"


def source_of(number: int, rows: Sequence[Row]) -> str:
    """Which version the workbook is filled from, as its instructions say."""
    last = max((row.disclosed_on for row in rows), default=None)
    return f"version {number}, data of {in_words(last)}" if last else ""
