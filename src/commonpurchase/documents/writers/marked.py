"""The uploader's own file back, with every bad cell marked and a sheet that lists all errors."""

import io
import zipfile
from collections.abc import Sequence

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from commonpurchase.documents.facts import Cell, Sheet, Table
from commonpurchase.vocabulary.places import Problem

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FILL = PatternFill("solid", fgColor="FFD6D6")
HEADINGS = ("Sheet", "Row", "Column", "Found", "Expected")
WIDTHS = (18, 8, 22, 44, 60)
#: A header stands among the first lines of a sheet.
HEADER_WITHIN = 20
#: Above this, editing the file in place costs more memory than it is worth: its cells are copied instead.
EDIT_UP_TO = 16 * 2**20
_UNEDITABLE = (
    InvalidFileException,
    zipfile.BadZipFile,
    ValueError,
    KeyError,
    TypeError,
    IndexError,
    AttributeError,
)


def mark(content: bytes, table: Table, problems: Sequence[Problem]) -> bytes:
    """An .xlsx of the file with the problems marked where they stand and listed on a sheet "Errors".

    `table` is what the guarded reader found in `content`: a file that it refused has no sheets, and
    is answered with the list alone. A CSV file comes back as a workbook.
    """
    workbook = _own(content, table) or _copied(table)
    columns = {sheet.name: _columns(sheet, problems) for sheet in table.sheets}
    for problem in problems:
        place = problem.place
        column = columns.get(place.sheet, {}).get(place.column)
        if place.row and column and _title(place.sheet) in workbook.sheetnames:
            _mark(workbook[_title(place.sheet)], place.row, column, problem)
    _list(workbook, problems)
    written = io.BytesIO()
    workbook.save(written)
    return written.getvalue()


def _own(content: bytes, table: Table) -> Workbook | None:
    """The uploader's workbook itself, if the guard let it through and it is not too large to edit."""
    if not table.sheets or not content.startswith(b"PK"):
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > EDIT_UP_TO:
                return None
        return load_workbook(io.BytesIO(content))
    except _UNEDITABLE:
        return None


def _copied(table: Table) -> Workbook:
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for sheet in table.sheets:
        written = workbook.create_sheet(_title(sheet.name))
        for line in sheet.lines:
            for column, cell in enumerate(line.cells, 1):
                _write(written, line.number, column, cell)
    return workbook


def _title(sheet: str) -> str:
    return sheet or "Sheet"


def _write(sheet: Worksheet, row: int, column: int, value: Cell) -> None:
    plain = ILLEGAL_CHARACTERS_RE.sub("", value) if isinstance(value, str) else value
    cell = sheet.cell(row, column, plain)
    if isinstance(value, str):
        cell.data_type = "s"  # text that begins with = stays text


def _columns(sheet: Sheet, problems: Sequence[Problem]) -> dict[str, int]:
    """Where the columns that problems speak of stand, by their header."""
    spoken = {problem.place.column for problem in problems}
    found: dict[str, int] = {}
    for line in sheet.lines[:HEADER_WITHIN]:
        for column, cell in enumerate(line.cells, 1):
            if isinstance(cell, str) and cell in spoken:
                found.setdefault(cell, column)
    return found


def _mark(sheet: Worksheet, row: int, column: int, problem: Problem) -> None:
    cell = sheet.cell(row, column)
    if not hasattr(cell, "hyperlink"):
        return  # covered by a merged cell: the list still names it
    cell.fill = FILL
    earlier = f"{cell.comment.text}\n" if cell.comment else ""
    comment = Comment(
        f"{earlier}Found {problem.found}; expected {problem.expected}"[:1000], "Common Purchase"
    )
    comment.width, comment.height = 320, 120
    cell.comment = comment


def _list(workbook: Workbook, problems: Sequence[Problem]) -> None:
    sheet = workbook.create_sheet("Errors")
    for column, (heading, width) in enumerate(zip(HEADINGS, WIDTHS, strict=True), 1):
        _write(sheet, 1, column, heading)
        sheet.cell(1, column).font = Font(bold=True)
        sheet.column_dimensions[sheet.cell(1, column).column_letter].width = width
    for row, problem in enumerate(problems, 2):
        place = problem.place
        values = (place.sheet, place.row or None, place.column, problem.found, problem.expected)
        for column, value in enumerate(values, 1):
            _write(sheet, row, column, value)
            sheet.cell(row, column).alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "A2"
    workbook.active = workbook.worksheets.index(sheet)
