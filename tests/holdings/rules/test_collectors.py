"""Who may collect: outside Freedom of Information, by evidence that still counts, and nobody's rival."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from commonpurchase.holdings.reckoning.delivery import collectors, may_collect
from commonpurchase.holdings.rules.collectors import the_collector_is_outside_freedom_of_information
from commonpurchase.organisations.facts import Kind, Organisation, Regime
from commonpurchase.vocabulary.findings import Verdict

ON = date(2026, 3, 1)
CONVENOR = Organisation(
    id=UUID(int=1),
    name="Fair Circuits",
    kind=Kind.CONVENOR,
    country="NL",
    language="en",
    regime=Regime.NONE,
    claimed=True,
    regime_evidence="A foundation without public members",
    regime_reviewed_on=date(2025, 3, 1),
    regime_review_due_on=ON,
)


def verdict(**change: object) -> Verdict:
    changed = replace(CONVENOR, **change)  # type: ignore[arg-type]
    return the_collector_is_outside_freedom_of_information(changed, ON).verdict


def test_evidence_counts_on_the_day_of_its_review_and_not_the_day_after() -> None:
    assert verdict() is Verdict.MET
    assert verdict(regime_review_due_on=ON - timedelta(days=1)) is Verdict.NOT_ASSESSABLE


@pytest.mark.parametrize("regime", [one for one in Regime if one not in {Regime.NONE, Regime.UNKNOWN}])
def test_nobody_who_is_subject_to_it_may_collect(regime: Regime) -> None:
    assert verdict(regime=regime) is Verdict.NOT_MET


@pytest.mark.parametrize(
    "change", [{"regime": Regime.UNKNOWN}, {"regime_evidence": " "}, {"regime_review_due_on": None}]
)
def test_what_is_not_known_is_not_assessable(change: dict[str, object]) -> None:
    assert verdict(**change) is Verdict.NOT_ASSESSABLE


def test_those_who_may_collect_come_first_and_the_others_say_why_not() -> None:
    rival = replace(CONVENOR, id=UUID(int=2), name="Aurora Resale", kind=Kind.RESELLER)
    city = replace(CONVENOR, id=UUID(int=3), name="Ekvik stad", kind=Kind.BUYER, regime=Regime.SWEDEN_TF)

    found = collectors([rival, city, CONVENOR], ON)

    assert [one.name for one, _ in found] == ["Fair Circuits", "Aurora Resale", "Ekvik stad"]
    assert [may_collect(findings) for _, findings in found] == [True, False, False]
    assert "would hold what is its rivals'" in found[1][1][1].because
    assert found[2][1][0].because == "Ekvik stad is subject to Sweden TF."
