"""Organisations as pages."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from commonpurchase.organisations import actions, facts, forms, queries
from commonpurchase.sharing import gate
from commonpurchase.vocabulary.readers import countries

PAGE = 50
SORTS: dict[str, Callable[[facts.Organisation], tuple[str, ...]]] = {
    "name": lambda one: (one.name.casefold(),),
    "kind": lambda one: (one.kind.value, one.name.casefold()),
    "country": lambda one: (countries.name_of(one.country), one.name.casefold()),
}


@gate.needs(gate.MEMBER)
def listed(request: HttpRequest) -> HttpResponse:
    """Every organisation that the viewer may see, filtered and sorted by the address."""
    form = forms.Filter(request.GET)
    chosen = form.cleaned_data if form.is_valid() else {}
    sort = request.GET.get("sort", "name")
    found = queries.found(gate.viewer_of(request), words=chosen.get("words", ""), kind=chosen.get("kind", ""))
    found.sort(key=SORTS.get(sort.removeprefix("-"), SORTS["name"]), reverse=sort.startswith("-"))
    context = {
        "form": form,
        "page": Paginator(found, PAGE).get_page(request.GET.get("page")),
        "filtered": any(chosen.values()),
        "sort": sort,
    }
    return render(request, "organisations/list.html", context)


@gate.needs(gate.MEMBER)
def one(request: HttpRequest, key: UUID) -> HttpResponse:
    """One organisation: how it is reached, its FOI regime, and who belongs to whom."""
    viewer = gate.viewer_of(request)
    organisation = queries.opened(viewer, key)
    due_on = organisation.regime_review_due_on
    context = {
        "organisation": organisation,
        "language": facts.LANGUAGES.get(organisation.language, organisation.language),
        "members": queries.members(viewer, key),
        "consortia": queries.consortia(viewer, key),
        "may_amend": queries.may_amend(viewer, key),
        "own": key == viewer.organisation,
        "review_overdue": due_on is not None and due_on < viewer.at.date(),
    }
    return render(request, "organisations/one.html", context)


@gate.needs(gate.MEMBER)
def amend(request: HttpRequest, key: UUID) -> HttpResponse:
    """Correct how an organisation is reached and what says which FOI regime it is under."""
    viewer = gate.viewer_of(request)
    organisation = queries.amendable(viewer, key)
    form = forms.Amend(request.POST or None, before=organisation, on=viewer.at.date())
    if request.method == "POST" and form.is_valid():
        actions.amend(key=key, details=form.details(), by=viewer)
        messages.success(request, f"What is said of {organisation.name} was saved.")
        return redirect("organisations:one", key)
    context = {
        "organisation": organisation,
        "form": form,
        "suspended": queries.without_room(viewer) if key == viewer.organisation else [],
    }
    return render(request, "organisations/amend.html", context)


@gate.needs(gate.MEMBER)
def people(request: HttpRequest) -> HttpResponse:
    """The people who may act for one's own organisation."""
    viewer = gate.viewer_of(request)
    context = {
        "organisation": queries.opened(viewer, gate.organisation_of(viewer)),
        "colleagues": queries.colleagues(viewer),
    }
    return render(request, "organisations/people.html", context)
