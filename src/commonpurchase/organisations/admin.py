"""Accounts only: whoever administers accounts reads no content for it."""

from typing import Any

from django.contrib import admin
from django.db import transaction
from django.db.models import ForeignKey, QuerySet
from django.forms import ModelChoiceField, ModelForm
from django.http import HttpRequest

from commonpurchase.organisations import actions
from commonpurchase.organisations.models import Mandate, Organisation, Person
from commonpurchase.sharing import gate


@admin.register(Person)
class PersonAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Close and reopen accounts, decide who administers them."""

    list_display = ("email", "name", "is_active", "is_staff")
    fields = ("email", "name", "is_active", "is_staff")

    @transaction.atomic
    def save_model(self, request: HttpRequest, obj: Person, form: "ModelForm[Person]", change: bool) -> None:  # noqa: FBT001 - Django's signature
        """Write the account and that it was written."""
        super().save_model(request, obj, form, change)
        actions.tell_of_person(
            verb="organisations.change_account" if change else "organisations.add_account",
            person=obj.pk,
            by=gate.viewer_of(request),
            changed=sorted(form.changed_data),
            may_sign_in=obj.is_active,
            administers=obj.is_staff,
        )

    def has_delete_permission(self, request: HttpRequest, obj: Person | None = None) -> bool:
        """Nobody erases themselves here: the page that follows would have nobody to answer."""
        return super().has_delete_permission(request, obj) and obj != request.user

    def delete_model(self, request: HttpRequest, obj: Person) -> None:
        """Deleting an account here forgets the person, as the command line does."""
        actions.erase_person(person=obj.pk, by=gate.viewer_of(request))

    @transaction.atomic
    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Person]) -> None:
        """Each of the accounts that were ticked, one by one."""
        for person in queryset:
            self.delete_model(request, person)


@admin.register(Mandate)
class MandateAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Who may act for which organisation, from when until when."""

    list_display = ("person", "organisation", "role", "steward", "since", "until")

    def formfield_for_foreignkey(
        self, db_field: "ForeignKey[Any, Any]", request: HttpRequest, **kwargs: Any
    ) -> "ModelChoiceField[Any] | None":
        """Offer only organisations that have joined; others were named in somebody's private import."""
        if db_field.name == "organisation":
            kwargs["queryset"] = Organisation.objects.filter(claimed=True).order_by("folded_name")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    @transaction.atomic
    def save_model(
        self,
        request: HttpRequest,
        obj: Mandate,
        form: "ModelForm[Mandate]",
        change: bool,  # noqa: FBT001 - Django's signature
    ) -> None:
        """Write the mandate, and tell it of the organisation that it is for and the one it was for."""
        super().save_model(request, obj, form, change)
        by = gate.viewer_of(request)
        if change and "organisation" in form.changed_data:
            actions.tell_of_mandate(
                verb="organisations.end_mandate",
                mandate=obj,
                organisation=form.initial["organisation"],
                by=by,
            )
        verb = "organisations.change_mandate" if change else "organisations.give_mandate"
        actions.tell_of_mandate(verb=verb, mandate=obj, organisation=obj.organisation_id, by=by)

    @transaction.atomic
    def delete_model(self, request: HttpRequest, obj: Mandate) -> None:
        """Take the mandate away, and say so."""
        actions.tell_of_mandate(
            verb="organisations.end_mandate",
            mandate=obj,
            organisation=obj.organisation_id,
            by=gate.viewer_of(request),
        )
        super().delete_model(request, obj)

    @transaction.atomic
    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Mandate]) -> None:
        """Each of the mandates that were ticked, one by one."""
        for mandate in queryset:
            self.delete_model(request, mandate)
