"""Two real workbooks of a national statistics office open through our own guarded reader."""

from pathlib import Path

import pytest

from commonpurchase.documents.readers import tables
from tests.real import data

pytestmark = pytest.mark.real


@pytest.mark.parametrize(
    ("name", "rows", "columns"),
    [
        ("number_of_contracted_tenders_with_suppliers.xlsx", 23_187, 43),
        ("contracted_value.xlsx", 9_780, 33),
    ],
)
def test_a_workbook_opens_with_every_row_and_column(name: str, rows: int, columns: int) -> None:
    file = data.path(f"procurement/sweden/{name}")

    table = tables.read(file.read_bytes(), Path(name).name)

    assert not table.problems, table.problems
    for sheet in table.sheets:
        widest = max((len(line.cells) for line in sheet.lines), default=0)
        data.say(f"\n{name}, sheet {sheet.name}: {len(sheet.lines):,} rows, {widest} columns")
    (sheet, *_) = table.sheets
    header, *body = sheet.lines
    assert (len(body), len(header.cells)) == (rows, columns)
