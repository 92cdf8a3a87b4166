"""What a supplier chooses when it uploads and sends an update."""

from typing import Any
from uuid import UUID

from django import forms
from django.core.files.base import File

from commonpurchase.contracts.facts import Customer
from commonpurchase.documents.readers.limits import MAX_FILE, MIB


class UploadForm(forms.Form):
    file = forms.FileField(
        label="Your filled-in workbook",
        help_text=f"An .xlsx workbook or a .csv file, at most {MAX_FILE // MIB} MiB.",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xlsm,.xls,.csv"}),
    )
    disclosed_on = forms.DateField(
        label="The data is of",
        help_text="The day on which the file is true. Rows without a day of their own get this one.",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def clean_file(self) -> "File[bytes]":
        file: File[bytes] = self.cleaned_data["file"]
        if file.size and file.size > MAX_FILE:
            found = f"{file.size / MIB:.1f} MiB"
            message = f"This file has {found}; at most {MAX_FILE // MIB} MiB can be uploaded."
            raise forms.ValidationError(message)
        return file


class SendForm(forms.Form):
    recipients = forms.TypedMultipleChoiceField(label="Customers", required=False, coerce=UUID)
    contracts = forms.TypedMultipleChoiceField(label="Contracts", required=False, coerce=UUID)
    against = forms.UUIDField(required=False, widget=forms.HiddenInput)
    acknowledged = forms.BooleanField(required=False, label="I have looked at what changes, and it is right.")

    def __init__(self, customers: list[Customer], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(one.organisation.id), one.organisation.name) for one in customers]
        offered = [(str(c.id), c.title or c.reference) for one in customers for c in one.contracts]
        self.fields["recipients"].choices = choices  # type: ignore[attr-defined]
        self.fields["contracts"].choices = offered  # type: ignore[attr-defined]
