"""What becomes of an award or contract: parties, value, stage, key, and what is set aside."""

from collections.abc import Sequence
from typing import Any

import pytest

from commonpurchase.contracts.facts import Stage
from commonpurchase.contracts.readers.ocds import read_ocds, remarks
from commonpurchase.vocabulary.amounts import Basis, Money
from tests.contracts.readers.ocds.invented import (
    OCID,
    Node,
    aside,
    award,
    contract,
    lines,
    only,
    read,
    release,
    supplier,
    tender,
    value,
)


def noted(draft_notes: Sequence[str]) -> str:
    return " ".join(draft_notes)


def test_an_award_becomes_a_draft_with_everything_it_tells() -> None:
    draft = only(release(award()))

    assert (draft.reference, draft.title, draft.cpv) == ("EX-7", "Laptops", "30213100")
    assert (draft.buyer, draft.supplier) == ("Example City", "Fjord Devices")
    assert draft.value == Money(500_000, "GBP", Basis.UNKNOWN)
    assert draft.stage is Stage.CONTRACT
    assert draft.place.row == 1
    assert draft.source_key == f"{OCID} | example city | award 1 | fjord devices"


def test_a_framework_of_many_suppliers_is_neither_multiplied_nor_split() -> None:
    names = [f"Supplier {number}" for number in range(35)]

    found = read(release(award("1", *names, value=value(400_000_000))))

    assert len(found.drafts) == found.rows_in == 35
    assert {draft.value for draft in found.drafts} == {None}
    assert all("GBP 400,000,000 for 35 suppliers together" in noted(one.notes) for one in found.drafts)
    assert len({draft.source_key for draft in found.drafts}) == 35


def test_a_supplier_that_is_listed_twice_is_one_and_both_rows_are_accounted_for() -> None:
    twice = [supplier("Fjord Devices", "GB-CFS-1"), supplier("FJORD  devices", "GB-CFS-2")]

    found = read(release(award(suppliers=twice)))

    assert len(found.drafts) == 1
    assert (found.rows_in, found.rows_taken) == (2, 2)
    assert found.drafts[0].value == Money(500_000, "GBP")


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ({"amount": 100, "currency": "GBP"}, Money(10_000, "GBP", Basis.UNKNOWN)),
        ({"amount": 100, "amountGross": 120, "currency": "GBP"}, Money(10_000, "GBP", Basis.NET)),
        ({"amountGross": 120, "currency": "GBP"}, Money(12_000, "GBP", Basis.GROSS)),
        ({"amountNet": 100, "amountGross": 120, "currency": "gbp"}, Money(10_000, "GBP", Basis.NET)),
        ({"amount": "9000", "currency": "GBP"}, Money(900_000, "GBP", Basis.UNKNOWN)),
        ({"amount": 54393.6, "currency": "SEK"}, Money(5_439_360, "SEK", Basis.UNKNOWN)),
        ({"amount": 5000, "currency": "JPY"}, Money(5_000, "JPY", Basis.UNKNOWN)),
    ],
)
def test_a_value_says_whether_it_is_net_gross_or_unknown(stated: Node, expected: Money) -> None:
    assert only(release(award(value=stated))).value == expected


@pytest.mark.parametrize(
    ("stated", "says"),
    [
        (value(0), "award.value.amount is “0”, which stands for “not told”"),
        (value(0.01), "“0.01”, which stands for “not told”"),
        (value(1), "“1”, which stands for “not told”"),
        (value(-5), "“-5”, which is no amount"),
        (value(float("inf")), "“Infinity”, which is no amount"),
        (value(float("nan")), "“NaN”, which is no amount"),
        (value(10**15), "which is no amount"),
        (value(" 000,"), "“ 000,”, which is no amount"),
        (value("12,5 million"), "“12,5 million”, which is no amount"),
        ({"amount": 5}, "“5” with no currency"),
        (value(5, "POUNDS"), "currency “POUNDS”, which ISO 4217 does not know"),
        (value(5, ""), "with no currency"),
        ({}, "none is stated"),
        (None, "none is stated"),
    ],
)
def test_an_amount_that_is_none_is_unknown_and_the_note_says_why(stated: Node | None, says: str) -> None:
    draft = only(release(award(value=stated)))

    assert draft.value is None
    assert f"Value unknown: {says}" in noted(draft.notes) or says in noted(draft.notes)


def test_a_value_with_vat_below_the_one_without_is_said() -> None:
    notes = only(release(award(value={"amount": 100, "amountGross": 80, "currency": "GBP"}))).notes

    assert "The value with VAT, GBP 80, is below the one without, GBP 100." in notes


