"""What people type about organisations, validated."""

from datetime import date
from typing import Any

from django import forms

from commonpurchase.organisations import facts
from commonpurchase.organisations.reckoning import regimes

_ANY = [("", "Any kind")]
_KINDS = [(kind.value, kind.value.capitalize()) for kind in facts.Kind]
#: Regimes that something must say: they make the organisation's records public on request.
_EVIDENCED = {regime.value for regime in facts.Regime} - {facts.Regime.NONE.value, facts.Regime.UNKNOWN.value}


class Filter(forms.Form):
    """Which organisations to list."""

    words = forms.CharField(label="Name or country", required=False)
    kind = forms.ChoiceField(label="Kind", choices=_ANY + _KINDS, required=False)


class Amend(forms.Form):
    """What an organisation says of itself."""

    contact_address = forms.CharField(
        label="Address for letters",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "street-address"}),
    )
    contact_email = forms.EmailField(
        label="Shared mailbox",
        required=False,
        help_text="One that several people read, such as procurement@city.example; never a person's own.",
    )
    language = forms.ChoiceField(label="Language of letters", choices=list(facts.LANGUAGES.items()))
    regime = forms.ChoiceField(
        label="Freedom-of-information law",
        choices=[(regime.value, regime.value.capitalize()[:1] + regime.value[1:]) for regime in facts.Regime],
        help_text="The law under which anybody may ask for its records.",
    )
    regime_evidence = forms.CharField(
        label="What says so",
        required=False,
        help_text="A provision, a register or a statement, so that others can check it.",
    )
    regime_reviewed_on = forms.DateField(
        label="Last checked",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    regime_review_due_on = forms.DateField(
        label="To be checked again by",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, before: facts.Organisation, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": typed(before), **kwargs})
        self.before, self.on = before, on

    def clean_regime_reviewed_on(self) -> date | None:
        reviewed: date | None = self.cleaned_data["regime_reviewed_on"]
        if reviewed and reviewed > self.on:
            raise forms.ValidationError("This day has not come yet.")
        return reviewed

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if said.get("regime") in _EVIDENCED and not said.get("regime_evidence"):
            self.add_error("regime_evidence", "Say what shows that this law applies.")
        reviewed, due = said.get("regime_reviewed_on"), said.get("regime_review_due_on")
        if reviewed and due and due <= reviewed:
            self.add_error("regime_review_due_on", "This must be after the day it was last checked.")
        if not self.errors:
            for field, sentence in regimes.lacking(self.before, self.details()).items():
                self.add_error(field, sentence)
        return said

    def details(self) -> facts.Details:
        """What was typed, as the action takes it."""
        return facts.Details(**{**self.cleaned_data, "regime": facts.Regime(self.cleaned_data["regime"])})


def typed(organisation: facts.Organisation) -> dict[str, object]:
    """What stands in the form before anybody types."""
    return {name: getattr(organisation, name) for name in Amend.base_fields}
