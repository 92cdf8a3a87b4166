"""What a party types to draft or sign an agreement."""

import hashlib
import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any, cast
from uuid import UUID

from django import forms
from django.http import QueryDict

from commonpurchase.holdings.reckoning.days import begins, ends
from commonpurchase.organisations.facts import Organisation
from commonpurchase.sharing.actions.agreements import Draft

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
LAST_DAY = date.max - timedelta(days=1)
SHA256 = re.compile(r"[0-9a-f]{64}")
LONGEST = 200


class DraftForm(forms.Form):
    """What an agreement says before anybody signs; a document chosen is hashed and not kept."""

    title = forms.CharField(label="What it is called", max_length=LONGEST)
    parties = forms.MultipleChoiceField(
        label="With whom",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Choose at least one.",
            "invalid_choice": "Choose those that are offered.",
        },
        help_text="Your organisation is always a party, and no competitor is offered. Each party reads the "
        "draft and what you type here.",
    )
    programmes = forms.CharField(
        label="What it is about",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="One programme a line, in the words that records use. Empty: everything between them.",
    )
    start = forms.DateField(label="From", widget=DAY)
    last = forms.DateField(label="Last day", widget=DAY, help_text="After that day it covers nothing new.")
    survives_until = forms.DateField(
        label="Secrets are kept until",
        required=False,
        widget=DAY,
        help_text="How long what was learned stays secret after the end. Empty if the text sets no day.",
    )
    document = forms.FileField(
        label="The document",
        required=False,
        help_text="Its fingerprint is worked out here; the file itself is not kept. Keep it where you keep "
        "contracts.",
    )
    document_sha256 = forms.CharField(
        label="Or its SHA-256 fingerprint",
        required=False,
        widget=forms.TextInput(attrs={"spellcheck": "false", "autocomplete": "off"}),
        help_text="64 digits and letters from a to f. It shows later that nobody swapped the text.",
    )
    carve_out = forms.BooleanField(
        label="It says that what a law demands is given out",
        required=False,
        help_text="With a party that is, or may be, subject to a freedom-of-information law it cannot come "
        "into force without such a clause.",
    )

    def __init__(self, organisations: Sequence[Organisation], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = {str(one.id): one.id for one in organisations}
        offered = [(str(one.id), one.name) for one in organisations]
        cast("forms.MultipleChoiceField", self.fields["parties"]).choices = offered

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        start, last, survives = (typed.get(name) for name in ("start", "last", "survives_until"))
        if last and not (start or last) <= last <= LAST_DAY:
            self.add_error("last", f"Found {last}; expected a day from the first one on.")
        if last and survives and survives < last:
            self.add_error("survives_until", f"Found {survives}; expected a day after the last day.")
        self._fingerprint(typed)
        return typed

    def draft(self, own: UUID) -> Draft:
        """What was typed, once it is valid, with the viewer's own organisation as a party."""
        typed = self.cleaned_data
        return Draft(
            title=typed["title"],
            parties=frozenset({own, *(self.known[one] for one in typed["parties"])}),
            start=begins(typed["start"]),
            end=ends(typed["last"]),
            document_sha256=typed["document_sha256"],
            carve_out=typed["carve_out"],
            programmes=frozenset(" ".join(one.split()) for one in typed["programmes"].splitlines()) - {""},
            survives_until=typed["survives_until"],
        )

    def _fingerprint(self, typed: dict[str, Any]) -> None:
        """The document's, if one was chosen: it then stands in the field, so that nothing is lost."""
        chosen = typed.get("document")
        written = typed.get("document_sha256", "").strip().lower()
        if chosen:
            written = _hash(chosen.chunks())
            data = cast("QueryDict", self.data).copy()
            data["document_sha256"] = written
            self.data = data
        if not SHA256.fullmatch(written):
            message = "Choose the document, or give its fingerprint: 64 digits and letters from a to f."
            self.add_error("document_sha256", message)
        typed["document_sha256"] = written


class SignForm(forms.Form):
    """Who signs, by name and role."""

    name = forms.CharField(
        label="Who signs, and in which role",
        max_length=LONGEST,
        help_text="A person who may bind your organisation, such as “Alva Brandt, head of purchasing”. Every "
        "party reads it.",
    )


def _hash(parts: Iterable[bytes]) -> str:
    found = hashlib.sha256()
    for part in parts:
        found.update(part)
    return found.hexdigest()
