"""Each date from the best place that states it, with its path; inferred and marked so; or unknown and why."""

from typing import Any

import pytest

from commonpurchase.contracts.facts import Draft, SourcedDate
from tests.contracts.readers.ocds.invented import OCID, Node, award, contract, only, release, tender


def on(date: SourcedDate | None) -> str:
    return f"{date.on}{' inferred' if date.inferred else ''}" if date else "unknown"


def period(start: str | None = None, end: str | None = None, **more: object) -> Node:
    return {key: one for key, one in {"startDate": start, "endDate": end, **more}.items() if one is not None}


def awarded(told: Node, **more: Any) -> Draft:
    return only(release(award(contractPeriod=told, **more)))


def test_a_contract_goes_before_its_award_its_lot_and_the_tender() -> None:
    everywhere: Node = {
        "tender": tender(
            contractPeriod=period("2021-01-01", "2021-12-31"),
            lots=[{"id": "1", "contractPeriod": period("2022-01-01", "2022-12-31")}],
        )
    }
    bare = award(contractPeriod=None)

    ends = [
        only(release(award(), contracts=[contract()], **everywhere)).end,
        only(release(award(), contracts=[contract(period=None)], **everywhere)).end,
        only(release(bare, **everywhere)).end,
        only(release(bare, tender=tender(contractPeriod=period("2021-01-01", "2021-12-31")))).end,
    ]

    assert [on(end) for end in ends] == [
        "2028-02-14",
        "2027-01-31",
        "2022-12-31 inferred",
        "2021-12-31 inferred",
    ]
    assert [end.source for end in ends if end] == [
        f"{OCID}, contracts[1].period.endDate",
        f"{OCID}, awards[1].contractPeriod.endDate",
        f"{OCID}, tender.lots[1].contractPeriod.endDate, planned before the award",
        f"{OCID}, tender.contractPeriod.endDate, planned before the award",
    ]


def test_lots_with_periods_of_their_own_say_nothing_of_an_award_that_names_none() -> None:
    lots = [
        {"id": str(year), "contractPeriod": period(f"{year}-01-01", f"{year}-12-31")} for year in (2026, 2027)
    ]
    bare = award(contractPeriod=None)

    assert only(release(bare, tender=tender(lots=lots))).end is None
    assert (
        on(only(release({**bare, "relatedLots": ["2027"]}, tender=tender(lots=lots))).end)
        == "2027-12-31 inferred"
    )


def test_a_day_is_the_day_as_written_in_its_own_time_zone() -> None:
    assert on(awarded(period("2025-01-01", "2025-04-23T23:59:59+01:00")).end) == "2025-04-23"


@pytest.mark.parametrize(
    "written",
    ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "2025-02-30", "31/12/2025", "soon", "2025", "20251231"],
)
def test_a_day_that_cannot_be_is_unknown_and_quoted(written: str) -> None:
    draft = awarded(period("2025-01-01", written))

    assert draft.end is None
    assert (
        f"End unknown: awards[1].contractPeriod.endDate is “{written}”, which is no possible day."
        in draft.notes
    )


def test_an_end_before_the_start_is_unknown() -> None:
    draft = awarded(period("2025-02-01", "2024-02-01"))

    assert draft.end is None
    assert draft.start
    assert "End unknown: it is stated as 1 February 2024, before the start, 1 February 2025." in draft.notes


@pytest.mark.parametrize(
    ("told", "end"),
    [
        (period("2025-02-01", durationInDays=30), "2025-03-02 inferred"),
        (period("2025-02-01", durationInMonths=24), "2027-01-31 inferred"),
        (period("2025-02-01", durationInDays="720"), "2027-01-21 inferred"),
        (period("2025-02-01", durationInDays=10**9), "unknown"),
        (period("2025-02-01", durationInDays=-1), "unknown"),
        (period("2025-02-01", durationInDays="long"), "unknown"),
        (period(durationInDays=30), "unknown"),
    ],
)
def test_a_duration_from_the_start_gives_an_inferred_end(told: Node, end: str) -> None:
    assert on(awarded(told).end) == end


