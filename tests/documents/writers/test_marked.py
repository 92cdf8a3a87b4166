import io

from openpyxl import Workbook, load_workbook

from commonpurchase.disclosures.writers import workbook
from commonpurchase.documents.readers import tables
from commonpurchase.documents.writers import marked
from commonpurchase.vocabulary.places import Place, Problem
from tests.documents import files

ROWS = (("Site", "Country"), ("Lumora Assembly", "Chinna"), ("=1+1", "VN"))


def book(content: bytes, name: str, *problems: Problem) -> Workbook:
    return load_workbook(io.BytesIO(marked.mark(content, tables.read(content, name), problems)))


def problem(row: int, column: str, sheet: str = "Sheet") -> Problem:
    return Problem(Place("a.xlsx", sheet, row, column), "“Chinna”", "a country: did you mean China (CN)?")


def test_the_bad_cell_is_filled_and_commented_and_the_others_are_left_alone() -> None:
    written = book(files.workbook(ROWS), "a.xlsx", problem(2, "Country"))["Sheet"]

    assert written["B2"].fill.fgColor.rgb == "00FFD6D6"
    assert "did you mean China (CN)?" in written["B2"].comment.text
    assert written["B3"].comment is None
    assert written["B2"].value == "Chinna"


def test_all_errors_are_listed_on_a_sheet_of_their_own() -> None:
    listed = book(files.workbook(ROWS), "a.xlsx", problem(2, "Country"), problem(0, ""))["Errors"]

    assert [cell.value for cell in listed[2]][:3] == ["Sheet", 2, "Country"]
    assert listed.max_row == 3


def test_two_errors_in_one_cell_are_both_in_its_comment() -> None:
    written = book(files.workbook(ROWS), "a.xlsx", problem(2, "Country"), problem(2, "Country"))["Sheet"]

    assert written["B2"].comment.text.count("Found") == 2


def test_a_csv_file_comes_back_as_a_workbook_with_its_text_as_text() -> None:
    content = b"Site,Country\nLumora Assembly,Chinna\n=1+1,VN\n"

    written = book(content, "a.csv", problem(2, "Country", sheet=""))["Sheet"]

    assert written["B2"].comment is not None
    assert written["A3"].value == "=1+1"
    assert written["A3"].data_type == "s"


def test_a_file_that_the_guard_refused_is_answered_with_the_list_alone() -> None:
    written = book(files.one_far_cell(), "bomb.xlsx", problem(0, ""))

    assert written.sheetnames == ["Errors"]


def test_control_characters_in_a_csv_file_do_not_stop_the_marking() -> None:
    written = book(b"Site,Country\nLum\x07ora,Chinna\n", "a.csv", problem(2, "Country", sheet=""))["Sheet"]

    assert written["A2"].value == "Lumora"


def test_lists_that_the_workbook_offers_survive_the_marking() -> None:
    content = workbook.write(supplier="Nordbyte AB")

    written = book(content, "a.xlsx", problem(2, "Country", sheet="Sites"))

    assert written["Sites"].data_validations.count == 4
    assert written["Lists"].sheet_state == "hidden"
