"""Sites that a viewer sees, as signed facility records."""

from datetime import timedelta
from uuid import UUID

from django.conf import settings

from commonpurchase.disclosures import queries as disclosures
from commonpurchase.disclosures.facts import Row, Version
from commonpurchase.holdings.facts.attestations import Class, Party
from commonpurchase.holdings.queries import keys
from commonpurchase.holdings.reckoning import seeds
from commonpurchase.holdings.reckoning.delivery import class_of
from commonpurchase.holdings.writers.credentials import signed_file
from commonpurchase.holdings.writers.facility_record import facility_document, facility_of
from commonpurchase.organisations import queries as organisations
from commonpurchase.sharing import gate
from commonpurchase.sharing.facts import Viewer
from commonpurchase.vocabulary.readers import declared

#: The one word of ours in a record, for programs that read JSON-LD; nothing is ever fetched from it.
TERM = {"labelClass": "urn:commonpurchase:attestation:1#labelClass"}


def of_version(viewer: Viewer, disclosure: UUID) -> tuple[Version, Class]:
    """A version with its rows, and their class; `gate.NotFoundError` if absent or hidden."""
    version = disclosures.opened(viewer, disclosure)
    return version, class_of(disclosures.label_of(viewer, disclosure))


def record(viewer: Viewer, disclosure: UUID, reference: str) -> bytes:
    """The record of the site of one row, signed by whoever downloads it; the file says its class.

    The viewer's organisation says what it was told, never its supplier: nobody's name is signed by
    another. `gate.NotFoundError` without such a row; `gate.RefusedError` without a key to sign with.
    """
    version, label_class = of_version(viewer, disclosure)
    row = next((one for one in version.rows if one.reference == reference), None)
    if row is None:
        raise gate.NotFoundError("site")
    key = keys.own(viewer)
    if key is None:
        raise gate.RefusedError("A facility record is signed, and your organisation has no key yet.")
    issuer = organisations.opened(viewer, gate.organisation_of(viewer))
    begins, days = viewer.at, declared.value("facility_record_days", viewer.at.date())
    document = facility_document(
        facility_of(row, _site(version, row)),
        id=_site(version, row, "record"),
        issuer=Party(issuer.name, key.did),
        period=(begins, begins + timedelta(days=days)),
    )
    document["@context"].append(TERM)
    document["credentialSubject"]["labelClass"] = label_class.value
    try:
        return signed_file(document, seed=keys.seed_of(key), signed_at=begins)
    except keys.SecretLostError as lost:
        raise gate.RefusedError(str(lost)) from lost


def _site(version: Version, row: Row, of: str = "") -> str:
    return seeds.site_id(settings.SECRET_KEY, version.supplier, f"{row.reference}{of and '/' + of}")
