"""Files as a forger, a careless program or an honest issuer makes them, each with what must be said of it."""

import base64
import json
import unicodedata
import zlib
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from commonpurchase.holdings.facts.attestations import Party
from commonpurchase.holdings.reckoning import integrity, keys
from commonpurchase.holdings.writers.credentials import as_file
from tests.holdings import signing
from tests.holdings.signing import changed, listing, outcome, signed_again, utc

Case = Callable[[], str]
Change = Callable[[Any], object]

SECOND = timedelta(seconds=1)
OTHER_LIST = "https://vakt.example/status/2"


def plain() -> bytes:
    return signing.attested()


def listed() -> bytes:
    return signing.attested(signing.LISTED)


def forged(change: Change) -> Case:
    """Somebody else changes the file and keeps the signature."""
    return lambda: outcome(changed(plain(), change))


def own(change: Change = lambda _: None, **options: Any) -> Case:
    """The issuer itself signs something else."""
    return lambda: outcome(signed_again(plain(), change, **options))


def text(old: str, new: str) -> Case:
    """The file's text is changed in one place."""

    def case() -> str:
        content = plain().decode()
        assert old in content
        return outcome(content.replace(old, new, 1).encode())

    return case


def at(moment: datetime, *lists: bytes) -> Case:
    return lambda: outcome(plain(), *lists, at=moment)


def known(key: str) -> Case:
    return lambda: outcome(plain(), known_key=key)


def with_list(change: Change = lambda _: None, *revoked: int, **options: Any) -> Case:
    """The attestation names a list; the list is the issuer's, signed after a change."""
    return lambda: outcome(listed(), signed_again(listing(*revoked), change, **options))


def entry(**changes: object) -> Case:
    """The attestation's status entry is another one, and signed."""
    return lambda: outcome(
        signed_again(listed(), lambda one: one["credentialStatus"].update(changes)), listing(42)
    )


def put(path: str, value: object) -> Change:
    """Set a member by its path; `...` removes it."""

    def change(document: Any) -> None:
        *outer, last = path.split(".")
        for name in outer:
            document = document[name]
        if value is ...:
            del document[last]
        else:
            document[last] = value

    return change


def charlie_signs() -> str:
    """Charlie signs with a key of its own and leaves the issuer's name and key in the file."""
    return outcome(signed_again(plain(), lambda _: None, seed=signing.CHARLIES_SEED))


def charlie_calls_itself_the_issuer(known_key: str = "") -> str:
    party = Party(signing.ISSUER.name, signing.CHARLIE)
    own = signing.attested(replace(signing.PLAIN, issuer=party), seed=signing.CHARLIES_SEED)
    return outcome(own, known_key=known_key)


def issuer_by_address(known_key: str) -> Case:
    """An issuer named by an address of its own: the file cannot say whose key it is."""
    return lambda: outcome(
        signed_again(plain(), put("issuer", "https://vakt.example/us")), known_key=known_key
    )


def two_proofs(second: Callable[[dict[str, Any]], object]) -> Case:
    def case() -> str:
        document = json.loads(plain())
        document["proof"] = [document["proof"], second(dict(document["proof"]))]
        return outcome(as_file(document))

    return case


def key_that_anybody_signs_for() -> str:
    """With the neutral point as key, the signature (that point, nothing) fits every text."""
    did = keys.did_of(b"\x01" + bytes(31))
    document = signing.document()
    document["issuer"]["id"] = did
    document["proof"]["verificationMethod"] = keys.method_of(did)
    document["proof"]["proofValue"] = keys.to_multibase(b"\x01" + bytes(63))
    return outcome(as_file(document))


def decomposed() -> str:
    """The same letters to the eye, other letters to a program."""
    content = unicodedata.normalize("NFD", plain().decode())
    assert content != plain().decode()
    return outcome(content.encode())


@cache
def bomb_text() -> str:
    packer = zlib.compressobj(level=9, wbits=31)
    content = b"".join(packer.compress(bytes(2**20)) for _ in range(40)) + packer.flush()
    return "u" + base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def bomb() -> str:
    return with_list(put("credentialSubject.encodedList", bomb_text()))()


def charlies_list() -> str:
    """Charlie issues a list under the name and address of the issuer's, so that nothing is taken back."""
    mine = replace(signing.EMPTY_LIST, issuer=Party("Elektronikvakt", signing.CHARLIE))
    return outcome(listed(), listing(of=mine, seed=signing.CHARLIES_SEED))


