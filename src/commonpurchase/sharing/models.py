"""A label belongs to a record: one row says who the record is for."""

import uuid
from collections.abc import Iterable
from typing import ClassVar
from urllib.parse import quote, unquote

from django.db import models

from commonpurchase.sharing import facts

BAR = "|"
#: What `Label.fact` reads, from a labelled record.
PARTS = ("label__parties", "label__grants")


def between_bars(group: str) -> str:
    """One group as it stands in the column: `|buyers|`, with any bar of its own written `%7C`."""
    if not group:
        raise ValueError("found a group without a name; expected a name such as buyers")
    return f"{BAR}{quote(group, safe=': ')}{BAR}"


def written(groups: Iterable[str]) -> str:
    """Groups as one column: `|buyers||consortium:7|`, sorted; empty for none."""
    return "".join(between_bars(group) for group in sorted(groups))


def named_between_bars(column: str) -> frozenset[str]:
    """The names that `written` put into one column."""
    return frozenset(unquote(name) for name in column.split(BAR) if name)


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

    # Tender and custody
    authority = models.UUIDField(null=True, help_text="The buyer whose tender it belongs to.")
    award_at = models.DateTimeField(null=True, help_text="When the tender was decided; empty before.")
    custodian = models.UUIDField(null=True, db_index=True, help_text="Who keeps it for its originator.")

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
        """The label as a fact; reads parties and grants, so prefetch them (`PARTS`) for lists."""
        parties = list(self.parties.all())
        return facts.Label(
            originator=self.originator,
            audience=facts.Audience(self.audience),
            groups=named_between_bars(self.groups),
            named=_who(parties, Party.NAMED),
            subjects=_who(parties, Party.SUBJECT),
            excluded=_who(parties, Party.EXCLUDED),
            panel=_who(parties, Party.PANEL),
            handlers=_who(parties, Party.HANDLER),
            secrets=frozenset(facts.Secret(p.who, p.programme) for p in parties if p.role == Party.SECRET),
            authority=self.authority,
            award_at=self.award_at,
            custodian=self.custodian,
            grants=frozenset(grant.fact for grant in self.grants.all()),
            flags=frozenset(flag for flag in facts.Flag if getattr(self, flag.value)),
            author=self.author,
            embargo_until=self.embargo_until,
            retain_until=self.retain_until,
        )


class Party(models.Model):
    """Somebody whom a label mentions: an organisation, or a person (`panel`, `handlers`)."""

    NAMED, SUBJECT, EXCLUDED = "named", "subjects", "excluded"
    SECRET, PANEL, HANDLER = "secrets", "panel", "handlers"
    ROLES = (
        (NAMED, "named"),
        (SUBJECT, "subject"),
        (EXCLUDED, "excluded"),
        (SECRET, "whose secret it holds"),
        (PANEL, "judges the tender"),
        (HANDLER, "handles it"),
    )

    label = models.ForeignKey(Label, models.CASCADE, related_name="parties")
    role = models.TextField(choices=ROLES, help_text="Why the label mentions it.")
    who = models.UUIDField(help_text="The organisation's or person's id.")
    programme = models.TextField(
        blank=True, default="", help_text="Of a secret: the programme it belongs to; empty for none."
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["label", "role", "who", "programme"], name="a_party_once_a_role_and_programme"
            ),
        )
        indexes = (models.Index(fields=["who", "role"], name="party_by_who"),)

    def __str__(self) -> str:
        return f"{self.role} {self.who}"


class Grant(models.Model):
    """A record opened by its originator to one more organisation, or one person of it, for a while."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    label = models.ForeignKey(Label, models.CASCADE, related_name="grants")
    organisation = models.UUIDField(help_text="The organisation it opens to.")
    person = models.UUIDField(null=True, help_text="Only this person of it; empty for all.")
    purpose = models.TextField(
        choices=[(one.value, one.value) for one in facts.Purpose], help_text="What it opens for."
    )
    start = models.DateTimeField(help_text="Open from this moment on.")
    end = models.DateTimeField(help_text="Closed from this moment on.")
    revoked_at = models.DateTimeField(null=True, help_text="When its originator took it back.")

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(start__lt=models.F("end")), name="a_grant_ends_after_it_starts"
            ),
        )
        indexes = (models.Index(fields=["organisation", "end"], name="grant_by_organisation"),)

    def __str__(self) -> str:
        return f"grant {self.pk}"

    @property
    def fact(self) -> facts.Grant:
        """The grant as a fact."""
        return facts.Grant(
            organisation=self.organisation,
            purpose=facts.Purpose(self.purpose),
            start=self.start,
            end=self.end,
            person=self.person,
            revoked_at=self.revoked_at,
        )


def _who(parties: Iterable[Party], role: str) -> frozenset[uuid.UUID]:
    return frozenset(party.who for party in parties if party.role == role)


class Labelled(models.Model):
    """A record that carries a label. Only the gate lists or fetches it.

    `derives` says whether it is made from other records: then its label is the join of theirs.
    """

    derives: ClassVar[bool]
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    label = models.OneToOneField(Label, models.PROTECT, related_name="+", help_text="Who may see it.")

    class Meta:
        abstract = True


class Agreement(Labelled):
    """A non-disclosure agreement. It covers nothing before every party has signed it."""

    derives = False

    title = models.TextField(help_text="What the parties call it.")
    programmes = models.TextField(
        default="", blank=True, help_text="What it is about, each between bars; empty for everything."
    )
    start = models.DateTimeField(help_text="Covers from this moment on, once signed.")
    end = models.DateTimeField(help_text="Covers nothing new from this moment on.")
    survives_until = models.DateField(null=True, help_text="How long what was learned stays secret.")
    document_sha256 = models.TextField(help_text="Of the signed document, wherever it is kept.")
    carve_out = models.BooleanField(help_text="It says that what a law demands is given out.")
    in_force_at = models.DateTimeField(null=True, help_text="When the last party signed.")
    ended_at = models.DateTimeField(null=True, help_text="When a party ended it early.")

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(start__lt=models.F("end")), name="an_agreement_ends_after_it_starts"
            ),
        )

    def __str__(self) -> str:
        return f"agreement {self.pk}"

    @property
    def fact(self) -> facts.Agreement:
        """The agreement as a fact, for those that are in force; reads the signatures."""
        return facts.Agreement(
            parties=frozenset(one.organisation for one in self.signatures.all()),
            start=max(self.start, self.in_force_at or self.start),
            end=self.end,
            programmes=named_between_bars(self.programmes),
            ended_at=self.ended_at,
        )


class Signature(models.Model):
    """A party to an agreement, and who signed for it."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="signatures")
    organisation = models.UUIDField(db_index=True, help_text="The party.")
    signed_by = models.TextField(blank=True, default="", help_text="Who signed, with the role.")
    signed_at = models.DateTimeField(null=True, help_text="When it was signed here.")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["agreement", "organisation"], name="a_party_signs_once"),
        )

    def __str__(self) -> str:
        return f"signature of {self.organisation}"


class Hold(models.Model):
    """A record that one organisation must keep as it has it, while it answers a request for information."""

    label = models.ForeignKey(Label, models.CASCADE, related_name="holds")
    organisation = models.UUIDField(help_text="Who must keep it.")
    case = models.UUIDField(help_text="The request; who asked stands nowhere here.")
    placed_at = models.DateTimeField(help_text="From when on.")
    lifted_at = models.DateTimeField(null=True, help_text="When it was lifted.")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["label", "organisation", "case"], name="a_hold_once_a_case"),
        )

    def __str__(self) -> str:
        return f"hold for {self.case}"