@pytest.mark.parametrize("status", ["pending", "terminated"])
def test_an_award_that_is_not_active_is_kept_and_said(status: str) -> None:
    assert f"Its status is {status}." in only(release(award(status=status))).notes


def test_a_number_beyond_every_number_is_no_amount() -> None:
    content = lines(release(award())).replace(b'"amount": 5000', b'"amount": 1e9999')

    (draft,) = read_ocds(content, "n.jsonl").drafts

    assert draft.value is None
    assert "1E+9999" in noted(draft.notes)


def test_a_value_that_stands_only_in_the_contract_is_found_there() -> None:
    draft = only(release(award(value=None), contracts=[contract(value={**value(100), "amountGross": 125})]))

    assert draft.value == Money(10_000, "GBP", Basis.NET)


def test_the_estimate_of_a_tender_is_never_taken_for_the_value() -> None:
    draft = only(release(award(value=None), tender=tender(value=value(900))))

    assert draft.value is None
    assert "before the award GBP 900 was expected" in noted(draft.notes)


def test_the_same_number_in_two_currencies_is_taken_in_neither() -> None:
    slip = only(release(award(value=value(2772, "AED")), tender=tender(value=value(2772))))
    other = only(release(award(value=value(3000, "EUR")), tender=tender(value=value(2772))))

    assert slip.value is None
    assert "stated as AED 2,772, but the tender says GBP 2,772" in noted(slip.notes)
    assert other.value == Money(300_000, "EUR")
    assert "The tender was in GBP" in noted(other.notes)


@pytest.mark.parametrize(
    ("changed", "kind", "reason"),
    [
        ({"suppliers": [supplier(None, "GB-CFS-1")]}, "no supplier", "names no supplier"),
        ({"suppliers": []}, "no supplier", "names no supplier"),
        (
            {"suppliers": [supplier("EXAMPLE  City")]},
            "buyer and supplier are the same",
            "names EXAMPLE  City as buyer and as supplier.",
        ),
        (
            {"suppliers": [supplier("LAPTOPS")]},
            "supplier is the title",
            "“LAPTOPS”, as the name of the supplier",
        ),
        ({"status": "cancelled"}, "came to nothing", "is cancelled"),
        ({"status": "unsuccessful", "suppliers": []}, "came to nothing", "is unsuccessful"),
    ],
)
def test_what_is_no_contract_is_set_aside_with_every_reason(
    changed: dict[str, Any], kind: str, reason: str
) -> None:
    refused = aside(release(award(**changed)))

    assert refused.kind == kind
    assert reason in refused.reasons[0]
    assert dict(refused.said)["ocid"] == OCID
    assert dict(refused.said)["award"] == "1"


def test_every_reason_is_told_at_once() -> None:
    nobody = release(award(suppliers=[]))
    del nobody["buyer"]

    assert len(aside(nobody).reasons) == 2


def test_names_may_stand_only_among_the_parties() -> None:
    parties = [
        {"id": "b", "name": "Example City", "roles": ["buyer"]},
        {
            "id": "s",
            "name": None,
            "identifier": {"scheme": "GB-COH", "id": "123", "legalName": "Fjord Devices"},
        },
    ]
    bare = release(award(suppliers=[{"id": "s"}]), parties=parties)
    bare["buyer"] = {"id": "b"}

    draft = only(bare)

    assert (draft.buyer, draft.supplier) == ("Example City", "Fjord Devices")
    assert "identifies the supplier as GB-COH 123" in noted(draft.notes)


def test_several_buyers_and_who_runs_the_procedure_are_noted() -> None:
    parties = [{"id": name, "name": name, "roles": ["buyer"]} for name in ("Example City", "Example County")]
    together = only(release(award(), parties=parties))
    procured = release(award(), tender=tender(procuringEntity={"name": "Example Buying Group"}))
    del procured["buyer"]

    assert "Bought together with Example County." in together.notes
    assert only(procured).buyer == "Example Buying Group"
    assert "this is who runs the procedure" in noted(only(procured).notes)


