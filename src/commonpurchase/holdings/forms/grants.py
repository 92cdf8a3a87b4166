"""What an originator types to grant a record."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from typing import Any, cast
from uuid import UUID

from django import forms

from commonpurchase.holdings.reckoning.days import begins, ends
from commonpurchase.organisations.facts import Organisation
from commonpurchase.sharing.facts import Grant, Purpose

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
#: The last day of the calendar has no day after it.
LAST_DAY = date.max - timedelta(days=1)
MEANINGS = {
    Purpose.DUE_DILIGENCE: "Due diligence: to know the risks in a supply chain",
    Purpose.REMEDY_CASE: "Remedy case: to get remedy to workers",
    Purpose.CONTRACT_MONITORING: "Contract monitoring: to see that a contract is kept",
    Purpose.JOINT_ENGAGEMENT: "Joint engagement: to speak to a brand together",
    Purpose.TENDER: "Tender: to prepare or judge one",
    Purpose.RESEARCH: "Research: to study, without deciding on anybody",
}


class GrantForm(forms.Form):
    """To whom, what for, and how long; everything that is wrong is said at once."""

    organisation = forms.ChoiceField(
        label="Organisation",
        error_messages={
            "required": "Choose an organisation.",
            "invalid_choice": "Choose one that is offered.",
        },
        help_text="Your competitors, and those of whoever this is about, are not offered.",
    )
    person = forms.EmailField(
        label="Only for one person",
        required=False,
        help_text="The address that person signs in with here; whether there is such an account is not told. "
        "Leave it empty for everybody who acts for the organisation.",
    )
    purpose = forms.ChoiceField(
        label="What for",
        choices=list(MEANINGS.items()),
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose what it is for.",
            "invalid_choice": "Choose one that is offered.",
        },
        help_text="It opens only while somebody says that this is what it looks for.",
    )
    start = forms.DateField(label="From", widget=DAY)
    last = forms.DateField(label="Last day", widget=DAY)

    def __init__(
        self,
        organisations: Sequence[Organisation],
        *args: Any,
        finds: Callable[[str, UUID], UUID],
        at: datetime,
        longest: int,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.finds, self.at, self.longest = finds, at, timedelta(days=longest)
        self.known = {str(one.id): one for one in organisations}
        offered = [("", "Choose an organisation"), *((str(one.id), one.name) for one in organisations)]
        cast("forms.ChoiceField", self.fields["organisation"]).choices = offered
        told = f"It is closed by itself after that day, at most {longest} days on. Take it back at any time."
        self.fields["last"].help_text = told

    def clean_start(self) -> date:
        start: date = self.cleaned_data["start"]
        if start < self.at.date():
            message = f"Found {start}; expected a day from today, {self.at.date()}, on."
            raise forms.ValidationError(message)
        return start

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        start, last = typed.get("start"), typed.get("last")
        if last and not (start or self.at.date()) <= last <= LAST_DAY:
            self.add_error("last", f"Found {last}; expected a day from the first one on.")
        elif start and last and ends(last) - self._from(start) > self.longest:
            self.add_error(
                "last", f"A grant opens for at most {self.longest.days} days; after that grant anew."
            )
        if typed.get("person") and typed.get("organisation"):
            typed["person_id"] = self.finds(typed["person"], self.known[typed["organisation"]].id)
        return typed

    def fact(self) -> Grant:
        """What was typed, once it is valid."""
        typed = self.cleaned_data
        return Grant(
            organisation=self.known[typed["organisation"]].id,
            purpose=Purpose(typed["purpose"]),
            start=self._from(typed["start"]),
            end=ends(typed["last"]),
            person=typed.get("person_id"),
        )

    def _from(self, start: date) -> datetime:
        """What begins today begins now: nobody is said to have had it before it was granted."""
        return max(begins(start), self.at)