def shifted() -> str:
    document = signing.document()
    value = keys.signature(document["proof"]["proofValue"])
    document["proof"]["proofValue"] = keys.to_multibase(value[:32] + bytes(32))
    return outcome(as_file(document))


def added_context() -> str:
    return forged(lambda one: one["@context"].append("https://elsewhere.example/terms"))()


def unsigned_proof() -> str:
    document = signing.document()
    return outcome(as_file({**document, "proof": integrity.signed(document, seed=signing.SEED, created="x")}))


CASES: dict[str, tuple[Case, str]] = {
    # As it should be
    "as it was signed": (lambda: outcome(plain()), "valid"),
    "with the key that is known": (known(signing.DID), "valid"),
    "a list that does not name it": (with_list(), "valid"),
    "a list that names its neighbours": (with_list(lambda _: None, 40, 41, 43, 45, 85), "valid"),
    "a proof set of one": (forged(lambda one: one.update(proof=[one["proof"]])), "valid"),
    "the last moment": (at(signing.ENDS - SECOND), "valid"),
    "the first moment": (at(signing.BEGINS), "valid"),
    "no end and no beginning": (
        own(lambda one: [one.pop("validFrom"), one.pop("validUntil")]), "valid"
    ),
    "negative nothing": (own(put("credentialSubject.more", -0.0)), "valid"),
    "another kind of credential": (own(put("type", ["VerifiableCredential", "AlumniCredential"])), "valid"),
    # Changed
    "another count": (forged(put("credentialSubject.countries.atMost", 5)), "tampered"),
    "another model": (text('"L14"', '"L15"'), "tampered"),
    "another name": (forged(put("issuer.name", "Fairwatch")), "tampered"),
    "a later end": (forged(put("validUntil", "2030-03-01T00:00:00Z")), "tampered"),
    "the status left out": (lambda: outcome(changed(listed(), put("credentialStatus", ...))), "tampered"),
    "another place in the list": (
        lambda: outcome(changed(listed(), put("credentialStatus.statusListIndex", "43")), listing(42)),
        "tampered",
    ),
    "something added": (forged(put("credentialSubject.note", "all is well")), "tampered"),
    "a context added": (added_context, "tampered"),
    "an empty member added": (forged(put("credentialSubject.note", None)), "tampered"),
    "letters in another form": (decomposed, "tampered"),
    "a letter that looks alike": (text("Lumo", "Lum\u043e"), "tampered"),
    "a space without width": (text("Lumo", "Lumo\u200b"), "tampered"),
    "a number as text": (forged(put("credentialSubject.sites.atLeast", "7")), "tampered"),
    "a form that is not known, unsigned": (forged(put("credentialSubject.claim", "all-is-well")), "tampered"),
    "the moment of signing": (forged(put("proof.created", "2020-01-01T00:00:00Z")), "tampered"),
    "an end for the signature": (forged(put("proof.expires", "2040-01-01T00:00:00Z")), "tampered"),
    "a domain added to the proof": (forged(put("proof.domain", "vakt.example")), "tampered"),
    "an empty signature": (shifted, "tampered"),
    "another signer's name": (
        forged(put("proof.verificationMethod", keys.method_of(signing.CHARLIE))), "tampered"
    ),
    # Somebody else's
    "Charlie signs in the issuer's name": (charlie_signs, "unknown issuer key"),
    "Charlie takes the issuer's name and is found by the key": (
        lambda: charlie_calls_itself_the_issuer(signing.DID), "unknown issuer key"
    ),
    "Charlie takes the issuer's name": (charlie_calls_itself_the_issuer, "valid"),
    "another key is known": (known(signing.CHARLIE), "unknown issuer key"),
    "an issuer by address": (issuer_by_address(""), "unknown issuer key"),
    "an issuer by address and its key": (issuer_by_address(signing.DID), "valid"),
    "an issuer by address and another key": (issuer_by_address(signing.CHARLIE), "unknown issuer key"),
    "a key that must be looked up": (
        forged(put("proof.verificationMethod", "did:web:vakt.example#key-1")), "unknown issuer key"
    ),
    # Not in force
    "before it begins": (at(signing.BEGINS - SECOND), "not yet valid"),
    "at its end": (at(signing.ENDS), "expired"),
    "the signature has ended": (own(expires="2026-03-10T12:00:00Z"), "expired"),
    "the signature ends in a moment": (own(expires="2026-03-10T12:00:01Z"), "valid"),
    "an end in another time zone": (own(put("validUntil", "2026-03-10T13:00:00+01:00")), "expired"),
    "an end without a time zone": (own(put("validUntil", "2026-03-10T12:00:00")), "expired"),
    # Taken back
    "taken back": (with_list(lambda _: None, 42), "revoked"),
    "taken back and expired": (
        lambda: outcome(
            signing.attested(replace(signing.LISTED, valid_until=utc(2026, 3, 5))), listing(42)
        ),
        "revoked",
    ),
    "no list": (lambda: outcome(listed()), "status not checked"),
    "another list": (with_list(put("id", OTHER_LIST), 42), "status not checked"),
    "two lists": (
        lambda: outcome(listed(), signed_again(listing(), put("id", OTHER_LIST)), listing(42)), "revoked"
    ),
    "a list without a name": (with_list(put("id", ...)), "status not checked"),
    "a list that was changed": (
        lambda: outcome(listed(), changed(listing(), put("validUntil", "2026-05-01T00:00:00Z"))),
        "status not checked",
    ),
    "a list of Charlie's": (charlies_list, "status not checked"),
    "a list that Charlie signs": (with_list(seed=signing.CHARLIES_SEED), "status not checked"),
    "a list that has ended": (
        lambda: outcome(listed(), listing(), at=utc(2026, 4, 1)), "status not checked"
    ),
    "a list still to come": (
        with_list(put("validFrom", "2026-03-20T00:00:00Z")), "status not checked"
    ),
    "a list without an end": (with_list(put("validUntil", ...)), "status not checked"),
    "a list that is none": (with_list(put("type", ["VerifiableCredential"])), "status not checked"),
    "a list of something else": (
        with_list(put("credentialSubject.type", "Other")), "status not checked"
    ),
    "a list for another purpose": (
        with_list(put("credentialSubject.statusPurpose", "suspension"), 42), "status not checked"
    ),
    "a list for several purposes": (
        with_list(put("credentialSubject.statusPurpose", ["suspension", "revocation"]), 42), "revoked"
    ),
    "a list that can be taken back": (
        with_list(put("credentialStatus", {"type": "Other"})), "status not checked"
    ),
    "a list signed for another purpose": (with_list(proofPurpose="authentication"), "status not checked"),
    "a list without bits": (with_list(put("credentialSubject.encodedList", 7)), "status not checked"),
    "a list of no text": (with_list(put("credentialSubject.encodedList", "uAAAA")), "status not checked"),
    "a bomb": (bomb, "status not checked"),
    "a place beyond the list": (entry(statusListIndex="131072"), "status not checked"),
    "a place far beyond": (entry(statusListIndex="999999999999"), "status not checked"),
    "the last place": (entry(statusListIndex="131071"), "valid"),
    "a place below nothing": (entry(statusListIndex="-1"), "bad input"),
    "a place as a number": (entry(statusListIndex=42), "bad input"),
    "a place with a nought before it": (entry(statusListIndex="042"), "bad input"),
    "a place in other digits": (entry(statusListIndex="٤٢"), "bad input"),
    # In other ways
    "suspension": (entry(statusPurpose="suspension"), "unsupported"),
    "two bits each": (entry(statusSize=2), "unsupported"),
    "no bits each": (entry(statusSize=0), "unsupported"),
    "another kind of status": (entry(type="StatusList2021Entry"), "unsupported"),
    "one status that is read and one that is not": (
        own(put("credentialStatus", [{"type": "Other"}])), "unsupported"
    ),
    "another cryptosuite": (own(cryptosuite="eddsa-rdfc-2022"), "unsupported"),
    "another kind of proof": (own(type="Ed25519Signature2020"), "unsupported"),
    "no cryptosuite": (forged(put("proof.cryptosuite", ...)), "unsupported"),
    "for another purpose": (own(proofPurpose="authentication"), "unsupported"),
    "an extra proof": (two_proofs(lambda one: one), "unsupported"),
    "an extra proof of Charlie's": (
        two_proofs(lambda one: {**one, "verificationMethod": keys.method_of(signing.CHARLIE)}), "unsupported"
    ),
    "a chain of proofs": (own(previousProof="urn:uuid:1"), "unsupported"),
    "version 1.1": (own(put("@context", ["https://www.w3.org/2018/credentials/v1"])), "unsupported"),
    "no context": (own(put("@context", [])), "unsupported"),
    "our context second": (
        own(put("@context", ["https://elsewhere.example", "https://www.w3.org/ns/credentials/v2"])),
        "unsupported",
    ),
    "a key that anybody can sign for": (key_that_anybody_signs_for, "unsupported"),
    "a key of another kind": (
        forged(put("proof.verificationMethod", "did:key:zDnaerDa#zDnaerDa")), "unsupported"
    ),
    "a claim that is not known, signed": (own(put("credentialSubject.claim", "all-is-well")), "unsupported"),
    "counts the wrong way round, signed": (
        own(put("credentialSubject.sites", {"atLeast": 7, "atMost": 6})), "unsupported"
    ),
    "nothing said, signed": (own(put("credentialSubject", {})), "unsupported"),
    # Not to be read
    "no proof": (forged(put("proof", ...)), "bad input"),
    "an empty proof set": (forged(put("proof", [])), "bad input"),
    "a proof set in a proof set": (
        forged(lambda one: one.update(proof=[[one["proof"]]])), "bad input"
    ),
    "a proof in a proof": (unsigned_proof, "bad input"),
    "a proof that is text": (forged(put("proof", "signed")), "bad input"),
    "no signature": (forged(put("proof.proofValue", ...)), "bad input"),
    "another multibase": (text('"proofValue": "z', '"proofValue": "u'), "bad input"),
    "a letter that base58 does not know": (text('"proofValue": "z', '"proofValue": "z0'), "bad input"),
    "a nought before the signature": (text('"proofValue": "z', '"proofValue": "z1'), "bad input"),
    "a shorter signature": (forged(put("proof.proofValue", "z2222")), "bad input"),
    "another fragment": (
        forged(put("proof.verificationMethod", signing.DID + "#key-1")), "bad input"
    ),
    "no fragment": (forged(put("proof.verificationMethod", signing.DID)), "bad input"),
    "a nought before the key": (text("did:key:z6Mk", "did:key:z16Mk"), "tampered"),
    "a name twice": (text('"labelClass": "C4"', '"labelClass": "C0", "labelClass": "C4"'), "bad input"),
    "a proof twice": (text('"proof": {', '"proof": {"type": "Other"}, "proof": {'), "bad input"),
    "a name twice, written in two ways": (
        text('"claim":', '"cl\\u0061im": "sites-disclosed", "claim":'), "bad input"
    ),
    "a huge number": (text('"tier": 1', '"tier": 9007199254740993'), "bad input"),
    "a number that is nearly another": (text('"atMost": 7', '"atMost": 7.0000000000000000001'), "bad input"),
    "an infinite number": (text('"tier": 1', '"tier": 1e999'), "bad input"),
    "a number too small": (text('"tier": 1', '"tier": 1e-999999999'), "bad input"),
    "no number": (text('"tier": 1', '"tier": NaN'), "bad input"),
    "half a letter": (text('"L14"', '"L14\\ud800"'), "bad input"),
    "half a letter in a name": (text('"tier":', '"\\udc00": 1, "tier":'), "bad input"),
    "a day that is none": (forged(put("validUntil", "2027-02-30T00:00:00Z")), "bad input"),
    "a day without a time": (forged(put("validFrom", "2026-03-01")), "bad input"),
    "a moment outside the calendar": (forged(put("validFrom", "0001-01-01T00:00:00+14:00")), "bad input"),
    "no issuer": (forged(put("issuer", ...)), "bad input"),
    "an issuer without an address": (forged(put("issuer", {"name": "Elektronikvakt"})), "bad input"),
    "no subject": (forged(put("credentialSubject", ...)), "bad input"),
    "a kind that is no text": (forged(put("type", ["VerifiableCredential", 7])), "bad input"),
    "no credential": (forged(put("type", "SupplyChainAttestation")), "bad input"),
    "a list instead of a file": (lambda: outcome(b"[" + plain() + b"]"), "bad input"),
    "a number instead of a file": (lambda: outcome(b"1"), "bad input"),
    "nothing": (lambda: outcome(b""), "bad input"),
    "two files in one": (lambda: outcome(plain() * 2), "bad input"),
    "another encoding": (lambda: outcome(plain().decode().encode("utf-16")), "bad input"),
    "a list that cannot be read": (lambda: outcome(listed(), b"{}"), "bad input"),
}  # fmt: skip
