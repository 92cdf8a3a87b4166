"""The chain of events, its head, and the salts that make people forgettable."""

import uuid

from django.db import models


class Event(models.Model):
    """One thing that was done. The database refuses to change or delete it."""

    sequence = models.PositiveBigIntegerField(primary_key=True, help_text="Position in the chain, from 1.")
    at = models.DateTimeField(help_text="When it was done.")
    verb = models.TextField(help_text="What was done, as context.verb.")
    subject_kind = models.TextField(help_text="The kind of record it was done to.")
    subject = models.UUIDField(db_index=True, help_text="The record it was done to.")
    person = models.TextField(help_text="Salted hash of the person's id; empty for the system.")
    on_behalf_of = models.UUIDField(null=True, help_text="The organisation the person acted for.")
    content = models.TextField(help_text="Salted hash of what was written.")
    previous = models.TextField(help_text="Hash of the event before; empty for the first.")
    hash = models.TextField(unique=True, help_text="SHA-256 over every other field.")

    def __str__(self) -> str:
        return f"event {self.sequence}"


class Head(models.Model):
    """The one row that everybody who appends must lock."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    sequence = models.PositiveBigIntegerField(default=0, help_text="The last event's position.")
    hash = models.TextField(default="", help_text="The last event's hash.")

    class Meta:
        constraints = (models.CheckConstraint(condition=models.Q(id=1), name="there_is_one_head"),)

    def __str__(self) -> str:
        return f"head at {self.sequence}"


class Salt(models.Model):
    """A secret per person or record. Deleting it makes its hashes unlinkable for good."""

    owner = models.UUIDField(primary_key=True, default=uuid.uuid4, help_text="The person or record.")
    value = models.BinaryField(help_text="32 random bytes.")

    def __str__(self) -> str:
        return f"salt of {self.owner}"


class Buried(models.Model):
    """How far the tombstone log is carried out in this database: an older copy is behind it."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    sequence = models.PositiveBigIntegerField(default=0, help_text="The last line that was carried out.")
    hash = models.TextField(default="", help_text="Its hash.")

    class Meta:
        constraints = (models.CheckConstraint(condition=models.Q(id=1), name="there_is_one_buried"),)

    def __str__(self) -> str:
        return f"carried out to {self.sequence}"
