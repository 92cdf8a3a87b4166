"""Files for the gate: what is read, and how everything that is wrong is named."""

from datetime import date
from decimal import Decimal

import pytest

from commonpurchase.contracts.facts import Duty
from commonpurchase.contracts.readers import gate_files
from commonpurchase.contracts.readers.gate_files import cells

HEADER = "contract_id,buyer,supplier,title,cpv,value,currency,start_on,end_on,max_end_on,notice_on"
NEEDED = "contract_id,buyer,supplier,end_on"


def problems(text: str | bytes) -> list[str]:
    content = text if isinstance(text, bytes) else text.encode()
    return [str(problem) for problem in gate_files.read_contracts(content, "c.csv")[1]]


def only(text: str | bytes) -> str:
    (problem,) = problems(text)
    return problem


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("1250000", "1250000"),
        ("1250000.50", "1250000.50"),
        ("1250000,50", "1250000.50"),
        ("1 250 000", "1250000"),
        ("1\u00a0250\u00a0000,5", "1250000.5"),
        ("1\u202f250\u202f000.50", "1250000.50"),
        ("1,250,000", "1250000"),
        ("1,250.50", "1250.50"),
        ("1.250.000,50", "1250000.50"),
        ("1.250.000", "1250000"),
        ("1'250'000", "1250000"),
        ("-5", "-5"),
        ("0", "0"),
        ("0.125", "0.125"),
        ("1234.567", "1234.567"),
        ("999999999999999", "999999999999999"),
    ],
)
def test_an_amount_with_one_reading_is_read(written: str, read: str) -> None:
    assert cells.amount(written) == Decimal(read)


@pytest.mark.parametrize(
    "written",
    [
        "nan", "inf", "-Infinity", "1e9999", "1e5", "about 2m", "12,5,3", "1,25,000", "1 25 000", "12 3456",
        "0 125",
        "1,234", "12,500", "1.234", "1,234,5", "€100", "100 SEK", "2m", "--5", "5-", ".", ",", "1..2", "0x10",
        "\u0661\u0662", "1_000", "1000000000000000", "9" * 5000, "1,000.000.000",
    ],
)  # fmt: skip
def test_an_amount_with_two_readings_or_none_is_refused(written: str) -> None:
    with pytest.raises(cells.UnreadableError):
        cells.amount(written)


def test_a_single_comma_before_three_digits_is_called_ambiguous() -> None:
    assert "thousands or as decimals" in only(f'{NEEDED},value,currency\nC,B,S,2026-03-01,"1,234",SEK\n')


@pytest.mark.parametrize("written", ["1900-01-01", "2024-02-29", "9999-12-31"])
def test_a_day_is_read_in_one_spelling(written: str) -> None:
    assert cells.day(written) == date.fromisoformat(written)


@pytest.mark.parametrize(
    "written",
    [
        "01/03/2026", "2026-3-1", "20260301", "2026-W09-7", "2026-02-30", "2025-02-29", "1899-12-31",
        "0001-01-01", "10000-01-01", "2026-03-01T00:00", "2026-03-01 00:00:00", "1 March 2026", "46082",
        "2026-13-01", "soon",
        "\u0662026-03-01", "2026\u201103\u201101", "2026-03-01\n",
    ],
)  # fmt: skip
def test_a_day_in_any_other_spelling_is_refused(written: str) -> None:
    with pytest.raises(cells.UnreadableError):
        cells.day(written)


@pytest.mark.parametrize(
    ("written", "duty", "reference"),
    [
        ("", Duty.UNKNOWN, ""),
        ("Unknown", Duty.UNKNOWN, ""),
        ("none", Duty.NONE, ""),
        ("No", Duty.NONE, ""),
        ("yes", Duty.CLAUSE, ""),
        ("clause 12.3", Duty.CLAUSE, "clause 12.3"),
    ],
)
def test_a_duty_is_yes_no_unknown_or_the_reference_of_its_clause(
    written: str, duty: Duty, reference: str
) -> None:
    read, found = gate_files.read_contracts(
        f"{NEEDED},update_duty\nC,B,S,2026-03-01,{written}\n".encode(), "c.csv"
    )

    assert not found
    assert (read[0].update_duty.duty, read[0].update_duty.reference) == (duty, reference)


