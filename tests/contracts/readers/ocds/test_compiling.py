"""Releases are not contracts: they are compiled per process and buyer before anything is read from them."""

from commonpurchase.contracts.facts import Stage
from commonpurchase.vocabulary.amounts import Money
from tests.contracts.readers.ocds.invented import (
    OCID,
    aside,
    award,
    contract,
    only,
    read,
    release,
    supplier,
    tender,
    value,
)


def test_a_corrected_amount_counts_once_whatever_the_order_in_the_file() -> None:
    first = release(award(value=value(10_932_000)), date="2025-03-11T10:01:01Z")
    second = release(award(value=value(109_320)), date="2025-03-11T10:07:26Z")

    assert only(first, second).value == Money(10_932_000, "GBP")
    assert only(second, first).value == Money(10_932_000, "GBP")


def test_dates_of_releases_are_compared_as_moments_not_as_text() -> None:
    earlier = release(award(value=value(100)), date="2025-03-11T10:30:00+02:00")
    later = release(award(value=value(200)), date="2025-03-11T09:00:00Z")

    assert only(earlier, later).value == Money(20_000, "GBP")


def test_an_award_said_again_under_a_new_id_is_set_aside_for_the_later_one() -> None:
    first = release(award(f"{OCID}-1", value=value(18_848_731)), date="2025-03-11T12:21:44Z")
    second = release(award(f"{OCID}-2", value=value(188_487)), date="2025-03-11T12:27:50Z")

    found = read(second, first)

    assert [draft.value for draft in found.drafts] == [Money(18_848_700, "GBP")]
    (earlier,) = found.set_aside
    assert earlier.kind == "corrected under another award id"
    assert "as award 2" in earlier.reasons[0]
    assert dict(earlier.said)["value"] == "GBP 18,848,731"


def test_two_awards_of_one_notice_or_of_two_lots_stay_two() -> None:
    same_notice = release(award("1"), award("2"))
    two_lots = (
        release(award("1", relatedLots=["1"]), date="2025-03-01T00:00:00Z"),
        release(award("2", relatedLots=["2"]), date="2025-03-02T00:00:00Z"),
    )

    same_moment = (release(award("1"), id="a"), release(award("2"), id="b"))

    assert len(read(same_notice).drafts) == 2
    assert len(read(*same_moment).drafts) == 2
    assert len(read(*two_lots).drafts) == 2


def test_an_amendment_that_names_only_what_changes_erases_nothing() -> None:
    delta = release(
        {"id": "1", "amendments": [{"id": "a"}]}, date="2025-06-01T00:00:00Z", tender={"id": "EX-7"}
    )

    amended = only(release(award()), delta)

    assert amended.value == Money(500_000, "GBP")
    assert amended.end
    assert (amended.supplier, amended.title) == ("Fjord Devices", "Laptops")


def test_null_takes_back_what_an_earlier_release_said() -> None:
    later = release({"id": "1", "value": None}, date="2025-06-01T00:00:00Z")

    assert only(release(award()), later).value is None


def test_processes_welded_under_one_ocid_are_read_apart_by_buyer() -> None:
    city = release(award(value=value(100)), date="2025-01-01T00:00:00Z")
    county = release(award(value=value(200)), date="2025-02-01T00:00:00Z", buyer="Example County")

    found = read(city, county)

    assert {(draft.buyer, str(draft.value)) for draft in found.drafts} == {
        ("Example City", "GBP 100"),
        ("Example County", "GBP 200"),
    }
    assert all("2 buyers" in " ".join(draft.notes) for draft in found.drafts)
    assert len({draft.source_key for draft in found.drafts}) == 2
    assert found.counts["processes after compiling"] == 2


def test_a_buyer_that_is_spelled_anew_with_the_same_identifier_is_one_buyer() -> None:
    before = release(award(value=value(100)), buyer="Example City")
    after = release(award(value=value(200)), date="2025-02-01T00:00:00Z")
    after["buyer"] = {"id": before["buyer"]["id"], "name": "City of Example"}

    assert only(before, after).buyer == "City of Example"


def test_an_id_that_means_something_in_its_notice_only_joins_no_buyers() -> None:
    several = [release(award(), buyer=name) for name in ("Example City", "Example County")]
    for one in several:
        one["buyer"]["id"] = "org-1"

    assert len(read(*several).drafts) == 2


