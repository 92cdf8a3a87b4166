"""Which organisation a person acts for."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from commonpurchase.sharing import gate

ACTING_FOR = "acting-for"
"""Session key of the organisation a person acts for."""


@require_POST
@gate.needs(gate.MEMBER)
def act_for(request: HttpRequest) -> HttpResponse:
    """Act for another organisation from now on, if the person has a mandate for it."""
    wanted = request.POST.get("organisation", "")
    held = {str(one.id): one for one in request.mandates}  # type: ignore[attr-defined]
    if wanted not in held:
        raise gate.NotFoundError("organisation")
    request.session[ACTING_FOR] = wanted
    messages.success(request, f"You now act for {held[wanted].name}.")
    return redirect("today")