@pytest.mark.parametrize(
    ("changed", "stage", "framework"),
    [
        ({"tender": tender(techniques={"hasFrameworkAgreement": True})}, Stage.FRAMEWORK, ""),
        (
            {"relatedProcesses": [{"id": "1", "relationship": ["framework"], "title": "Devices 2024"}]},
            Stage.CALL_OFF,
            "Devices 2024",
        ),
        (
            {"relatedProcesses": [{"relationship": "framework", "identifier": "ocds-inv001-9"}]},
            Stage.CALL_OFF,
            "ocds-inv001-9",
        ),
        ({"relatedProcesses": [{"id": "framework", "title": "Devices 3"}]}, Stage.CALL_OFF, "Devices 3"),
        ({"relatedProcesses": [{"relationship": ["prior"]}]}, Stage.CONTRACT, ""),
        (
            {"tender": tender(procurementMethodDetails="Call-off from a framework agreement")},
            Stage.CALL_OFF,
            "",
        ),
        (
            {
                "tender": tender(
                    procurementMethodDetails="Call-off from a dynamic purchasing system",
                    description="Under RM9999, lot 2",
                )
            },
            Stage.CALL_OFF,
            "RM9999",
        ),
    ],
)
def test_frameworks_and_call_offs_are_told_apart(changed: Node, stage: Stage, framework: str) -> None:
    draft = only(release(award(), **changed))

    assert (draft.stage, draft.framework) == (stage, framework)


def test_several_suppliers_and_the_word_framework_are_read_as_one_and_marked_as_read() -> None:
    found = read(release(award("1", "A", "B"), tender=tender(title="Framework for laptops")))

    assert {draft.stage for draft in found.drafts} == {Stage.FRAMEWORK}
    assert "Read as a framework" in noted(found.drafts[0].notes)


def test_broken_letters_are_kept_and_said() -> None:
    draft = only(release(award(), tender=tender(title="Laptops â€“ schools")))

    assert draft.title == "Laptops â€“ schools"
    assert "broken before it was published" in noted(draft.notes)


def test_what_has_another_shape_than_ocds_is_passed_over_and_named() -> None:
    draft = only(release(award(items="many", relatedLots={"a": 1})))

    assert "awards[0].items is not a list and was passed over." in draft.notes


def test_a_contract_is_titled_and_numbered_where_there_are_several() -> None:
    found = read(release(award("7"), award(f"{OCID}-8")))

    assert [draft.reference for draft in found.drafts] == ["EX-7 / 7", "EX-7 / 8"]


def test_long_names_keep_keys_short_and_apart() -> None:
    names = ["x" * 500 + end for end in "ab"]

    keys = [draft.source_key for draft in read(release(award("1", *names))).drafts]

    assert len(set(keys)) == 2
    assert all(len(key) <= 200 for key in keys)


def test_the_code_of_what_is_bought_comes_from_its_own_items_first() -> None:
    items = [{"additionalClassifications": [{"scheme": "CPV", "id": "48000000"}]}]

    assert only(release(award(items=items))).cpv == "48000000"


def test_remarks_say_of_the_whole_file_how_many_contracts_have_them() -> None:
    shared = release(award("1", "A", "B"))
    nought = release(
        award(value=value(0), description="There is an option to extend for 12 months"), ocid="o-2"
    )

    assert read(shared, nought).notes == (
        "2 contracts without a value: several suppliers share the one that is stated.",
        "1 contract without a value: the stated amount, such as 0, stands for “not told”.",
        "1 contract whose last possible end was read from a text or term: confirm it.",
    )
    assert read(release(award())).notes == ()


def test_every_remark_is_made_where_its_trap_is_met() -> None:
    nobody = release(award(value=None), tender=tender(procuringEntity={"name": "Example Buying Group"}))
    del nobody["buyer"]
    both = [{"id": name, "name": name, "roles": ["buyer"]} for name in ("Example City", "Example County")]
    backwards = {"startDate": "2025-02-01", "endDate": "2024-02-01"}
    traps = [
        [release(award("1", "A", "B"), tender=tender(title="Framework"))],
        [release(award(value=value(0)), tender=tender(procurementMethodDetails="Call-off"))],
        [release(award(value=value(-1)), parties=both)],
        [release(award(value={"amount": 5})), release(award(), buyer="Example County")],
        [release(award(value=value(5, "POUNDS"), contractPeriod={"endDate": "9999-12-31"}))],
        [release(award(value=value(5, "AED"), contractPeriod=backwards), tender=tender(value=value(5)))],
        [nobody],
        [release(award(description="A contract of 1 year with an option to extend by 1 year"))],
        [release(award(hasRenewal=True), tender=tender(title="Laptops â€“ schools"))],
        [release(award("1", "A")), release(award("1", "B"), date="2025-06-01T00:00:00Z")],
    ]

    said = " ".join(note for number, trap in enumerate(traps) for note in _read_apart(number, trap))

    assert [saying for _, saying in remarks.REMARKS if saying not in said] == []


def _read_apart(number: int, trap: list[Node]) -> tuple[str, ...]:
    return read(*({**one, "ocid": f"ocds-inv001-{number}"} for one in trap)).notes
