"""What a monitoring partner says of rows that it checked."""

from typing import Any

from django import forms

from commonpurchase.disclosures import facts


class VerifyForm(forms.Form):
    """Which rows were checked, when, how, and what was found."""

    rows = forms.MultipleChoiceField(
        label="Rows", required=False, error_messages={"invalid_choice": "A row chosen is not in this list."}
    )
    on = forms.DateField(
        label="Checked on",
        help_text="The day of the visit, the interviews or the documents.",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    ground = forms.ChoiceField(
        label="What it rests on",
        choices=[(ground.value, ground.value.capitalize()) for ground in facts.Ground],
        widget=forms.RadioSelect,
    )
    found = forms.CharField(
        label="What was checked, and what was found",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2_000,
        help_text="Everybody who sees these rows reads it: nothing that could point to one worker.",
    )

    def __init__(self, rows: tuple[facts.Row, ...], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(row.reference, row.site_name) for row in rows]
        self.fields["rows"].choices = choices  # type: ignore[attr-defined]

    def fact(self) -> facts.Checked:
        """What was typed, once it is valid."""
        typed = self.cleaned_data
        return facts.Checked(
            frozenset(typed["rows"]), typed["on"], facts.Ground(typed["ground"]), typed["found"]
        )
