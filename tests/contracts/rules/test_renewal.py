"""What disclosed data must show, on the days around each boundary."""

from datetime import date

import pytest

from commonpurchase.contracts.facts import Model
from commonpurchase.contracts.rules import renewal
from commonpurchase.disclosures.facts import Disclosure
from commonpurchase.vocabulary.findings import Verdict
from tests.contracts.rules.smallest import LIFETIME, NOTICE, contract, days, disclosed, row

ON = date(2026, 3, 1)


@pytest.mark.parametrize(
    ("last", "verdict"),
    [
        (ON, Verdict.MET),
        (ON - days(1), Verdict.MET),
        (ON - days(364), Verdict.MET),
        (ON - days(365), Verdict.MET),
        (ON - days(366), Verdict.NOT_MET),
        (date(1900, 1, 1), Verdict.NOT_MET),
    ],
)
def test_data_is_current_up_to_and_including_its_lifetime(last: date, verdict: Verdict) -> None:
    finding = renewal.disclosed_data_is_current(disclosed(last), ON, LIFETIME)

    assert finding.verdict is verdict
    assert "Nordbyte AB last updated" in finding.because


def test_a_supplier_that_disclosed_nothing_is_not_assessable_rather_than_not_current() -> None:
    finding = renewal.disclosed_data_is_current(disclosed(), ON, LIFETIME)

    assert finding.verdict is Verdict.NOT_ASSESSABLE


def test_a_row_of_tomorrow_does_not_exist_today() -> None:
    tomorrow = disclosed(ON + days(1))

    assert renewal.disclosed_data_is_current(tomorrow, ON, LIFETIME).verdict is Verdict.NOT_ASSESSABLE
    assert renewal.disclosed_data_is_current(tomorrow, ON + days(1), LIFETIME).verdict is Verdict.MET


def test_a_leap_day_makes_a_year_one_day_longer_than_the_lifetime() -> None:
    across = renewal.disclosed_data_is_current(disclosed(date(2024, 2, 28)), date(2025, 2, 28), LIFETIME)
    without = renewal.disclosed_data_is_current(disclosed(date(2025, 2, 28)), date(2026, 2, 28), LIFETIME)

    assert (across.verdict, without.verdict) == (Verdict.NOT_MET, Verdict.MET)


def test_data_too_old_says_how_old_it_is_and_until_when_it_was_current() -> None:
    finding = renewal.disclosed_data_is_current(disclosed(date(2025, 2, 28)), ON, LIFETIME)

    assert finding.because == (
        "Nordbyte AB last updated its disclosed data on 28 February 2025, 366 days before 1 March 2026; "
        "data is current for 365 days, so it was current until 28 February 2026 and an update is needed now."
    )


@pytest.mark.parametrize(("last", "verdict"), [(365, Verdict.MET), (366, Verdict.NOT_MET)])
def test_data_lasts_when_it_is_still_current_on_the_notice_date(last: int, verdict: Verdict) -> None:
    finding = renewal.disclosed_data_will_be_current_on_the_notice_date(
        disclosed(NOTICE - days(last)), NOTICE - days(10), NOTICE, LIFETIME
    )

    assert finding.verdict is verdict


def test_data_that_lapses_names_its_last_day_and_the_notice_date() -> None:
    finding = renewal.disclosed_data_will_be_current_on_the_notice_date(
        disclosed(date(2025, 5, 1)), ON, NOTICE, LIFETIME
    )

    assert "current until 1 May 2026 only" in finding.because
    assert "an update is needed by the notice date, 1 July 2026" in finding.because


@pytest.mark.parametrize(
    ("model", "verdict"),
    [
        (Model("Lumo", "L14"), Verdict.MET),
        (Model(" LUMO ", "l14"), Verdict.MET),
        (Model("Lumo", "L15"), Verdict.NOT_MET),
        (Model("Other", "L14"), Verdict.NOT_MET),
    ],
)
def test_a_model_is_covered_by_a_row_of_its_own_brand_and_name(model: Model, verdict: Verdict) -> None:
    buys = contract(models=(model,))

    finding = renewal.every_contract_model_has_a_current_row(buys, disclosed(ON), ON, LIFETIME)

    assert finding.verdict is verdict


@pytest.mark.parametrize(
    ("age", "verdict"), [(365, Verdict.MET), (366, Verdict.NOT_MET), (-1, Verdict.NOT_MET)]
)
def test_a_model_needs_a_row_that_is_itself_current(age: int, verdict: Verdict) -> None:
    rows = (row(ON - days(age)), row(ON, product_model="other"))
    buys = contract(models=(Model("Lumo", "L14"),))

    finding = renewal.every_contract_model_has_a_current_row(
        buys, Disclosure("Nordbyte AB", rows), ON, LIFETIME
    )

    assert finding.verdict is verdict


def test_a_contract_without_models_cannot_be_looked_up() -> None:
    finding = renewal.every_contract_model_has_a_current_row(contract(), disclosed(ON), ON, LIFETIME)

    assert finding.verdict is Verdict.NOT_ASSESSABLE


@pytest.mark.parametrize(
    ("ages", "said"),
    [
        ((), "Nordbyte AB has 0 rows, and 0 are older than 365 days."),
        ((365,), "Nordbyte AB has 1 row, and 0 are older than 365 days."),
        ((366,), "Nordbyte AB has 1 row, and 1 is older than 365 days."),
        ((0, 365, 366, 900, -1), "Nordbyte AB has 4 rows, and 2 are older than 365 days."),
    ],
)
def test_old_rows_are_counted_among_those_known_on_the_day(ages: tuple[int, ...], said: str) -> None:
    finding = renewal.no_row_is_older_than_the_lifetime(
        disclosed(*(ON - days(age) for age in ages)), ON, LIFETIME
    )

    assert finding.because == said
    assert finding.verdict is (Verdict.MET if "and 0 are" in said else Verdict.NOT_MET)
