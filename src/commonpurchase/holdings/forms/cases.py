"""What is typed while a request is handled, a form for each step."""

from typing import Any
from uuid import UUID

from django import forms

from commonpurchase.holdings.facts.foi import WITHHOLDING, Applied, ItemDecision, Notice, Outcome, Short
from commonpurchase.holdings.forms.holdings import DAY, LONG, lines


class ReceiveForm(forms.Form):
    asked = forms.CharField(
        label="What is asked for",
        help_text="In the requester's words. Leave out who asks.",
        max_length=LONG,
        widget=lines(4),
    )
    received_on = forms.DateField(label="Received on", widget=DAY)
    laws = forms.MultipleChoiceField(
        label="Asked under",
        widget=forms.CheckboxSelectMultiple,
        help_text="What relates to the environment too.",
    )

    def __init__(self, laws: list[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["laws"].choices = [(one, one) for one in laws]  # type: ignore[attr-defined]


class HoldForm(forms.Form):
    words = forms.CharField(
        label="Words in what is held",
        help_text=(
            "Of the title, the number, the class or the organisation that put it here. Leave it empty to "
            "hold everything that your organisation has."
        ),
        required=False,
        max_length=200,
    )


class SearchForm(forms.Form):
    terms = forms.CharField(label="Words searched for", max_length=500)
    scope = forms.CharField(
        label="Where", help_text="Such as: this workspace, the mail of two people.", max_length=500
    )
    found = forms.TypedMultipleChoiceField(
        label="What it found", required=False, coerce=UUID, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, items: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["found"].choices = items  # type: ignore[attr-defined]


class ItemForm(forms.Form):
    item = forms.TypedChoiceField(label="Item", coerce=UUID)

    def __init__(self, items: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item"].choices = items  # type: ignore[attr-defined]


class ConsultForm(ItemForm):
    because = forms.CharField(
        label="Why it is not asked",
        help_text="Leave it empty if the third party is asked today.",
        required=False,
        max_length=LONG,
    )


class ReplyForm(ItemForm):
    words = forms.CharField(label="What it answered", max_length=LONG, widget=lines())


class DecideForm(forms.Form):
    item = forms.ChoiceField(label="Item", required=False)
    outcome = forms.ChoiceField(
        label="Decision", choices=[(one.value, one.value.capitalize()) for one in Outcome]
    )
    exemption = forms.ChoiceField(label="Exemption relied on", required=False)
    also = forms.BooleanField(
        label="Add it to the exemptions that this item's decision rests on already",
        help_text="For a decision that rests on several: write it once for each.",
        required=False,
    )
    why = forms.CharField(label="Why it applies", required=False, max_length=LONG, widget=lines())
    for_release = forms.CharField(
        label="Reasons for release", required=False, max_length=LONG, widget=lines(2)
    )
    against_release = forms.CharField(
        label="Reasons against release", required=False, max_length=LONG, widget=lines(2)
    )
    opinion = forms.CharField(
        label="Qualified person's opinion",
        help_text="Who, when, where it is filed.",
        required=False,
        max_length=LONG,
    )
    withheld = forms.CharField(label="What is left out of a part", required=False, max_length=LONG)
    help = forms.CharField(
        label="Who may hold it, and how to ask them", required=False, max_length=LONG, widget=lines(2)
    )

    def __init__(
        self, items: list[tuple[str, str]], exemptions: list[tuple[str, str]], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        whole = ("", "The request as a whole: nothing was found")
        self.fields["item"].choices = items or [whole]  # type: ignore[attr-defined]
        self.fields["exemption"].choices = [("", "None"), *exemptions]  # type: ignore[attr-defined]

    def fact(self) -> ItemDecision:
        """What was decided; reasons go with an exemption, and only with what is kept back."""
        typed = self.cleaned_data
        outcome = Outcome(typed["outcome"])
        names = ("exemption", "why", "for_release", "against_release", "opinion")
        applied = (Applied(**{name: typed[name] for name in names}),) if typed["exemption"] else ()
        return ItemDecision(
            item=UUID(typed["item"]) if typed["item"] else None,
            outcome=outcome,
            applied=applied if outcome in WITHHOLDING else (),
            help=typed["help"],
            withheld=typed["withheld"],
        )


class NoticeForm(forms.Form):
    fact = forms.CharField(
        label="What is released, refused or not held", required=False, max_length=LONG, widget=lines()
    )
    exemption = forms.CharField(label="The exemption relied on", required=False, max_length=LONG)
    why = forms.CharField(label="Why it applies", required=False, max_length=LONG, widget=lines())
    balance = forms.CharField(
        label="Reasons for and against release", required=False, max_length=LONG, widget=lines()
    )
    review = forms.CharField(
        label="How to ask for a review", required=False, max_length=LONG, widget=lines(2)
    )
    complaint = forms.CharField(
        label="How to complain to the regulator", required=False, max_length=LONG, widget=lines(2)
    )
    deadline = forms.DateField(label="A review can be asked for until", required=False, widget=DAY)
    sent_on = forms.DateField(label="Sent on", required=False, widget=DAY)

    def notice(self) -> Notice:
        """The notice as typed, whatever is missing."""
        return Notice(**self.cleaned_data)


class ReviewForm(forms.Form):
    found = forms.CharField(label="What the review found, and who made it", max_length=LONG, widget=lines())


class WithdrawForm(forms.Form):
    entry = forms.ChoiceField(label="Entry")
    because = forms.CharField(label="Why it is taken back", max_length=LONG)

    def __init__(self, entries: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["entry"].choices = entries  # type: ignore[attr-defined]


class ExtendForm(forms.Form):
    because = forms.CharField(
        label="Why more time is needed", help_text="The requester has to be told.", max_length=LONG
    )


class DropForm(forms.Form):
    why = forms.TypedChoiceField(
        label="Reason", coerce=Short, choices=[(one.value, one.value.capitalize()) for one in Short]
    )
    because = forms.CharField(label="How you know", max_length=LONG)


class ReopenForm(forms.Form):
    because = forms.CharField(label="Who asked for the review, and why", max_length=LONG, widget=lines())
