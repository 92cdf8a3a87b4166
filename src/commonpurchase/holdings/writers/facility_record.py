"""Sites as UNTP Digital Facility Records (version 0.6.1), from facts that the gate has already opened.

What is not known is left out, never made up. Whom a site works for is not part of the record.
"""

from datetime import datetime
from typing import Any

from commonpurchase.disclosures.facts import Row
from commonpurchase.holdings.facts.attestations import CREDENTIAL, STANDARD, Facility, Party
from commonpurchase.holdings.writers.credentials import moment, party, signed_file

#: As the schema of that version demands it; nothing is ever fetched from it.
CONTEXT = "https://test.uncefact.org/vocabulary/untp/dfr/working/"
RECORD = "DigitalFacilityRecord"


def facility_of(row: Row, id: str) -> Facility:  # noqa: A002 - what the record calls it
    """The site of a disclosed row under a URI; models, brand and supplier stay behind."""
    both = row.latitude is not None and row.longitude is not None
    return Facility(
        id=id,
        name=row.site_name,
        name_local=row.site_name_local,
        address=row.address,
        country=row.country,
        latitude=row.latitude if both else None,
        longitude=row.longitude if both else None,
    )


def write_facility_record(
    facility: Facility,
    *,
    id: str,  # noqa: A002 - what the record calls it
    issuer: Party,
    period: tuple[datetime, datetime],
    signing: tuple[bytes, datetime],
) -> bytes:
    """The signed record of a site: its URI, who issues it, from when until when it counts.

    `signing` is the issuer's secret seed and the moment of signing; see `credentials.signed_file`.
    """
    seed, signed_at = signing
    document = facility_document(facility, id=id, issuer=issuer, period=period)
    return signed_file(document, seed=seed, signed_at=signed_at)


def facility_document(
    facility: Facility,
    *,
    id: str,  # noqa: A002 - what the record calls it
    issuer: Party,
    period: tuple[datetime, datetime],
) -> dict[str, Any]:
    """The unsigned credential that holds the record of a site."""
    begins, ends = period
    return {
        "@context": [STANDARD, CONTEXT],
        "id": id,
        "type": [RECORD, CREDENTIAL],
        "issuer": {"type": ["CredentialIssuer"], **party(issuer)},
        "validFrom": moment(begins),
        "validUntil": moment(ends),
        "credentialSubject": {"type": ["FacilityRecord"], "facility": _facility(facility)},
    }


def _facility(one: Facility) -> dict[str, Any]:
    parts = {
        # The schema has no place for a second name, so the site is also known under the same id by that.
        "facilityAlsoKnownAs": [{"id": one.id, "name": one.name_local}] if one.name_local else None,
        "countryOfOperation": one.country,
        "operatedByParty": party(one.operator) if one.operator and one.operator.id else None,
        "locationInformation": _location(one),
        "address": _address(one),
    }
    return {
        "type": ["Facility"],
        "id": one.id,
        "name": one.name,
        **{name: value for name, value in parts.items() if value},
    }


def _location(one: Facility) -> dict[str, Any] | None:
    """A GeoJSON point: longitude first."""
    if one.latitude is None or one.longitude is None:
        return None
    return {
        "type": ["Location"],
        "geoLocation": {"type": "Point", "coordinates": [one.longitude, one.latitude]},
    }


def _address(one: Facility) -> dict[str, Any] | None:
    """The address as it was disclosed, in one line: taking it apart would be guessing."""
    parts = {"streetAddress": one.address, "addressCountry": one.country}
    known = {name: value for name, value in parts.items() if value}
    return {"type": ["Address"], **known} if one.address else None
