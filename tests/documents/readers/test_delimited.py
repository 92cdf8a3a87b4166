import pytest

from commonpurchase.documents.facts import Cell
from commonpurchase.documents.readers import delimited, tables

CELLS = (("site", "country"), ("Malmö", "SE"))


def cells(content: bytes) -> list[tuple[Cell, ...]]:
    table = tables.read(content, "sites.csv")
    assert not table.problems
    return [line.cells for line in table.sheets[0].lines]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_every_way_to_save_a_csv_file_reads_the_same(separator: str, ending: str, encoding: str) -> None:
    content = ending.join(separator.join(row) for row in CELLS) + ending

    assert tuple(cells(content.encode(encoding))) == CELLS


def test_letters_from_before_utf_8_are_read_and_the_guess_is_said() -> None:
    table = tables.read("site\nMalmö\n".encode("cp1252"), "a.csv")

    assert table.notes == (delimited.FALLBACK,)


def test_letters_from_an_old_mac_are_refused_with_a_sample() -> None:
    table = tables.read("site;town\nFabriken;Malmö\n".encode("mac_roman"), "a.csv")

    assert table.problems[0].found == "letters saved the way old Macs did (such as 'Malmö')"


def test_a_separator_line_is_obeyed_and_counted() -> None:
    table = tables.read(b"sep=;\na,b;c\n", "a.csv")

    assert [(line.number, line.cells) for line in table.sheets[0].lines] == [(2, ("a,b", "c"))]


@pytest.mark.parametrize(
    ("content", "row"),
    [
        (b'a,b\n1,2\n3,"4\n5,6\n7,8\n', 3),
        (b'a,b\n1,"2\n3"\n4,"5\n6,7\n', 3),
        (b'a,b\n1,"2\n3,"4",5\n', 2),
        (b'sep=,\na,b\n"1,2\n', 3),
        (b'a,b\n1,"' + b"x,y\n" * 20_000, 2),
    ],
)
def test_a_quotation_mark_that_is_not_closed_is_named_by_the_row_in_which_it_opens(
    content: bytes, row: int
) -> None:
    (problem,) = tables.read(content, "a.csv").problems

    assert str(problem).startswith(f"a.csv, row {row}: found ")
    assert "quotation mark" in str(problem)


def test_a_line_break_inside_quotes_stays_in_its_cell() -> None:
    assert cells(b'a,b\n"one\ntwo",c\n') == [("a", "b"), ("one\ntwo", "c")]


def test_blank_rows_are_left_out_and_still_counted() -> None:
    table = tables.read(b"a,b\n,\n\nc,d\n", "a.csv")

    assert [line.number for line in table.sheets[0].lines] == [1, 4]


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b'a,b\n"never closed,c\n', "a quotation mark that is never closed"),
        (b"a,b\n" + b"x" * 40_000 + b",c\n", "a cell of more than"),
        (b"a\0b,c\n", "bytes that are not text"),
        (b"\xef\xbb\xbfMalm\xf6", "bytes that are not UTF-8-SIG"),
        (b"a\n\x81\x8d\xe4\xe5\xf6\xe4\n", "letters in an unknown encoding"),
    ],
)
def test_what_cannot_be_read_is_said(content: bytes, found: str) -> None:
    assert found in tables.read(content, "a.csv").problems[0].found
