"""What an originator types to mark a record; only what its class asks for stands in the form."""

from collections.abc import Callable, Collection, Iterable
from datetime import date, datetime
from typing import Any, cast
from uuid import UUID

from django import forms
from django.core.validators import validate_email

from commonpurchase.holdings.facts.marking import NAMING, Markable, Marked, Preset
from commonpurchase.organisations.facts import Organisation

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
PERSONS = forms.Textarea(attrs={"rows": 3, "autocomplete": "off", "spellcheck": "false"})
ALIKE = "Whether there is such an account is not told."
NOBODY_KEEPS = "Nobody: it stays with the workspace and those who see it"
Finds = Callable[[str, Collection[UUID]], UUID]


class MarkForm(forms.Form):
    """Everything that a class asks for; everything that is wrong is said at once."""

    named = forms.MultipleChoiceField(
        label="Which organisations",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Choose at least one.",
            "invalid_choice": "Choose those that are offered.",
        },
        help_text="Your competitors, and those of whoever this is about, are not offered.",
    )
    programme = forms.ChoiceField(
        label="Which agreement opens it",
        required=False,
        help_text="An agreement about everything opens it too.",
    )
    subjects = forms.MultipleChoiceField(
        label="Whom it is about",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Their competitors will never see it either. Your own organisation always counts.",
    )
    handlers = forms.CharField(
        label="Who handles it",
        widget=PERSONS,
        help_text=f"The addresses with which persons of those organisations sign in, one a line. {ALIKE}",
    )
    authority = forms.ChoiceField(
        label="Whose tender",
        error_messages={"required": "Choose the buyer.", "invalid_choice": "Choose a buyer that is offered."},
        help_text="The buyer enters when it is decided; from then on all its people see the bid.",
    )
    panel = forms.CharField(
        label="Who judges it",
        widget=PERSONS,
        help_text=f"The addresses with which those of the buyer sign in who judge, one a line. {ALIKE}",
    )
    wall = forms.BooleanField(
        label="Never for a competitor",
        required=False,
        help_text="It tells of customers, prices or links: no competitor of yours, or of those it is about, "
        "sees it, whatever else is chosen here.",
    )
    environmental = forms.BooleanField(
        label="It holds environmental information",
        required=False,
        help_text="Some laws protect such information less. This is a mark for whoever answers a request.",
    )
    custodian = forms.ChoiceField(label="Who keeps it for you", required=False, widget=forms.RadioSelect)
    embargo_until = forms.DateField(
        label="Under embargo until",
        required=False,
        widget=DAY,
        help_text="Nobody but your organisation, and whoever keeps it for you, sees it before this day.",
    )
    retain_until = forms.DateField(
        label="To be kept until", required=False, widget=DAY, help_text="After this day it may be deleted."
    )

    def __init__(
        self, record: Markable, preset: Preset, *args: Any, finds: Finds, at: datetime, **kwargs: Any
    ) -> None:
        super().__init__(*args, **{"initial": _initial(record, preset), **kwargs})
        self.record, self.preset, self.finds, self.at = record, preset, finds, at
        self._offer()
        for name in set(self.fields) - _asked(preset, derived=record.derived):
            del self.fields[name]
        self._keep_persons()

    def clean_handlers(self) -> tuple[str, ...]:
        return _addresses(self.cleaned_data["handlers"])

    def clean_panel(self) -> tuple[str, ...]:
        return _addresses(self.cleaned_data["panel"])

    def clean_embargo_until(self) -> date | None:
        until: date | None = self.cleaned_data["embargo_until"]
        before = self.record.now.embargo_until
        if until is None or until == before or until <= self.at.date():
            return until
        if not self.record.unread and (before is None or until > before):
            raise forms.ValidationError(
                "Somebody else has read it, so an embargo cannot be lengthened any more."
            )
        return until

    def fact(self) -> Marked:
        """What was chosen, once it is valid."""
        typed = self.cleaned_data
        named = frozenset(map(UUID, typed.get("named", ())))
        authority = UUID(typed["authority"]) if typed.get("authority") else None
        return Marked(
            preset=self.preset,
            named=named,
            subjects=frozenset(map(UUID, typed.get("subjects", ()))),
            programme=typed.get("programme", ""),
            handlers=self._persons("handlers", named),
            authority=authority,
            panel=self._persons("panel", {authority} if authority else ()),
            custodian=UUID(typed["custodian"]) if typed.get("custodian") else None,
            wall=typed.get("wall", False),
            environmental=typed.get("environmental", False),
            embargo_until=typed.get("embargo_until"),
            retain_until=typed.get("retain_until"),
        )

    def _persons(self, field: str, of: Collection[UUID]) -> frozenset[UUID] | None:
        addresses = self.cleaned_data.get(field, ())
        return frozenset(self.finds(one, of) for one in addresses) if addresses else None

    def _offer(self) -> None:
        record = self.record
        programmes = [("", "Only one about everything between us"), *_alike(record.programmes)]
        keepers = [
            (str(one.organisation.id), f"{one.organisation.name}. {one.says}") for one in record.keepers
        ]
        choices = {
            "named": _choices(record.offered),
            "subjects": _choices(record.about),
            "authority": [("", "Choose a buyer"), *_choices(record.buyers)],
            "programme": programmes,
            "custodian": [("", NOBODY_KEEPS), *keepers],
        }
        for name, offered in choices.items():
            cast("forms.ChoiceField", self.fields[name]).choices = offered

    def _keep_persons(self) -> None:
        """Those whom the label names stay where nobody is typed; their addresses are not shown again."""
        for name, before in (("handlers", self.record.now.handlers), ("panel", self.record.now.panel)):
            if name in self.fields and before:
                self.fields[name].required = False
                count = len(before)
                self.fields[name].help_text = (
                    f"{self.fields[name].help_text} Empty: the {count} "
                    f"{'person' if count == 1 else 'persons'} that you named before."
                )


