from datetime import date

import pytest

from commonpurchase.disclosures.facts import Evidence, Status
from commonpurchase.disclosures.readers import uploads
from tests.disclosures import sites
from tests.disclosures.sites import ASSEMBLY, BATTERY, HEADER, csv, read, row, sentences
from tests.documents import files

FULL = "reference,status,brand,product_model,component,site_name,address,country,evidence,source_document"


def changed(old: str, new: str) -> bytes:
    """The smallest file with one thing different."""
    assert old in ASSEMBLY
    return csv(ASSEMBLY.replace(old, new), BATTERY)


def test_the_columns_of_the_command_line_read_as_rows() -> None:
    reading = read(csv(ASSEMBLY, BATTERY))

    assert not reading.problems
    assert reading.said[0].row == row(disclosed_on=date(2026, 2, 1))
    assert [line.place.row for line in reading.said] == [2, 3]


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("Lumora,LM", ",LM", "row 2, column brand: found an empty cell; expected the brand on the product"),
        ("Vietnam", "", "row 2, column country: found an empty cell"),
        ("Vietnam", "Chinna", "found “Chinna”; expected a country: did you mean China (CN)?"),
        ("Vietnam", "Atlantis", "found “Atlantis”; expected a country, such as China (CN)"),
        ("Vietnam", "Korea", "did you mean South Korea (KR)?"),
        (",1,", ",5,", "column tier: found “5”; expected a tier from 1 to 4"),
        (",1,", ",1 components,", "column tier: found “1 components”"),
        (
            "2026-02-01",
            "03/04/2026",
            "expected a day that reads one way only: write 2026-04-03 or 2026-03-04",
        ),
        ("2026-02-01", "2026-02-30", "expected a day that exists"),
        ("2026-02-01", "46054", "not a spreadsheet's day number"),
        ("2026-02-01", "soon", "expected a day such as 2026-03-31"),
        ("2026-02-01", "0026-02-01", "expected a day between 1970 and 2100"),
        ("2026-02-01", "2026-03-02", "expected a day up to 2026-03-01"),
        ("Nordbyte AB", "Tekhandel AB", "expected Nordbyte AB, for whom this file is uploaded"),
        ("LM-14", "", "found neither a model nor a component"),
        ("Orchard", "O" * 600, "expected at most 500 characters"),
        ("Orchard", "Or\x07chard", "expected text without control characters"),
    ],
)
def test_a_bad_cell_is_named_by_its_place_with_what_was_expected(old: str, new: str, sentence: str) -> None:
    reading = read(changed(old, new))

    assert len(reading.problems) == 1
    assert sentence in sentences(reading)[0]
    assert sentences(reading)[0].startswith("sites.csv, row 2, column ")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Vietnam", "VN"),
        ("Vietnam", "vnm"),
        ("Vietnam", "Viet Nam (VN)"),
        (",1,", ",Tier 1,"),
        (",1,", ",1 final assembly,"),
        (",1,", ",Slutmontering,"),
        ("2026-02-01", "01.02.2026"),
        ("2026-02-01", "2026-02-01T00:00:00"),
        ("2026-02-01", "1.2.2026"),
        ("Nordbyte AB", " nordbyte  ab"),
    ],
)
def test_the_ways_people_write_a_cell_read_the_same(old: str, new: str) -> None:
    reading = read(changed(old, new))

    assert not reading.problems
    assert reading.said[0].row == row(disclosed_on=date(2026, 2, 1))


@pytest.mark.parametrize(
    ("written", "meant"),
    [("31/01/2026", date(2026, 1, 31)), ("01/31/2026", date(2026, 1, 31)), ("", sites.ON)],
)
def test_a_day_is_read_where_only_one_reading_is_possible(written: str, meant: date) -> None:
    assert read(changed("2026-02-01", written)).said[0].row.disclosed_on == meant


def test_every_error_of_a_file_is_named_at_once() -> None:
    reading = read(csv(ASSEMBLY.replace("Vietnam", "?").replace(",1,", ",9,"), BATTERY.replace("CN", "?")))

    assert [(p.place.row, p.place.column) for p in reading.problems] == [
        (2, "country"),
        (2, "tier"),
        (3, "country"),
    ]


def test_a_cell_that_cannot_be_read_hides_no_other_error_of_its_row() -> None:
    header = (
        "brand,product_model,site_name,address,country,latitude,longitude,"
        "produced_from,produced_until,evidence,disclosed_on"
    )
    line = "L,M,S,A,Narnia,10.8,,2025-05-01,2025-04-30,documented,2026-03-02"

    reading = read(csv(line, header=f"{header},source_document"))

    assert sorted(problem.place.column for problem in reading.problems) == [
        "country",
        "disclosed_on",
        "longitude",
        "produced_until",
        "source_document",
    ]


