"""Programmes, what their custodians state, and what is said of an item beside its label."""

from django.db import models

from commonpurchase.sharing.models import Labelled


class Programme(Labelled):
    """Something under which one organisation collects and keeps data for others.

    Those it is to serve read it at once, everybody else once its statement is published.
    """

    derives = False

    name = models.TextField(help_text="What it is called.")
    custodian = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    how_to_ask = models.TextField(help_text="How to ask the custodian for what it keeps.")
    begun_at = models.DateTimeField(help_text="When it was entered here.")
    ended_at = models.DateTimeField(null=True, help_text="When its custodian ended it.")

    def __str__(self) -> str:
        return self.name


class ProgrammeMember(models.Model):
    """An organisation that a programme is to serve: a member from the moment it says so until it leaves."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="members")
    organisation = models.UUIDField(db_index=True, help_text="Whom it serves.")
    asked_at = models.DateTimeField(help_text="When the custodian named it.")
    accepted_at = models.DateTimeField(null=True, help_text="When it agreed; empty before.")
    left_at = models.DateTimeField(null=True, help_text="When it declined or left.")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["programme", "organisation"],
                condition=models.Q(left_at=None),
                name="a_programme_has_a_member_once",
            ),
        )

    def __str__(self) -> str:
        return f"member {self.organisation}"


class CustodyStatement(models.Model):
    """One version of what a custodian answers to the ten questions: signed, published, never changed."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="statements")
    version = models.PositiveIntegerField(help_text="From 1.")
    questions_version = models.TextField(help_text="Which version of the questions it answers.")
    answers = models.JSONField(help_text="Answer, evidence and day of review by number.")
    signed_by = models.TextField(help_text="Who signed, with the role.")
    published_at = models.DateTimeField(help_text="When it was signed and published.")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["programme", "version"], name="a_statement_once_a_version"),
        )

    def __str__(self) -> str:
        return f"statement {self.version}"


class ItemStatement(models.Model):
    """What an organisation says of an item: harm of release, emissions, whether it may be named at all."""

    item = models.UUIDField(db_index=True, help_text="The record.")
    organisation = models.UUIDField(help_text="Who says it.")
    made_at = models.DateTimeField(help_text="When.")
    harm = models.TextField(blank=True, default="", help_text="Which harm release would do.")
    to_whom = models.TextField(blank=True, default="", help_text="To whom.")
    until = models.DateField(null=True, help_text="Until when.")
    emissions = models.BooleanField(default=False, help_text="It relates to emissions.")
    sensitive = models.BooleanField(default=False, help_text="That it exists is sensitive.")

    def __str__(self) -> str:
        return f"statement on {self.item}"
