"""Two persons agree where somebody may not see the rows; statements count for a limited time."""

from datetime import date
from uuid import uuid4

import pytest

from commonpurchase.holdings.facts.issuing import Agreed
from commonpurchase.holdings.rules import agreeing as rules
from commonpurchase.vocabulary.findings import Verdict
from tests.holdings.parties import organisation
from tests.world import AT

NORDBYTE, EKVIK = organisation("Nordbyte AB"), organisation("Ekvik stad")
BOB, BRITT = (Agreed(NORDBYTE.id, uuid4(), AT) for _ in range(2))
STRANGER = Agreed(EKVIK.id, uuid4(), AT)


@pytest.mark.parametrize(
    ("agreed", "verdict"),
    [
        ((), Verdict.NOT_MET),
        ((BOB,), Verdict.NOT_MET),
        ((BOB, BOB), Verdict.NOT_MET),
        ((BOB, STRANGER), Verdict.NOT_MET),
        ((BOB, BRITT), Verdict.MET),
    ],
    ids=["nobody", "one", "one twice", "one and a stranger", "two"],
)
def test_two_different_persons_of_the_originator_agree(agreed: tuple[Agreed, ...], verdict: Verdict) -> None:
    assert rules.two_persons_agreed((EKVIK,), NORDBYTE.id, agreed).verdict is verdict


def test_nobody_need_agree_where_all_may_see_the_rows() -> None:
    assert rules.two_persons_agreed((), NORDBYTE.id, ()).verdict is Verdict.MET


@pytest.mark.parametrize(
    ("people", "verdict"), [(0, Verdict.NOT_MET), (1, Verdict.NOT_MET), (2, Verdict.MET)]
)
def test_one_person_alone_is_told_so(people: int, verdict: Verdict) -> None:
    assert rules.there_are_two_to_agree("Nordbyte AB", people).verdict is verdict


def test_rows_that_changed_are_not_those_agreed_on() -> None:
    assert rules.the_rows_are_those_agreed_on("a", "a").verdict is Verdict.MET
    assert rules.the_rows_are_those_agreed_on("a", "b").verdict is Verdict.NOT_MET


@pytest.mark.parametrize(
    ("days", "verdict"), [(0, Verdict.NOT_MET), (1, Verdict.MET), (366, Verdict.MET), (367, Verdict.NOT_MET)]
)
def test_a_statement_counts_for_a_day_to_the_limit(days: int, verdict: Verdict) -> None:
    assert rules.it_counts_for_a_limited_time(days, 366).verdict is verdict


@pytest.mark.parametrize(("day", "verdict"), [(15, Verdict.MET), (16, Verdict.NOT_MET)])
def test_a_proposal_waits_for_so_long_and_no_longer(day: int, verdict: Verdict) -> None:
    assert rules.the_proposal_is_recent(date(2026, 3, 1), date(2026, 3, day), 14).verdict is verdict


@pytest.mark.parametrize(("because", "verdict"), [(" ", Verdict.NOT_MET), ("A site closed.", Verdict.MET)])
def test_taking_back_says_why(because: str, verdict: Verdict) -> None:
    assert rules.it_says_why_it_is_taken_back(because).verdict is verdict
