"""What a person types when deciding at a gate or correcting a contract."""

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, cast

from django import forms

from commonpurchase.contracts import facts
from commonpurchase.contracts.reckoning.order import out_of_order

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
#: The last day of the calendar means that there is none.
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date.max - timedelta(days=1)
ACTION = re.compile(r"^\s*(\d{4}-\d{2}-\d{2})\s+(\S.*)$")
OUTCOMES = {
    facts.Outcome.EXTEND: "Extend",
    facts.Outcome.EXTEND_ON_CONDITIONS: "Extend, on conditions with dates",
    facts.Outcome.DO_NOT_EXTEND: "Do not extend",
    facts.Outcome.WAIVE: "Extend although the gate does not pass (waiver)",
}


class DecisionForm(forms.Form):
    outcome = forms.ChoiceField(
        label="Decision",
        choices=[(o.value, words) for o, words in OUTCOMES.items()],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label="Reason",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Needed for a waiver, and to extend after the notice date. Kept with the decision.",
    )
    waived_by = forms.CharField(
        label="Who answers for the waiver", required=False, help_text="The person's full name and role."
    )
    actions = forms.CharField(
        label="Conditions",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="One a line: the day it is due by, then what must be done. For example: "
        "2027-03-01 Send rows for the two missing models.",
    )

    def __init__(self, *args: Any, route: facts.Route = facts.Route.EXTENSION, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if route is facts.Route.NEW_PROCUREMENT:
            words = "Do not extend: plan a new procurement"
            outcome = cast("forms.ChoiceField", self.fields["outcome"])
            outcome.choices = [(facts.Outcome.DO_NOT_EXTEND.value, words)]

    def clean_outcome(self) -> facts.Outcome:
        return facts.Outcome(self.cleaned_data["outcome"])

    def clean_actions(self) -> tuple[facts.DatedAction, ...]:
        lines = [line for line in self.cleaned_data["actions"].splitlines() if line.strip()]
        read = [_action(line) for line in lines]
        bad = [
            f"Line {place}: found “{line.strip()}”; expected a day such as 2027-03-01, then what to do."
            for place, (line, action) in enumerate(zip(lines, read, strict=True), start=1)
            if action is None
        ]
        if bad:
            raise forms.ValidationError(bad)
        return tuple(action for action in read if action)


class DateForm(forms.Form):
    on = forms.DateField(label="Date", required=False, widget=DAY, help_text="Leave empty if there is none.")
    source = forms.CharField(
        label="Where it stands", required=False, help_text="Such as “section 4.2 of the contract”."
    )

    def __init__(self, *args: Any, contract: facts.Contract, kind: facts.DateKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.contract, self.field = contract, kind.name.lower()

    def clean_on(self) -> date | None:
        on: date | None = self.cleaned_data["on"]
        if on is None:
            return None
        if not FIRST_DAY <= on <= LAST_DAY:
            message = f"Found {on}; expected a day from {FIRST_DAY} to {LAST_DAY}."
            raise forms.ValidationError(message)
        changed: dict[str, Any] = {self.field: facts.SourcedDate(on)}
        faults = out_of_order(replace(self.contract, **changed))
        if faults:
            raise forms.ValidationError(faults)
        return on


class DutyForm(forms.Form):
    duty = forms.ChoiceField(
        label="Must the supplier update what it disclosed?",
        choices=[
            (facts.Duty.CLAUSE.value, "Yes, a clause says so"),
            (facts.Duty.NONE.value, "No"),
            (facts.Duty.UNKNOWN.value, "Not known"),
        ],
        widget=forms.RadioSelect,
    )
    reference = forms.CharField(label="Where the clause stands", required=False)
    text = forms.CharField(
        label="The clause’s own words",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="The formal letter quotes them.",
    )

    def clean(self) -> dict[str, object]:
        cleaned: dict[str, object] = super().clean() or {}
        if cleaned.get("duty") == facts.Duty.CLAUSE.value:
            for name in ("reference", "text"):
                if not cleaned.get(name):
                    self.add_error(name, "Needed, so that a formal letter can quote the clause.")
        return cleaned

    def fact(self) -> facts.UpdateDuty:
        """The duty as typed; without a clause there is nothing to quote."""
        typed = self.cleaned_data
        duty = facts.Duty(typed["duty"])
        if duty is not facts.Duty.CLAUSE:
            return facts.UpdateDuty(duty)
        return facts.UpdateDuty(duty, typed["reference"], typed["text"])


class ModelsForm(forms.Form):
    bought = forms.CharField(
        label="Product models",
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="One a line, as brand: model. For example: Aurelis: Book 14.",
    )

    def clean_bought(self) -> list[facts.Model]:
        lines = [line for line in self.cleaned_data["bought"].splitlines() if line.strip()]
        bad = [
            f"Line {place}: found “{line.strip()}”; expected brand: model."
            for place, line in enumerate(lines, start=1)
            if not all(part.strip() for part in line.partition(":")[::2])
        ]
        if bad:
            raise forms.ValidationError(bad)
        return [facts.Model(*(part.strip() for part in line.partition(":")[::2])) for line in lines]


def _action(line: str) -> facts.DatedAction | None:
    found = ACTION.match(line)
    try:
        return facts.DatedAction(date.fromisoformat(found[1]), found[2].strip()) if found else None
    except ValueError:
        return None
