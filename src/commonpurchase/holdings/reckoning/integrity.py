"""Signing and checking JSON documents: W3C Data Integrity with the cryptosuite eddsa-jcs-2022.

After “Data Integrity EdDSA Cryptosuites v1.0” (W3C Recommendation, 15 May 2025), section 3.3: the
document and the proof's options are each written canonically (RFC 8785), hashed (SHA-256), and the
two hashes, options first, are signed (Ed25519). In one thing this is stricter than the standard:
contexts that were added to the document after signing are refused, as only one proof is read here.
"""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

import rfc8785
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from commonpurchase.holdings.facts.attestations import KIND, PURPOSE, SUITE, Document
from commonpurchase.holdings.reckoning import keys


def canonical(value: Any) -> bytes:
    """JSON in the one way that is signed (RFC 8785)."""
    return rfc8785.dumps(value)


def hash_data(document: Document, options: Mapping[str, Any]) -> bytes:
    """The 64 bytes that are signed: the hash of the proof's options, then the hash of the document."""
    return sha256(canonical(options)).digest() + sha256(canonical(document)).digest()


def signed(document: Document, *, seed: bytes, created: str) -> dict[str, Any]:
    """The document with a proof by the key of this seed, said to be of a moment (`2026-03-01T09:00:00Z`)."""
    options = {
        "type": KIND,
        "cryptosuite": SUITE,
        "created": created,
        "verificationMethod": keys.method_of(keys.did_of(keys.public_of(seed))),
        "proofPurpose": PURPOSE,
    }
    return signed_with(document, options, seed=seed)


def signed_with(document: Document, options: Mapping[str, Any], *, seed: bytes) -> dict[str, Any]:
    """The document with a proof of exactly these options, and the document's contexts."""
    context = {"@context": document["@context"]} if "@context" in document else {}
    proof = {**options, **context}
    value = Ed25519PrivateKey.from_private_bytes(seed).sign(hash_data(document, proof))
    return {**document, "proof": {**proof, "proofValue": keys.to_multibase(value)}}


def holds(document: Document, proof: Mapping[str, Any], signature: bytes, public: bytes) -> bool:
    """Whether a signature fits a document (its proof is left out), the proof's options, and a public key."""
    options = {name: value for name, value in proof.items() if name != "proofValue"}
    unsecured = {name: value for name, value in document.items() if name != "proof"}
    if "@context" in options and options["@context"] != unsecured.get("@context"):
        return False
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, hash_data(unsecured, options))
    except InvalidSignature:
        return False
    return True