def test_a_row_with_hardly_a_readable_cell_is_told_all_of_it_at_once() -> None:
    header = "brand,product_model,site_name,address,country,tier,disclosed_on"

    reading = read(csv("K,,,,Narnia,9,2030-01-01", header=header))

    assert sorted(problem.place.column for problem in reading.problems) == [
        "address",
        "country",
        "disclosed_on",
        "product_model",
        "site_name",
        "tier",
    ]


def test_an_unreadable_coordinate_is_not_taken_for_an_empty_one() -> None:
    content = csv(f"{ASSEMBLY},north,10", header=f"{HEADER},latitude,longitude")

    assert [problem.place.column for problem in read(content).problems] == ["latitude"]


def test_a_row_that_comes_twice_is_named_although_neither_can_be_read() -> None:
    line = ASSEMBLY.replace("Vietnam", "Narnia")

    found = [(problem.place.row, problem.place.column) for problem in read(csv(line, line)).problems]

    assert found == [(2, "country"), (3, "country"), (3, "site_name")]


def test_an_unreadable_status_hides_neither_the_model_nor_the_reference() -> None:
    headings = ("Row reference", "Status", *HEADINGS)
    content = files.workbook(
        (),
        Sites=[headings, ("S9", "delete", "Lumora", "LM-99", "S", "A", "VN")],
        Product_models=[("Brand", "Product model"), ("Lumora", "LM-14")],
    )

    reading = read(content, row(reference="S1"), name="sites.xlsx")

    assert [problem.place.column for problem in reading.problems] == [
        "Product model",
        "Row reference",
        "Status",
    ]


def test_a_closing_row_with_a_word_we_do_not_know_is_told_of_the_word_alone() -> None:
    reading = read(csv("S1,delete,,,,,,,,", header=FULL), row(reference="S1"))

    assert [problem.place.column for problem in reading.problems] == ["status"]


def test_a_cell_that_cannot_be_read_does_not_count_as_a_change() -> None:
    line = "S1,confirm,Lumora,LM-14,,Lumora Assembly,12 Orchard Road,Narnia,,"

    reading = read(csv(line, header=FULL), row(reference="S1"))

    assert [problem.place.column for problem in reading.problems] == ["country"]


def test_a_row_that_comes_twice_is_named_with_the_first() -> None:
    reading = read(csv(ASSEMBLY, BATTERY, ASSEMBLY.replace("Lumora,", "LUMORA,")))

    assert "found the same brand, model, component and site as row 2" in sentences(reading)[0]


@pytest.mark.parametrize(
    ("latitude", "longitude", "sentence"),
    [
        ("10.8", "", "both coordinates, or neither"),
        ("91", "10", "decimal degrees between -90 and 90"),
        ("10", "181", "decimal degrees between -180 and 180"),
        ("10", "nan", "decimal degrees between -180 and 180"),
        ("north", "10", "decimal degrees"),
        ("0", "0", "0, 0 lies in the sea"),
    ],
)
def test_coordinates_are_in_range_and_come_in_pairs(latitude: str, longitude: str, sentence: str) -> None:
    content = csv(f"{ASSEMBLY},{latitude},{longitude}", header=f"{HEADER},latitude,longitude")

    assert sentence in sentences(read(content))[0]


def test_coordinates_with_a_decimal_comma_are_understood() -> None:
    content = csv(f'{ASSEMBLY},"10,776","106,701"', header=f"{HEADER},latitude,longitude")

    assert read(content).said[0].row.latitude == 10.776


def test_production_cannot_end_before_it_began() -> None:
    content = csv(f"{ASSEMBLY},2025-05-01,2025-04-30", header=f"{HEADER},produced_from,produced_until")

    assert "column produced_until" in sentences(read(content))[0]


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (",,L,M,,S,A,VN,documented,", "the document that a documented row relies on"),
        (",,L,M,,S,A,VN,verified,audit", "only a monitoring partner can verify a row"),
        (",,L,M,,S,A,VN,proven,", "found “proven”; expected self-declared or documented"),
        (",maybe,L,M,,S,A,VN,,", "found “maybe”; expected confirm, change or close"),
        (",confirm,L,M,,S,A,VN,,", "no earlier row matches, so this one is new"),
        ("S99,confirm,L,M,,S,A,VN,,", "found the unknown reference S99"),
        ("S1,confirm,Lumora,LM-14,,New name,12 Orchard Road,VN,,", "differs from before in Site name"),
        ("S1,,Lumora,LM-14,,Lumora Assembly,12 Orchard Road,VN,verified,", "only a monitoring partner"),
    ],
)
def test_what_an_update_may_not_say_is_answered_with_a_sentence(line: str, sentence: str) -> None:
    reading = read(csv(line, header=FULL), row(reference="S1"))

    assert sentence in " ".join(sentences(reading))


