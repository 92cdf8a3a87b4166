"""Lists of contracts: every row is taken or set aside with every reason, and the two add up."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonpurchase.contracts.facts import DayOrder, Draft, Duty, Mapping, Model, ReadContracts, UpdateDuty
from commonpurchase.contracts.readers import contract_tables, headers
from commonpurchase.documents.readers import tables
from commonpurchase.vocabulary.amounts import Basis, Money
from tests.contracts.lists import LAPTOPS, contract, table, written
from tests.documents import files


def read(content: bytes, name: str = "contracts.csv", **chosen: str) -> ReadContracts:
    opened = tables.read(content, name)
    layout = headers.find(opened.sheets)
    assert layout is not None
    layout = headers.mapped(layout, Mapping(layout.mapping.columns, **chosen))
    assert layout.missing == ()
    found = contract_tables.read(opened, name, layout, "Ekvik stad")
    assert found.adds_up
    return found


def only(content: bytes, **chosen: str) -> Draft:
    found = read(content, **chosen)
    assert found.set_aside == ()
    (draft,) = found.drafts
    return draft


def reasons(content: bytes, **chosen: str) -> tuple[str, ...]:
    (one,) = read(content, **chosen).set_aside
    return one.reasons


def test_a_row_becomes_a_draft_whose_dates_name_their_cells() -> None:
    draft = only(
        written(
            contract(
                max_end_on="2028-12-31",
                update_duty="Section 7",
                duty_text="The list is updated every year.",
                product_models="Aurelis: Book 14",
                cpv="30213100-6",
                framework="Framework 12",
            )
        )
    )

    assert draft.source_key == "c-1"
    assert (draft.reference, draft.buyer, draft.supplier) == ("C-1", "Ekvik stad", "Nordbyte AB")
    assert draft.value == Money(120000000, "SEK", Basis.UNKNOWN)
    assert draft.end is not None
    assert (draft.end.on, draft.end.source) == (date(2026, 12, 31), "contracts.csv, row 2, column end_on")
    assert not draft.end.inferred
    assert draft.maximum_end is not None
    assert draft.update_duty == UpdateDuty(Duty.CLAUSE, "Section 7", "The list is updated every year.")
    assert draft.models == (Model("Aurelis", "Book 14"),)
    assert (draft.cpv, draft.framework) == ("30213100", "Framework 12")


def test_every_reason_is_given_at_once_and_nothing_the_row_said_is_lost() -> None:
    found = read(written(contract(supplier="", value="lots", end_on="soon", notice_on="31.02.2026")))
    (one,) = found.set_aside

    assert one.place.row == 2
    assert one.reasons == (
        "Column value: found “lots”; expected an amount such as 1250000 or 1 250 000,50.",
        "Column end_on: found “soon”; expected a day such as 2026-03-31 or 31.03.2026.",
        "Column notice_on: found “31.02.2026”; expected a day that exists, such as 2026-03-31.",
        "Supplier is missing.",
    )
    assert dict(one.said)["value"] == "lots"
    assert "supplier" not in dict(one.said)


def test_rows_that_cannot_be_read_leave_the_others_alone() -> None:
    found = read(written(contract(1), contract(2, end_on="soon"), contract(3)))

    assert [draft.reference for draft in found.drafts] == ["C-1", "C-3"]
    assert (found.rows_in, found.rows_taken, len(found.set_aside)) == (3, 2, 1)


def test_one_clear_day_decides_the_order_for_the_whole_list() -> None:
    rows = (contract(1, end_on="03/04/2026", start_on=""), contract(2, end_on="31/12/2026", start_on=""))

    first, _ = read(written(*rows)).drafts

    assert first.end is not None
    assert first.end.on == date(2026, 4, 3)


def test_another_column_decides_it_too_so_that_a_row_is_read_in_one_order() -> None:
    draft = only(written(contract(start_on="31/12/2023", end_on="03/04/2026")))

    assert draft.end is not None
    assert draft.end.on == date(2026, 4, 3)


def test_where_no_day_says_the_order_the_row_is_set_aside() -> None:
    found = read(written(contract(start_on="01/02/2024", end_on="03/04/2026")))

    assert "no day in the list says whether the day comes first" in found.set_aside[0].reasons[0]


def test_columns_that_contradict_each_other_leave_an_unclear_day_unread() -> None:
    rows = (
        contract(1, start_on="31/12/2023", end_on="12/31/2026"),
        contract(2, start_on="31/12/2023", end_on="03/04/2026"),
    )

    found = read(written(*rows))

    assert [draft.reference for draft in found.drafts] == ["C-1"]
    assert found.set_aside[0].reasons == (
        "Column end_on: found “03/04/2026”; expected a day that reads one way only (2026-04-03 or "
        "2026-03-04): some days in the list put the day first and others the month.",
    )


@pytest.mark.parametrize(
    ("value", "currency"), [("0.005", "SEK"), ("0.001", "EUR"), ("1234.567", "SEK"), ("12.5", "ISK")]
)
def test_an_amount_finer_than_its_currency_is_never_rounded(value: str, currency: str) -> None:
    draft = only(written(contract(value=value, currency=currency)))

    assert draft.value is None
    assert draft.notes == (
        f"Column value: “{value}” has more decimals than {currency} has, so the value counts as not known.",
    )


def test_thousands_that_look_like_decimals_by_another_row_are_not_rounded() -> None:
    first, second = read(written(contract(1, value="1.234"), contract(2, value="99.50"))).drafts

    assert first.value is None
    assert second.value == Money(9950, "SEK")


def test_what_spreadsheet_arithmetic_leaves_behind_is_no_decimal() -> None:
    cells = [contract(value="x")]
    content = files.workbook(
        [list(cells[0]), [*(0.1 + 0.2 if one == "x" else one for one in cells[0].values())]]
    )

    (draft,) = read(content, "list.xlsx").drafts

    assert draft.value == Money(30, "SEK")


def test_a_person_may_say_how_days_and_decimals_are_written() -> None:
    content = written(contract(end_on="03/04/2026", value="12.345"))

    draft = only(content, day_order=DayOrder.MONTH_FIRST.value, decimal_mark=",")

    assert draft.end is not None
    assert draft.end.on == date(2026, 3, 4)
    assert draft.value == Money(1234500, "SEK")


def test_evidence_in_the_column_beats_what_a_person_said() -> None:
    content = written(contract(1, end_on="03/04/2026"), contract(2, end_on="13/04/2026"))

    first, _ = read(content, day_order=DayOrder.MONTH_FIRST.value).drafts

    assert first.end is not None
    assert first.end.on == date(2026, 4, 3)


def test_an_amount_without_currency_is_set_aside_until_a_person_says_which() -> None:
    content = written(contract(currency=""))

    assert reasons(content) == (
        "Column value: found “1200000” without a currency; expected a currency for every amount.",
    )
    assert only(content, currency="NOK").value == Money(120000000, "NOK")


@pytest.mark.parametrize(
    ("heading", "cell", "money"),
    [
        ("Value (SEK, excl. VAT)", "1 200", Money(120000, "SEK", Basis.NET)),
        ("Value", "€ 1 200,50", Money(120050, "EUR")),
        ("Value incl. VAT", "1200 SEK", Money(120000, "SEK", Basis.GROSS)),
    ],
)
def test_the_currency_may_stand_in_the_heading_or_beside_the_amount(
    heading: str, cell: str, money: Money
) -> None:
    assert only(table(f"Contract ID;Buyer;Supplier;{heading}", f"C-1;A;B;{cell}")).value == money


def test_two_currencies_for_one_amount_are_a_contradiction() -> None:
    assert reasons(written(contract(value="EUR 100"))) == (
        "Column value says EUR, but column currency says SEK.",
    )


def test_dates_out_of_order_are_set_aside() -> None:
    assert reasons(written(contract(start_on="2026-01-01", end_on="2025-01-01"))) == (
        "End (2025-01-01) lies before start (2026-01-01).",
    )


def test_the_last_day_of_the_calendar_means_no_end() -> None:
    draft = only(written(contract(end_on="9999-12-31")))

    assert draft.end is None
    assert draft.notes == ("End: 9999-12-31 was read as “not known”.",)


def test_the_same_row_twice_is_counted_once_with_a_note() -> None:
    found = read(written(contract(1), contract(2), contract(1, contract_id=" c-1 ")))

    assert [draft.reference for draft in found.drafts] == ["C-1", "C-2"]
    assert found.rows_taken == 3
    assert found.notes == ("Row 4 says the same as row 2; the contract is counted once.",)


def test_one_number_for_different_contracts_sets_all_of_them_aside() -> None:
    found = read(written(contract(1), contract(1, supplier="Tekhandel AB", end_on="2027-12-31"), contract(2)))

    assert [draft.reference for draft in found.drafts] == ["C-2"]
    assert [one.place.row for one in found.set_aside] == [2, 3]
    assert found.set_aside[0].reasons == (
        "C-1 stands in rows 2 and 3 with different content: supplier, end.",
    )


def test_one_number_for_several_suppliers_is_a_contract_with_each_and_their_value_is_not_split() -> None:
    found = read(written(*[contract(1, supplier=f"Supplier {number}") for number in range(7)]))

    assert found.set_aside == ()
    assert [draft.source_key for draft in found.drafts[:2]] == ["c-1 | supplier 0", "c-1 | supplier 1"]
    assert {draft.reference for draft in found.drafts} == {"C-1"}
    assert {draft.value for draft in found.drafts} == {None}
    assert found.drafts[0].notes == (
        "The file gives SEK 1,200,000 for 7 suppliers together, not what each of them is paid.",
    )
    assert found.notes == (
        "C-1 stands in rows 2, 3, 4, 5, 6 and 2 more with different suppliers: "
        "a contract with each of them is taken.",
    )


def test_what_each_of_several_suppliers_is_paid_is_kept() -> None:
    rows = contract(1, supplier="A", value="100"), contract(1, supplier="B", value="200")

    found = read(written(*rows, contract(1, supplier=" a ", value="100")))

    assert [draft.value for draft in found.drafts] == [Money(10000, "SEK"), Money(20000, "SEK")]
    assert [draft.notes for draft in found.drafts] == [(), ()]
    assert found.notes[-1] == "Row 4 says the same as row 2; the contract is counted once."


def test_a_supplier_with_two_values_under_one_number_is_set_aside_alone() -> None:
    rows = [contract(1, supplier="A", value=value) for value in ("100", "200")]

    found = read(written(*rows, contract(1, supplier="B", value="300")))

    assert [draft.supplier for draft in found.drafts] == ["B"]
    assert found.set_aside[0].reasons == ("C-1 stands in rows 2 and 3 with different content: value.",)


def test_a_row_with_more_cells_than_headings_was_split_in_a_wrong_place() -> None:
    found = read(table("Contract ID,Buyer,Supplier,End", "C-1,Ekvik stad,Nordbyte, AB,2026-12-31"))

    assert found.drafts == ()
    assert "The row has 5 cells, but the header has 4" in found.set_aside[0].reasons[0]


def test_a_party_that_no_column_names_is_the_importing_organisation() -> None:
    draft = only(table("Contract ID;Supplier", "C-1;Nordbyte AB"), own="buyer")

    assert draft.buyer == "Ekvik stad"


def test_a_workbook_is_read_on_every_sheet_with_the_same_header() -> None:
    header = ("Avtalsnummer", "Köpare", "Leverantör", "Giltig till")
    content = files.workbook(
        [("Avtal 2025",), header, ("A-1", "Ekvik stad", "Nordbyte AB", date(2026, 12, 31))],
        Older=[header, ("A-2", "Ekvik stad", "Nordbyte AB", "31.12.2025")],
        Notes=[("Ask Alice",)],
    )

    found = read(content, "avtal.xlsx")

    assert [draft.reference for draft in found.drafts] == ["A-1", "A-2"]
    assert found.drafts[0].end is not None
    assert found.drafts[0].end.source == "avtal.xlsx, sheet Sheet, row 3, column Giltig till"
    assert found.notes == ("Sheet Notes was not read: its columns are not those of the list.",)


def test_a_number_that_a_spreadsheet_took_for_a_date_is_refused() -> None:
    header = ("Contract ID", "Buyer", "Supplier")
    content = files.workbook([header, (date(2024, 3, 1), "A", "B"), (20240301, "A", "B")])

    found = read(content, "list.xlsx")

    assert [draft.reference for draft in found.drafts] == ["20240301"]
    assert "expected text, not a date" in found.set_aside[0].reasons[0]


def test_a_hostile_cell_is_text_or_refused_never_more() -> None:
    rows = (contract(1, title="'=HYPERLINK(1)"), contract(2, title="<b>x</b>"), contract(3, title="a\x07b"))

    found = read(written(*rows))

    assert [draft.title for draft in found.drafts] == ["=HYPERLINK(1)", "<b>x</b>"]
    assert "without control characters" in found.set_aside[0].reasons[0]


@given(
    st.lists(
        st.fixed_dictionaries(
            {
                "contract_id": st.sampled_from(["C-1", "C-2", "c-1", "", "x"]),
                "buyer": st.sampled_from(["Ekvik stad", "", "a\x07"]),
                "end_on": st.sampled_from(
                    ["2026-12-31", "03/04/2026", "13/04/2026", "31.2.2026", "9999-12-31", ""]
                ),
                "value": st.sampled_from(["", "1,5", "12.345", "nan", "1 000", "-1"]),
            }
        ),
        max_size=12,
    )
)
def test_rows_in_are_always_rows_taken_and_set_aside(cells: list[dict[str, str]]) -> None:
    found = read(written(contract(), *[{**LAPTOPS, **one} for one in cells]))

    assert found.rows_in == 1 + len(cells)
    assert len({draft.source_key for draft in found.drafts}) == len(found.drafts)
    assert all(one.reasons and one.said for one in found.set_aside)
    assert replace(found, rows_taken=found.rows_taken + 1).adds_up is False


@pytest.mark.parametrize(("told", "reference"), [("yes", ""), ("ja", ""), ("Clause", ""), ("§ 7.2", "§ 7.2")])
def test_a_clause_without_its_words_stays_incomplete_and_is_noted(told: str, reference: str) -> None:
    found = read(written(contract(update_duty=told)))

    assert found.drafts[0].update_duty == UpdateDuty(Duty.CLAUSE, reference, "")
    assert found.notes == ("Row 2: The clause's own words are not given; a formal letter needs them.",)


def test_the_rows_whose_clause_has_no_words_are_named_together() -> None:
    told = [contract(number, update_duty="yes") for number in (1, 2, 3)]

    (note,) = read(written(*told, contract(4, update_duty="yes", duty_text="Every year."))).notes

    assert note.startswith("Rows 2, 3 and 4: The clause's own words")


@pytest.mark.parametrize("nothing", ["-", "?", "n/a", "unknown", "TBC", "TRUE"])
@pytest.mark.parametrize(
    ("column", "label"), [("contract_id", "contract number"), ("buyer", "buyer"), ("supplier", "supplier")]
)
def test_a_required_cell_that_says_nothing_sets_the_row_aside(nothing: str, column: str, label: str) -> None:
    (one,) = read(written(contract(), {**LAPTOPS, column: nothing})).set_aside

    assert one.reasons == (f"Column {column}: found “{nothing}”; expected the {label} itself.",)
    assert one.kind == f"{label.capitalize()} is missing"


def test_an_optional_cell_that_says_nothing_counts_as_empty_and_is_noted() -> None:
    rows = [contract(1, title="-", notice_on="n/a"), contract(2, title="-", value="?", currency="")]

    found = read(written(*rows))

    assert [(one.title, one.notice and one.notice.on) for one in found.drafts] == [
        ("", None),
        ("", date(2026, 6, 30)),
    ]
    assert found.drafts[1].value is None
    assert set(found.notes) == {
        "Column title: “-” counts as empty, in 2 rows from row 2 on.",
        "Column notice_on: “n/a” counts as empty, in row 2.",
        "Column value: “?” counts as empty, in row 3.",
    }


@pytest.mark.parametrize(
    ("column", "expected"),
    [
        ("contract_id", "text, not an error of the spreadsheet"),
        ("supplier", "text, not an error of the spreadsheet"),
        ("title", "text, not an error of the spreadsheet"),
        ("cpv", "a CPV code of eight digits"),
        ("value", "an amount such as"),
        ("value_basis", "net, gross or unknown"),
        ("currency", "a currency of three letters"),
        ("end_on", "a day such as 2026-03-31"),
        ("update_duty", "yes, no, unknown or a clause"),
        ("duty_text", "text, not an error of the spreadsheet"),
        ("product_models", "text, not an error of the spreadsheet"),
    ],
)
@pytest.mark.parametrize("error", ["#N/A", "#REF!"])
def test_a_failed_formula_is_named_in_whichever_column_it_stands(
    column: str, expected: str, error: str
) -> None:
    row = {**LAPTOPS, column: error}
    content = files.workbook([tuple(row), tuple(row.values())])

    (one,) = read(content, "contracts.xlsx").set_aside

    assert one.reasons[0].startswith(f"Column {column}: found “{error}”; expected {expected}")


@pytest.mark.parametrize("supplier", ["Ekvik stad", " EKVIK  Stad"])
def test_nobody_buys_from_itself(supplier: str) -> None:
    (one,) = read(written(contract(supplier=supplier))).set_aside

    assert one.reasons == ("Ekvik stad is named as buyer and as supplier.",)


def test_a_number_is_the_same_however_its_letters_are_composed() -> None:
    rows = [{**LAPTOPS, "contract_id": number} for number in ("\xd6-1", "O\u0308-1")]

    assert len(read(written(*rows)).drafts) == 1
