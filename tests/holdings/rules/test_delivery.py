"""How far something goes, what must stay, and a ledger that runs backwards."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from commonpurchase.holdings.facts.attestations import Class
from commonpurchase.holdings.facts.custody import Cap, Event, Kind, Matrix, Mode
from commonpurchase.holdings.readers import policy
from commonpurchase.holdings.reckoning.delivery import class_of, delivered
from commonpurchase.holdings.reckoning.holding import status
from commonpurchase.holdings.rules import delivery
from commonpurchase.sharing.facts import Audience, Flag, Label
from commonpurchase.vocabulary.findings import Verdict
from tests.holdings.ledgers import EKVIK, FJORDBY, LIST, NOON, REQUEST, TICK

ROW = Event(1, NOON, EKVIK, LIST, Kind.VIEW)


@pytest.mark.parametrize("requested", Mode)
@pytest.mark.parametrize("furthest", Mode)
def test_what_is_delivered_is_the_lesser_and_more_is_refused(requested: Mode, furthest: Mode) -> None:
    cap = Cap(furthest, "that is so")
    found = delivery.the_delivery_stays_within_the_cap(requested, cap)

    assert (found.verdict is Verdict.MET) is (requested <= furthest)
    assert "because that is so" in found.because
    assert delivered(requested, cap) is (requested if requested <= furthest else furthest)


def test_an_answer_that_is_missing_is_said_to_be_treated_as_held() -> None:
    unknown = delivery.the_matrix_has_an_answer(status(Matrix("9", "", {}), "Freedonia", Mode.SEEN))
    known = delivery.the_matrix_has_an_answer(status(policy.matrix(NOON.date()), "UK FOIA", Mode.COPY))

    assert unknown.verdict is Verdict.NOT_ASSESSABLE
    assert "Version 9 of the holding matrix has no answer for Freedonia" in unknown.because
    assert (known.verdict, known.because) == (Verdict.MET, "Under UK FOIA, a copy: likely.")


def test_while_a_request_holds_it_nothing_goes() -> None:
    assert delivery.no_request_holds_it(()).verdict is Verdict.MET
    assert delivery.no_request_holds_it({REQUEST}).verdict is Verdict.NOT_MET
    assert "for 1 request:" in delivery.no_request_holds_it({REQUEST}).because
    assert "for 2 requests:" in delivery.no_request_holds_it({REQUEST, LIST}).because


@pytest.mark.parametrize(
    ("until", "verdict"), [(None, Verdict.MET), (NOON, Verdict.MET), (NOON + TICK, Verdict.NOT_MET)]
)
def test_the_time_to_keep_it_ends_at_its_moment(until: None, verdict: Verdict) -> None:
    assert delivery.the_time_to_keep_it_is_over(until, NOON).verdict is verdict


def test_a_ledger_runs_forward() -> None:
    rows = [ROW, replace(ROW, sequence=4), replace(ROW, sequence=5, at=NOON + TICK)]

    assert delivery.the_ledger_runs_forward(rows).verdict is Verdict.MET
    assert delivery.the_ledger_runs_forward([]).verdict is Verdict.MET


@pytest.mark.parametrize(
    ("second", "said"),
    [
        (replace(ROW, sequence=1), "Row 1 stands after row 1."),
        (replace(ROW, sequence=0), "Row 0 stands after row 1."),
        (replace(ROW, sequence=2, at=NOON - timedelta(hours=1)), "a clock was wrong"),
    ],
)
def test_a_ledger_that_runs_backwards_says_where(second: Event, said: str) -> None:
    found = delivery.the_ledger_runs_forward([ROW, second])

    assert found.verdict is Verdict.NOT_MET
    assert said in found.because


def test_what_a_buyers_clause_obliges_is_not_routed_past_that_buyer() -> None:
    assert delivery.what_a_clause_obliges_goes_to_its_buyer(EKVIK, EKVIK).verdict is Verdict.MET
    assert delivery.what_a_clause_obliges_goes_to_its_buyer(None, FJORDBY).verdict is Verdict.MET
    assert delivery.what_a_clause_obliges_goes_to_its_buyer(EKVIK, FJORDBY).verdict is Verdict.NOT_MET


def test_a_buyers_own_notes_are_not_stored_outside() -> None:
    stays = delivery.working_notes_stay_with_their_author

    assert stays(EKVIK, FJORDBY, is_note=True).verdict is Verdict.NOT_MET
    assert stays(EKVIK, EKVIK, is_note=True).verdict is Verdict.MET
    assert stays(EKVIK, FJORDBY, is_note=False).verdict is Verdict.MET


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        (Label(UUID(int=1)), Class.NAMED),
        (Label(UUID(int=1), Audience.PUBLIC), Class.PUBLIC),
        (Label(UUID(int=1), Audience.MEMBERS), Class.MEMBERS),
        (Label(UUID(int=1), Audience.GROUP), Class.BUYERS),
        (Label(UUID(int=1), Audience.NAMED), Class.NAMED),
        (Label(UUID(int=1), Audience.NAMED, flags=frozenset({Flag.NDA})), Class.NDA),
        (Label(UUID(int=1), Audience.PUBLIC, flags=frozenset({Flag.NDA})), Class.NDA),
        (Label(UUID(int=1), flags=frozenset({Flag.NDA, Flag.COMPETITIVELY_SENSITIVE})), Class.SENSITIVE),
        (Label(UUID(int=1), flags=frozenset({Flag.AGGREGATE_ONLY})), Class.AGGREGATE),
        (Label(UUID(int=1), flags=frozenset({Flag.PERSONAL})), Class.PERSON),
        (Label(UUID(int=1), flags=frozenset({Flag.TENDER})), Class.TENDER),
        (Label(UUID(int=1), flags=frozenset({Flag.SEALED})), Class.PROTECTED),
        (Label(UUID(int=1), flags=frozenset(Flag)), Class.PROTECTED),
    ],
)
def test_a_label_amounts_to_a_class_the_most_restrictive_counting(label: Label, expected: Class) -> None:
    assert class_of(label) is expected
