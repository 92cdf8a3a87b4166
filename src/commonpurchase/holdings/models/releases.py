"""Questions over several organisations' figures, the figures, their snapshots and audits, and releases.

Nobody but its contributor reads a figure: no page shows one, and the custodian reckons with the snapshot.
The schema is ready for secret sharing: where `Figure.value` and `FigureSnapshot.values` hold a number, a
share of it could stand, one with each of two custodians, and only sums be opened.
"""

from django.db import models

from commonpurchase.holdings.facts.releases import Audience
from commonpurchase.sharing.models import Labelled
from commonpurchase.sharing.reckoning.plans import Function

AUDIENCES = [(one.value, one.value) for one in Audience]
FUNCTIONS = [(one.value, one.value) for one in Function]


class Questioned(Labelled):
    """What every record about a question says of it, in the words of whoever asks."""

    owner = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    question = models.TextField(help_text="What is asked.")
    measure = models.TextField(help_text="The unit that figures are in.")
    function = models.TextField(choices=FUNCTIONS, help_text="What is published of a group.")
    period_start = models.DateField(help_text="The first day it is asked for.")
    period_end = models.DateField(help_text="The first day it is not asked for any more.")
    audience = models.TextField(choices=AUDIENCES, help_text="Who reads what is published.")

    class Meta:
        abstract = True


class ReleasePlan(Questioned):
    """A question with its groups, written before any figure came in; for its custodian alone."""

    derives = False

    # What is asked
    folded = models.TextField(help_text="The question as it is compared with others.")
    readers = models.JSONField(help_text="The organisations named as readers, by id.")
    groups = models.JSONField(help_text="Id, name and organisations of each group, in order of priority.")
    coalitions = models.JSONField(help_text="Organisations that count as one, by id.")
    step = models.PositiveBigIntegerField(help_text="Figures are published to a multiple of it; 0: not so.")
    digits = models.PositiveSmallIntegerField(help_text="To so many significant digits; 0: not so.")
    ranked = models.BooleanField(help_text="The order of the groups is published too.")
    corrects = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")

    # Lifecycle
    written_at = models.DateTimeField(help_text="When it was asked.")
    written_by = models.UUIDField(help_text="The person who asked.")
    deadline = models.DateTimeField(help_text="Everybody can answer until this moment at least.")
    closed_at = models.DateTimeField(null=True, help_text="When its figures were closed.")
    set_aside_at = models.DateTimeField(null=True, help_text="When it was set aside.")
    released_at = models.DateTimeField(null=True, help_text="When its sums were published.")

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(period_start__lt=models.F("period_end")), name="a_period_has_a_day"
            ),
            models.CheckConstraint(
                condition=models.Q(step=0) | models.Q(digits=0), name="figures_are_rounded_in_one_way"
            ),
        )

    def __str__(self) -> str:
        return f"release plan {self.pk}"


class FigureAsked(Questioned):
    """One organisation is asked for its figure; it reads this and nothing of who else is asked."""

    derives = False

    plan = models.ForeignKey(ReleasePlan, models.PROTECT, related_name="+")
    contributor = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    correction = models.BooleanField(default=False, help_text="Figures were published before.")
    deadline = models.DateTimeField(help_text="It can answer until this moment at least.")
    closed_at = models.DateTimeField(null=True, help_text="When the figures were closed.")
    set_aside_at = models.DateTimeField(null=True, help_text="When the question was set aside.")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["plan", "contributor"], name="an_organisation_is_asked_once"),
        )

    def __str__(self) -> str:
        return f"figure asked {self.pk}"


class Figure(Labelled):
    """A contributor's figure: counts in sums, shown to nobody else. A share may stand for the value."""

    derives = False

    asked = models.OneToOneField(FigureAsked, models.PROTECT, related_name="+")
    value = models.DecimalField(max_digits=18, decimal_places=2, help_text="The figure.")
    listed = models.BooleanField(help_text="May be named as a contributor if everybody may.")
    given_at = models.DateTimeField(help_text="When it was given or last corrected.")
    given_by = models.UUIDField(help_text="The person who gave it.")
    withdrawn_at = models.DateTimeField(null=True, help_text="When it was taken back.")

    class Meta:
        constraints = (
            models.CheckConstraint(condition=models.Q(value__gte=0), name="a_figure_is_not_negative"),
        )

    def __str__(self) -> str:
        return f"figure {self.pk}"


class FigureSnapshot(Labelled):
    """The figures of a question as they were when it was closed; the audit and the sums rest on it."""

    derives = True

    plan = models.ForeignKey(ReleasePlan, models.PROTECT, related_name="+")
    values = models.JSONField(help_text="Each contributor's figure, by id, as text.")
    listed = models.JSONField(help_text="The contributors, by id, that may be named.")
    taken_at = models.DateTimeField(help_text="When.")
    superseded_at = models.DateTimeField(null=True, help_text="When the question was opened again.")

    def __str__(self) -> str:
        return f"figure snapshot {self.pk}"


class ReleaseAudit(Labelled):
    """What can be published of a snapshot and why the rest cannot; for its custodian's stewards."""

    derives = True

    snapshot = models.OneToOneField(FigureSnapshot, models.PROTECT, related_name="+")
    table = models.JSONField(help_text="Exactly what would be published.")
    withheld = models.JSONField(help_text="Each group that cannot be published, with the reasons in words.")
    rivals = models.BooleanField(help_text="Under the terms for readers who compete with a contributor.")
    input_sha256 = models.TextField(help_text="Hash of all that it rests on and of its table.")
    audited_at = models.DateTimeField(help_text="When.")
    proposed_at = models.DateTimeField(null=True, help_text="When somebody proposed to publish it.")
    proposed_by = models.UUIDField(null=True, help_text="Who.")

    def __str__(self) -> str:
        return f"release audit {self.pk}"


class PublishedSums(Questioned):
    """Published sums: made through declassifier D1 by two persons, all at once, and never changed."""

    derives = True

    plan = models.OneToOneField(ReleasePlan, models.PROTECT, related_name="+")
    corrects = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    table = models.JSONField(help_text="What is published.")
    contributors = models.JSONField(help_text="The names of the contributors, if all of them may be named.")
    proposed_by = models.UUIDField(help_text="Who proposed it.")
    confirmed_by = models.UUIDField(help_text="Who confirmed it.")
    released_at = models.DateTimeField(help_text="When.")

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(proposed_by=models.F("confirmed_by")), name="two_persons_release"
            ),
        )

    def __str__(self) -> str:
        return f"published sums {self.pk}"
