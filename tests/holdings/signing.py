"""An invented issuer, its attestation and its status lists, and how a file is judged in tests."""

import copy
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from commonpurchase.contracts.facts import Model
from commonpurchase.disclosures.facts import Evidence
from commonpurchase.holdings.facts.attestations import (
    Answer,
    Attestation,
    Basis,
    Claim,
    Class,
    Count,
    Credential,
    Party,
    Scope,
    Statement,
    StatusEntry,
    StatusList,
)
from commonpurchase.holdings.readers import credentials, statements
from commonpurchase.holdings.reckoning import checks, integrity, keys
from commonpurchase.holdings.writers.credentials import as_file, write_attestation, write_status_list

#: Not secrets: invented for these tests.
SEED, CHARLIES_SEED = bytes(range(32)), bytes(range(1, 33))
DID, CHARLIE = (keys.did_of(keys.public_of(seed)) for seed in (SEED, CHARLIES_SEED))
LIST_ID = "https://vakt.example/status/1"
ISSUER = Party("Elektronikvakt", DID)


def utc(year: int, month: int, day: int, hour: int = 0) -> datetime:
    return datetime(year, month, day, hour, tzinfo=UTC)


BEGINS, ENDS, SIGNED = utc(2026, 3, 1), utc(2027, 3, 1), utc(2026, 3, 1, 9)
NOW = utc(2026, 3, 10, 12)

STATEMENT = Statement(
    claim=Claim.ALL_SITES_DISCLOSED,
    subject=Party("Nordbyte AB"),
    scope=Scope((Model("Lumo", "L14"), Model("Lumo", "Å16")), 1),
    as_of=date(2026, 3, 1),
    basis=Basis(Evidence.VERIFIED, "Fairwatch", date(2026, 2, 20)),
    label_class=Class.NAMED,
    sites=Count.exactly(7),
    countries=Count.exactly(4),
    updated_on=date(2026, 2, 1),
)
PLAIN = Attestation("urn:uuid:8a2f0d5e-6d0f-4a3e-9a57-0a4c1f7a2f10", ISSUER, STATEMENT, BEGINS, ENDS)
LISTED = replace(PLAIN, status=StatusEntry(LIST_ID, 42))
EMPTY_LIST = StatusList(LIST_ID, ISSUER, BEGINS, utc(2026, 4, 1))


def attested(attestation: Attestation = PLAIN, *, seed: bytes = SEED) -> bytes:
    return write_attestation(attestation, seed=seed, signed_at=SIGNED)


def listing(*revoked: int, of: StatusList = EMPTY_LIST, seed: bytes = SEED) -> bytes:
    return write_status_list(replace(of, revoked=frozenset(revoked)), seed=seed, signed_at=SIGNED)


def changed(content: bytes, change: Callable[[Any], object]) -> bytes:
    """The file after somebody changed its JSON and left the signature as it was."""
    document = json.loads(content)
    change(document)
    return as_file(document)


def signed_again(
    content: bytes, change: Callable[[Any], object], *, seed: bytes = SEED, **options: object
) -> bytes:
    """The file after its signer (or another) changed the document or the proof's options and signed it."""
    document = json.loads(content)
    change(document)
    proof = {
        name: value for name, value in document.pop("proof").items() if name not in {"proofValue", "@context"}
    }
    if seed != SEED:
        proof["verificationMethod"] = keys.method_of(keys.did_of(keys.public_of(seed)))
    return as_file(integrity.signed_with(document, {**proof, **options}, seed=seed))


def read(content: bytes, name: str = "a.json") -> Credential:
    credential, problems = credentials.read(content, name)
    assert not problems, problems
    assert credential is not None
    return credential


def answer(content: bytes, *lists: bytes, at: datetime = NOW, known_key: str = "") -> Answer | None:
    """What a check says; None for bad input, in the file or in a list."""
    found = [credentials.read(one, "a.json")[0] for one in (content, *lists)]
    credential, given = found[0], [one for one in found[1:] if one is not None]
    if credential is None or len(given) < len(lists):
        return None
    _, unclear = statements.read(credential, "a.json")
    return checks.check(credential, at, lists=given, known_key=known_key, problems=unclear)


def outcome(content: bytes, *lists: bytes, at: datetime = NOW, known_key: str = "") -> str:
    found = answer(content, *lists, at=at, known_key=known_key)
    return "bad input" if found is None else found.outcome.value


def document() -> dict[str, Any]:
    """A fresh copy of the attestation as JSON."""
    return copy.deepcopy(json.loads(attested()))
