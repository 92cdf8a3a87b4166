"""Organisations as pages."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from commonpurchase.organisations import queries
from commonpurchase.sharing import gate


@gate.needs(gate.MEMBER)
def listed(request: HttpRequest) -> HttpResponse:
    """Every organisation that the viewer may see."""
    found = queries.listed(gate.viewer_of(request))
    return render(request, "organisations/list.html", {"organisations": found})


@gate.needs(gate.MEMBER)
def one(request: HttpRequest, key: UUID) -> HttpResponse:
    """One organisation."""
    return render(
        request, "organisations/one.html", {"organisation": queries.opened(gate.viewer_of(request), key)}
    )