def test_a_duration_without_start_counts_from_the_signature() -> None:
    signed = contract(period=period(durationInMonths=12), dateSigned="2025-03-01T00:00:00Z")

    draft = only(release(award(contractPeriod=None), contracts=[signed]))

    assert on(draft.end) == "2026-02-28 inferred"
    assert draft.end
    assert draft.end.source.endswith("contracts[1].period.durationInMonths 12 from the day of the signature")


def test_the_stated_extent_goes_before_what_the_text_says() -> None:
    draft = awarded(
        period("2026-11-01", "2029-09-30", maxExtentDate="2031-09-30T23:59:59+01:00"),
        hasRenewal=True,
        renewal={"description": "5 x 12 months"},
    )

    assert on(draft.maximum_end) == "2031-09-30"


def test_an_extent_before_the_end_is_unknown() -> None:
    draft = awarded(period("2026-11-01", "2029-09-30", maxExtentDate="2028-09-30"))

    assert draft.maximum_end is None
    assert "before the end, 30 September 2029" in " ".join(draft.notes)


@pytest.mark.parametrize(
    ("more", "maximum"),
    [
        ({"hasRenewal": True, "renewal": {"description": "2 x 12 months"}}, "2029-01-31 inferred"),
        (
            {"renewal": {"maximumRenewals": 3, "period": {"durationInMonths": 12}}},
            "2030-01-31 inferred",
        ),
        ({"renewal": {"period": {"durationInDays": 365}}}, "2028-01-31 inferred"),
        (
            {"description": "Two years with an additional two 12 month extension periods"},
            "2029-01-31 inferred",
        ),
        ({"description": "The term is 2+1+1 years"}, "2029-01-31 inferred"),
        ({"options": {"description": "Option to extend for up to 6 months"}}, "2027-07-31 inferred"),
        ({"description": "Laptops"}, "unknown"),
    ],
)
def test_a_renewal_in_a_field_or_in_words_gives_an_inferred_maximum(more: Node, maximum: str) -> None:
    draft = only(release(award(**more)))

    assert on(draft.maximum_end) == maximum
    assert (draft.maximum_end is None) or f"{OCID}, awards[1]." in draft.maximum_end.source


def test_the_words_that_were_read_stand_in_the_source() -> None:
    maximum = only(release(award(description="There is an option to extend for 12 months."))).maximum_end

    assert maximum
    assert maximum.source.endswith(
        "awards[1].description, read as 12 months more: “There is an option to extend for 12 months.”"
    )


def test_a_renewal_of_unknown_length_is_said() -> None:
    notes = " ".join(only(release(award(hasRenewal=True))).notes)

    assert "it may be renewed, but not how long is told" in notes


def test_two_different_extensions_in_one_text_are_not_chosen_between() -> None:
    text = "Lot 1 has an option to extend for 12 months. Lot 2 has an option to extend for 24 months."

    draft = only(release(award(description=text)))

    assert draft.maximum_end is None
    assert "extensions of 12 months and of 24 months" in " ".join(draft.notes)


@pytest.mark.parametrize(
    "text",
    [
        "An initial period of one year with the option to extend for a further year of 12 months, or 1 year",
        "A contract of 1 year with an option to extend by 1 year",
        "It ends on 31/01/2026 with an option to extend for 12 months",
    ],
)
def test_an_end_that_counts_the_extensions_already_is_the_last_day(text: str) -> None:
    draft = only(release(award(description=text)))

    assert on(draft.maximum_end) == "2027-01-31 inferred"
    assert "seems to count the extensions already" in " ".join(draft.notes)


def test_dates_that_do_not_fit_the_text_leave_the_maximum_unknown() -> None:
    draft = only(release(award(description="A contract of 7 years with an option to extend by 1 year")))

    assert draft.maximum_end is None
    assert "do not fit the text" in " ".join(draft.notes)


def test_an_extension_without_an_end_is_said() -> None:
    draft = awarded(period("2025-01-01"), description="There is an option to extend for 12 months")

    assert "Maximum end unknown without an end" in " ".join(draft.notes)
