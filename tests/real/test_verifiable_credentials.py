"""The W3C's vectors for eddsa-jcs-2022 byte for byte, and the UNTP's schema of a facility record."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from typer.testing import CliRunner

from commonpurchase.entrance.cli import application
from commonpurchase.holdings.reckoning import integrity, keys
from commonpurchase.holdings.writers import facility_record
from tests.holdings import facilities, signing
from tests.real import data

pytestmark = pytest.mark.real

VECTORS = "vc/eddsa-jcs-2022"


def text(name: str) -> str:
    return data.path(f"{VECTORS}/{name}").read_text(encoding="utf-8").strip()


def loaded(name: str) -> Any:
    return json.loads(text(name))


def seed() -> bytes:
    return keys.seed_of(loaded("keyPair.json")["privateKeyMultibase"])


def test_the_key_pair_is_one() -> None:
    assert (
        keys.to_multibase(keys.PUBLIC + keys.public_of(seed()))
        == loaded("keyPair.json")["publicKeyMultibase"]
    )


def test_document_and_options_are_written_and_hashed_as_the_vectors_say() -> None:
    document, options = loaded("unsigned.json"), loaded("proofConfigJCS.json")
    hashed = integrity.hash_data(document, options).hex()

    assert integrity.canonical(document).decode() == text("canonDocJCS.txt")
    assert integrity.canonical(options).decode() == text("proofCanonJCS.txt")
    assert hashed == text("combinedHashJCS.txt") == text("proofHashJCS.txt") + text("docHashJCS.txt")


def test_what_we_sign_is_the_vectors_signed_document() -> None:
    options = {name: value for name, value in loaded("proofConfigJCS.json").items() if name != "@context"}
    found = integrity.signed_with(loaded("unsigned.json"), options, seed=seed())

    assert found == loaded("signedJCS.json")
    assert found["proof"]["proofValue"] == text("sigBTC58JCS.txt")
    assert keys.signature(found["proof"]["proofValue"]).hex() == text("sigHexJCS.txt")


def test_what_the_vectors_sign_is_valid_for_whoever_knows_the_issuers_key() -> None:
    """The issuer is named by an address, so the file alone cannot say that the key is theirs."""
    content = data.path(f"{VECTORS}/signedJCS.json").read_bytes()
    did = "did:key:" + loaded("keyPair.json")["publicKeyMultibase"]

    assert signing.outcome(content, known_key=did) == "valid"
    assert signing.outcome(content) == "unknown issuer key"
    assert signing.outcome(content, known_key=signing.CHARLIE) == "unknown issuer key"
    assert signing.outcome(content, at=datetime(2022, 12, 31, tzinfo=UTC), known_key=did) == "not yet valid"
    assert signing.outcome(content.replace(b"Alumni Cred", b"Alumna Cred"), known_key=did) == "tampered"


def test_the_command_says_so_too() -> None:
    did = "did:key:" + loaded("keyPair.json")["publicKeyMultibase"]
    words = ["verify", str(data.path(f"{VECTORS}/signedJCS.json")), "--on", "2026-03-01", "--issuer-key", did]

    result = CliRunner().invoke(application(words), words)

    assert (result.exit_code, result.stderr) == (0, "")
    data.say("\n" + result.stdout)


def test_no_bit_of_the_vectors_document_can_be_flipped_unnoticed() -> None:
    content = data.path(f"{VECTORS}/signedJCS.json").read_bytes()
    did = "did:key:" + loaded("keyPair.json")["publicKeyMultibase"]
    flips = 0
    for place in range(len(content)):
        for bit in range(8):
            other = content[:place] + bytes([content[place] ^ 1 << bit]) + content[place + 1 :]
            assert signing.outcome(other, known_key=did) != "valid", other
            flips += 1
    data.say(f"\n{flips:,} bits flipped, none unnoticed")


def schema(name: str) -> Any:
    return json.loads(data.path(f"vc/untp/{name}").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("instance", "by"),
    [
        ("untp-dfr-instance.json", "untp-dfr-schema.json"),
        ("FacilityRecord-instance.json", "FacilityRecord-schema.json"),
    ],
)
def test_our_reading_of_the_schema_accepts_its_own_sample(instance: str, by: str) -> None:
    root = schema(by)

    assert list(facilities.wrong(schema(instance), root, root)) == []


def records() -> list[dict[str, Any]]:
    rows = [facilities.ROW, facilities.BARE]
    return [
        json.loads(
            facility_record.write_facility_record(
                facility_record.facility_of(row, facilities.SITE_ID),
                id=signing.PLAIN.id,
                issuer=signing.ISSUER,
                period=(signing.BEGINS, signing.ENDS),
                signing=(signing.SEED, signing.SIGNED),
            )
        )
        for row in rows
    ]


@pytest.mark.parametrize("at", [0, 1])
def test_a_facility_record_follows_the_schema(at: int) -> None:
    whole, part = schema("untp-dfr-schema.json"), schema("FacilityRecord-schema.json")
    record = records()[at]

    assert list(facilities.wrong(record, whole, whole)) == []
    assert list(facilities.wrong(record["credentialSubject"], part, part)) == []


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("issuer.id", None), ("issuer.also", "x"), ("id", "no address"), ("validFrom", "2026-03-01"),
        ("credentialSubject.facility.name", None), ("credentialSubject.facility.id", "a site"),
        ("credentialSubject.facility.address.city", "Nanhai"), ("type", ["VerifiableCredential"]),
        ("@context", ["https://www.w3.org/ns/credentials/v2"]),
        ("credentialSubject.facility.locationInformation.geoLocation.coordinates", ["113.9", "22.5"]),
    ],
)  # fmt: skip
def test_our_reading_of_the_schema_bites(path: str, value: object) -> None:
    record, root = records()[0], schema("untp-dfr-schema.json")
    *outer, last = path.split(".")
    place = record
    for name in outer:
        place = place[name]
    if value is None:
        del place[last]
    else:
        place[last] = value

    assert list(facilities.wrong(record, root, root)) != []
