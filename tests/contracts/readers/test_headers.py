"""The header of a list of contracts: found below a title, in four languages, on the right sheet."""

import csv
import io
import re
from datetime import date
from pathlib import Path

import pytest

from commonpurchase.contracts.facts import Layout, Mapping
from commonpurchase.contracts.pages import contract
from commonpurchase.contracts.readers import headers
from commonpurchase.contracts.reckoning import comparison, fields, passed_over
from commonpurchase.contracts.writers import listing, set_aside
from commonpurchase.documents.facts import Cell, Line, Sheet


def sheet(*rows: tuple[Cell, ...], name: str = "") -> Sheet:
    return Sheet(name, tuple(Line(number, cells) for number, cells in enumerate(rows, 1)))


def layout(*rows: tuple[Cell, ...]) -> Layout:
    found = headers.find([sheet(*rows)])
    assert found is not None
    return found


ENGLISH = ("Contract ID", "Buyer", "Supplier", "Contract title", "CPV code", "Value", "Currency",
           "Start date", "End date", "Max end on", "Notice date", "Framework", "Update duty")  # fmt: skip
SWEDISH = ("Avtalsnummer", "Köpare", "Leverantör", "Avtalsnamn", "CPV-kod", "Avtalsvärde (SEK)", "Valuta",
           "Giltig från", "Giltig till", "Slutdatum inkl. förlängning", "Uppsägningsdatum", "Ramavtal",
           "Uppdateringsskyldighet")  # fmt: skip
NORWEGIAN = ("Kontraktnummer", "Oppdragsgiver", "Leverandør", "Kontraktnavn", "CPV-kode", "Verdi", "Valuta",
             "Startdato", "Sluttdato", "Sluttdato inkl. opsjoner", "Varslingsdato", "Rammeavtale",
             "Oppdateringsplikt")  # fmt: skip
DUTCH = ("Contractnummer", "Opdrachtgever", "Leverancier", "Omschrijving", "CPV-code", "Contractwaarde",
         "Valuta", "Ingangsdatum", "Einddatum", "Uiterste einddatum", "Opzegdatum", "Raamovereenkomst",
         "Actualisatieplicht")  # fmt: skip
FIELDS = ("reference", "buyer", "supplier", "title", "cpv", "value", "currency", "start", "end",
          "maximum_end", "notice", "framework", "update_duty")  # fmt: skip


@pytest.mark.parametrize("written", [ENGLISH, SWEDISH, NORWEGIAN, DUTCH], ids=["en", "sv", "no", "nl"])
def test_headings_of_four_languages_are_understood(written: tuple[str, ...]) -> None:
    found = layout(written)

    assert tuple(column.field for column in found.columns) == FIELDS
    assert found.missing == ()
    assert found.unread == ()


@pytest.mark.parametrize(
    ("field", "headings"),
    [
        ("reference", "Diarienr, Diarienummer, Dnr., Saksnr., Arkivsaksnr, Contract nr."),
        ("title", "Avtalsbenämning, Rubrik, Kontraktsnavn"),
        ("buyer", "Myndighet, Upphandlande enhet/myndighet, Upphandlande enhet, Etat, Virksomhet, Gemeente"),
        ("supplier", "Motpart, Contractpartij"),
        ("start", "Från, Fr.o.m., Avtalsperiod från, Avtalsperiod (fr.o.m.), Fra dato, Avtaleperiode fra"),
        ("end", "Till, T.o.m., Avtalsperiod till, Til dato, Avtaleperiode til, Einde contract"),
        ("maximum_end", "Max. avtalsslut (inkl. förlängning), Option t.o.m., Opsjon t.o.m., Utløp opsjon"),
        ("maximum_end", "Max. einddatum, Einddatum na verlenging, Einddatum (incl. verlengingen)"),
        ("notice", "Sista uppsägningsdag, Uppsägning senast, Oppsigelsesfrist"),
        ("value", "Verdi eks. mva, Beløp ekskl. mva (NOK)"),
    ],
)
def test_headings_that_registers_use_are_understood(field: str, headings: str) -> None:
    assert {one: fields.field_of(one) for one in headings.split(", ")} == dict.fromkeys(
        headings.split(", "), field
    )


