import subprocess
from datetime import date, datetime
from typing import Any

import pytest

from commonpurchase.documents.facts import Line, is_error
from commonpurchase.documents.readers import archive, limits, tables
from tests.documents import files


def test_a_workbook_is_read_with_typed_cells_and_the_rows_a_spreadsheet_shows() -> None:
    at_half_past_ten = datetime(2026, 3, 1, 10, 30)  # noqa: DTZ001 - a spreadsheet knows no zones
    content = files.workbook(
        [[], ["深圳工厂", 2, 2.5, date(2026, 3, 1), at_half_past_ten], [], ["  x  ", None, True]]
    )

    table = tables.read(content, "sites.xlsx")

    assert not table.problems
    assert table.sheets[0].lines == (
        Line(2, ("深圳工厂", 2, 2.5, date(2026, 3, 1), date(2026, 3, 1))),
        Line(4, ("x", None, "TRUE")),
    )


def test_every_sheet_is_read_by_its_name() -> None:
    table = tables.read(files.workbook(Product_models=[["Brand"]]), "a.xlsx")

    assert [sheet.name for sheet in table.sheets] == ["Sheet", "Product models"]


def test_a_whole_number_stays_whole_and_a_formula_answers_with_its_last_value() -> None:
    table = tables.read(files.workbook([[5.0, "=1+1", "end"]]), "a.xlsx")

    assert table.sheets[0].lines[0].cells == (5, None, "end")


def test_a_failed_formula_is_read_as_the_error_that_it_shows() -> None:
    errors = ("#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!")
    odd = tables.read(b"Err:502,Felix,# 5,E,#saknas!\n", "a.csv").sheets[0].lines[0].cells

    cells = tables.read(files.workbook([["x", *errors, 5]]), "a.xlsx").sheets[0].lines[0].cells

    assert cells == ("x", *errors, 5)
    assert [is_error(cell) for cell in cells] == [False, *[True] * 7, False]
    assert [is_error(cell) for cell in odd] == [True, False, False, False, True]


@pytest.mark.parametrize(
    "cell",
    [
        b'<c r="A1" s="4" t="e"><f>VLOOKUP(B1,C:D,2,0)</f><v>#N/A</v></c>',
        b"<c t='e' r='A1'><f>1/0</f><v>#N/A</v></c>",
        b'<c r="A1" t = "e" cm="1"><v>#N/A</v></c>',
    ],
)
def test_a_failed_formula_is_seen_however_its_cell_is_written(cell: bytes) -> None:
    plain = b'<c r="A1" t="inlineStr"><is><t>FAILED</t></is></c>'
    content = files.rewritten(
        files.workbook([["FAILED", 't="e"']]), {files.SHEET: lambda xml: xml.replace(plain, cell)}
    )

    assert tables.read(content, "a.xlsx").sheets[0].lines[0].cells == ("#N/A", 't="e"')


def test_a_cell_in_the_last_corner_is_answered_before_anything_parses_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: pytest.fail("the child was asked"))

    table = tables.read(files.one_far_cell(), "bomb.xlsx")

    assert "row 1,048,576" in str(table.problems[0])
    assert "column 16,384" in str(table.problems[1])


def test_a_column_that_no_spreadsheet_has_is_seen_too() -> None:
    far = '<row r="2"><c r="AAAAAAA1"><v>1</v></c></row>'

    assert "column" in tables.read(files.one_far_cell(far), "bomb.xlsx").problems[0].found


def test_what_would_escape_the_scan_dies_in_the_child_and_not_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "complaints", lambda content: [])

    table = tables.read(files.one_far_cell(), "bomb.xlsx")

    assert table.problems[0].found == "a workbook that needs more memory or time than we allow"


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (files.bomb(limits.MAX_UNPACKED // limits.MIB + 1), "unpacks to"),
        (files.bomb(20), "packed"),
        (files.overlapping(), "overlap"),
        (files.workbook()[:900], "damaged"),
        (files.workbook()[:-30], "damaged"),
        (b"PK\x03\x04" + b"\0" * 400, "damaged"),
        (b"PK\x05\x06" + b"\0" * 18, "not a workbook"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le"), "password"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600, "damaged"),
        (b"just some text", "called a workbook but is none"),
        (b"", "an empty file"),
        (b"   \n", "an empty file"),
        (b"%PDF-1.7", "a PDF document"),
        (b"x" * (limits.MAX_FILE + 1), "the limit is 10 MiB"),
    ],
)  # fmt: skip
def test_a_hostile_or_broken_workbook_is_answered_with_a_sentence(content: bytes, found: str) -> None:
    table = tables.read(content, "sites.xlsx")

    assert not table.sheets
    assert len(table.problems) == 1
    assert found in str(table.problems[0])
    assert str(table.problems[0]).startswith("sites.xlsx: found ")


def test_formats_on_whole_columns_do_not_make_a_workbook_suspect() -> None:
    far = b'<dimension ref="A1:XFD1048576"/><sheetData'
    content = files.rewritten(files.workbook(), {files.SHEET: lambda xml: xml.replace(b"<sheetData", far)})

    assert tables.read(content, "a.xlsx").sheets[0].lines[0].cells == ("a", "b")


@pytest.mark.parametrize(
    ("name", "expected"),
    [("list.pdf", "a file of another kind"), ("list.csv", "a workbook that is called a text file")],
)
def test_a_name_that_does_not_fit_its_content_is_named(name: str, expected: str) -> None:
    assert tables.read(files.workbook(), name).problems[0].found == expected


def test_too_many_rows_or_columns_are_refused_by_number() -> None:
    rows = tables.read(b"a\n" * (limits.MAX_ROWS + 1), "long.csv")
    columns = tables.read(b"a," * limits.MAX_COLUMNS + b"a\n", "wide.csv")

    assert rows.problems[0].found == "50,001 rows"
    assert columns.problems[0].found == "201 columns"


def test_the_child_sees_nothing_of_our_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: dict[str, object] = {}
    run = subprocess.run

    def watched(*args: Any, **options: Any) -> object:
        seen.update(options)
        return run(*args, **options)

    monkeypatch.setenv("COMMONPURCHASE_SECRET_KEY", "never to be seen")
    monkeypatch.setattr(subprocess, "run", watched)

    tables.read(files.workbook(), "a.xlsx")

    assert "COMMONPURCHASE_SECRET_KEY" not in str(seen["env"])
