"""Signed files to facts: a W3C Verifiable Credential 2.0 with its proof, whatever it says."""

import re
from typing import Any

from commonpurchase.holdings.facts.attestations import (
    CREDENTIAL,
    KIND,
    STANDARD,
    SUITE,
    Credential,
    Party,
    Proof,
    StatusEntry,
)
from commonpurchase.holdings.readers import json_text
from commonpurchase.holdings.readers.fields import Fields
from commonpurchase.holdings.readers.json_text import Problems, problem
from commonpurchase.holdings.reckoning import keys

LISTED = "BitstringStatusListEntry"
_INDEX = re.compile(r"0|[1-9][0-9]{0,11}", re.ASCII)


def read(content: bytes, name: str) -> tuple[Credential | None, Problems]:
    """The credential in a file, or None and everything that is wrong with it. Nothing is checked yet."""
    value, problems = json_text.read(content, name)
    if problems:
        return None, problems
    kinds = value.get("type") if isinstance(value, dict) else None
    if CREDENTIAL not in (kinds if isinstance(kinds, list) else [kinds]):
        return None, (problem(name, "", "JSON that is no verifiable credential", json_text.EXPECTED),)
    fields = Fields(value, name)
    credential = _credential(fields)
    return (None, tuple(fields.problems)) if fields.problems else (credential, ())


def _credential(fields: Fields) -> Credential:
    fields.many("credentialSubject")
    return Credential(
        document=fields.value,
        id=fields.text("id", needed=False),
        kinds=fields.texts("type"),
        issuer=_issuer(fields),
        proof=_proof(fields.many("proof")),
        standard=_first_context(fields.value) == STANDARD,
        valid_from=fields.moment("validFrom"),
        valid_until=fields.moment("validUntil"),
        statuses=tuple(map(_status, fields.many("credentialStatus", needed=False))),
    )


def _first_context(document: Any) -> object:
    contexts = document.get("@context")
    return contexts[0] if isinstance(contexts, list) and contexts else contexts


def _issuer(fields: Fields) -> Party:
    """An address, or an object with an address and perhaps a name."""
    if isinstance(fields.value.get("issuer"), str):
        return Party("", fields.text("issuer"))
    issuer = fields.inner("issuer")
    name = issuer.value.get("name")
    return Party(name if isinstance(name, str) else "", issuer.text("id"))


def _status(fields: Fields) -> StatusEntry:
    kind = fields.text("type")
    if kind != LISTED:
        return StatusEntry("", 0, kind=kind or "unknown")
    index = fields.text("statusListIndex")
    if index and not _INDEX.fullmatch(index):
        fields.wrong("statusListIndex", "a whole number in quotation marks")
    size = fields.whole("statusSize", needed=False)
    return StatusEntry(
        list_id=fields.text("statusListCredential"),
        index=int(index) if _INDEX.fullmatch(index) else 0,
        purpose=fields.text("statusPurpose"),
        size=1 if size is None else size,
    )


def _proof(proofs: list[Fields]) -> Proof:
    """The first proof, and how many there are. Only a proof of our kind has its key and signature read."""
    fields = proofs[0] if proofs else Fields({}, "")
    kind, suite = fields.text("type"), fields.text("cryptosuite", needed=False)
    ours = (kind, suite) == (KIND, SUITE)
    method = fields.text("verificationMethod", needed=ours)
    return Proof(
        kind=kind,
        suite=suite,
        purpose=fields.text("proofPurpose", needed=ours),
        method=method if not ours or _method_is_whole(fields, method) else "",
        signature=_signature(fields) if ours else b"",
        created=fields.moment("created") if ours else None,
        expires=fields.moment("expires") if ours else None,
        number=len(proofs),
        chained="previousProof" in fields.value,
    )


def _method_is_whole(fields: Fields, method: str) -> bool:
    """Whether a did:key is one; keys of another kind are left to the check, other methods too."""
    try:
        if did := keys.did_in(method):
            keys.public_key(did)
    except keys.OtherKeyError:
        return True
    except keys.UnreadableKeyError as wrong:
        fields.problems.append(
            problem(fields.file, f"{fields.path}.verificationMethod", wrong.found, wrong.expected)
        )
        return False
    return True


def _signature(fields: Fields) -> bytes:
    written = fields.text("proofValue")
    try:
        return keys.signature(written) if written else b""
    except keys.UnreadableKeyError as wrong:
        fields.problems.append(problem(fields.file, f"{fields.path}.proofValue", wrong.found, wrong.expected))
        return b""