@pytest.mark.parametrize(
    "heading", ["contract_id", "CONTRACT ID", " Contract  id ", "Contract-ID", "contract id (ours)"]
)
def test_case_punctuation_and_brackets_do_not_matter(heading: str) -> None:
    assert fields.field_of(heading) == "reference"


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Value incl. VAT", "value"),
        ("Avtalsvärde exkl. moms SEK", "value"),
        ("Avtalsperiod", ""),
        ("End date (expected)", "end"),
        ("Slutdatum (inkl. optioner)", ""),
        ("End date incl. all options", ""),
        ("Net", ""),
    ],
)
def test_what_a_heading_adds_is_understood_or_makes_it_unknown(heading: str, field: str) -> None:
    assert fields.field_of(heading) == field


def test_the_header_is_found_below_a_title_and_remarks() -> None:
    found = layout(
        ("Contracts of the city",),
        ("As of March", None, "draft"),
        ENGLISH,
        ("C-1", "Ekvik stad", "Nordbyte AB"),
    )

    assert found.row == 3
    assert found.columns[0].samples == ("C-1",)


def test_the_best_sheet_is_chosen() -> None:
    found = headers.find([sheet(("Title", "Notes"), name="Read me"), sheet(ENGLISH, name="Contracts")])

    assert found is not None
    assert found.sheet == "Contracts"


def test_a_header_after_the_twentieth_row_is_not_looked_for() -> None:
    found = layout(*[(f"remark {number}",) for number in range(20)], ENGLISH)

    assert found.missing == ("reference", "buyer", "supplier")


def test_what_is_not_recognised_is_listed() -> None:
    assert layout((*ENGLISH, "Colour", None, "Colour")).unread == ("Colour", "column O", "Colour (2)")


def test_of_two_columns_for_one_field_the_plainer_heading_has_it() -> None:
    found = layout(("Description", "Title", "Contract ID", "Buyer", "Supplier"))

    assert {column.heading: column.field for column in found.columns}["Title"] == "title"
    assert found.unread == ("Description",)


def test_a_missing_party_may_be_the_importing_organisation_itself() -> None:
    found = layout(("Contract ID", "Supplier"))

    assert found.missing == ("buyer",)
    assert headers.mapped(found, Mapping(found.mapping.columns, own="buyer")).missing == ()


def test_a_mapping_passes_over_headings_that_are_gone() -> None:
    found = headers.mapped(
        layout(("A", "B", "C")), Mapping({"A": "reference", "B": "buyer", "Z": "supplier"})
    )

    assert found.missing == ("supplier",)
    assert found.mapping.columns == {"A": "reference", "B": "buyer"}


def test_unknown_headings_leave_every_required_field_to_the_person() -> None:
    found = layout(("Titel van het stuk",), ("Kolom een", "Kolom twee", "Kolom drie"), ("1", "x", "y"))

    assert found.row == 2
    assert found.missing == ("reference", "buyer", "supplier")


def test_an_empty_table_has_no_layout() -> None:
    assert headers.find([Sheet("")]) is None


def test_the_signature_ignores_case_and_punctuation_only() -> None:
    assert headers.signature(["Contract-ID", "Buyer"]) == headers.signature(["contract id", " BUYER "])
    assert headers.signature(["Buyer", "Contract ID"]) != headers.signature(["Contract ID", "Buyer"])


@pytest.mark.parametrize(
    ("heading", "basis", "currency"),
    [
        ("Value (SEK, excl. VAT)", "net", "SEK"),
        ("Belopp inkl. moms", "gross", ""),
        ("Verdi ekskl. mva NOK", "net", "NOK"),
        ("Verdi eks. mva", "net", ""),
        ("Value", "", ""),
    ],
)
def test_a_heading_may_say_basis_and_currency(heading: str, basis: str, currency: str) -> None:
    assert (fields.basis_in(heading), fields.currency_in(heading)) == (basis, currency)