def test_a_release_without_buyer_goes_to_the_one_that_names_its_award() -> None:
    city = release(award("c1"))
    county = release(award("d1"), buyer="Example County")
    update = release(award("d1", value=value(777)), date="2025-06-01T00:00:00Z")
    del update["buyer"]

    values = {draft.buyer: str(draft.value) for draft in read(city, county, update).drafts}

    assert values == {"Example City": "GBP 5,000", "Example County": "GBP 777"}


def test_the_same_id_twice_in_one_release_is_two_awards() -> None:
    twice = release(award("1", "Fjord Devices"), award("1", "Birch Computers"))

    found = read(twice)

    assert [draft.supplier for draft in found.drafts] == ["Fjord Devices", "Birch Computers"]
    assert "more than once" in " ".join(found.drafts[0].notes)


def test_awards_without_ids_are_matched_by_their_suppliers() -> None:
    nameless = {key: one for key, one in award().items() if key != "id"}
    later = {**nameless, "value": value(9)}
    other = {**nameless, "suppliers": [supplier("Birch Computers")]}

    found = read(release(nameless), release(later, other, date="2025-06-01T00:00:00Z"))

    assert {draft.supplier: str(draft.value) for draft in found.drafts} == {
        "Fjord Devices": "GBP 9",
        "Birch Computers": "GBP 5,000",
    }


def test_a_contract_goes_before_its_award_and_keeps_the_award_key() -> None:
    awarded = release(award())
    signed = release(award(), contracts=[contract(value=value(4321))], date="2025-03-01T00:00:00Z")

    draft = only(awarded, signed)

    assert draft.value == Money(432_100, "GBP")
    assert draft.source_key == only(awarded).source_key
    assert draft.title == "Laptops for schools"


def test_suppliers_whose_contract_is_not_published_yet_keep_their_award() -> None:
    signed = contract(suppliers=[supplier("Fjord Devices")])

    found = read(release(award("1", "Fjord Devices", "Birch Computers"), contracts=[signed]))

    assert [(draft.supplier, draft.end and str(draft.end.on)) for draft in found.drafts] == [
        ("Fjord Devices", "2028-02-14"),
        ("Birch Computers", "2027-01-31"),
    ]


def test_two_contracts_of_one_award_do_not_each_have_its_value() -> None:
    found = read(release(award(), contracts=[contract("1"), contract("2", value=value(7))]))

    assert [str(draft.value) for draft in found.drafts] == ["None", "GBP 7"]
    assert len({draft.source_key for draft in found.drafts}) == 2


def test_call_offs_under_the_framework_have_their_own_buyers_and_the_framework_stays() -> None:
    framework = release(award("f", "Fjord Devices", "Birch Computers"), buyer="Example Buying Group")
    call_off = release(
        date="2025-04-01T00:00:00Z",
        contracts=[
            contract(
                "c1",
                "f",
                buyer={"name": "Example City", "id": "x"},
                suppliers=[supplier("Birch Computers")],
                value=value(1000),
            )
        ],
    )
    del call_off["buyer"]

    found = read(framework, call_off)

    assert {(draft.buyer, draft.supplier, draft.stage, str(draft.value)) for draft in found.drafts} == {
        ("Example Buying Group", "Fjord Devices", Stage.FRAMEWORK, "None"),
        ("Example Buying Group", "Birch Computers", Stage.FRAMEWORK, "None"),
        ("Example City", "Birch Computers", Stage.CALL_OFF, "GBP 1,000"),
    }


def test_a_supplier_that_a_later_release_leaves_out_is_kept_with_a_doubt() -> None:
    first = release(award("1", "Fjord Devices", "Birch Computers"))
    second = release(award("1", "Birch Computers"), date="2025-06-01T00:00:00Z")

    notes = {draft.supplier: " ".join(draft.notes) for draft in read(first, second).drafts}

    assert "no longer names this one" in notes["Fjord Devices"]
    assert "no longer names" not in notes["Birch Computers"]


def test_a_process_without_award_is_set_aside_once_with_what_was_expected() -> None:
    lot = {"id": "1", "value": value(2772, "AED")}
    planned = release(tender=tender(value=value(2772), lots=[lot]))

    nothing = aside(planned, release(date="2025-02-01T00:00:00Z"))

    assert nothing.kind == "no award yet"
    assert "GBP 2,772 was expected" in dict(nothing.said)["value"]
    assert dict(nothing.said)["lots"] == "lot 1: AED 2,772"