def test_the_same_reference_twice_is_an_error() -> None:
    lines = ["S1,,L,M,,Alpha,A,VN,,", "S1,,L,M,,Beta,A,VN,,"]

    assert "which row 2 has too" in sentences(read(csv(*lines, header=FULL), row(reference="S1")))[0]


def test_a_verified_row_may_be_confirmed_as_it_stands() -> None:
    before = row(reference="S1", evidence=Evidence.VERIFIED)
    line = "S1,confirm,Lumora,LM-14,,Lumora Assembly,12 Orchard Road,VN,verified,"

    assert not read(csv(line, header=FULL), before).problems


@pytest.mark.parametrize("status", ["close", "confirm"])
def test_closing_or_confirming_what_was_never_sent_is_an_error(status: str) -> None:
    line = f"S99,{status},L,M,,S,A,VN,,"

    assert (
        "found the unknown reference S99" in sentences(read(csv(line, header=FULL), row(reference="S1")))[0]
    )


def test_a_first_file_that_only_closes_rows_has_nothing_to_send() -> None:
    reading = read(csv("S99,close,,,,,,,,", header=FULL))

    assert sentences(reading) == [
        "sites.csv: found only rows marked close, and nothing was sent before; expected a row for every site"
    ]


def test_a_row_can_be_closed_with_its_reference_alone() -> None:
    reading = read(csv("S1,close,,,,,,,,", header=FULL), row(reference="S1"))

    assert not reading.problems
    assert reading.said[0].status is Status.CLOSE


@pytest.mark.parametrize(
    "header",
    [
        "Varumärke;Produktmodell;Anläggning;Adress;Land;Nivå",
        "Merke;Modell;Fabrikk;Adresse;Land;Ledd",
        "Merk;Productmodel;Vestiging;Adres;Land;Schakel",
        "Brand*;Product Model;SITE NAME;Address;Country;Tier",
    ],
)
def test_headers_are_understood_in_four_languages(header: str) -> None:
    reading = read(f"{header}\nLumora;LM-14;Lumora Assembly;12 Orchard Road;Viêt Nam (VN);1\n".encode())

    assert reading.said[0].row == row(disclosed_on=sites.ON)


def test_missing_and_doubled_columns_are_named_and_nothing_is_read() -> None:
    reading = read(b"Brand,Brand,Product model,Site name\nL,L,M,S\n")

    assert [problem.found for problem in reading.problems] == [
        "no column Address",
        "no column Country",
        "the same column a second time",
    ]


def test_a_header_with_hardly_one_of_our_columns_is_told_which_are_missing() -> None:
    reading = read(b"Our list,,\nBrand,Country,Remark\nL,VN,x\n")

    assert sentences(reading) == [
        "sites.csv, row 2: found no column Site name; expected a column with the header Site name",
        "sites.csv, row 2: found no column Address; expected a column with the header Address",
    ]


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"hello,world\n", "no row with our column headers"),
        (csv(), "no rows below the header"),
        (csv(" ,,,,,,,"), "no rows below the header"),
    ],
)
def test_a_file_without_header_or_rows_says_so(content: bytes, found: str) -> None:
    assert read(content).problems[0].found == found


def test_a_column_of_somebody_elses_is_noted_and_passed_over() -> None:
    reading = read(csv(f"{ASSEMBLY},x", header=f"{HEADER},Internal remark"))

    assert reading.notes == ("The column “Internal remark” is not ours and was not read.",)


HEADINGS = ("Brand", "Product model", "Site name", "Address", "Country")


def test_a_site_of_a_model_that_is_not_listed_is_an_error_and_a_model_without_site_a_note() -> None:
    content = files.workbook(
        (),
        Sites=[HEADINGS, ("Lumora", "LM-14", "S", "A", "VN"), ("Lumora", "LM-99", "S", "A", "VN")],
        Product_models=[("Brand", "Product model"), ("lumora", "LM 14"), ("Kestrova", "K1")],
    )

    reading = read(content, name="sites.xlsx")

    assert [str(problem.place) for problem in reading.problems] == [
        "sites.xlsx, sheet Sites, row 3, column Product model"
    ]
    assert reading.notes == ("The product model “Kestrova K1” has no site on the sheet Sites.",)


def test_a_true_date_in_a_workbook_is_a_day_and_in_a_name_an_error() -> None:
    day = date(2026, 2, 1)
    content = files.workbook(
        [(*HEADINGS, "Disclosed on"), ("L", "M", "S", "A", "VN", day), ("L", day, "S2", "A", "VN", day)]
    )

    reading = read(content, name="sites.xlsx")

    assert reading.said[0].row.disclosed_on == day
    assert "text, not a date" in sentences(reading)[0]


