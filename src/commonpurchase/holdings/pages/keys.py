"""The keys of an organisation, to compare with what stands in a signed file."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from commonpurchase.holdings.actions import keys as actions
from commonpurchase.holdings.queries import keys
from commonpurchase.organisations import queries as organisations
from commonpurchase.sharing import gate


@gate.needs(gate.MEMBER)
def of(request: HttpRequest, organisation: UUID) -> HttpResponse:
    """The keys that an organisation signs and signed with."""
    viewer = gate.viewer_of(request)
    context = {
        "organisation": organisations.opened(viewer, organisation),
        "keys": keys.of(viewer, organisation),
        "own": viewer.organisation == organisation,
    }
    return render(request, "holdings/attestation_keys.html", context)


@require_POST
@gate.needs(gate.MEMBER)
def make(request: HttpRequest) -> HttpResponse:
    """Make one's own organisation's first or next key."""
    viewer = gate.viewer_of(request)
    actions.make(
        address=lambda key: request.build_absolute_uri(reverse("holdings:status-list", args=[key])), by=viewer
    )
    messages.success(request, "The key was made. What you sign from now on is signed with it.")
    return redirect("holdings:keys", gate.organisation_of(viewer))
