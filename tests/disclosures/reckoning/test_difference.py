from collections import Counter
from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from commonpurchase.disclosures.facts import Evidence, Fate, Row, Said, Status
from commonpurchase.disclosures.reckoning.difference import between, difference, in_force
from commonpurchase.vocabulary.places import Place
from tests.disclosures import sites

FIELDS = frozenset(Row.__dataclass_fields__) - {
    "reference", "disclosed_on", "verified_by", "verified_on", "verified_how",
}  # fmt: skip
DAY = date(2026, 3, 1)


def said(row: Row, status: Status | None = None, fields: frozenset[str] = FIELDS) -> Said:
    return Said(row, Place("a.csv", row=2), status, fields)


rows = st.builds(
    sites.row,
    brand=st.sampled_from(["Lumora", "lumora ", "Kestrova"]),
    product_model=st.sampled_from(["LM-14", "LM-15"]),
    site_name=st.sampled_from(["Alpha", "Beta", "Gamma"]),
    address=st.sampled_from(["1 Road", "2 Road"]),
    tier=st.sampled_from([None, 1, 2]),
)


def numbered(listed: list[Row]) -> list[Row]:
    """Rows as a version holds them: each key once, each with a reference."""
    by_key = {row.key: row for row in listed}
    return [Row(**{**vars(row), "reference": f"S{place}"}) for place, row in enumerate(by_key.values())]


versions = st.lists(rows, max_size=8).map(numbered)
updates = st.lists(rows, max_size=8).map(lambda listed: list({row.key: row for row in listed}.values()))
statuses = st.sampled_from([None, None, None, Status.CLOSE])


@given(versions, updates, st.data())
def test_every_earlier_row_appears_exactly_once(
    previous: list[Row], new: list[Row], data: st.DataObject
) -> None:
    lines = [said(row, data.draw(statuses)) for row in new]

    changes = difference(previous, lines).changes

    assert Counter(c.before.reference for c in changes if c.before) == Counter(r.reference for r in previous)


@given(versions, updates)
def test_applying_the_difference_yields_the_new_rows(previous: list[Row], new: list[Row]) -> None:
    changed = in_force(difference(previous, [said(row) for row in new]).changes)

    assert {_without_reference(row) for row in changed} == {_without_reference(row) for row in new}
    assert len(changed) == len(new)


@given(versions)
def test_a_difference_with_itself_is_all_confirmed(version: list[Row]) -> None:
    changes = difference(version, [said(row) for row in version]).changes

    assert {change.fate for change in changes} <= {Fate.CONFIRMED}
    assert changes == between(version, version).changes


@given(versions, updates)
def test_a_row_keeps_its_reference_and_an_added_one_has_none(previous: list[Row], new: list[Row]) -> None:
    for change in difference(previous, [said(row) for row in new]).changes:
        after = change.after.reference if change.after else ""

        assert after == (change.before.reference if change.before and change.after else "")


def _without_reference(row: Row) -> Row:
    return Row(**{**vars(row), "reference": "", "brand": " ".join(row.brand.split()).casefold()})


def test_a_confirmed_row_gets_the_new_day() -> None:
    before = sites.row(reference="S1", disclosed_on=date(2025, 3, 1))

    change = difference([before], [said(sites.row(disclosed_on=DAY))]).changes[0]

    assert change.fate is Fate.CONFIRMED
    assert change.after == sites.row(reference="S1", disclosed_on=DAY)


def test_a_changed_row_names_what_differs() -> None:
    before = sites.row(reference="S1")

    change = difference([before], [said(sites.row(tier=2, address="elsewhere"))]).changes[0]

    assert (change.fate, change.fields) == (Fate.CHANGED, ("address", "tier"))


def test_a_row_is_found_by_its_reference_although_its_name_changed() -> None:
    before = sites.row(reference="S1")

    changes = difference([before], [said(sites.row(reference="S1", site_name="New name"))]).changes

    assert [change.fate for change in changes] == [Fate.CHANGED]


def test_a_closed_row_leaves_no_row_and_an_unmentioned_one_says_so() -> None:
    previous = [sites.row(reference="S1"), sites.row(reference="S2", site_name="Beta")]

    changes = difference(previous, [said(sites.row(), Status.CLOSE)]).changes

    assert [(change.fate, change.unmentioned) for change in changes] == [
        (Fate.CLOSED, False),
        (Fate.CLOSED, True),
    ]


def test_what_a_file_has_no_column_for_an_earlier_row_keeps() -> None:
    before = sites.row(reference="S1", site_name_local="深圳", product_category="laptop")
    columns = frozenset({"brand", "product_model", "site_name", "address", "country", "tier"})

    change = difference([before], [said(sites.row(), fields=columns)]).changes[0]

    assert change.fate is Fate.CONFIRMED
    assert change.after is not None
    assert change.after.site_name_local == "深圳"


VERIFIED = {"verified_by": "Open Gate", "verified_on": DAY, "verified_how": "a visit to the site"}


def test_a_verification_ends_when_what_was_verified_changes() -> None:
    before = sites.row(reference="S1", source_document="Site list", evidence=Evidence.DOCUMENTED, **VERIFIED)
    kept = said(replace(before, reference="", evidence=Evidence.VERIFIED))
    moved = said(replace(before, reference="", evidence=Evidence.VERIFIED, address="elsewhere"))

    changes = [difference([before], [line]).changes[0] for line in (kept, moved)]

    assert [change.fields for change in changes] == [(), ("address", "evidence")]
    assert [change.after.support for change in changes if change.after] == ["verified", "documented"]
    assert [change.after.verified_by for change in changes if change.after] == ["Open Gate", ""]


def test_a_supplier_neither_gives_nor_takes_a_verification() -> None:
    verified = sites.row(reference="S1", **VERIFIED)
    plain = sites.row(reference="S1")

    taken = difference([verified], [said(sites.row(evidence=Evidence.SELF_DECLARED))]).changes[0]
    given = difference([plain], [said(sites.row(evidence=Evidence.VERIFIED))]).changes[0]

    assert (taken.fate, taken.after and taken.after.support) == (Fate.CONFIRMED, Evidence.VERIFIED)
    assert (given.fate, given.after and given.after.support) == (Fate.CONFIRMED, Evidence.SELF_DECLARED)


def test_what_a_verified_row_relies_on_may_change() -> None:
    before = sites.row(reference="S1", **VERIFIED)

    change = difference([before], [said(sites.row(source_document="Site list"))]).changes[0]

    assert change.fields == ("source_document",)
    assert change.after is not None
    assert change.after.verified_on == DAY


def test_two_rows_of_the_file_cannot_take_the_same_earlier_row() -> None:
    before = sites.row(reference="S1")

    changes = difference([before], [said(sites.row()), said(sites.row(reference="S1"))]).changes

    assert [change.fate for change in changes] == [Fate.CONFIRMED, Fate.ADDED]
