"""Signing and checking: a frozen file, a second implementation of every step, and what must not verify."""

import json
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonpurchase.holdings.reckoning import integrity, keys
from tests.holdings import curve, signing

#: Frozen: what this key signed on 1 March 2026 must stay readable for as long as anybody holds it.
FROZEN_DOCUMENT: dict[str, Any] = {
    "@context": ["https://www.w3.org/ns/credentials/v2"],
    "type": ["VerifiableCredential"],
    "issuer": "did:key:z6MkehRgf7yJbgaGfYsdoAsKdBPE3dj2CYhowQdcjqSJgvVd",
    "credentialSubject": {"site": "Åkersberga – 工厂", "count": 4, "share": 0.25},
}
FROZEN_OPTIONS = (
    '{"@context":["https://www.w3.org/ns/credentials/v2"],"created":"2026-03-01T09:00:00Z",'
    '"cryptosuite":"eddsa-jcs-2022","proofPurpose":"assertionMethod","type":"DataIntegrityProof",'
    '"verificationMethod":"did:key:z6MkehRgf7yJbgaGfYsdoAsKdBPE3dj2CYhowQdcjqSJgvVd'
    '#z6MkehRgf7yJbgaGfYsdoAsKdBPE3dj2CYhowQdcjqSJgvVd"}'
)
FROZEN_CANONICAL = (
    '{"@context":["https://www.w3.org/ns/credentials/v2"],"credentialSubject":{"count":4,"share":0.25,'
    '"site":"Åkersberga – 工厂"},"issuer":"did:key:z6MkehRgf7yJbgaGfYsdoAsKdBPE3dj2CYhowQdcjqSJgvVd",'
    '"type":["VerifiableCredential"]}'
)
FROZEN_VALUE = "z3iPifANYi43nU7BgZrRgcGzoANqffEZf7Dv689PdenZ29jCrEMk8fwkxGHJrqHsfZaABt4ci46bytTxnVDqpNigu"

ASCII = st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=8)
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
WHOLE = st.integers(-(2**53) + 1, 2**53 - 1)
JSON = st.recursive(
    st.none() | st.booleans() | WHOLE | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(ASCII, inner, max_size=4),
    max_leaves=12,
)
DOCUMENTS = st.dictionaries(ASCII.filter(lambda name: name != "proof"), JSON, max_size=5)
SEEDS = st.binary(min_size=32, max_size=32)


def canonical(value: object) -> bytes:
    """RFC 8785 for whole numbers and names in ASCII, by the standard library alone."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def signed() -> dict[str, Any]:
    return integrity.signed(FROZEN_DOCUMENT, seed=signing.SEED, created="2026-03-01T09:00:00Z")


def holds(document: dict[str, Any], public: bytes = b"") -> bool:
    proof = document["proof"]
    value = keys.signature(proof["proofValue"])
    return integrity.holds(document, proof, value, public or keys.public_of(signing.SEED))


def test_the_frozen_document_is_written_hashed_and_signed_as_it_was() -> None:
    proof = signed()["proof"]
    options = {name: value for name, value in proof.items() if name != "proofValue"}

    assert integrity.canonical(FROZEN_DOCUMENT).decode() == FROZEN_CANONICAL
    assert integrity.canonical(options).decode() == FROZEN_OPTIONS
    assert proof["proofValue"] == FROZEN_VALUE


def test_the_frozen_signature_is_the_one_that_plain_integers_give() -> None:
    message = sha256(FROZEN_OPTIONS.encode()).digest() + sha256(FROZEN_CANONICAL.encode()).digest()

    assert keys.signature(FROZEN_VALUE) == curve.sign(signing.SEED, message)


@given(JSON)
def test_json_is_written_as_the_standard_library_can_write_it_too(value: object) -> None:
    assert integrity.canonical(value) == canonical(value)


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (0.0, "0"), (-0.0, "0"), (1.0, "1"), (1e21, "1e+21"), (1e20, "100000000000000000000"),
        (1e-6, "0.000001"), (1e-7, "1e-7"), (5e-324, "5e-324"),
        (1.7976931348623157e308, "1.7976931348623157e+308"),
        (0.1, "0.1"), (333333333.33333329, "333333333.3333333"),
    ],
)  # fmt: skip
def test_a_number_is_written_as_every_browser_writes_it(number: float, written: str) -> None:
    assert integrity.canonical([number]) == f"[{written}]".encode()


def test_names_are_sorted_by_their_utf_16_letters() -> None:
    found = integrity.canonical({"\ufb33": 1, "\U0001f600": 2, "é": 3, "a": 4, "\r": 5})

    assert found.decode() == '{"\\r":5,"a":4,"é":3,"\U0001f600":2,"\ufb33":1}'


@settings(max_examples=20)
@given(DOCUMENTS, SEEDS)
def test_what_is_signed_verifies_here_and_by_plain_integers(document: dict[str, Any], seed: bytes) -> None:
    found = integrity.signed(document, seed=seed, created="2026-03-01T09:00:00Z")
    options = {name: value for name, value in found["proof"].items() if name != "proofValue"}
    message = sha256(canonical(options)).digest() + sha256(canonical(document)).digest()

    assert holds(found, keys.public_of(seed))
    assert curve.verifies(keys.public_of(seed), message, keys.signature(found["proof"]["proofValue"]))


def test_another_key_does_not_verify() -> None:
    assert not holds(signed(), keys.public_of(signing.CHARLIES_SEED))


@pytest.mark.parametrize("name", ["type", "cryptosuite", "created", "verificationMethod", "proofPurpose"])
def test_the_options_of_a_proof_are_signed_too(name: str) -> None:
    found = signed()
    found["proof"][name] += "x"

    assert not holds(found)


@pytest.mark.parametrize("place", ["document", "proof"])
def test_nothing_can_be_added_or_left_out(place: str) -> None:
    more, less = signed(), signed()
    (more if place == "document" else more["proof"])["nonce"] = "x"
    (less if place == "document" else less["proof"]).pop("issuer" if place == "document" else "created")

    assert not holds(more)
    assert not holds(less)


@pytest.mark.parametrize("where", ["before", "after", "instead"])
def test_no_context_can_be_added_although_the_standard_lets_it_stand_after(where: str) -> None:
    found = signed()
    other = "https://elsewhere.example/terms"
    first = found["@context"]
    found["@context"] = {"before": [other, *first], "after": [*first, other], "instead": [other]}[where]

    assert not holds(found)


def test_a_proof_without_contexts_covers_the_documents_own() -> None:
    document = {"@context": ["https://www.w3.org/ns/credentials/v2"], "a": 1}
    options = {"type": "DataIntegrityProof"}
    message = sha256(canonical(options)).digest() + sha256(canonical(document)).digest()
    value = curve.sign(signing.SEED, message)
    found = {**document, "proof": {**options, "proofValue": keys.to_multibase(value)}}

    assert holds(found)
    assert not holds({**found, "@context": ["https://elsewhere.example/terms"]})


def test_a_signature_that_is_shifted_by_the_order_of_the_curve_does_not_verify() -> None:
    """It would be a second signature for the same text, made by anybody."""
    found = signed()
    value = keys.signature(found["proof"]["proofValue"])
    shifted = value[:32] + (int.from_bytes(value[32:], "little") + curve.L).to_bytes(32, "little")
    found["proof"]["proofValue"] = keys.to_multibase(shifted)

    assert not holds(found)
