"""Uploads that wait for acknowledgement, and the versions they become."""

import uuid

from django.db import models

from commonpurchase.disclosures import facts
from commonpurchase.sharing.models import Labelled


class Upload(Labelled):
    """A file that its supplier has not acknowledged yet; nobody else sees it, nothing is applied."""

    derives = False

    supplier = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    file = models.OneToOneField("documents.File", models.PROTECT, related_name="+")
    disclosed_on = models.DateField(help_text="The day the uploader says the data is of.")
    uploaded_at = models.DateTimeField(help_text="When it was uploaded.")
    withdrawn_at = models.DateTimeField(null=True, help_text="When the uploader set it aside.")

    def __str__(self) -> str:
        return f"upload {self.pk}"


class Disclosure(Labelled):
    """One accepted version of what a supplier says about its sites, for the organisations it names."""

    derives = False

    supplier = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    upload = models.OneToOneField(Upload, models.PROTECT, related_name="disclosure")
    previous = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(help_text="From 1, per supplier.")
    disclosed_on = models.DateField(help_text="The day the data is of.")
    accepted_at = models.DateTimeField(help_text="When the uploader acknowledged the difference.")
    accepted_by = models.UUIDField(
        null=True, help_text="The person who acknowledged it; empty for the command line."
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["supplier", "version"], name="a_version_once_a_supplier"),
        )

    def __str__(self) -> str:
        return f"disclosure version {self.version}"


class SiteRow(models.Model):
    """One row of one version; it opens with its disclosure. Closed rows stay, marked closed."""

    disclosure = models.ForeignKey(Disclosure, models.CASCADE, related_name="rows")

    # Identification
    reference = models.TextField(help_text="Identifies the row across versions.")
    position = models.PositiveIntegerField(help_text="Order in the file, from 1.")
    fate = models.TextField(
        choices=[(f.value, f.value) for f in facts.Fate], help_text="What this version did to the row."
    )

    # What is made where
    brand = models.TextField(help_text="Brand on the product.")
    product_category = models.TextField(blank=True, default="", help_text="Such as laptop or monitor.")
    product_model = models.TextField(blank=True, default="", help_text="Model as in the contract.")
    component = models.TextField(
        blank=True, default="", help_text="Component made here; empty for the whole product."
    )
    tier = models.PositiveSmallIntegerField(null=True, help_text="1 final assembly, 2 components, and so on.")
    site_name = models.TextField(help_text="Legal name of the site in Latin script.")
    site_name_local = models.TextField(blank=True, default="", help_text="The name in its own script.")
    address = models.TextField(help_text="Physical address.")
    country = models.TextField(help_text="ISO 3166 two-letter code.")
    latitude = models.FloatField(null=True, help_text="Degrees, WGS 84.")
    longitude = models.FloatField(null=True, help_text="Degrees, WGS 84.")
    produced_from = models.DateField(null=True, help_text="First day of production of the model here.")
    produced_until = models.DateField(null=True, help_text="Last day of production of the model here.")

    # Provenance
    disclosed_on = models.DateField(help_text="The day the row was last said or confirmed.")
    source_document = models.TextField(blank=True, default="", help_text="What the supplier relies on.")
    evidence = models.TextField(
        choices=[(e.value, e.value) for e in facts.Evidence],
        default=facts.Evidence.SELF_DECLARED.value,
        help_text="What the supplier says: self-declared or documented.",
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["disclosure", "reference"], name="a_row_once_a_version"),
            models.CheckConstraint(
                condition=~models.Q(evidence=facts.Evidence.VERIFIED.value),
                name="only_a_verification_verifies",
            ),
        )

    def __str__(self) -> str:
        return f"row {self.reference}"


class Verification(models.Model):
    """A monitoring partner's word on rows; it opens with each version that holds one of them."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    disclosure = models.ForeignKey(Disclosure, models.PROTECT, related_name="verifications")
    by = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    verified_on = models.DateField(help_text="The day it was checked.")
    ground = models.TextField(
        choices=[(g.value, g.value) for g in facts.Ground], help_text="What it rests on."
    )
    found = models.TextField(help_text="What was checked and found, for everybody who sees the rows.")
    recorded_at = models.DateTimeField(help_text="When it was written here.")
    withdrawn_at = models.DateTimeField(null=True, help_text="When the partner took it back.")
    withdrawn_because = models.TextField(blank=True, default="", help_text="Why it took it back.")

    def __str__(self) -> str:
        return f"verification {self.pk}"


class VerifiedRow(models.Model):
    """A row that a verification speaks of; a later version's row joins it for as long as it is the same."""

    verification = models.ForeignKey(Verification, models.CASCADE, related_name="verified")
    row = models.ForeignKey(SiteRow, models.CASCADE, related_name="verified")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["verification", "row"], name="a_row_once_a_verification"),
        )

    def __str__(self) -> str:
        return f"{self.verification_id} of {self.row_id}"
