"""Attestations and status lists to signed files: W3C Verifiable Credentials 2.0.

Two-space JSON for people; the signature is over the canonical form, so white space does not count.
"""

import json
from datetime import UTC, datetime
from typing import Any

from commonpurchase.holdings.facts.attestations import (
    ATTESTATION,
    CREDENTIAL,
    LIST_OF_BITS,
    STANDARD,
    STATUS_LIST,
    Attestation,
    Basis,
    Count,
    Document,
    Party,
    Statement,
    StatusEntry,
    StatusList,
)
from commonpurchase.holdings.reckoning import integrity, keys, status_lists
from commonpurchase.holdings.rules.attestations import the_statement_says_what_it_rests_on
from commonpurchase.vocabulary.findings import Verdict

#: Our own words in a credential, for programs that read JSON-LD; nothing is ever fetched from it.
TERMS = {"@vocab": "urn:commonpurchase:attestation:1#"}


class NotToBeSignedError(ValueError):
    """What was to be signed does not say what it must, or is not the key's to sign; the message says why."""


def write_attestation(attestation: Attestation, *, seed: bytes, signed_at: datetime) -> bytes:
    """The signed file of an attestation. `seed` is the issuer's secret of 32 bytes.

    `NotToBeSignedError` where the statement leaves out what it must say, the key is not the issuer's,
    or the period is empty.
    """
    finding = the_statement_says_what_it_rests_on(attestation.statement)
    if finding.verdict is not Verdict.MET:
        raise NotToBeSignedError(finding.because)
    return signed_file(attestation_document(attestation), seed=seed, signed_at=signed_at)


def write_status_list(listed: StatusList, *, seed: bytes, signed_at: datetime) -> bytes:
    """The signed file of a status list."""
    return signed_file(status_list_document(listed), seed=seed, signed_at=signed_at)


def signed_file(document: Document, *, seed: bytes, signed_at: datetime) -> bytes:
    """Any credential of this key's issuer, signed, as a file."""
    did, issuer = keys.did_of(keys.public_of(seed)), document["issuer"]["id"]
    if issuer != did:
        raise NotToBeSignedError(f"The key {did} cannot sign for {issuer}.")
    begins, ends = document.get("validFrom"), document.get("validUntil")
    if begins and ends and begins >= ends:
        raise NotToBeSignedError("It would end before it begins.")
    return as_file(integrity.signed(document, seed=seed, created=moment(signed_at)))


def as_file(document: Document) -> bytes:
    """A credential as the bytes of a file: UTF-8, two spaces, a line break at the end."""
    return (json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False) + "\n").encode("utf-8")


def attestation_document(attestation: Attestation) -> dict[str, Any]:
    """The unsigned credential of an attestation; what is not known is left out."""
    status = {"credentialStatus": _entry(attestation.status)} if attestation.status else {}
    return {
        "@context": [STANDARD, TERMS],
        "id": attestation.id,
        "type": [CREDENTIAL, ATTESTATION],
        "issuer": party(attestation.issuer),
        "validFrom": moment(attestation.valid_from),
        "validUntil": moment(attestation.valid_until),
        **status,
        "credentialSubject": subject_of(attestation.statement),
    }


def status_list_document(listed: StatusList) -> dict[str, Any]:
    """The unsigned credential of a status list."""
    return {
        "@context": [STANDARD],
        "id": listed.id,
        "type": [CREDENTIAL, STATUS_LIST],
        "issuer": party(listed.issuer),
        "validFrom": moment(listed.valid_from),
        "validUntil": moment(listed.valid_until),
        "credentialSubject": {
            "id": f"{listed.id}#list",
            "type": LIST_OF_BITS,
            "statusPurpose": "revocation",
            "encodedList": status_lists.packed(listed.revoked, listed.size),
        },
    }


def moment(at: datetime) -> str:
    """A moment as the standard writes it, in UTC and whole seconds; one width, so text sorts by time."""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}".rjust(20, "0")


def party(one: Party) -> dict[str, str]:
    """An organisation with what is known of its address and name."""
    return {name: value for name, value in (("id", one.id), ("name", one.name)) if value}


def _entry(status: StatusEntry) -> dict[str, Any]:
    return {
        "id": f"{status.list_id}#{status.index}",
        "type": status.kind,
        "statusPurpose": status.purpose,
        "statusListIndex": str(status.index),
        "statusListCredential": status.list_id,
    }


def subject_of(statement: Statement) -> dict[str, Any]:
    """A statement as it stands in a credential, and in a proposal before that."""
    optional = {
        "sites": _count(statement.sites),
        "countries": _count(statement.countries),
        "updatedOn": statement.updated_on.isoformat() if statement.updated_on else None,
    }
    return {
        **party(statement.subject),
        "claim": statement.claim.value,
        "scope": {
            "tier": statement.scope.tier,
            "models": [{"brand": one.brand, "model": one.product_model} for one in statement.scope.models],
        },
        **{name: value for name, value in optional.items() if value is not None},
        "asOf": statement.as_of.isoformat(),
        "basis": _basis(statement.basis),
        "labelClass": statement.label_class.value,
    }


def _count(count: Count | None) -> dict[str, int] | None:
    if count is None:
        return None
    upper = {} if count.at_most is None else {"atMost": count.at_most}
    return {"atLeast": count.at_least, **upper}


def _basis(basis: Basis) -> dict[str, str]:
    checked_on = basis.checked_on.isoformat() if basis.checked_on else ""
    parts = {"support": basis.evidence.value, "checkedBy": basis.checked_by, "checkedOn": checked_on}
    return {name: value for name, value in parts.items() if value}
