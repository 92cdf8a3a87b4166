"""What the dates of a contract say on the days around them."""

from datetime import date

import pytest

from commonpurchase.contracts.facts import Decision
from commonpurchase.contracts.rules import dates
from commonpurchase.vocabulary.findings import Verdict
from tests.contracts.rules.smallest import END, NOTICE, OPENS, contract, days, decision


@pytest.mark.parametrize(
    ("on", "verdict"),
    [
        (date.min, Verdict.NOT_MET),
        (OPENS - days(1), Verdict.NOT_MET),
        (OPENS, Verdict.MET),
        (OPENS + days(1), Verdict.MET),
        (NOTICE, Verdict.MET),
        (date.max, Verdict.MET),
    ],
)
def test_the_gate_opens_exactly_so_many_days_before_the_notice_date(on: date, verdict: Verdict) -> None:
    assert dates.the_gate_is_open(contract(), on, opens_days=180).verdict is verdict


def test_a_gate_that_opens_no_days_before_opens_on_the_notice_date_itself() -> None:
    assert dates.opening_day(contract(), opens_days=0) == NOTICE


def test_an_opening_day_before_the_calendar_is_its_first_day() -> None:
    assert dates.opening_day(contract(notice=date(1, 1, 31)), opens_days=180) == date.min


def test_the_end_date_stands_in_for_a_notice_date_and_that_is_said() -> None:
    without = contract(notice=None)

    assert dates.notice_date(without) == END
    assert dates.a_notice_date_is_given(without).because == (
        "No notice date is given, so the end date, 31 December 2026, is used."
    )


def test_a_contract_without_any_date_is_not_assessable_by_any_rule() -> None:
    undated, on = contract(notice=None, end=None), NOTICE

    findings = [
        dates.a_notice_date_is_given(undated),
        dates.the_gate_is_open(undated, on, 180),
        dates.the_notice_date_has_not_passed(undated, on),
        dates.the_notice_date_did_not_pass_undecided(undated, on),
        dates.the_contract_has_not_ended(undated, on),
        dates.an_extension_is_left(undated),
    ]

    assert {finding.verdict for finding in findings} == {Verdict.NOT_ASSESSABLE}
    assert dates.opening_day(undated, 180) is None


@pytest.mark.parametrize(
    ("on", "decided", "verdict"),
    [
        (NOTICE - days(1), None, Verdict.MET),
        (NOTICE, None, Verdict.MET),
        (NOTICE + days(1), None, Verdict.NOT_MET),
        (NOTICE + days(1), decision(on=NOTICE), Verdict.MET),
        (NOTICE + days(1), decision(on=NOTICE + days(1)), Verdict.MET),
        (NOTICE + days(1), decision(on=NOTICE + days(2)), Verdict.NOT_MET),
    ],
)
def test_a_notice_date_passes_undecided_the_day_after_it(
    on: date, decided: Decision | None, verdict: Verdict
) -> None:
    assert dates.the_notice_date_did_not_pass_undecided(contract(), on, decided).verdict is verdict


@pytest.mark.parametrize(("on", "verdict"), [(END, Verdict.MET), (END + days(1), Verdict.NOT_MET)])
def test_a_contract_runs_through_its_last_day(on: date, verdict: Verdict) -> None:
    assert dates.the_contract_has_not_ended(contract(), on).verdict is verdict


@pytest.mark.parametrize(
    ("maximum", "verdict"),
    [
        (None, Verdict.NOT_ASSESSABLE),
        (END + days(1), Verdict.MET),
        (END, Verdict.NOT_MET),
        (END - days(1), Verdict.NOT_MET),
    ],
)
def test_an_extension_is_left_while_the_end_is_before_the_maximum_end(
    maximum: date | None, verdict: Verdict
) -> None:
    assert dates.an_extension_is_left(contract(maximum=maximum)).verdict is verdict
