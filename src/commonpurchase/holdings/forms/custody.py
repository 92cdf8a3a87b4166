"""A custodian's answers to the ten questions, and a new programme."""

from typing import Any
from uuid import UUID

from django import forms

from commonpurchase.holdings.facts.custody import CustodyAnswer, Questions
from commonpurchase.holdings.forms.holdings import DAY, lines
from commonpurchase.organisations.facts import Organisation


class ProgrammeForm(forms.Form):
    name = forms.CharField(label="What the programme is called", max_length=200)
    how_to_ask = forms.CharField(
        label="How to ask for what it keeps",
        help_text="An office and an address, no person.",
        widget=lines(2),
        max_length=1000,
    )
    members = forms.TypedMultipleChoiceField(
        label="Members that it is to serve; each is asked", coerce=UUID, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, members: list[Organisation], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["members"].choices = [(str(one.id), one.name) for one in members]  # type: ignore[attr-defined]


class StatementForm(forms.Form):
    signed_by = forms.CharField(label="Who signs, in which role", max_length=200)

    def __init__(self, questions: Questions, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = questions.asked
        for one in questions.asked:
            self.fields[f"answer_{one.number}"] = forms.ChoiceField(
                label=f"{one.number}. {one.asks}",
                choices=[("", "No answer"), *((option, option.capitalize()) for option in one.options)],
                required=False,
            )
            if one.needs_evidence:
                self.fields[f"evidence_{one.number}"] = forms.CharField(
                    label=f"What shows the answer to {one.number}", required=False, max_length=1000
                )
                self.fields[f"review_{one.number}"] = forms.DateField(
                    label=f"To be reviewed by ({one.number})", required=False, widget=DAY
                )
        self.order_fields([name for name in self.fields if name != "signed_by"])

    def answers(self) -> dict[int, CustodyAnswer]:
        """The answers by number; what was left open is left out."""
        typed = self.cleaned_data
        return {
            one.number: CustodyAnswer(
                typed[f"answer_{one.number}"],
                typed.get(f"evidence_{one.number}") or "",
                typed.get(f"review_{one.number}"),
            )
            for one in self.asked
            if typed[f"answer_{one.number}"]
        }
