"""Accounts only: whoever administers accounts reads no content for it."""

from typing import Any

from django.contrib import admin
from django.db.models import ForeignKey
from django.forms import ModelChoiceField
from django.http import HttpRequest

from commonpurchase.organisations.models import Mandate, Organisation, Person


@admin.register(Person)
class PersonAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Close and reopen accounts, decide who administers them."""

    list_display = ("email", "name", "is_active", "is_staff")
    fields = ("email", "name", "is_active", "is_staff")


@admin.register(Mandate)
class MandateAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Who may act for which organisation, from when until when."""

    list_display = ("person", "organisation", "role", "since", "until")

    def formfield_for_foreignkey(
        self, db_field: "ForeignKey[Any, Any]", request: HttpRequest, **kwargs: Any
    ) -> "ModelChoiceField[Any] | None":
        """Offer only organisations that have joined; others were named in somebody's private import."""
        if db_field.name == "organisation":
            kwargs["queryset"] = Organisation.objects.filter(claimed=True).order_by("folded_name")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
