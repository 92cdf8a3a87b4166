"""What a steward types to ask for figures, and what a contributor types to answer."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, cast
from uuid import UUID

from django import forms

from commonpurchase.holdings.facts.releases import MOST, Audience, Group, Question
from commonpurchase.holdings.forms.agreements import DAY, LAST_DAY
from commonpurchase.holdings.reckoning.days import ends
from commonpurchase.organisations.facts import Organisation
from commonpurchase.sharing.reckoning.plans import Function
from commonpurchase.vocabulary.readers import countries

FUNCTIONS = {Function.SUM: "The sum over each group", Function.MEAN: "The mean of each group"}
AUDIENCES = {
    Audience.MEMBERS: "Every organisation of the workspace",
    Audience.BUYERS: "Public buyers and their consortia",
    Audience.NAMED: "Only the organisations that I choose below",
    Audience.PUBLIC: "Everybody",
}
ALL = "All contributors"
Known = dict[str, UUID]


def _lines(rows: int = 3) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "spellcheck": "false"})


class QuestionForm(forms.Form):
    """A question, its period, of whom, in which groups, for whom. Groups are fixed before any figure."""

    text = forms.CharField(
        label="What you ask",
        max_length=200,
        help_text="So that everybody counts the same, such as “Spend on laptops, without value-added tax”.",
    )
    measure = forms.CharField(label="Unit of the figures", max_length=40, help_text="Such as EUR or devices.")
    start = forms.DateField(label="First day of the period", widget=DAY)
    last = forms.DateField(label="Last day of the period", widget=DAY, help_text="A period that is over.")
    until = forms.DateField(
        label="Last day to answer",
        widget=DAY,
        help_text="Until then everybody can answer, correct and take back. Nothing is closed earlier.",
    )
    asked = forms.MultipleChoiceField(
        label="Whom you ask",
        widget=forms.CheckboxSelectMultiple,
        help_text="None of them learns who else is asked. Who is not asked now waits for the next period.",
        error_messages={"required": "Choose whom you ask."},
    )
    by_country = forms.BooleanField(label="Also a group for each country", required=False)
    by_kind = forms.BooleanField(label="Also a group for each kind of organisation", required=False)
    groups = forms.CharField(
        label="Further groups",
        required=False,
        widget=_lines(),
        help_text="One a line, most important first, such as “Schools: Ekvik stad, Fjordby kommune”.",
    )
    together = forms.MultipleChoiceField(
        label="Consortia whose members know each other’s figures",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Its members then count as one contributor. Untick one only if they do not share figures.",
    )
    coalitions = forms.CharField(
        label="Others who know each other’s figures",
        required=False,
        widget=_lines(2),
        help_text="One set a line, the names between commas. They count as one contributor.",
    )
    function = forms.ChoiceField(
        label="What is published", widget=forms.RadioSelect, choices=list(FUNCTIONS.items()), initial="sum"
    )
    step = forms.IntegerField(
        label="Rounded to a multiple of",
        required=False,
        min_value=1,
        max_value=MOST,
        help_text="Leave it empty to publish two significant digits, such as 540,000.",
    )
    ranked = forms.BooleanField(
        label="Also the order of the groups, from the largest to the smallest", required=False
    )
    audience = forms.ChoiceField(
        label="Who reads what is published",
        widget=forms.RadioSelect,
        choices=[(one.name, words) for one, words in AUDIENCES.items()],
        initial=Audience.MEMBERS.name,
    )
    readers = forms.MultipleChoiceField(
        label="Organisations that may read it",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Only where you chose so above.",
    )

    def __init__(
        self,
        possible: Sequence[Organisation],
        consortia: Sequence[tuple[Organisation, frozenset[UUID]]],
        digits: int,
        *args: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.possible = {str(one.id): one for one in possible}
        self.consortia = {str(one.id): members for one, members in consortia}
        self.digits = digits
        offered = [(key, one.name) for key, one in self.possible.items()]
        self._offer("asked", offered)
        self._offer("readers", offered)
        self._offer("together", [(str(one.id), one.name) for one, _ in consortia])
        self.fields["together"].initial = list(self.consortia)
        if not consortia:
            del self.fields["together"]

    def _offer(self, field: str, choices: list[tuple[str, str]]) -> None:
        cast("forms.MultipleChoiceField", self.fields[field]).choices = choices

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        start, last, until = (typed.get(name) for name in ("start", "last", "until"))
        if last and not (start or last) <= last <= LAST_DAY:
            self.add_error("last", f"Found {last}; expected a day from the first one on.")
        if until and not (last or until) < until + timedelta(days=1) <= LAST_DAY:
            self.add_error("until", f"Found {until}; expected a day after the period.")
        if typed.get("audience") == Audience.NAMED.name and not typed.get("readers"):
            self.add_error("readers", "Choose who may read it.")
        names = {self.possible[key].name.casefold(): self.possible[key].id for key in typed.get("asked", ())}
        typed["read_groups"] = list(self._groups(typed, names))
        typed["read_coalitions"] = [
            frozenset(self._members("coalitions", number, line, names))
            for number, line in enumerate(typed.get("coalitions", "").splitlines(), 1)
            if line.strip()
        ]
        return typed

    def _groups(self, typed: dict[str, Any], names: Known) -> Iterator[tuple[str, tuple[UUID, ...]]]:
        for number, line in enumerate(typed.get("groups", "").splitlines(), 1):
            called, colon, members = line.partition(":")
            if colon and called.strip():
                yield " ".join(called.split()), tuple(self._members("groups", number, members, names))
            elif line.strip():
                message = (
                    f"Line {number}: found “{line.strip()}”; expected a name, a colon and organisations."
                )
                self.add_error("groups", message)

    def _members(self, field: str, number: int, text: str, names: Known) -> Iterator[UUID]:
        for written in filter(None, (" ".join(one.split()) for one in text.split(","))):
            if (found := names.get(written.casefold())) is None:
                message = f"Line {number}: found “{written}”; expected somebody whom you ask, by name."
                self.add_error(field, message)
            else:
                yield found

    def fact(self) -> Question:
        """What was typed, once it is valid."""
        typed = self.cleaned_data
        asked = [self.possible[key] for key in typed["asked"]]
        within = {one.id for one in asked}
        together = [self.consortia[key] & within for key in typed.get("together", ())]
        return Question(
            text=" ".join(typed["text"].split()),
            measure=" ".join(typed["measure"].split()),
            function=Function(typed["function"]),
            start=typed["start"],
            end=typed["last"] + timedelta(days=1),
            deadline=ends(typed["until"]),
            audience=Audience[typed["audience"]],
            readers=tuple(UUID(key) for key in typed["readers"]),
            step=typed["step"] or 0,
            digits=0 if typed["step"] else self.digits,
            ranked=typed["ranked"],
            groups=_numbered(
                [(ALL, tuple(one.id for one in asked)), *self._by(asked), *typed["read_groups"]]
            ),
            coalitions=tuple(one for one in (*together, *typed["read_coalitions"]) if len(one) > 1),
        )

    def _by(self, asked: Sequence[Organisation]) -> Iterator[tuple[str, tuple[UUID, ...]]]:
        """The groups by country and by kind, by name."""
        by = {
            "by_country": [(countries.name_of(one.country), one.id) for one in asked],
            "by_kind": [(one.kind.capitalize(), one.id) for one in asked],
        }
        for field, told in by.items():
            for each in sorted({name for name, _ in told}) if self.cleaned_data[field] else ():
                yield each, tuple(unit for name, unit in told if name == each)


def _numbered(groups: Sequence[tuple[str, tuple[UUID, ...]]]) -> tuple[Group, ...]:
    """Groups with ids, each name and each set of organisations once, none empty."""
    kept: dict[str, tuple[UUID, ...]] = {}
    for name, units in groups:
        alike = {frozenset(some) for some in kept.values()}
        if units and name not in kept and frozenset(units) not in alike:
            kept[name] = tuple(dict.fromkeys(units))
    return tuple(Group(f"g{place}", name, units) for place, (name, units) in enumerate(kept.items(), 1))


class FigureForm(forms.Form):
    """A contributor's own figure."""

    figure = forms.DecimalField(
        label="Your figure",
        min_value=Decimal(0),
        max_value=MOST,
        decimal_places=2,
        max_digits=18,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )
    listed = forms.BooleanField(
        label="We may be named as a contributor",
        required=False,
        help_text="Contributors are named only if every one of them agrees. Without that nobody is.",
    )


class DayForm(forms.Form):
    """A last day to answer, from tomorrow on."""

    until = forms.DateField(label="Last day to answer", widget=DAY)

    def __init__(self, today: date, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_until(self) -> date:
        until: date = self.cleaned_data["until"]
        if not self.today <= until <= LAST_DAY:
            message = f"Found {until}; expected a day from today on."
            raise forms.ValidationError(message)
        return until
