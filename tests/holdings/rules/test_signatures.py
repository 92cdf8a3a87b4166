"""When a signed file counts: each rule on both sides of its border, with its reason in a sentence."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from commonpurchase.holdings.facts.attestations import (
    Credential,
    Examined,
    Party,
    Standing,
    Status,
    StatusEntry,
)
from commonpurchase.holdings.rules import signatures
from commonpurchase.vocabulary.findings import Finding, Verdict
from tests.holdings import signing
from tests.holdings.signing import BEGINS, CHARLIE, DID, ENDS

MOMENT = timedelta(microseconds=1)


def credential(**changes: object) -> Credential:
    return replace(signing.read(signing.attested()), **changes)  # type: ignore[arg-type]


def examined(holds: bool | None = True, signer: str = DID, trouble: str = "", **changes: object) -> Examined:
    return Examined(credential(**changes), signer, holds, trouble)


def proof(**changes: object) -> Examined:
    one = credential()
    return examined(proof=replace(one.proof, **changes))  # type: ignore[arg-type]


def verdict(finding: Finding) -> Verdict:
    assert finding.because.endswith(".")
    return finding.verdict


@pytest.mark.parametrize(
    ("at", "begun", "ended"),
    [
        (BEGINS - MOMENT, Verdict.NOT_MET, Verdict.MET),
        (BEGINS, Verdict.MET, Verdict.MET),
        (ENDS - MOMENT, Verdict.MET, Verdict.MET),
        (ENDS, Verdict.MET, Verdict.NOT_MET),
    ],
)
def test_the_first_moment_counts_and_the_last_does_not(at: datetime, begun: Verdict, ended: Verdict) -> None:
    one = credential()

    assert verdict(signatures.it_has_begun(one, at)) is begun
    assert verdict(signatures.it_has_not_ended(one, at)) is ended


@pytest.mark.parametrize("at", [signing.utc(1, 1, 1), signing.utc(9999, 12, 31)])
def test_without_a_beginning_or_an_end_it_always_counts(at: datetime) -> None:
    one = credential(valid_from=None, valid_until=None)

    assert verdict(signatures.it_has_begun(one, at)) is Verdict.MET
    assert verdict(signatures.it_has_not_ended(one, at)) is Verdict.MET


def test_the_earlier_of_two_ends_counts() -> None:
    one = credential()
    short = replace(one, proof=replace(one.proof, expires=ENDS - timedelta(days=1)))

    assert verdict(signatures.it_has_not_ended(short, ENDS - timedelta(days=1))) is Verdict.NOT_MET
    assert verdict(signatures.it_has_not_ended(short, ENDS - timedelta(days=1) - MOMENT)) is Verdict.MET


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ((examined(), ""), Verdict.MET),
        ((examined(), DID), Verdict.MET),
        ((examined(), CHARLIE), Verdict.NOT_MET),
        ((examined(signer=CHARLIE), ""), Verdict.NOT_MET),
        ((examined(signer=CHARLIE), CHARLIE), Verdict.NOT_MET),
        ((examined(signer=""), DID), Verdict.NOT_ASSESSABLE),
        ((examined(issuer=Party("", "https://vakt.example")), ""), Verdict.NOT_ASSESSABLE),
        ((examined(issuer=Party("", "https://vakt.example")), DID), Verdict.MET),
        ((examined(issuer=Party("", "did:web:vakt.example")), DID), Verdict.MET),
        ((examined(issuer=Party("", "did:web:vakt.example")), CHARLIE), Verdict.NOT_MET),
    ],
)
def test_whose_key_it_is_follows_from_the_file_and_what_one_knows(
    given: tuple[Examined, str], expected: Verdict
) -> None:
    assert verdict(signatures.the_key_is_the_issuers(*given)) is expected


def test_a_name_that_nobody_compared_is_said_to_be_so() -> None:
    named = signatures.the_key_is_the_issuers(examined(), "").because
    nameless = signatures.the_key_is_the_issuers(examined(issuer=Party("", DID)), "").because

    assert "belongs to “Elektronikvakt” was not compared" in named
    assert "belongs to anybody that you know was not compared" in nameless


@pytest.mark.parametrize(
    ("holds", "expected"), [(True, Verdict.MET), (False, Verdict.NOT_MET), (None, Verdict.NOT_ASSESSABLE)]
)
def test_a_signature_fits_or_not_or_cannot_be_checked(holds: bool | None, expected: Verdict) -> None:
    assert verdict(signatures.nothing_was_changed_since_it_was_signed(examined(holds))) is expected


@pytest.mark.parametrize(
    ("one", "says"),
    [
        (examined(standard=False), "version 2.0"),
        (proof(number=2), "2 signatures"),
        (proof(chained=True), "rests on another"),
        (proof(suite="eddsa-rdfc-2022"), "“eddsa-rdfc-2022”"),
        (proof(kind="Ed25519Signature2020", suite=""), "“Ed25519Signature2020”"),
        (proof(purpose="authentication"), "“authentication”"),
        (examined(trouble="a key of another kind"), "a key of another kind"),
        (examined(statuses=(StatusEntry("", 0, kind="Other"),)), "taken back"),
        (examined(statuses=(StatusEntry("", 0), StatusEntry("", 0, purpose="suspension"))), "taken back"),
        (examined(statuses=(StatusEntry("", 0, size=2),)), "taken back"),
    ],
)
def test_what_is_signed_in_another_way_is_said_to_be_so(one: Examined, says: str) -> None:
    finding = signatures.it_is_signed_in_a_way_that_is_read(one)

    assert verdict(finding) is Verdict.NOT_MET
    assert says in finding.because


def test_what_is_signed_in_our_way_is_read() -> None:
    listed = examined(statuses=(StatusEntry("https://vakt.example/status/1", 3),))

    assert verdict(signatures.it_is_signed_in_a_way_that_is_read(examined())) is Verdict.MET
    assert verdict(signatures.it_is_signed_in_a_way_that_is_read(listed)) is Verdict.MET


@pytest.mark.parametrize(
    ("standing", "expected"),
    [
        (Standing.NONE_NAMED, Verdict.MET),
        (Standing.NOT_REVOKED, Verdict.MET),
        (Standing.NOT_CHECKED, Verdict.NOT_ASSESSABLE),
        (Standing.REVOKED, Verdict.NOT_MET),
    ],
)
def test_not_known_is_neither_taken_back_nor_in_force(standing: Standing, expected: Verdict) -> None:
    assert verdict(signatures.it_was_not_taken_back(Status(standing, "Because."))) is expected
