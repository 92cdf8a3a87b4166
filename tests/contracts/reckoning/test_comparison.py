"""A draft beside what is held: silence changes nothing, and what a person confirmed stays."""

from dataclasses import replace
from datetime import date

import pytest

from commonpurchase.contracts.facts import (
    Alteration,
    Comparison,
    Contract,
    Draft,
    Duty,
    Fate,
    KnownDates,
    Model,
    SourcedDate,
    UpdateDuty,
)
from commonpurchase.contracts.reckoning import comparison
from commonpurchase.vocabulary.amounts import Basis, Money

LAST, NEXT = date(2026, 12, 31), date(2027, 12, 31)
HELD = Contract(
    reference="C-1",
    buyer="Ekvik stad",
    supplier="Nordbyte AB",
    title="Laptops",
    end=SourcedDate(LAST, "contracts.csv, row 2"),
    value=Money(100, "SEK", Basis.NET),
    update_duty=UpdateDuty(Duty.CLAUSE, "Section 7", "Every year."),
    models=(Model("Aurelis", "Book 14"), Model("Noruma", "Beam 24")),
    cpv="30213100",
)
SILENT = Draft(source_key="c-1", reference="C-1", buyer="EKVIK  STAD", supplier="nordbyte ab")


def fold(name: str) -> str:
    return " ".join(name.casefold().split())


def compared(draft: Draft, held: Contract | None = HELD) -> Comparison:
    (one,) = comparison.compared([draft], {"c-1": held} if held else {}, fold)
    return one


def test_a_draft_that_nothing_is_held_for_is_added() -> None:
    found = compared(replace(SILENT, title="Laptops"), None)

    assert (found.fate, found.after.title, found.alterations) == (Fate.ADDED, "Laptops", ())


def test_where_the_file_is_silent_nothing_changes() -> None:
    found = compared(SILENT)

    assert (found.fate, found.alterations, found.after) == (Fate.UNCHANGED, (), HELD)


@pytest.mark.parametrize(
    ("now", "before"), [("c-1 | nordbyte ab", "c-1"), ("c-1", "c-1 | nordbyte ab")], ids=["apart", "alone"]
)
def test_a_contract_is_known_again_when_others_stand_under_its_number(now: str, before: str) -> None:
    told = replace(SILENT, source_key=now, supplier="Nordbyte AB")

    (one,) = comparison.compared([told], {before: HELD}, fold)

    assert (one.fate, one.draft.source_key) == (Fate.UNCHANGED, before)


def test_one_of_several_suppliers_alone_in_a_list_does_not_take_the_place_of_another() -> None:
    theirs = replace(HELD, supplier="Tekhandel AB")

    (one,) = comparison.compared(
        [replace(SILENT, supplier="Tekhandel AB")], {"c-1": HELD, "c-1 | tekhandel ab": theirs}, fold
    )

    assert (one.fate, one.after) == (Fate.UNCHANGED, theirs)


def test_another_supplier_under_the_same_number_is_another_contract() -> None:
    told = replace(SILENT, source_key="c-1 | tekhandel ab", supplier="Tekhandel AB")

    (one,) = comparison.compared([told], {"c-1": HELD}, fold)

    assert (one.fate, one.draft.source_key) == (Fate.ADDED, "c-1 | tekhandel ab")


PERSON_SAID = replace(
    HELD,
    notice=None,
    update_duty=UpdateDuty(Duty.NONE),
    models=(Model("Noruma", "Beam 24"),),
    said=frozenset({"notice", "maximum end", "update_duty", "models"}),
)


def test_what_a_person_set_or_took_away_stays_and_says_so() -> None:
    told = replace(
        SILENT,
        notice=SourcedDate(LAST, "contracts.csv, row 2"),
        maximum_end=SourcedDate(NEXT, "contracts.csv, row 2"),
        update_duty=HELD.update_duty,
        models=HELD.models,
    )

    found = compared(told, PERSON_SAID)

    assert (found.fate, found.after) == (Fate.UNCHANGED, PERSON_SAID)
    assert {one.field: (one.before, one.after) for one in found.kept} == {
        "Longest possible end": ("not known", "31 December 2027"),
        "Notice date": ("not known", "31 December 2026"),
        "Product models": ("Noruma: Beam 24", "Aurelis: Book 14; Noruma: Beam 24"),
        "Duty to update": ("none", "clause"),
        "Clause": ("not known", "Section 7"),
        "Words of the clause": ("not known", "Every year."),
    }
    assert {one.kept for one in found.kept} == {"A person set this here."}


