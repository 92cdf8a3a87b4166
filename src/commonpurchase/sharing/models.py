"""A label belongs to a record: one row says who the record is for."""

import uuid
from collections.abc import Iterable
from urllib.parse import quote, unquote

from django.db import models

from commonpurchase.sharing import facts

BAR = "|"


def between_bars(group: str) -> str:
    """One group as it stands in the column: `|buyers|`, with any bar of its own written `%7C`."""
    if not group:
        raise ValueError("found a group without a name; expected a name such as buyers")
    return f"{BAR}{quote(group, safe=': ')}{BAR}"


def written(groups: Iterable[str]) -> str:
    """Groups as one column: `|buyers||consortium:7|`, sorted; empty for none."""
    return "".join(between_bars(group) for group in sorted(groups))


class Label(models.Model):
    """Who a record is for and what keeps it closed. Organisations are plain ids: they lie above."""

    # Identification
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    originator = models.UUIDField(db_index=True, help_text="The organisation that put the record here.")
    author = models.UUIDField(null=True, help_text="The person behind a sealed record.")

    # Audience
    audience = models.PositiveSmallIntegerField(
        default=facts.Audience.OWN, help_text="Own, named, group, members or public."
    )
    groups = models.TextField(
        default="", blank=True, help_text="Groups asked for, each between bars; empty for none."
    )

    # Flags
    nda = models.BooleanField(default=False, help_text="Opens only under a non-disclosure agreement.")
    competitively_sensitive = models.BooleanField(default=False, help_text="Never to a rival.")
    aggregate_only = models.BooleanField(default=False, help_text="Counts in sums, never shown.")
    personal = models.BooleanField(default=False, help_text="About a living person.")
    sealed = models.BooleanField(default=False, help_text="Only for its author.")
    tender = models.BooleanField(default=False, help_text="Part of a tender that is not decided.")
    protected = models.BooleanField(default=False, help_text="Could harm somebody if it came out.")
    environmental = models.BooleanField(default=False, help_text="Environmental information.")

    # Lifecycle
    embargo_until = models.DateTimeField(null=True, help_text="Closed to others before this moment.")
    retain_until = models.DateTimeField(null=True, help_text="To be deleted from this moment on.")

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(audience__in=[audience.value for audience in facts.Audience]),
                name="an_audience_is_known",
            ),
            models.CheckConstraint(
                condition=models.Q(sealed=False) | models.Q(author__isnull=False),
                name="a_sealed_record_has_an_author",
            ),
        )

    def __str__(self) -> str:
        return f"label {self.pk}"

    @property
    def fact(self) -> facts.Label:
        """The label as a fact; reads the parties, so prefetch them for lists."""
        parties = list(self.parties.all())
        return facts.Label(
            originator=self.originator,
            audience=facts.Audience(self.audience),
            groups=frozenset(unquote(group) for group in self.groups.split(BAR) if group),
            named=frozenset(p.organisation for p in parties if p.role == Party.NAMED),
            subjects=frozenset(p.organisation for p in parties if p.role == Party.SUBJECT),
            excluded=frozenset(p.organisation for p in parties if p.role == Party.EXCLUDED),
            flags=frozenset(flag for flag in facts.Flag if getattr(self, flag.value)),
            author=self.author,
            embargo_until=self.embargo_until,
            retain_until=self.retain_until,
        )


class Party(models.Model):
    """An organisation that a label names, is about, or excludes."""

    NAMED, SUBJECT, EXCLUDED = "named", "subjects", "excluded"
    ROLES = ((NAMED, "named"), (SUBJECT, "subject"), (EXCLUDED, "excluded"))

    label = models.ForeignKey(Label, models.CASCADE, related_name="parties")
    role = models.TextField(choices=ROLES, help_text="Why the label mentions the organisation.")
    organisation = models.UUIDField(help_text="The organisation's id.")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["label", "role", "organisation"], name="a_party_once_a_role"),
        )
        indexes = (models.Index(fields=["organisation", "role"], name="party_by_organisation"),)

    def __str__(self) -> str:
        return f"{self.role} {self.organisation}"


class Labelled(models.Model):
    """A record that carries a label. Only the gate lists or fetches it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    label = models.OneToOneField(Label, models.PROTECT, related_name="+", help_text="Who may see it.")

    class Meta:
        abstract = True
