"""Accounts only: whoever administers accounts reads no content for it."""

from django.contrib import admin

from commonpurchase.organisations.models import Mandate, Person


@admin.register(Person)
class PersonAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Close and reopen accounts, decide who administers them."""

    list_display = ("email", "name", "is_active", "is_staff")
    fields = ("email", "name", "is_active", "is_staff")


@admin.register(Mandate)
class MandateAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Who may act for which organisation, from when until when."""

    list_display = ("person", "organisation", "role", "since", "until")
