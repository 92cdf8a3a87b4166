"""Attestations from proposal to revocation, the keys they are signed with, and the lists that take them back.

No secret lies here: a key's seed is worked out anew from the workspace's secret and the key's salt.
"""

import uuid

from django.db import models

from commonpurchase.holdings.facts.attestations import Claim
from commonpurchase.sharing.models import Labelled

CLAIMS = [(one.value, one.value) for one in Claim]


class Key(models.Model):
    """A key that an organisation signs with; the one with the highest number signs what is new."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    number = models.PositiveIntegerField(help_text="From 1, per organisation.")
    did = models.TextField(unique=True, help_text="Its public half: did:key:z6Mk…")
    salt = models.BinaryField(help_text="The chance that went into it; no secret.")
    list_id = models.TextField(help_text="The address that its statements name for its status list.")
    made_at = models.DateTimeField(help_text="When it was made.")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["organisation", "number"], name="a_key_number_once"),)

    def __str__(self) -> str:
        return f"key {self.number} of {self.organisation_id}"


class Place(models.Model):
    """A place in the status list of a key: one bit, set for good once its statement is taken back."""

    key = models.ForeignKey(Key, models.PROTECT, related_name="places")
    index = models.PositiveIntegerField(help_text="Drawn by chance, so that it tells no order.")
    revoked_at = models.DateTimeField(null=True, help_text="When its statement was taken back.")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["key", "index"], name="a_place_once_a_list"),)

    def __str__(self) -> str:
        return f"place {self.index} of {self.key_id}"


class Proposal(Labelled):
    """A statement about sites before it is signed, for its issuer and those whose rows it rests on."""

    derives = True

    # What it would say, and what it rests on
    issuer = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    subject = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    disclosure = models.ForeignKey("disclosures.Disclosure", models.PROTECT, related_name="+")
    input_sha256 = models.TextField(help_text="Hash of the rows and checks that it was reckoned from.")
    statement = models.JSONField(help_text="What it says, as it would stand in the file.")

    # For whom
    recipients = models.JSONField(help_text="The organisations it is meant for, by id.")
    wider = models.BooleanField(help_text="Some of them may not see the rows: a redaction.")
    days = models.PositiveIntegerField(help_text="For how many days it counts from signing on.")

    # Lifecycle
    proposed_at = models.DateTimeField(help_text="When it was proposed.")
    proposed_by = models.UUIDField(help_text="The person who proposed it.")
    set_aside_at = models.DateTimeField(null=True, help_text="When it was set aside.")
    issued_at = models.DateTimeField(null=True, help_text="When it was signed.")

    def __str__(self) -> str:
        return f"proposal {self.pk}"


class Consent(models.Model):
    """A person agreed, for the organisation whose rows they are, that others may read the statement."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="consents")
    organisation = models.UUIDField(help_text="For whom the person agreed.")
    person = models.UUIDField(help_text="Who agreed.")
    given_at = models.DateTimeField(help_text="When.")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["proposal", "person"], name="a_person_agrees_once"),)

    def __str__(self) -> str:
        return f"consent of {self.person} to {self.proposal_id}"


class Attestation(Labelled):
    """A statement about sites that an organisation has signed, and may take back."""

    derives = True

    issuer = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    subject = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    proposal = models.OneToOneField(Proposal, models.PROTECT, related_name="+")
    place = models.OneToOneField(Place, models.PROTECT, related_name="+")
    claim = models.TextField(choices=CLAIMS, help_text="What is claimed.")
    content = models.BinaryField(help_text="The signed file, byte for byte.")
    issued_at = models.DateTimeField(help_text="When it was signed.")
    valid_until = models.DateTimeField(help_text="Counts no more from this moment on.")
    revoked_because = models.TextField(blank=True, default="", help_text="Why it was taken back.")

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(issued_at__lt=models.F("valid_until")),
                name="an_attestation_ends_after_it_was_signed",
            ),
        )

    def __str__(self) -> str:
        return f"attestation {self.pk}"
