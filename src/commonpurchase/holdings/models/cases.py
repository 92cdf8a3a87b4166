"""Requests under Freedom of Information, as the authority that was asked handles them."""

from django.db import models

from commonpurchase.holdings.facts.foi import State
from commonpurchase.sharing.models import Labelled


class Case(Labelled):
    """One request to one authority. Only people who act for the authority know of it."""

    derives = False

    authority = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    laws = models.JSONField(help_text="The laws it is asked under.")
    received_on = models.DateField(help_text="The day it was received.")
    received_by = models.UUIDField(help_text="The person who entered it.")
    asked = models.TextField(help_text="What is asked for, in the requester's words.")
    state = models.TextField(
        choices=[(s.value, s.value) for s in State],
        default=State.RECEIVED.value,
        help_text="Where it stands.",
    )
    extended = models.BooleanField(default=False, help_text="The time to answer was extended.")
    held_on = models.DateField(null=True, help_text="The day everything that matches was put on hold.")
    items = models.JSONField(default=list, help_text="What was found, by id.")
    to_consult = models.JSONField(null=True, help_text="Whom to hear, by item; empty before anybody looked.")
    searches = models.JSONField(default=list, help_text="Each search: terms, scope, who, when, found.")
    consultations = models.JSONField(
        default=list, help_text="Each third party that was asked, and its reply."
    )
    decisions = models.JSONField(default=list, help_text="The decision on each item, with its reasons.")
    notice = models.JSONField(null=True, help_text="What the requester is told, part by part.")
    review = models.TextField(blank=True, default="", help_text="What a review found, and who made it.")
    extension = models.JSONField(
        null=True, help_text="Of an extension: under which laws, by whom, when, why."
    )
    earlier_notices = models.JSONField(default=list, help_text="Notices that a later one has replaced.")
    reviews = models.JSONField(
        default=list, help_text="Each review: who opened it, when, why, what it found."
    )
    dropped = models.JSONField(null=True, help_text="Closed without an answer: by whom, when, why.")
    version = models.PositiveIntegerField(default=0, help_text="Grows with every change.")
    changed_at = models.DateTimeField(help_text="When anything in it was last written.")

    def __str__(self) -> str:
        return f"case {self.pk}"
