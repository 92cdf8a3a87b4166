"""The ledger of who got what and how. The database refuses to change, delete or replace a row."""

from django.db import models

from commonpurchase.holdings.facts.attestations import Class
from commonpurchase.holdings.facts.custody import Channel, Kind


class LedgerRow(models.Model):
    """One row, written before any byte leaves. It holds ids, never names or content."""

    # What happened
    sequence = models.PositiveBigIntegerField(primary_key=True, help_text="Position in the ledger, from 1.")
    at = models.DateTimeField(help_text="When.")
    organisation = models.UUIDField(help_text="Which organisation came to have it.")
    person = models.UUIDField(null=True, help_text="Who of it; empty for a service.")
    service = models.TextField(blank=True, default="", help_text="Which service, where nobody looked.")
    kind = models.TextField(choices=[(k.value, k.value) for k in Kind], help_text="What happened.")
    channel = models.TextField(choices=[(c.value, c.value) for c in Channel], help_text="By which way.")
    basis = models.JSONField(default=list, help_text="What it rests on: contracts, grants, choices.")
    case = models.UUIDField(null=True, help_text="The request that places or lifts a hold.")
    keep_until = models.DateTimeField(null=True, help_text="Until when it had to be kept.")

    # To what, as it then stood
    item = models.UUIDField(help_text="The record.")
    item_kind = models.TextField(help_text="The kind of record.")
    version = models.TextField(blank=True, default="", help_text="Hash of its version.")
    originator = models.UUIDField(help_text="Who put it here.")
    item_class = models.TextField(choices=[(c.value, c.value) for c in Class], help_text="Its class.")
    flags = models.JSONField(default=list, help_text="Its flags.")
    custodian = models.UUIDField(null=True, help_text="Who keeps it for its originator.")

    # The chain
    previous = models.TextField(blank=True, default="", help_text="Hash of the row before.")
    hash = models.TextField(unique=True, help_text="SHA-256 over every other field.")

    class Meta:
        indexes = (
            models.Index(fields=["organisation", "item", "kind"], name="ledger_by_holder"),
            models.Index(fields=["item"], name="ledger_by_item"),
        )

    def __str__(self) -> str:
        return f"row {self.sequence}"


class LedgerHead(models.Model):
    """The one row that whoever writes to the ledger must lock."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    sequence = models.PositiveBigIntegerField(default=0, help_text="The last row's position.")
    hash = models.TextField(default="", help_text="The last row's hash.")

    class Meta:
        constraints = (models.CheckConstraint(condition=models.Q(id=1), name="the_ledger_has_one_head"),)

    def __str__(self) -> str:
        return f"ledger head at {self.sequence}"


class Standing(models.Model):
    """Which law an organisation was subject to from when on, so that a report of a past day can be made."""

    organisation = models.UUIDField(db_index=True, help_text="The organisation.")
    regime = models.TextField(help_text="The law recorded for it.")
    since = models.DateTimeField(help_text="From when on the ledger knew.")

    def __str__(self) -> str:
        return f"{self.regime} since {self.since}"


class AskedReport(models.Model):
    """A report that was asked for: the question and the hash of the answer, never the answer."""

    organisation = models.UUIDField(db_index=True, help_text="Whose holdings.")
    person = models.UUIDField(help_text="Who asked.")
    asked_at = models.DateTimeField(help_text="When.")
    question = models.JSONField(help_text="As of when, for which words, masked or not.")
    sha256 = models.TextField(help_text="Hash of the report.")

    def __str__(self) -> str:
        return f"report {self.sha256[:12]}"
