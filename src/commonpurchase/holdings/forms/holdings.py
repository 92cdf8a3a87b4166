"""What is asked of a report, and what is said of an item."""

from datetime import date
from typing import Any

from django import forms

from commonpurchase.holdings.actions.custody import Said
from commonpurchase.vocabulary.periods import in_words

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
LONG = 4000


def lines(rows: int = 3) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class AskForm(forms.Form):
    on = forms.DateField(label="As of", required=False, widget=DAY)
    words = forms.CharField(label="Words in the title", required=False, max_length=200)
    unmasked = forms.BooleanField(
        label="Also what must neither be confirmed nor denied (for the officer's eyes)", required=False
    )

    def __init__(self, *args: Any, first: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.first = first

    def clean_on(self) -> date | None:
        on: date | None = self.cleaned_data["on"]
        if on and on < self.first:
            found, expected = in_words(on), in_words(self.first)
            raise forms.ValidationError(f"Found {found}; expected a day since {expected}.")
        return on


class SayForm(forms.Form):
    harm = forms.CharField(
        label="Harm that release would do",
        help_text="Which harm, and how it would come about. It is evidence for a decision, not a decision.",
        required=False,
        max_length=LONG,
        widget=lines(),
    )
    to_whom = forms.CharField(label="To whom", required=False, max_length=500)
    until = forms.DateField(label="Until when", required=False, widget=DAY)
    emissions = forms.BooleanField(label="It relates to emissions into the environment", required=False)
    sensitive = forms.BooleanField(label="Even that it exists is sensitive", required=False)

    def fact(self) -> Said:
        """What was typed."""
        return Said(**self.cleaned_data)
