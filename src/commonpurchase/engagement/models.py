"""Meetings under the Chatham House Rule. No record here says when something was handed in."""

from typing import ClassVar

from django.db import models

from commonpurchase.engagement import facts
from commonpurchase.sharing.models import Labelled


class Meeting(Labelled):
    """A meeting, for its convenor and those invited; who else is invited, only its convenor reads."""

    derives = False

    convenor = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    title = models.TextField(help_text="What it is called; it names nobody who is invited.")
    held_on = models.DateField(help_text="The day of the meeting.")
    points_until = models.DateField(help_text="The last day on which points may be handed in.")
    reach = models.TextField(
        choices=[(one.value, one.value) for one in facts.Reach],
        help_text="For whom the summary is, once released.",
    )
    comment_days = models.PositiveSmallIntegerField(help_text="For how many days comments are open.")
    rivals_because = models.TextField(
        blank=True, default="", help_text="Why competitors sit together; empty where none do."
    )
    one_owner = models.JSONField(default=list, help_text="Those invited that count as one, by id.")
    state = models.TextField(
        choices=[(one.value, one.value) for one in facts.State],
        default=facts.State.COLLECTING.value,
        help_text="Where it stands.",
    )
    comments_until = models.DateTimeField(null=True, help_text="Comments can be handed in before it.")

    def __str__(self) -> str:
        return f"meeting {self.pk}"


class Attendance(Labelled):
    """That an organisation took part, and by whom: for the convenor and that organisation."""

    derives = False

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="+")
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    people = models.JSONField(default=list, help_text="Their names; a summary gives only their number.")
    consented = models.BooleanField(default=False, help_text="It agreed itself to be listed.")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["meeting", "organisation"], name="an_organisation_takes_part_once"
            ),
        )

    def __str__(self) -> str:
        return f"attendance {self.pk}"


class Slip(Labelled):
    """What one person handed in and nobody else reads: sealed, until the collection closes and it goes.

    Neither a moment nor an organisation stands here. Text and author are never in two records at once
    that others could join: closing writes the text anew, without the author, and deletes this.
    """

    derives = False

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="+")
    about = models.TextField(choices=[(one.value, one.value) for one in facts.About], help_text="Of what.")
    text = models.TextField(help_text="What was said, in its author's words.")
    kind = models.TextField(blank=True, default="", help_text="Attributed to this kind; empty for anyone.")
    country = models.TextField(blank=True, default="", help_text="And this country; empty for any.")

    def __str__(self) -> str:
        return f"slip {self.pk}"


class Contribution(Labelled):
    """What was said, without who said it: for those who took part, until the summary is released.

    All of a meeting are written at once, in the order of their texts, so that neither key nor place in
    the table tells anything.
    """

    derives = True

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="+")
    about = models.TextField(choices=[(one.value, one.value) for one in facts.About], help_text="Of what.")
    text = models.TextField(help_text="What was said, in its author's words.")
    kind = models.TextField(blank=True, default="", help_text="Attributed to this kind; empty for anyone.")
    country = models.TextField(blank=True, default="", help_text="And this country; empty for any.")
    answer = models.TextField(blank=True, default="", help_text="The convenor's answer to a comment.")

    ORDER: ClassVar[tuple[str, ...]] = ("about", "kind", "country", "text", "pk")

    def __str__(self) -> str:
        return f"contribution {self.pk}"


class Summary(Labelled):
    """The convenor's summary before its release, as closed as everything that went in."""

    derives = True

    meeting = models.OneToOneField(Meeting, models.CASCADE, related_name="+")
    points = models.JSONField(default=list, help_text="Each point: text, kind and country.")
    opened_by = models.UUIDField(null=True, help_text="The person who opened it for comments.")
    opened_sha256 = models.TextField(blank=True, default="", help_text="Of the text that was opened.")

    def __str__(self) -> str:
        return f"summary {self.pk}"


class ReleasedSummary(Labelled):
    """The summary as released, without anything that went in."""

    derives = True

    meeting = models.OneToOneField(Meeting, models.PROTECT, related_name="+")
    points = models.JSONField(help_text="Each point: text, kind and country.")
    institutions = models.JSONField(default=list, help_text="The names of those that agreed to be listed.")
    people = models.PositiveIntegerField(help_text="How many people took part.")
    released_on = models.DateField(help_text="The day of the release.")
    folded = models.TextField(help_text="Title and points, case folded, to search.")

    def __str__(self) -> str:
        return f"released summary {self.pk}"