def test_what_a_person_set_and_the_file_says_too_is_not_shown_as_kept() -> None:
    told = replace(SILENT, update_duty=UpdateDuty(Duty.NONE), models=(Model("Noruma", "Beam 24"),))

    assert compared(told, PERSON_SAID).alterations == ()


def test_the_same_told_in_another_way_is_unchanged() -> None:
    told = replace(
        SILENT,
        end=SourcedDate(LAST, "other.xlsx, row 9"),
        value=Money(100, "SEK"),
        update_duty=UpdateDuty(Duty.CLAUSE),
        models=(Model("Noruma", "Beam 24"), Model("Aurelis", "Book 14")),
    )

    assert compared(told).fate is Fate.UNCHANGED


@pytest.mark.parametrize(
    ("told", "alteration"),
    [
        ({"title": "Tablets"}, Alteration("Title", "Laptops", "Tablets")),
        ({"supplier": "Tekhandel AB"}, Alteration("Supplier", "Nordbyte AB", "Tekhandel AB")),
        ({"value": Money(20000, "SEK")}, Alteration("Value", "SEK 1 net", "SEK 200")),
        ({"end": SourcedDate(NEXT)}, Alteration("End", "31 December 2026", "31 December 2027")),
        ({"notice": SourcedDate(LAST, inferred=True)},
         Alteration("Notice date", "not known", "31 December 2026 (inferred)")),
        ({"update_duty": UpdateDuty(Duty.CLAUSE, "Annex 2")}, Alteration("Clause", "Section 7", "Annex 2")),
        ({"models": (Model("Aurelis", "Book 16"),)},
         Alteration("Product models", "Aurelis: Book 14; Noruma: Beam 24", "Aurelis: Book 16")),
    ],
)  # fmt: skip
def test_what_differs_is_told_field_by_field(told: dict[str, object], alteration: Alteration) -> None:
    found = compared(replace(SILENT, **told))  # type: ignore[arg-type]

    assert (found.fate, found.altered) == (Fate.CHANGED, (alteration,))


def test_no_duty_takes_the_clause_away() -> None:
    found = compared(replace(SILENT, update_duty=UpdateDuty(Duty.NONE)))

    assert found.after.update_duty == UpdateDuty(Duty.NONE)
    assert [one.field for one in found.altered] == ["Duty to update", "Clause", "Words of the clause"]


def test_a_confirmed_date_is_kept_and_said_to_be() -> None:
    held = replace(HELD, end=SourcedDate(LAST, confirmed=True))

    found = compared(replace(SILENT, end=SourcedDate(NEXT)), held)

    assert (found.fate, found.after.end) == (Fate.UNCHANGED, held.end)
    assert found.kept == (Alteration("End", "31 December 2026", "31 December 2027", comparison.CONFIRMED),)


def test_a_stated_date_is_not_replaced_by_an_inferred_one() -> None:
    found = compared(replace(SILENT, end=SourcedDate(NEXT, inferred=True)))

    assert (found.fate, found.kept[0].kept) == (Fate.UNCHANGED, comparison.STATED)


def test_an_inferred_date_gives_way_to_a_stated_one() -> None:
    held = replace(HELD, end=SourcedDate(LAST, inferred=True))

    found = compared(replace(SILENT, end=SourcedDate(LAST)), held)

    assert found.altered == (Alteration("End", "31 December 2026 (inferred)", "31 December 2026"),)


def test_taking_a_draft_over_twice_changes_nothing_more() -> None:
    told = replace(SILENT, title="Tablets", end=SourcedDate(NEXT), value=Money(5, "EUR", Basis.GROSS))

    once = compared(told).after

    assert compared(told, once).fate is Fate.UNCHANGED


def test_known_dates_are_counted_by_kind() -> None:
    drafts = [
        SILENT,
        replace(SILENT, end=SourcedDate(LAST)),
        replace(SILENT, end=SourcedDate(LAST, inferred=True)),
    ]

    assert KnownDates("End", stated=1, inferred=1, unknown=1) in comparison.known_dates(drafts)
    assert KnownDates("Notice date", unknown=3) in comparison.known_dates(drafts)


def test_the_fingerprint_changes_with_what_would_be_done() -> None:
    same, other = compared(SILENT), compared(replace(SILENT, title="Tablets"))

    assert comparison.fingerprint([same]) == comparison.fingerprint([compared(SILENT)])
    assert comparison.fingerprint([same]) != comparison.fingerprint([other])