@pytest.mark.parametrize("mark", [",", ";", "\t"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("order_mark", ["", "\ufeff"])
def test_separators_line_endings_and_a_byte_order_mark_are_recognised(
    mark: str, ending: str, order_mark: str
) -> None:
    rows = [
        HEADER.split(","),
        ["C-1", "Ekvik", "Nordbyte", "Skärmar", "", "", "", "", "2026-03-01", "", ""],
        [],
        [""],
    ]
    content = (order_mark + ending.join(mark.join(row) for row in rows)).encode()

    read, found = gate_files.read_contracts(content, "c.csv")

    assert not found
    assert [(one.reference, one.title, one.end and one.end.on) for one in read] == [
        ("C-1", "Skärmar", date(2026, 3, 1))
    ]


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
@pytest.mark.parametrize("first", ["sep={}", '"sep={}"', "\ufeffSEP={}"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_a_first_line_that_declares_the_separator_counts_as_a_row_of_the_file(
    mark: str, first: str, ending: str
) -> None:
    rows = [NEEDED, "C-1,B,S,2026-03-01", "C-2,B,,soon"]
    content = ending.join([first.format(mark), *(row.replace(",", mark) for row in rows)])

    read, found = gate_files.read_contracts(content.encode(), "c.csv")

    assert [one.reference for one in read] == ["C-1", "C-2"]
    assert [(one.place.row, one.place.column) for one in found] == [(4, "supplier"), (4, "end_on")]


def test_a_declared_separator_alone_is_a_file_without_rows() -> None:
    assert only("sep=;\r\n").startswith("c.csv: found no rows")


def test_a_quoted_cell_may_hold_separators_quotation_marks_and_line_ends() -> None:
    content = f'{NEEDED},title\nC-1,B,S,2026-03-01,"a, ""b""\nc"\n\nC-2,B,S,oops,\n'.encode()

    read, found = gate_files.read_contracts(content, "c.csv")

    assert read[0].title == 'a, "b"\nc'
    assert found[0].place.row == 4


def test_names_of_columns_may_be_written_with_capitals_spaces_or_hyphens() -> None:
    assert problems("Contract ID; Buyer ;SUPPLIER;End-On\nC;B;S;2026-03-01") == []


def test_every_missing_column_is_named_with_what_is_there() -> None:
    assert problems("contract_id,buyer,notice\nC,B,\n") == [
        'c.csv, row 1, column supplier: found no such column, but "contract_id", "buyer", "notice"; '
        "expected a column named supplier",
        'c.csv, row 1, column end_on: found no such column, but "contract_id", "buyer", "notice"; '
        "expected a column named end_on",
    ]


def test_every_bad_cell_of_every_row_is_named_at_once_in_the_order_of_the_file() -> None:
    bad = f"{HEADER}\n,B,S,,,x,SEK,,2026-03-01,,\nC,,,,,,,,,,\n\nC,B,S,,,,kr,1.1.2020,soon,never,later\n"

    found = gate_files.read_contracts(bad.encode(), "c.csv")[1]

    assert [(one.place.row, one.place.column) for one in found] == [
        (2, "contract_id"), (2, "value"), (3, "buyer"), (3, "supplier"), (3, "end_on"),
        (5, "currency"), (5, "start_on"), (5, "end_on"), (5, "max_end_on"), (5, "notice_on"),
    ]  # fmt: skip


def test_cells_beyond_the_header_are_a_problem_and_empty_ones_are_not() -> None:
    assert problems(f"{NEEDED}\nC,B,S,2026-03-01,,,\n") == []
    assert "row 2: found 5 cells; expected at most 4" in only(f"{NEEDED}\nC,B,S,2026-03-01,extra\n")


def test_a_short_row_lacks_what_it_lacks() -> None:
    assert only(f"{NEEDED}\nC,B,S\n").startswith("c.csv, row 2, column end_on: found an empty cell")


@pytest.mark.parametrize("content", [b"", b"\n\n\r\n", b"\xef\xbb\xbf", b" , ,\n"])
def test_a_file_without_rows_says_which_columns_it_should_have(content: bytes) -> None:
    assert only(content) == (
        "c.csv: found no rows; expected a header row with the columns contract_id, buyer, supplier, end_on"
    )


def test_a_header_alone_is_a_list_of_no_contracts() -> None:
    assert gate_files.read_contracts(NEEDED.encode(), "c.csv") == ((), ())


@pytest.mark.parametrize(
    ("content", "place", "byte"),
    [
        (f"{NEEDED}\nC,B,S\xe4,2026-03-01\n".encode("latin-1"), "row 2, column supplier", "0xe4"),
        (NEEDED.encode() + b"\r\n\r\nC,\xff,S,2026-03-01", "row 3, column buyer", "0xff"),
        (NEEDED.encode() + b"\rC,\xff,S,2026-03-01", "row 2, column buyer", "0xff"),
        (NEEDED.encode() + b"\nC,B,S\0,2026-03-01", "row 2, column supplier", "0x00"),
        (NEEDED.encode() + b",v\xe4rde\nC,B,S,2026-03-01,1", "row 1", "0xe4"),
        (f"{NEEDED}\nC,B,S,2026-03-01".encode("utf-16"), "row 1", "0xff"),
        (f"{NEEDED}\nC,B,S,2026-03-01".encode("utf-16-le"), "row 1", "0x00"),
    ],
)
def test_what_is_not_utf_8_is_named_by_its_row_and_column(content: bytes, place: str, byte: str) -> None:
    assert only(content) == (
        f"c.csv, {place}: found a byte that is not text ({byte}); expected a file saved as UTF-8"
    )


def test_every_row_that_is_not_utf_8_is_named_and_all_others_are_checked() -> None:
    rows = ["C-1,Å,S,2026-03-01", "C-2,B,S,soon", "C-3,B,Ö,never", "C-4,B,S,2026-03-01", "C-5,Ä,,2026-03-01"]

    found = gate_files.read_contracts("\n".join([NEEDED, *rows]).encode("cp1252"), "c.csv")[1]

    assert [(one.place.row, one.place.column, "not text" in one.found) for one in found] == [
        (2, "buyer", True), (3, "end_on", False), (4, "supplier", True), (4, "end_on", False),
        (6, "buyer", True), (6, "supplier", False),
    ]  # fmt: skip


def test_a_huge_cell_is_named_and_does_not_hide_the_next_row() -> None:
    found = problems(f"{NEEDED}\nC,{'x' * 200_000},S,2026-03-01\nC,B,S,oops\n")

    assert found[0] == (
        "c.csv, row 2: found a cell of more than 100,000 characters; "
        "expected shorter cells; a quotation mark may be missing"
    )
    assert found[1].startswith("c.csv, row 3, column end_on")


def test_a_quotation_mark_that_is_never_closed_swallows_nothing_silently() -> None:
    assert only(f'{NEEDED}\nC,"B,S,2026-03-01\nD,B,S,2026-03-01\n').startswith(
        "c.csv, row 2: found a quotation mark that is never closed"
    )
    assert only(f'{NEEDED}\nC,"B"x,S,2026-03-01\nD,B,S,2026-03-01\n').startswith(
        "c.csv, row 2: found text right after a closing quotation mark"
    )


@pytest.mark.parametrize("opened", ['"B', '"B"x', '"B""', f'"{"x" * 200_000}'])
@pytest.mark.parametrize("later", ["B", '"B"', '"B, ""b""\nB"'])
def test_a_quotation_mark_out_of_place_hides_no_other_row(opened: str, later: str) -> None:
    rows = ["C-2,B,S,soon", '"C-3",B,S,2026-03-01', f"C-4,{opened},S,2026-03-01", f"C-5,{later},S,never"]

    found = gate_files.read_contracts("\r\n".join([NEEDED, *rows, "C-6,,S,"]).encode(), "c.csv")[1]

    assert [(one.place.row, one.place.column) for one in found] == [
        (2, "end_on"), (4, ""), (5, "end_on"), (6, "buyer"), (6, "end_on"),
    ]  # fmt: skip


def test_an_open_quotation_mark_before_a_long_rest_is_named_where_it_opens() -> None:
    rest = "C,B,S,2026-03-01\n" * 10_000

    said = only(f'{NEEDED}\n{rest}C,"B,S,2026-03-01\n{rest}'.encode())

    assert said.startswith("c.csv, row 10002: found a cell of more than 100,000 characters")
    assert "a quotation mark may be missing" in said


def test_a_column_that_comes_twice_is_ambiguous() -> None:
    assert "column end_on: found the column more than once" in only(
        f"{NEEDED},end_on\nC,B,S,2026-03-01,2027-03-01\n"
    )


def test_what_was_found_is_cut_short_and_shown_without_control_characters() -> None:
    said = only(f"{NEEDED}\nC,B,S,\x1b[31m{'9' * 500}\n")

    assert "\x1b" not in said
    assert "\\x1b[31m" in said
    assert len(said) < 250


def test_suppliers_match_after_trimming_and_case_folding_and_in_no_other_way() -> None:
    content = (
        "supplier,disclosed_on\n NORDBYTE ab ,2026-01-01\n\u00a0Nordbyte AB\t,2026-02-01\n"
        "Nordbyte  AB,2026-03-01\nNordbyte\u00a0AB,2026-04-01\nSTRASSE,2026-01-01\nNordbyte,2026-01-01\n"
    ).encode()

    disclosed, found = gate_files.read_disclosures(content, "d.csv")

    assert not found
    assert [row.disclosed_on.month for row in disclosed.by("  Nordbyte AB ").rows] == [1, 2]
    assert [row.disclosed_on.month for row in disclosed.by("nordbyte  ab").rows] == [3]
    assert len(disclosed.by("straße").rows) == 1
    assert disclosed.by("Nord byte").rows == ()


def test_disclosures_are_checked_cell_by_cell_too() -> None:
    content = b"supplier,tier,disclosed_on\n,1,2026-01-01\nS,first,2026-01-01\nS,Tier 2,\nS,,31/12/2025\n"

    found = gate_files.read_disclosures(content, "d.csv")[1]

    assert [(one.place.row, one.place.column) for one in found] == [
        (2, "supplier"), (3, "tier"), (4, "disclosed_on"), (5, "disclosed_on"),
    ]  # fmt: skip


def test_each_problem_of_disclosures_is_named_once_in_the_order_of_the_file() -> None:
    content = b'supplier,disclosed_on\nS,soon\nS,"2026-01-01\nS,later\n'

    found = gate_files.read_disclosures(content, "d.csv")[1]

    assert [one.place.row for one in found] == [2, 3, 4]
    assert len(gate_files.read_disclosures(b"supplier\nS\n", "d.csv")[1]) == 1


def test_suppliers_match_however_their_letters_are_composed() -> None:
    of_two, of_one = "Go\u0308ta\u030aborg AB", "G\xf6t\xe5borg AB"
    for written, asked in ((of_two, of_one), (of_one, of_two)):
        content = f"supplier,disclosed_on\n{written},2026-01-01\n".encode()

        disclosed, found = gate_files.read_disclosures(content, "d.csv")

        assert not found
        assert len(disclosed.by(asked).rows) == 1


def test_a_failed_formula_is_no_name_and_no_day() -> None:
    for row, column in (("#N/A,B,S,2026-03-01", "contract_id"), ("C,B,#REF!,2026-03-01", "supplier"),
                        ("C,B,S,#N/A", "end_on")):  # fmt: skip
        said = only(f"{NEEDED}\n{row}\n")

        assert f'column {column}: found "#' in said
