"""A site as a facility record: what is known and may be told, nothing made up, signed like the rest.

`tests/real` holds it against the schema itself, which is not part of this repository.
"""

import json
from dataclasses import fields, replace
from typing import Any

import pytest

from commonpurchase.disclosures.facts import Row
from commonpurchase.holdings.facts.attestations import Facility, Party
from commonpurchase.holdings.writers import credentials, facility_record
from tests.holdings import signing
from tests.holdings.facilities import BARE, ROW, SITE_ID
from tests.holdings.signing import BEGINS, ENDS, ISSUER, SEED, SIGNED

ID = "urn:uuid:0f7c3d8e-54b5-4c8c-a5f1-3f7a1b2c9d10"


def record(row: Row = ROW, **more: Any) -> dict[str, Any]:
    site = replace(facility_record.facility_of(row, SITE_ID), **more)
    return facility_record.facility_document(site, id=ID, issuer=ISSUER, period=(BEGINS, ENDS))


def facility(row: Row = ROW, **more: Any) -> dict[str, Any]:
    found: dict[str, Any] = record(row, **more)["credentialSubject"]["facility"]
    return found


def test_a_site_is_told_as_it_was_disclosed() -> None:
    assert facility() == {
        "type": ["Facility"],
        "id": SITE_ID,
        "name": "Delta Assembly",
        "facilityAlsoKnownAs": [{"id": SITE_ID, "name": "三角洲装配厂"}],
        "countryOfOperation": "CN",
        "locationInformation": {
            "type": ["Location"],
            "geoLocation": {"type": "Point", "coordinates": [113.9, 22.5]},
        },
        "address": {"type": ["Address"], "streetAddress": "1 Harbour Road, Nanhai", "addressCountry": "CN"},
    }


def test_the_envelope_is_what_the_schema_demands() -> None:
    found = record()

    assert found["@context"] == [
        "https://www.w3.org/ns/credentials/v2",
        "https://test.uncefact.org/vocabulary/untp/dfr/working/",
    ]
    assert found["type"] == ["DigitalFacilityRecord", "VerifiableCredential"]
    assert found["issuer"] == {"type": ["CredentialIssuer"], "id": signing.DID, "name": "Elektronikvakt"}
    assert found["credentialSubject"]["type"] == ["FacilityRecord"]


def test_what_is_not_known_is_left_out() -> None:
    assert facility(BARE) == {"type": ["Facility"], "id": SITE_ID, "name": "Delta Assembly"}


@pytest.mark.parametrize("half", [replace(ROW, latitude=None), replace(ROW, longitude=None)])
def test_half_a_place_is_no_place(half: Row) -> None:
    assert "locationInformation" not in facility(half)


def test_the_equator_is_a_place() -> None:
    point = facility(replace(ROW, latitude=0.0, longitude=0.0))["locationInformation"]["geoLocation"]

    assert point["coordinates"] == [0.0, 0.0]


def test_an_operator_is_told_only_with_an_address_of_its_own() -> None:
    known = Party("Delta Works", "https://delta.example/")

    assert facility(operator=known)["operatedByParty"] == {"id": known.id, "name": known.name}
    assert "operatedByParty" not in facility(operator=Party("Delta Works"))


def test_whom_the_site_works_for_stays_behind() -> None:
    """Charlie, a rival who receives the record, learns nothing of brand, model, tier or source."""
    told = {field.name for field in fields(Facility)}
    secret = replace(
        ROW,
        brand="Brandsecret",
        product_model="Modelsecret",
        component="Partsecret",
        source_document="Sourcesecret",
        reference="Refsecret",
        verified_by="Checksecret",
    )

    assert "secret" not in json.dumps(record(secret))
    assert not told & {"brand", "product_model", "tier", "supplier", "source_document"}


def test_a_record_is_signed_and_verified_like_any_other_credential() -> None:
    content = facility_record.write_facility_record(
        facility_record.facility_of(ROW, SITE_ID),
        id=ID, issuer=ISSUER, period=(BEGINS, ENDS), signing=(SEED, SIGNED),
    )  # fmt: skip

    assert signing.outcome(content) == "valid"
    assert signing.outcome(content.replace(b"113.9", b"113.8")) == "tampered"


def test_charlies_key_does_not_sign_a_record_of_the_issuer() -> None:
    with pytest.raises(credentials.NotToBeSignedError):
        facility_record.write_facility_record(
            facility_record.facility_of(ROW, SITE_ID),
            id=ID, issuer=ISSUER, period=(BEGINS, ENDS), signing=(signing.CHARLIES_SEED, SIGNED),
        )  # fmt: skip
