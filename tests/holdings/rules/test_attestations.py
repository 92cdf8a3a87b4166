"""What a statement must say before it is signed, on both sides of each border."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from commonpurchase.disclosures.facts import Evidence
from commonpurchase.holdings.facts.attestations import Basis, Claim, Count, Party, Scope, Statement
from commonpurchase.holdings.rules import attestations
from commonpurchase.vocabulary.findings import Verdict
from commonpurchase.vocabulary.places import Place, Problem
from tests.holdings.signing import STATEMENT

MODELS = STATEMENT.scope.models
DECLARED = Basis(Evidence.SELF_DECLARED)

Change = Callable[[Statement], Statement]


def with_(**changes: object) -> Change:
    return lambda statement: replace(statement, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "change",
    [
        with_(),
        with_(sites=None, countries=None),
        with_(sites=Count(0, None)),
        with_(sites=Count(3, 3)),
        with_(sites=Count(3, 9)),
        with_(basis=DECLARED),
        with_(basis=Basis(Evidence.DOCUMENTED)),
        with_(claim=Claim.ALL_SITES_VERIFIED),
        with_(updated_on=date(2026, 3, 1)),
        with_(scope=Scope(MODELS, 4)),
    ],
)
def test_a_statement_that_says_what_it_rests_on_can_be_signed(change: Change) -> None:
    assert attestations.the_statement_says_what_it_rests_on(change(STATEMENT)).verdict is Verdict.MET


@pytest.mark.parametrize(
    ("change", "missing"),
    [
        (with_(subject=Party(" ")), "whom it speaks of"),
        (with_(scope=Scope((), 1)), "which product models"),
        (with_(scope=Scope(MODELS, 0)), "which tier"),
        (with_(scope=Scope(MODELS, 5)), "which tier"),
        (with_(updated_on=None), "last updated"),
        (with_(updated_on=date(2026, 3, 2)), "days that had come"),
        (with_(basis=Basis(Evidence.VERIFIED)), "who checked it"),
        (with_(basis=Basis(Evidence.VERIFIED, "Fairwatch")), "who checked it"),
        (with_(basis=Basis(Evidence.VERIFIED, "", date(2026, 2, 1))), "who checked it"),
        (with_(basis=Basis(Evidence.VERIFIED, "Fairwatch", date(2026, 3, 2))), "days that had come"),
        (with_(basis=Basis(Evidence.DOCUMENTED, "Fairwatch")), "rests on a verification"),
        (with_(basis=DECLARED, claim=Claim.ALL_SITES_VERIFIED), "rests on a verification"),
        (with_(sites=Count(-1, 3)), "counts that can be true"),
        (with_(countries=Count(4, 3)), "counts that can be true"),
        (with_(countries=Count(4, 0)), "counts that can be true"),
    ],
)
def test_a_statement_that_leaves_something_out_is_not_signed(change: Change, missing: str) -> None:
    finding = attestations.the_statement_says_what_it_rests_on(change(STATEMENT))

    assert finding.verdict is Verdict.NOT_MET
    assert missing in finding.because


def test_everything_that_is_missing_is_said_at_once() -> None:
    bare = replace(STATEMENT, subject=Party(""), scope=Scope((), 9), updated_on=None)

    because = attestations.the_statement_says_what_it_rests_on(bare).because

    assert because == (
        "Before it is signed, the statement must say whom it speaks of; which product models; which tier, "
        "from 1 to 4; when the data was last updated."
    )


def test_a_form_that_is_not_known_is_told_with_its_places() -> None:
    problem = Problem(Place("a.json"), "“all-is-well” at credentialSubject.claim", "one of a, b")

    assert attestations.what_it_says_can_be_put_in_words(()).verdict is Verdict.MET
    assert "credentialSubject.claim" in attestations.what_it_says_can_be_put_in_words([problem]).because
