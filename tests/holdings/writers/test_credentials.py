"""What is written comes back, only the issuer's key signs, and nothing is signed that leaves things out."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonpurchase.contracts.facts import Model
from commonpurchase.disclosures.facts import Evidence
from commonpurchase.holdings.facts.attestations import (
    Attestation,
    Basis,
    Claim,
    Class,
    Count,
    Party,
    Scope,
    Statement,
    StatusEntry,
)
from commonpurchase.holdings.readers import statements
from commonpurchase.holdings.writers import credentials
from tests.holdings import signing
from tests.holdings.signing import EMPTY_LIST, ISSUER, LISTED, PLAIN, STATEMENT, attested, read, utc

NAMES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12).filter(str.strip)
DAYS = st.dates(date(2020, 1, 1), date(2026, 3, 1))
WHOLE = st.integers(0, 10**6)


@st.composite
def statement(draw: st.DrawFn) -> Statement:
    evidence = draw(st.sampled_from(Evidence))
    verified = evidence is Evidence.VERIFIED
    claims = [claim for claim in Claim if verified or claim is not Claim.ALL_SITES_VERIFIED]
    counts = st.none() | st.builds(
        lambda a, b: Count(a, None if b is None else a + b), WHOLE, st.none() | WHOLE
    )
    return Statement(
        claim=draw(st.sampled_from(claims)),
        subject=Party(draw(NAMES), draw(st.just("") | st.just("https://nordbyte.example/"))),
        scope=Scope(
            tuple(draw(st.lists(st.builds(Model, NAMES, NAMES), min_size=1, max_size=4))),
            draw(st.integers(1, 4)),
        ),
        as_of=date(2026, 3, 1),
        basis=Basis(evidence, draw(NAMES), draw(DAYS)) if verified else Basis(evidence),
        label_class=draw(st.sampled_from(Class)),
        sites=draw(counts),
        countries=draw(counts),
        updated_on=draw(DAYS),
    )


@settings(max_examples=60)
@given(statement())
def test_a_statement_comes_back_as_it_was_and_valid(one: Statement) -> None:
    content = attested(replace(PLAIN, statement=one))

    assert statements.read(read(content), "a.json") == (one, ())
    assert signing.outcome(content) == "valid"


@pytest.mark.parametrize("one", [PLAIN, LISTED])
def test_the_credential_around_it_comes_back_too(one: Attestation) -> None:
    found = read(attested(one))

    assert (found.id, found.issuer, found.valid_from, found.valid_until) == (
        one.id, one.issuer, one.valid_from, one.valid_until,
    )  # fmt: skip
    assert found.statuses == ((one.status,) if one.status else ())
    assert (found.proof.created, found.standard) == (signing.SIGNED, True)


def test_the_same_attestation_gives_the_same_bytes() -> None:
    assert attested() == attested()


def test_what_is_not_known_is_left_out_of_the_file() -> None:
    bare = replace(STATEMENT, sites=None, countries=Count(3, None), basis=Basis(Evidence.DOCUMENTED))
    subject = credentials.attestation_document(replace(PLAIN, statement=bare))["credentialSubject"]

    assert "sites" not in subject
    assert subject["countries"] == {"atLeast": 3}
    assert subject["basis"] == {"support": "documented"}
    assert "id" not in subject
    assert "null" not in attested(replace(PLAIN, statement=bare)).decode()


def test_charlies_key_does_not_sign_in_the_issuers_name() -> None:
    with pytest.raises(credentials.NotToBeSignedError, match="cannot sign for"):
        attested(seed=signing.CHARLIES_SEED)


def test_a_statement_that_leaves_something_out_is_not_signed() -> None:
    with pytest.raises(credentials.NotToBeSignedError, match="last updated"):
        attested(replace(PLAIN, statement=replace(STATEMENT, updated_on=None)))


@pytest.mark.parametrize("ends", [signing.BEGINS, signing.BEGINS - timedelta(seconds=1)])
def test_what_would_end_before_it_begins_is_not_signed(ends: datetime) -> None:
    with pytest.raises(credentials.NotToBeSignedError, match="before it begins"):
        attested(replace(PLAIN, valid_until=ends))
    with pytest.raises(credentials.NotToBeSignedError, match="before it begins"):
        signing.listing(of=replace(EMPTY_LIST, valid_until=ends))


def test_moments_are_written_in_utc_and_sort_as_text() -> None:
    moments = [utc(999, 1, 1), utc(2026, 3, 1), datetime(2026, 3, 1, 2, tzinfo=timezone(timedelta(hours=1)))]
    written = [credentials.moment(one) for one in moments]

    assert written == ["0999-01-01T00:00:00Z", "2026-03-01T00:00:00Z", "2026-03-01T01:00:00Z"]
    assert written == sorted(written)


def test_a_list_of_the_issuer_comes_back() -> None:
    found = read(signing.listing(3, 5))

    assert found.id == signing.LIST_ID
    assert found.kinds == ("VerifiableCredential", "BitstringStatusListCredential")
    assert (found.issuer, found.valid_until) == (ISSUER, datetime(2026, 4, 1, tzinfo=UTC))


def test_an_entry_says_where_its_list_is() -> None:
    status: Any = credentials.attestation_document(LISTED)["credentialStatus"]

    assert status == {
        "id": "https://vakt.example/status/1#42",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": "42",
        "statusListCredential": "https://vakt.example/status/1",
    }
    assert LISTED.status == StatusEntry(signing.LIST_ID, 42)
