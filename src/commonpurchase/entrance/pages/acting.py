"""Which organisation a person acts for."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from commonpurchase.holdings.pages import purpose
from commonpurchase.organisations.facts import Organisation
from commonpurchase.sharing import gate

ACTING_FOR = "acting-for"
"""Session key of the organisation a person acts for, and the field that says whom a form was opened for."""
ITS_NAME = "acting-for-name"
"""Session key of its name, to say whom the person acted for once it no longer may."""


@require_POST
@gate.needs(gate.PERSON)
def act_for(request: HttpRequest) -> HttpResponse:
    """Act for another organisation from now on, if the person has a mandate for it."""
    wanted = request.POST.get("organisation", "")
    held = {str(one.id): one for one in request.mandates}  # type: ignore[attr-defined]
    if wanted not in held:
        raise gate.NotFoundError("organisation")
    remember(request, held[wanted])
    messages.success(request, f"You now act for {held[wanted].name}.")
    return redirect("today")


def remember(request: HttpRequest, chosen: Organisation) -> None:
    """From now on this session acts for that organisation; what it looked for was said for another."""
    purpose.forget(request)
    request.session[ACTING_FOR], request.session[ITS_NAME] = str(chosen.id), chosen.name


def remembered(request: HttpRequest, held: list[Organisation]) -> UUID | None:
    """Whom the session acts for: the first of what is held when it begins, then only what was chosen.

    None once that mandate has ended. Nobody is moved to another organisation without choosing it.
    """
    if ACTING_FOR not in request.session and held:
        remember(request, held[0])
    key = request.session.get(ACTING_FOR, "")
    return next((one.id for one in held if str(one.id) == key), None)


def why_nobody(request: HttpRequest, held: list[Organisation]) -> str:
    """Why the session acts for nobody, as a sentence, and what the person can do about it."""
    if ACTING_FOR not in request.session:
        return gate.NOBODY
    ended = f"You no longer act for {request.session.get(ITS_NAME, 'the organisation you had chosen')}."
    return f"{ended} Choose whom you act for." if held else ended
