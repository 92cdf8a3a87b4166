"""The public register: proposals, those who are heard, and entries, which are never changed."""

from django.db import models

from commonpurchase.sharing.models import Labelled


class RegisterEntry(Labelled):
    """A public entry, made from a record by two persons of the organisation that put the record here."""

    derives = True

    issuer = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    record_kind = models.TextField(help_text="The kind of record it was made from.")
    text = models.TextField(help_text="What it says.")
    withheld = models.JSONField(default=list, help_text="What is withheld, each with its head.")
    beside = models.JSONField(default=list, help_text="Those it is about: name, reply, silence.")
    published_at = models.DateTimeField(help_text="When it was published.")
    sha256 = models.TextField(help_text="Hash of what it says.")
    corrects = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="corrected_by", help_text="The version before it."
    )

    def __str__(self) -> str:
        return f"entry {self.pk}"


class Publication(Labelled):
    """A proposal to publish from a record, for its own organisation alone."""

    derives = True

    # What it would say, and from what
    record_kind = models.TextField(help_text="The kind of record.")
    record = models.UUIDField(help_text="The record.")
    input_sha256 = models.TextField(help_text="Hash of the record and its label when it was proposed.")
    text = models.TextField(help_text="What the entry would say.")
    withheld = models.JSONField(default=list, help_text="What would be withheld, each with its head.")
    corrects = models.ForeignKey(RegisterEntry, models.PROTECT, null=True, related_name="+")

    # Lifecycle
    proposed_at = models.DateTimeField(help_text="When it was proposed.")
    proposed_by = models.UUIDField(help_text="Who proposed it.")
    agreed_at = models.DateTimeField(null=True, help_text="When a second person agreed.")
    agreed_by = models.UUIDField(null=True, help_text="Who agreed.")
    set_aside_at = models.DateTimeField(null=True, help_text="When it was set aside.")
    entry = models.OneToOneField(RegisterEntry, models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return f"publication {self.pk}"


class Hearing(Labelled):
    """One organisation that an entry would be about reads the draft and can reply to it."""

    derives = True

    publication = models.ForeignKey(Publication, models.CASCADE, related_name="hearings")
    organisation = models.UUIDField(help_text="Who is heard.")
    until = models.DateTimeField(help_text="It can reply before this moment.")
    said = models.TextField(blank=True, default="", help_text="What it replied.")
    beside = models.BooleanField(default=False, help_text="It wants that to stand beside the entry.")
    replied_at = models.DateTimeField(null=True, help_text="When it replied.")
    answer = models.TextField(blank=True, default="", help_text="What it was answered.")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["publication", "organisation"], name="an_organisation_heard_once"
            ),
        )

    def __str__(self) -> str:
        return f"hearing {self.pk}"
