"""Published procurement tables open as they are (`make real`)."""

import os
from pathlib import Path

import pytest

from commonpurchase.documents.readers import tables

FOLDER = Path(os.environ.get("COMMONPURCHASE_DATA", "../shared/data")) / "procurement" / "sweden"


@pytest.mark.real
@pytest.mark.parametrize(
    ("name", "rows", "columns"),
    [("contracted_value.xlsx", 9_781, 33), ("number_of_contracted_tenders_with_suppliers.xlsx", 23_188, 43)],
)
def test_a_published_table_opens(name: str, rows: int, columns: int) -> None:
    table = tables.read((FOLDER / name).read_bytes(), name)

    assert table.problems == ()
    assert len(table.sheets[0].lines) == rows
    assert len(table.sheets[0].lines[0].cells) == columns