def test_a_model_typed_as_a_number_keeps_its_digits() -> None:
    content = files.workbook([HEADINGS, ("Lumora", 840, "S", "A", "NA")])

    reading = read(content, name="sites.xlsx")

    assert (reading.said[0].row.product_model, reading.said[0].row.country) == ("840", "NA")


def test_a_hostile_file_passes_its_sentence_on() -> None:
    reading = uploads.read(files.one_far_cell(), "bomb.xlsx", sites.expecting())

    assert "row 1,048,576" in sentences(reading)[0]


def test_a_file_full_of_errors_is_read_up_to_a_point_and_says_so() -> None:
    lines = [ASSEMBLY.replace("Vietnam", "?").replace("Assembly", f"Assembly {n}") for n in range(6_000)]

    reading = read(csv(*lines))

    assert len(reading.problems) == uploads.MAX_PROBLEMS + 1
    assert sentences(reading)[-1].startswith("sites.csv, row 5002: found too many errors above")


def test_a_first_version_takes_an_update_workbook_for_what_it_says_and_notes_it() -> None:
    lines = ["S1,confirm,L,M,,Alpha,A,VN,,", "S2,close,L,M,,Beta,A,VN,,"]

    reading = read(csv(*lines, header=FULL))

    assert [(line.row.site_name, line.status, line.row.reference) for line in reading.said] == [
        ("Alpha", None, "")
    ]
    assert reading.notes == (
        "You have sent nothing before, so every row counts as new. 1 marked close was left out.",
    )


def test_a_wrong_cell_of_a_confirmed_row_is_one_mistake_and_not_two() -> None:
    emptied = "S1,confirm,Lumora,LM-14,,Lumora Assembly,,VN,,"

    reading = read(csv(emptied, header=FULL), row(reference="S1"))

    assert len(reading.problems) == 1
    assert "column address" in sentences(reading)[0]


@pytest.mark.parametrize("nothing", ["-", "?", ".", "n/a", "unknown", "TBC", "TRUE"])
@pytest.mark.parametrize(
    ("old", "column", "expected"),
    [
        ("Lumora,", "brand", "the brand on the product"),
        ("Lumora Assembly", "site_name", "the legal name of the site in Latin letters"),
        ("12 Orchard Road", "address", "the street address where things are made, not a head office"),
    ],
)
def test_a_name_that_says_nothing_is_an_error_as_an_empty_cell_is(
    nothing: str, old: str, column: str, expected: str
) -> None:
    reading = read(changed(old, f"{nothing}," if old.endswith(",") else nothing))

    (problem,) = reading.problems
    assert problem.place.column == column
    assert (problem.found, problem.expected) == (f"“{nothing}”", expected)


def test_where_nothing_need_be_said_it_counts_as_empty_and_is_noted() -> None:
    line = ASSEMBLY.replace(",1,", ",unknown,")

    reading = read(csv(f"{line},n/a,-", f"{BATTERY},,-", header=f"{HEADER},component,source_document"))

    assert not reading.problems
    assert [(one.row.tier, one.row.component, one.row.source_document) for one in reading.said] == [
        (None, "", ""),
        (2, "", ""),
    ]
    assert reading.notes == (
        "Column tier: “unknown” counts as empty, in row 2.",
        "Column component: “n/a” counts as empty, in row 2.",
        "Column source_document: “-” counts as empty, in 2 rows from row 2 on.",
    )


def test_a_model_that_says_nothing_is_no_model_and_an_unknown_day_is_not_today() -> None:
    reading = read(csv(ASSEMBLY.replace("LM-14", "n/a").replace("2026-02-01", "-")))

    assert [problem.place.column for problem in reading.problems] == ["disclosed_on", "product_model"]


@pytest.mark.parametrize("error", ["#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?"])
def test_a_failed_formula_is_named_in_whichever_column_it_stands(error: str) -> None:
    header = (*HEADINGS, "Tier", "Disclosed on", "Source document")
    good = ("Lumora", "LM-14", "Alpha", "A", "VN", 1, date(2026, 2, 1), "list")
    rows = [(*good[:2], f"Alpha {place}", *good[3:]) for place in range(len(header))]
    bad = [(*row[:place], error, *row[place + 1 :]) for place, row in enumerate(rows)]

    reading = read(files.workbook([header, *bad]), name="sites.xlsx")

    found = {(one.place.row, one.place.column): (one.found, one.expected) for one in reading.problems}
    assert set(found) >= {(row, column) for row, column in enumerate(header, 2)}
    assert {said for said, _ in found.values()} == {f"“{error}”"}
    assert found[2, "Brand"][1].startswith("text, not an error of the spreadsheet")
    assert found[6, "Country"][1].startswith("a country")
    assert found[8, "Disclosed on"][1].startswith("a day")
