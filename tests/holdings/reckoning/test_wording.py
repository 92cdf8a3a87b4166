"""A statement in words: what is known is said, what is not is not mentioned."""

from dataclasses import replace
from datetime import date

import pytest

from commonpurchase.contracts.facts import Model
from commonpurchase.disclosures.facts import Evidence
from commonpurchase.holdings.facts.attestations import Basis, Claim, Count, Scope
from commonpurchase.holdings.reckoning.wording import in_sentences
from tests.holdings.signing import STATEMENT

BARE = replace(
    STATEMENT,
    scope=Scope((Model("Lumo", "L14"),), 2),
    basis=Basis(Evidence.SELF_DECLARED),
    sites=None,
    countries=None,
    updated_on=None,
)
START = "Of Nordbyte AB, as of 1 March 2026: "


def test_what_is_not_known_is_not_mentioned() -> None:
    assert in_sentences(BARE) == (
        f"{START}Every tier 2 (components) site that makes Lumo L14 has been disclosed. "
        "It rests on what the supplier itself declares."
    )


@pytest.mark.parametrize(
    ("sites", "countries", "words"),
    [
        (Count.exactly(1), Count.exactly(1), ": 1 site in 1 country."),
        (Count(5, 9), Count(2, 4), ": between 5 and 9 sites in between 2 and 4 countries."),
        (Count(5, None), None, ": at least 5 sites."),
        (None, Count(1, None), ": at least 1 country."),
        (Count(0, 0), None, ": 0 sites."),
    ],
)
def test_a_count_is_a_number_or_an_interval(sites: Count | None, countries: Count | None, words: str) -> None:
    assert words in in_sentences(replace(BARE, sites=sites, countries=countries))


@pytest.mark.parametrize("claim", Claim)
@pytest.mark.parametrize("evidence", Evidence)
def test_every_claim_and_basis_has_words(claim: Claim, evidence: Evidence) -> None:
    said = in_sentences(replace(BARE, claim=claim, basis=Basis(evidence)))

    assert said.startswith(START)
    assert said.endswith(".")
    assert "{" not in said


def test_who_checked_it_is_named_with_the_day() -> None:
    checked = replace(BARE, basis=Basis(Evidence.VERIFIED, "Fairwatch", date(2026, 2, 20)))

    assert in_sentences(checked).endswith("It was verified by Fairwatch on 20 February 2026.")


def test_a_statement_without_models_still_has_words() -> None:
    assert "no model that is named" in in_sentences(replace(BARE, scope=Scope((), 7)))
