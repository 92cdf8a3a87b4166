"""What must hold for a signed file to count: of a kind that is read, unchanged, its issuer's, in force."""

from datetime import datetime

from commonpurchase.holdings.facts.attestations import (
    KIND,
    PURPOSE,
    SUITE,
    Credential,
    Examined,
    Standing,
    Status,
)
from commonpurchase.vocabulary.findings import Finding, cites, met, not_assessable, not_met
from commonpurchase.vocabulary.periods import in_words

#: The one way of being taken back that is read: a list of bits, for good, one bit for each.
LISTED = ("BitstringStatusListEntry", "revocation", 1)


@cites("common-purchase/attestation.2")
def it_is_signed_in_a_way_that_is_read(examined: Examined) -> Finding:
    """It carries one signature, of the one kind that is read here, made to assert what it says."""
    one, proof = examined.credential, examined.credential.proof
    listed = {(entry.kind, entry.purpose, entry.size) for entry in one.statuses} <= {LISTED}
    reasons = (
        (not one.standard, "it does not follow version 2.0 of the standard for verifiable credentials"),
        (proof.number != 1, f"it carries {proof.number} signatures, and only one is read"),
        (proof.chained, "its signature rests on another one"),
        (
            proof.kind != KIND or proof.suite != SUITE,
            f"it is signed with “{proof.suite or proof.kind}”, not “{SUITE}”",
        ),
        (proof.purpose != PURPOSE, f"it is signed for “{proof.purpose}”, not to assert something"),
        (bool(examined.trouble), f"it is signed with {examined.trouble}"),
        (not listed, "it says in a way that is not read here how it can be taken back"),
    )
    because = [reason for applies, reason in reasons if applies]
    if because:
        return not_met(f"It cannot be checked here: {'; '.join(because)}.")
    return met(f"It carries one signature ({SUITE}), made to assert what it says.")


@cites("common-purchase/attestation.3")
def nothing_was_changed_since_it_was_signed(examined: Examined) -> Finding:
    """Every letter and number is as it was signed."""
    if examined.holds is None:
        method = examined.credential.proof.method
        return not_assessable(f"Its key must be looked up elsewhere ({method}), which is not done here.")
    if not examined.holds:
        return not_met("The signature does not fit the text: something was changed after it was signed.")
    return met("The signature fits the text: nothing was changed since it was signed.")


@cites("common-purchase/attestation.4")
def the_key_is_the_issuers(examined: Examined, known_key: str) -> Finding:
    """It is signed with the key of the issuer that it names; `known_key` is a did:key or empty."""
    issuer, signer = examined.credential.issuer, examined.signer
    if not signer:
        return not_assessable("Its key does not stand in the file, so whose it is cannot be seen.")
    if issuer.id.startswith("did:key:") and issuer.id != signer:
        return not_met(f"It names {issuer.id} as its issuer but is signed with the key {signer}.")
    if known_key and signer != known_key:
        return not_met(f"It is signed with the key {signer}, which is not the key you gave, {known_key}.")
    if known_key:
        return met("It is signed with the key that you gave for its issuer.")
    if issuer.id != signer:
        return not_assessable(
            f"It names {issuer.id} as its issuer and is signed with the key {signer}. That the key is theirs "
            "cannot be seen from the file: give the key that you have from them."
        )
    name = f"“{issuer.name}”" if issuer.name else "anybody that you know"
    return met(
        f"It is signed with the key that it names as its issuer's. That this key belongs to {name} was not "
        "compared with anything: give the key that you have from them."
    )


@cites("common-purchase/attestation.5")
def it_has_begun(credential: Credential, at: datetime) -> Finding:
    """The moment from which it counts has come."""
    if credential.valid_from and at < credential.valid_from:
        return not_met(
            f"It counts only from {moment(credential.valid_from)}; it was checked for {moment(at)}."
        )
    return met("It has begun.")


@cites("common-purchase/attestation.5")
def it_has_not_ended(credential: Credential, at: datetime) -> Finding:
    """The moment at which it, or its signature, ceases to count has not come."""
    ends = min(filter(None, (credential.valid_until, credential.proof.expires)), default=None)
    if ends and at >= ends:
        return not_met(f"It ended on {moment(ends)}; it was checked for {moment(at)}.")
    return met(f"It counts until {moment(ends)}." if ends else "It names no end.")


@cites("common-purchase/attestation.6")
def it_was_not_taken_back(status: Status) -> Finding:
    """Its issuer has not taken it back, by the signed list that it names."""
    if status.standing is Standing.REVOKED:
        return not_met(status.because)
    if status.standing is Standing.NOT_CHECKED:
        return not_assessable(status.because)
    return met(status.because)


def moment(at: datetime) -> str:
    """A moment in words: 1 March 2026, 09:00 UTC."""
    return f"{in_words(at.date())}, {at:%H:%M} UTC"


RULES = [
    it_is_signed_in_a_way_that_is_read,
    nothing_was_changed_since_it_was_signed,
    the_key_is_the_issuers,
    it_has_begun,
    it_has_not_ended,
    it_was_not_taken_back,
]
