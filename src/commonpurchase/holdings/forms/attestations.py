"""What somebody types to have a statement reckoned, and to take one back. No count is ever typed."""

from collections.abc import Sequence
from typing import Any, cast
from uuid import UUID

from django import forms

from commonpurchase.contracts.facts import Model
from commonpurchase.holdings.facts.attestations import Claim, Scope
from commonpurchase.holdings.facts.issuing import Wanted
from commonpurchase.holdings.reckoning.wording import TIERS
from commonpurchase.organisations.facts import Organisation

CLAIMS = {
    Claim.ALL_SITES_DISCLOSED: "All sites of this tier that make these models are disclosed",
    Claim.ALL_SITES_VERIFIED: "All sites of this tier that make these models are disclosed and were verified",
    Claim.SITES_DISCLOSED: "Some sites of this tier that make these models are disclosed",
}


class IssueForm(forms.Form):
    """Which claim, about which models and tier, for whom and how long; the rest is reckoned from rows."""

    claim = forms.ChoiceField(label="What it says", widget=forms.RadioSelect)
    declared = forms.BooleanField(
        label="We declare that these are all of the sites",
        required=False,
        help_text="Rows cannot show that none is missing. Needed for a statement of all sites.",
    )
    tier = forms.TypedChoiceField(label="Tier", coerce=int)
    models = forms.MultipleChoiceField(
        label="Product models",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one product model."},
    )
    days = forms.IntegerField(
        label="For how many days it counts",
        help_text="You can take it back earlier.",
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    recipients = forms.MultipleChoiceField(
        label="Who it is for",
        help_text="They see the statement and not the rows, unless they see those already. "
        "Competitors are not offered.",
        error_messages={"required": "Choose at least one organisation."},
    )

    def __init__(
        self,
        *args: Any,
        own: bool,
        offered: Sequence[Model],
        tiers: Sequence[int],
        receivers: Sequence[Organisation],
        longest: int,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.known = {str(place): model for place, model in enumerate(offered)}
        claims = CLAIMS if own else {Claim.SITES_DISCLOSED: CLAIMS[Claim.SITES_DISCLOSED]}
        self._offer("claim", [(one.value, words) for one, words in claims.items()])
        self._offer("tier", [(tier, f"{tier}: {TIERS[tier]}") for tier in tiers])
        self._offer("models", [(place, str(model)) for place, model in self.known.items()])
        self._offer("recipients", [(str(one.id), one.name) for one in receivers])
        self.fields["days"].initial = longest
        self.fields["claim"].initial = next(iter(claims)).value
        if not own:
            del self.fields["declared"]

    def _offer(self, field: str, choices: Sequence[tuple[object, str]]) -> None:
        cast("forms.ChoiceField", self.fields[field]).choices = choices

    def fact(self) -> Wanted:
        """What was chosen, once it is valid."""
        typed = self.cleaned_data
        return Wanted(
            claim=Claim(typed["claim"]),
            scope=Scope(tuple(self.known[place] for place in typed["models"]), typed["tier"]),
            recipients=frozenset(UUID(one) for one in typed["recipients"]),
            days=typed["days"],
            declared=typed.get("declared", False),
        )


class TakeBackForm(forms.Form):
    """Why a statement does not count any more."""

    because = forms.CharField(
        label="Why",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2_000,
        help_text="Everybody who received the statement reads it.",
    )
