import io
import unicodedata
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from commonpurchase.disclosures.facts import Evidence, Fate, Row
from commonpurchase.disclosures.readers import countries
from commonpurchase.disclosures.reckoning import columns
from commonpurchase.disclosures.reckoning.difference import difference
from commonpurchase.disclosures.writers import rows, workbook
from commonpurchase.documents.facts import is_error
from commonpurchase.documents.readers.placeholders import is_placeholder
from tests.disclosures.sites import ON, read, row

HOSTILE = (
    row(reference="S1", site_name="=1+1", address="@cmd, http://x.example", site_name_local="深圳市工厂"),
    row(reference="S2", site_name="+Alpha", component="-battery", tier=None, country="NA"),
    row(
        reference="S3",
        site_name="Ørsted & Åberg <AB>",
        product_category="laptop",
        latitude=22.543096,
        longitude=-114.057865,
        produced_from=date(2025, 1, 1),
        produced_until=date(2026, 1, 31),
        source_document="'quoted' list",
        evidence=Evidence.DOCUMENTED,
    ),
)
letters = st.characters(codec="utf-8", exclude_categories=("C", "Z"), exclude_characters="'")
#: As our reader keeps text: composed letters, and something that says more than “-”.
written = st.text(letters, min_size=1, max_size=20).map(lambda text: unicodedata.normalize("NFC", text))
texts = written.filter(lambda text: not (is_placeholder(text) or is_error(text)))
listed = st.lists(
    st.builds(
        row,
        site_name=texts,
        address=texts,
        site_name_local=texts,
        country=st.sampled_from(sorted(countries.names())),
        tier=st.sampled_from([None, 1, 2, 3, 4]),
        latitude=st.none(),
    ),
    min_size=1,
    max_size=5,
    unique_by=lambda one: one.key,
)


def test_an_update_workbook_that_comes_back_as_it_went_confirms_every_row() -> None:
    content = workbook.write(supplier="Nordbyte AB", rows=HOSTILE, source="version 1")

    reading = read(content, *HOSTILE, name="update.xlsx")
    changes = difference(HOSTILE, reading.said).changes

    assert not reading.problems
    assert [change.fate for change in changes] == [Fate.CONFIRMED] * 3
    assert {change.after.disclosed_on for change in changes if change.after} == {ON}


@settings(max_examples=8)
@given(listed)
def test_whatever_is_written_is_read_back_without_loss(version: list[Row]) -> None:
    numbered = [Row(**{**vars(one), "reference": f"S{n}"}) for n, one in enumerate(version)]

    for content, name in (
        (workbook.write(supplier="Nordbyte AB", rows=numbered, source="version 1"), "a.xlsx"),
        (rows.as_workbook("Nordbyte AB", numbered), "a.xlsx"),
        (rows.as_csv("Nordbyte AB", numbered), "a.csv"),
    ):
        reading = read(content, *numbered, name=name)

        assert not reading.problems
        assert {change.fate for change in difference(numbered, reading.said).changes} == {Fate.CONFIRMED}


def test_the_empty_workbook_has_no_rows_and_asks_for_some() -> None:
    reading = read(workbook.write(supplier="Nordbyte AB"), name="template.xlsx")

    assert [problem.found for problem in reading.problems] == ["no rows below the header"]


def test_no_cell_is_a_formula_or_a_link() -> None:
    book = load_workbook(io.BytesIO(workbook.write(supplier="=cmd", rows=HOSTILE, source="version 1")))

    cells = [cell for sheet in book for line in sheet.iter_rows() for cell in line]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    assert not any(cell.hyperlink for cell in cells)


def test_headings_are_frozen_and_locked_and_everything_else_may_be_written() -> None:
    sheet = load_workbook(io.BytesIO(workbook.write(supplier="Nordbyte AB", rows=HOSTILE)))["Sites"]

    assert sheet.freeze_panes == "A2"
    assert sheet.protection.sheet
    assert all(cell.protection.locked for cell in sheet[1])
    assert not any(
        cell.protection.locked for line in sheet.iter_rows(min_row=2) for cell in line if cell.value
    )


def test_lists_offer_countries_by_name_and_code_from_a_hidden_sheet() -> None:
    book = load_workbook(io.BytesIO(workbook.write(supplier="Nordbyte AB")))
    names = {str(one.formula1) for one in book["Sites"].data_validations.dataValidation}

    assert names == {"list_country", "list_tier", "list_evidence", "list_status"}
    assert book["Lists"].sheet_state == "hidden"
    assert "Vietnam (VN)" in {cell.value for cell in book["Lists"]["A"]}


def test_the_sheet_shows_every_column_with_its_meaning() -> None:
    book = load_workbook(io.BytesIO(workbook.write(supplier="Nordbyte AB")))

    assert [cell.value for cell in book["Sites"][1]] == [column.header for column in columns.SHEET]
    assert all(cell.comment for cell in book["Sites"][1])


def test_a_spreadsheet_program_takes_no_cell_of_the_csv_for_a_formula() -> None:
    text = rows.as_csv("Nordbyte AB", HOSTILE).decode("utf-8-sig")

    assert "'=1+1" in text
    assert ",=1+1" not in text
    assert "'@cmd" in text
    assert "-114.057865" in text


def test_the_file_is_named_for_its_supplier_and_purpose() -> None:
    assert workbook.file_name("Nordbyte AB", ()) == "disclosure-nordbyte-ab-template.xlsx"
    assert workbook.file_name("../Öst/", HOSTILE) == "disclosure-öst-update.xlsx"
    assert workbook.source_of(3, HOSTILE) == "version 3, data of 1 March 2025"
    assert workbook.source_of(1, ()) == ""
