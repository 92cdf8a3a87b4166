"""What somebody types to convene a meeting, hand in a point, and write its summary."""

from collections.abc import Mapping, Sequence
from typing import Any, cast
from uuid import UUID

from django import forms

from commonpurchase.engagement.facts import ANYONE, Category, Plan, Reach, Said
from commonpurchase.organisations.facts import Organisation

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
LONG = 4_000
#: Empty places for points below those that are written.
MORE = 3
MOST = 60


def written(category: Category) -> str:
    """A category as a form carries it."""
    return f"{category.kind}/{category.country}"


class ConveneForm(forms.Form):
    """A meeting as somebody convenes it."""

    title = forms.CharField(
        label="What the meeting is called",
        max_length=200,
        help_text="Neutral: it names nobody who is invited, since titles stand in lists and registers.",
    )
    held_on = forms.DateField(label="Day of the meeting", widget=DAY)
    points_until = forms.DateField(
        label="Points can be handed in until",
        widget=DAY,
        help_text="Nobody reads any of them before; then everybody who took part reads all of them at once.",
    )
    invited = forms.TypedMultipleChoiceField(
        label="Who is invited",
        coerce=UUID,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Invite at least three organisations."},
    )
    one_owner = forms.TypedMultipleChoiceField(
        label="Of those, which belong to one owner?",
        coerce=UUID,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="They count as one when it is checked that nobody can be recognised. "
        "If none do, leave it empty.",
    )
    rivals_because = forms.CharField(
        label="Why competitors must sit together",
        required=False,
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Only if you invite two brands, or two resellers: they are better met one by one.",
    )
    comment_days = forms.IntegerField(
        label="For how many days the summary is open for comments",
        min_value=1,
        max_value=366,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    reach = forms.ChoiceField(
        label="Who may read the summary once it is released",
        choices=[(one.value, one.value.capitalize()) for one in Reach],
        initial=Reach.MEMBERS.value,
        widget=forms.RadioSelect,
        help_text="Those invited rely on it: it cannot be changed later.",
    )

    def __init__(self, possible: Sequence[Organisation], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(one.id), f"{one.name} ({one.kind})") for one in possible]
        for name in ("invited", "one_owner"):
            cast("forms.ChoiceField", self.fields[name]).choices = choices

    def plan(self) -> Plan:
        """What was typed, once it is valid."""
        typed = self.cleaned_data
        return Plan(
            **{
                **typed,
                "invited": frozenset(typed["invited"]),
                "one_owner": frozenset(typed["one_owner"]),
                "reach": Reach(typed["reach"]),
            }
        )


class SlipForm(forms.Form):
    """A point or a comment, and how it may be attributed."""

    text = forms.CharField(
        label="What you want to say",
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="It is read as you write it, without your name: leave out what only you would know or say. "
        "No prices, quantities, customers or plans of a business.",
    )
    category = forms.ChoiceField(
        label="Attribute it to",
        required=False,
        help_text="Only what enough of those invited could have said is offered.",
    )

    def __init__(self, choices: Mapping[Category, str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = {written(category): category for category in choices}
        if not choices:
            del self.fields["category"]
        else:
            field = cast("forms.ChoiceField", self.fields["category"])
            field.choices = [(written(one), words.capitalize()) for one, words in choices.items()]

    def category_chosen(self) -> Category:
        """The category that was chosen; anyone where there was no choice."""
        return self.known.get(self.cleaned_data.get("category", ""), ANYONE)


class AttendanceForm(forms.Form):
    """Who took part for one organisation."""

    organisation = forms.TypedChoiceField(label="Organisation", coerce=UUID)
    people = forms.CharField(
        label="People who took part for it",
        required=False,
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="One name a line. Only you and that organisation read them; a summary gives their number. "
        "Leave it empty to take the organisation off again.",
    )

    def __init__(self, invited: Sequence[Organisation], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(one.id), one.name) for one in invited]
        cast("forms.ChoiceField", self.fields["organisation"]).choices = choices


class AnswerForm(forms.Form):
    """The answer to a comment."""

    answer = forms.CharField(
        label="Your answer",
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Everybody who took part reads it: what you changed, or why nothing changes.",
    )


class SummaryForm(forms.Form):
    """The points of a summary, a row for each, and a few empty rows."""

    rows = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=MOST)

    def __init__(
        self, choices: Mapping[Category, str], points: Sequence[Said], data: Any = None, **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        self.known = {written(category): category for category in choices}
        asked = str((data or {}).get("rows", ""))
        wanted = int(asked) if asked.isdecimal() else len(points) + MORE
        self.count = min(max(wanted, 1), MOST)
        self.fields["rows"].initial = self.count
        offered = [(written(one), words.capitalize()) for one, words in choices.items()]
        for number in range(1, self.count + 1):
            before = points[number - 1] if number <= len(points) else Said("")
            self._place(number, before, offered)

    def _place(self, number: int, before: Said, offered: Sequence[tuple[str, str]]) -> None:
        self.fields[f"category-{number}"] = forms.ChoiceField(
            label=f"Point {number}: attributed to",
            choices=offered,
            required=False,
            initial=written(before.category),
        )
        self.fields[f"text-{number}"] = forms.CharField(
            label=f"Point {number}: in your own words",
            required=False,
            max_length=LONG,
            widget=forms.Textarea(attrs={"rows": 3}),
            initial=before.text,
        )

    def points(self) -> list[Said]:
        """The points that were written, in their order; an empty row is left out."""
        typed = self.cleaned_data
        found = [
            Said(typed[f"text-{number}"], self.known.get(typed[f"category-{number}"], ANYONE))
            for number in range(1, self.count + 1)
        ]
        return [one for one in found if one.text.strip()]