class AwardForm(forms.Form):
    """When a tender was, or will be, decided."""

    on = forms.DateField(
        label="Day of the award",
        widget=DAY,
        help_text="From this day on everybody who acts for your organisation sees the bid. A day to come can "
        "be changed until it has come.",
    )


def _asked(preset: Preset, *, derived: bool) -> set[str]:
    """The fields that a class asks for."""
    more = {
        Preset.NDA: {"programme", "wall"},
        Preset.SENSITIVE: {"subjects"},
        Preset.PROTECTED: {"handlers", "wall"},
        Preset.TENDER: {"authority", "panel", "wall"},
        Preset.OWN: set[str](),
    }.get(preset, {"wall"})
    named = {"named"} if preset in NAMING else set()
    kept = set() if derived else {"custodian"}
    return {"environmental", "embargo_until", "retain_until", *more, *named, *kept}


def _initial(record: Markable, preset: Preset) -> dict[str, Any]:
    now = record.now
    return {
        "named": [str(one) for one in now.named],
        "programme": now.programme,
        "subjects": [str(one) for one in now.subjects],
        "authority": str(now.authority or ""),
        "wall": now.wall or preset is Preset.SENSITIVE,
        "environmental": now.environmental,
        "custodian": str(now.custodian or ""),
        "embargo_until": now.embargo_until,
        "retain_until": now.retain_until,
    }


def _addresses(text: str) -> tuple[str, ...]:
    """One address a line; every line that is none is named."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    wrong = [line for line in lines if not _is_address(line)]
    if wrong:
        raise forms.ValidationError([f"Found “{line}”; expected an address, one a line." for line in wrong])
    return tuple(dict.fromkeys(lines))


def _is_address(line: str) -> bool:
    try:
        validate_email(line)
    except forms.ValidationError:
        return False
    return True


def _choices(organisations: Iterable[Organisation]) -> list[tuple[str, str]]:
    return [(str(one.id), one.name) for one in organisations]


def _alike(words: Iterable[str]) -> list[tuple[str, str]]:
    return [(one, f"One about “{one}”") for one in words if one]
