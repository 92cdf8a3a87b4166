"""What a person chooses when bringing in a file of contracts."""

from typing import Any

from django import forms
from django.core.files.base import File

from commonpurchase.contracts.facts import DayOrder, Layout, Mapping
from commonpurchase.contracts.reckoning import fields, told
from commonpurchase.documents.readers.limits import MAX_FILE, MIB

NOT_READ = ("", told.NOT_READ)
DAY_ORDERS = (
    ("", "The columns show it"),
    (DayOrder.DAY_FIRST.value, "Day first: 03/04/2026 is 3 April"),
    (DayOrder.MONTH_FIRST.value, "Month first: 03/04/2026 is 4 March"),
)
MARKS = (
    ("", "The column shows it"),
    (",", "A comma: 12.345 is twelve thousand"),
    (".", "A full stop: 12,345 is twelve thousand"),
)


class ImportForm(forms.Form):
    file = forms.FileField(
        label="A file of contracts",
        help_text=(
            "A list as .xlsx or .csv, or published notices as OCDS (.json, .jsonl, or either packed as .gz); "
            f"at most {MAX_FILE // MIB} MiB."
        ),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xlsm,.xls,.csv,.tsv,.txt,.json,.jsonl,.gz"}),
    )

    def clean_file(self) -> "File[bytes]":
        file: File[bytes] = self.cleaned_data["file"]
        if file.size and file.size > MAX_FILE:
            found = f"{file.size / MIB:.1f} MiB"
            message = f"This file has {found}; at most {MAX_FILE // MIB} MiB can be uploaded."
            raise forms.ValidationError(message)
        return file


class ColumnsForm(forms.Form):
    """One choice a column, then what no column says."""

    own = forms.ChoiceField(
        label="The file has no column for",
        required=False,
        help_text="Only if every contract in the file is your own organisation's.",
    )
    currency = forms.RegexField(
        label="Currency of amounts that name none",
        regex=r"^[A-Za-z]{3}$",
        required=False,
        help_text="Three letters, such as SEK or EUR. Leave empty if the file says it.",
        error_messages={"invalid": "Write three letters, such as SEK, NOK, GBP or EUR."},
        widget=forms.TextInput(attrs={"maxlength": 3, "autocapitalize": "characters", "size": 4}),
    )
    day_order = forms.ChoiceField(label="Days such as 03/04/2026", choices=DAY_ORDERS, required=False)
    decimal_mark = forms.ChoiceField(
        label="What divides decimals in amounts such as 12.345 or 12,345", choices=MARKS, required=False
    )

    def __init__(self, layout: Layout, own_name: str, data: Any = None) -> None:
        initial = {
            name: getattr(layout.mapping, name) for name in ("own", "currency", "day_order", "decimal_mark")
        }
        super().__init__(data, initial=initial)
        self.layout = layout
        self.fields["own"].choices = [  # type: ignore[attr-defined]
            ("", "Nothing: both parties are in the file"),
            *((name, f"The {name}: it is always {own_name}") for name in fields.OWN_PARTIES),
        ]
        for number, column in enumerate(layout.columns):
            self.fields[_name(number)] = forms.ChoiceField(
                label=f"Column {column.heading}",
                choices=[NOT_READ, *fields.LABELS.items()],
                required=False,
                initial=column.field,
                widget=forms.Select(attrs={"aria-label": f"Read column {column.heading} as"}),
            )

    def columns(self) -> list[tuple[Any, Any]]:
        """Each column with the control that says what it is."""
        return [(column, self[_name(number)]) for number, column in enumerate(self.layout.columns)]

    def general(self) -> list[Any]:
        """The controls that are about the whole file."""
        return [self[name] for name in ("own", "currency", "day_order", "decimal_mark")]

    def clean_currency(self) -> str:
        return str(self.cleaned_data["currency"]).upper()

    def clean(self) -> None:
        for sentence in told.incomplete(Mapping(self._columns(), own=self.cleaned_data.get("own", ""))):
            self.add_error(None, sentence)

    def mapping(self) -> Mapping:
        """What was chosen; only for a valid form."""
        chosen = {name: self.cleaned_data[name] for name in ("own", "currency", "day_order", "decimal_mark")}
        return Mapping(self._columns(), **chosen)

    def _columns(self) -> dict[str, str]:
        return {
            column.heading: field
            for number, column in enumerate(self.layout.columns)
            if (field := self.cleaned_data.get(_name(number)))
        }


class CarryOutForm(forms.Form):
    keep_to_ourselves = forms.BooleanField(
        label="Keep these contracts to ourselves",
        required=False,
        help_text=(
            "Then no supplier or buyer sees them, and suppliers cannot answer for them. Contracts that you "
            "hold already keep the audience they have."
        ),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)


def _name(number: int) -> str:
    return f"column_{number}"
