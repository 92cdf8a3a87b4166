"""Every part that pages are made of, on one page."""

from datetime import date

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from commonpurchase.sharing import gate
from commonpurchase.vocabulary.findings import met, not_assessable, not_met

WORDS = (
    "pass",
    "conditional",
    "fail",
    "waived",
    "not assessable",
    "not open",
    "self-declared",
    "documented",
    "verified",
    "added",
    "confirmed",
    "changed",
    "closed",
    "overdue",
    "due now",
)


class Example(forms.Form):
    """One field of every kind."""

    value = forms.DecimalField(label="Contract value", help_text="Without value-added tax.", decimal_places=2)
    on = forms.DateField(label="Notice date", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    category = forms.ChoiceField(label="Category", choices=[("l", "Laptops"), ("m", "Monitors")])
    audience = forms.ChoiceField(
        label="Who may see this?",
        choices=[("o", "This buyer only"), ("a", "All buyers in the group")],
        widget=forms.RadioSelect,
    )
    models = forms.MultipleChoiceField(
        label="Models", choices=[("1", "Laptop 14"), ("2", "Laptop 16")], widget=forms.CheckboxSelectMultiple
    )
    agree = forms.BooleanField(label="I have read what changes", help_text="Twelve rows change.")
    reason = forms.CharField(label="Reason", required=False, widget=forms.Textarea(attrs={"rows": 4}))
    workbook = forms.FileField(label="Workbook", help_text="XLSX or CSV, at most 10 MB.")


@gate.needs(gate.MEMBER)
def components(request: HttpRequest) -> HttpResponse:
    """The parts, each as it looks in use."""
    context = {
        "words": WORDS,
        "empty_form": Example(auto_id="plain_%s"),
        "form": Example({"value": "-2.123456"}),
        "page": Paginator(range(95), 10).page(3),
        "findings": [
            met("the sites were updated on 12 January 2026"),
            not_met("the last update is 402 days old; the limit is 365"),
            not_assessable("the contract names no models"),
        ],
        "day": date(2026, 3, 1),
        "sort": "name",
    }
    return render(request, "entrance/components.html", context)