def test_every_heading_means_one_field_only() -> None:
    meant: dict[str, set[str]] = {}
    for one in fields.FIELDS:
        for heading in one.headings.replace(";", ",").split(","):
            meant.setdefault(fields.folded(heading), set()).add(one.name)

    assert {heading: names for heading, names in meant.items() if len(names) > 1} == {}


@pytest.mark.parametrize(("number", "letter"), [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA")])
def test_a_column_without_heading_is_called_by_its_letter(number: int, letter: str) -> None:
    assert headers.letter(number) == letter


TEMPLATES = Path(contract.__file__).parents[1] / "templates/contracts"
#: What pages say of a contract that no list tells: it follows from the kind of file, or from other columns.
NO_FIELD = {"Kind of agreement", "Remarks"}


def test_every_name_that_a_field_has_on_our_pages_and_in_our_files_is_understood() -> None:
    shown = re.findall(r"<dt>([^<{]+)</dt>", (TEMPLATES / "one.html").read_text())
    kinds = {name: field for _, field, name in contract.DATES}
    written = next(csv.reader(io.StringIO(set_aside.as_csv([]).decode("utf-8-sig"))))

    labels = {label: name for name, label in fields.LABELS.items()}
    names = {one.name: one.name for one in fields.FIELDS}
    assert {one: fields.field_of(one) for one in (*labels, *names, *kinds)} == {**labels, **names, **kinds}
    said = {*shown, *comparison.LABELS.values(), *listing.HEADINGS, *listing.DECIDED, *written} - NO_FIELD
    assert [one for one in said if not (fields.field_of(one) or fields.is_ours(one))] == []


@pytest.mark.parametrize(
    "heading",
    ["Longest possible end", "Latest possible end", "Max end date", "Maximum extension", "Max extension",
     "Lengste sluttdato", "Senaste slutdatum", "Laatst mogelijke einddatum"],
)  # fmt: skip
def test_the_longest_possible_end_has_many_names(heading: str) -> None:
    found = layout(("Contract ID", heading), ("C-1", date(2028, 12, 31)))

    assert found.mapping.columns[heading] == "maximum_end"


def test_an_extension_that_is_a_length_is_no_end() -> None:
    found = layout(("Contract ID", "Buyer", "Maximum extension"), ("C-1", "Ekvik stad", "24 months"))

    assert passed_over.headings(found) == ("Maximum extension",)


def test_columns_that_hold_something_and_are_not_read_are_told_but_for_our_own() -> None:
    found = layout((*ENGLISH, "Colour", "Empty", "Gate"), (*ENGLISH, "red", None, "pass"))

    assert passed_over.headings(found) == ("Colour",)


def test_unknown_columns_of_days_are_asked_about_until_somebody_said_what_they_are() -> None:
    rows = ("Contract ID", "Buyer", "Supplier", "Frist", "Colour"), ("C-1", "E", "N", "31.12.2026", "red")
    found = layout(*rows)

    assert passed_over.like_days(found) == ("Frist",)
    assert passed_over.like_days(headers.mapped(found, found.mapping)) == ()


def test_unknown_columns_of_days_are_not_asked_about_where_all_dates_are_known() -> None:
    found = layout((*ENGLISH, "Frist"), (*ENGLISH, "31.12.2026"))

    assert passed_over.like_days(found) == ()
    assert passed_over.headings(found) == ("Frist",)


@pytest.mark.parametrize("order", [("A-B", "A B"), ("A B", "A-B")])
def test_of_headings_alike_the_one_that_was_chosen_is_read(order: tuple[str, str]) -> None:
    found = headers.mapped(layout(order), Mapping({"A-B": "buyer"}))

    assert {one.heading: one.field for one in found.columns} == {"A-B": "buyer", "A B": ""}


def test_a_heading_that_is_spelt_otherwise_now_is_found_where_only_one_is_alike() -> None:
    assert headers.mapped(layout(("a b", "C")), Mapping({"A-B": "buyer"})).mapping.columns == {"a b": "buyer"}
    assert headers.mapped(layout(("a b", "a_b")), Mapping({"A-B": "buyer"})).mapping.columns == {}
