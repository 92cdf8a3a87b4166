"""Finds out who is looking, for the gate."""

from collections.abc import Callable
from uuid import UUID

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden

from commonpurchase.entrance import clock
from commonpurchase.entrance.commands import addresses
from commonpurchase.entrance.pages.acting import ACTING_FOR
from commonpurchase.organisations import queries as organisations
from commonpurchase.sharing import gate


def example_stays_here(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Answer nobody but this machine while the database is the example: its accounts are no secret."""
    if not settings.EXAMPLE:
        raise MiddlewareNotUsed

    def middleware(request: HttpRequest) -> HttpResponse:
        if addresses.is_loopback(request.META.get("REMOTE_ADDR", "")):
            return get_response(request)
        sentence = "This is the example consortium. It answers on the machine that runs it, and nowhere else."
        return HttpResponseForbidden(sentence, content_type="text/plain; charset=utf-8")

    return middleware


def viewer(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Put `viewer` on the request: the person, and the one organisation it acts for now."""

    def middleware(request: HttpRequest) -> HttpResponse:
        at = clock.now()
        person = request.user.pk if request.user.is_authenticated else None
        held = organisations.mandates(person, at.date()) if person else []
        chosen = _chosen(request.session.get(ACTING_FOR, ""), [one.id for one in held])
        request.mandates = held  # type: ignore[attr-defined]
        request.viewer = organisations.viewer_for(person=person, organisation=chosen, at=at)  # type: ignore[attr-defined]
        response = get_response(request)
        # Refusals too: what could not be done, and for whom, stays between the person and the workspace.
        return gate.kept_nowhere(response) if person else response

    return middleware


def acting_for(request: HttpRequest) -> dict[str, object]:
    """For every template: the organisation acted for, and the others one could act for."""
    held = getattr(request, "mandates", [])
    chosen = getattr(getattr(request, "viewer", None), "organisation", None)
    return {
        "acting_for": next((one for one in held if one.id == chosen), None),
        "mandates": held,
    }


def _chosen(key: str, held: list[UUID]) -> UUID | None:
    return next((one for one in held if str(one) == key), held[0] if held else None)
