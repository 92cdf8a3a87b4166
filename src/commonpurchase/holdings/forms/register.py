"""What is typed to propose an entry, to reply to a draft, to answer a reply."""

from collections.abc import Iterable
from typing import Any, cast
from uuid import UUID

from django import forms

from commonpurchase.holdings.facts.register import Draft, Entry, Head, Withheld

LONGEST = 2000


class ProposeForm(forms.Form):
    """What an entry says, and up to three things that it leaves out."""

    text = forms.CharField(
        label="What the entry says",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Anybody reads it, signed in or not, and it cannot be taken back: a correction is a new "
        "version. Name nobody whose link to you is not public already.",
    )
    what_1 = forms.CharField(label="What is withheld", required=False, max_length=200)
    head_1 = forms.ChoiceField(label="Under which head", required=False)
    what_2 = forms.CharField(label="What else is withheld", required=False, max_length=200)
    head_2 = forms.ChoiceField(label="Under which head that is", required=False)
    what_3 = forms.CharField(label="And what else", required=False, max_length=200)
    head_3 = forms.ChoiceField(label="Under which head that, too, is", required=False)
    corrects = forms.ChoiceField(
        label="Is it a new version of an entry?",
        required=False,
        help_text="The earlier version stays, with a link to this one.",
    )

    def __init__(self, heads: Iterable[Head], own: Iterable[Entry], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unsure = {True: "", False: " (not confirmed by counsel)"}
        offered = [("", "Nothing chosen"), *((one.id, one.title + unsure[one.confirmed]) for one in heads)]
        for number in (1, 2, 3):
            cast("forms.ChoiceField", self.fields[f"head_{number}"]).choices = offered
        entries = [(str(one.id), f"{one.published_on:%d.%m.%Y}: {one.text[:60]}") for one in own]
        cast("forms.ChoiceField", self.fields["corrects"]).choices = [("", "No, it is the first"), *entries]

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        for number in (1, 2, 3):
            what, head = typed.get(f"what_{number}"), typed.get(f"head_{number}")
            if bool(what) != bool(head):
                self.add_error(
                    f"{'head' if what else 'what'}_{number}", "Say both: what is withheld, and why."
                )
        return typed

    def draft(self) -> Draft:
        """What was typed, once it is valid."""
        typed = self.cleaned_data
        pairs = [(typed[f"what_{number}"], typed[f"head_{number}"]) for number in (1, 2, 3)]
        corrects = UUID(typed["corrects"]) if typed["corrects"] else None
        return Draft(typed["text"], tuple(Withheld(what, head) for what, head in pairs if what), corrects)


class ReplyForm(forms.Form):
    """What an organisation replies to a draft about it."""

    said = forms.CharField(
        label="Your reply",
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Empty: you have read it and have nothing to say.",
    )
    beside = forms.BooleanField(
        label="Publish it beside the entry, with our name",
        required=False,
        help_text="Otherwise only the organisation that publishes reads it, and has to answer it first.",
    )


class AnswerForm(forms.Form):
    """What a reply is answered."""

    said = forms.CharField(label="Your answer", max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3}))
