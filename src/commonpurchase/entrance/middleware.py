"""Finds out who is looking, for the gate."""

from collections.abc import Callable
from dataclasses import replace
from http import HTTPStatus

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.shortcuts import render
from django.utils.html import format_html

from commonpurchase.entrance import clock
from commonpurchase.entrance.commands import addresses
from commonpurchase.entrance.pages import acting
from commonpurchase.holdings.actions import ledger
from commonpurchase.holdings.pages import purpose
from commonpurchase.organisations import queries as organisations
from commonpurchase.organisations.facts import Organisation
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
    """Put `viewer` on the request: the person, the one organisation it acts for now, what it looks for."""

    def middleware(request: HttpRequest) -> HttpResponse:
        at = clock.now()
        person = request.user.pk if request.user.is_authenticated else None
        held = organisations.mandates(person, at.date()) if person else []
        chosen = acting.remembered(request, held)
        request.mandates = held  # type: ignore[attr-defined]
        request.acts_for_nobody = acting.why_nobody(request, held)  # type: ignore[attr-defined]
        found = organisations.viewer_for(person=person, organisation=chosen, at=at)
        request.viewer = replace(found, purpose=purpose.remembered(request, found))  # type: ignore[attr-defined]
        response = get_response(request)
        # Refusals too: what could not be done, and for whom, stays between the person and the workspace.
        return gate.kept_nowhere(response) if person else response

    return middleware


#: Answers with content; a redirect, a refusal or a page that is not there delivers nothing.
DELIVERS = frozenset({HTTPStatus.OK, HTTPStatus.CONFLICT, HTTPStatus.UNPROCESSABLE_ENTITY})


def ledger_first(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Commit a row of the ledger for every record in an answer before a byte of it leaves.

    What was read through the gate counts, whichever page asked. Where the ledger cannot be written,
    nothing leaves; where a record may not go so far, the answer is a refusal that says why.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        with gate.noting() as notes:
            response = get_response(request)
        by = gate.viewer_of(request)
        if request.method == "POST":
            ledger.enter(notes=notes, by=by)
            ledger.stand(by=by)
        if response.status_code not in DELIVERS:
            return response
        # To ask for the head alone is answered as the whole would be, and delivers nothing.
        answer = ledger.may_leave if request.method == "HEAD" else ledger.deliver
        try:
            answer(notes=notes, download=_is_file(response), by=by)
        except gate.RefusedError as refusal:
            return render(request, "403.html", {"exception": str(refusal)}, status=HTTPStatus.FORBIDDEN)
        return response

    return middleware


def _is_file(response: HttpResponse) -> bool:
    return "Content-Disposition" in response or not response.get("Content-Type", "").startswith("text/html")


class OpenedForAnother:
    """Refuses a form that was opened while acting for another organisation, in another tab say."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Only what comes before the page is of interest."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: object) -> HttpResponse | None:
        """409 and a sentence when the form names another organisation; a form that names none passes."""
        now = gate.viewer_of(request).organisation
        opened = request.POST.get(acting.ACTING_FOR) if request.method == "POST" else None
        if now is None or not opened or opened == str(now):
            return None
        held: list[Organisation] = request.mandates  # type: ignore[attr-defined]
        other = next((one.name for one in held if str(one.id) == opened), "")
        return render(request, "409.html", {"opened_for": other}, status=HTTPStatus.CONFLICT)


def acting_for(request: HttpRequest) -> dict[str, object]:
    """For every template: whom one acts for, whom else one could act for, and the field that forms carry."""
    held = getattr(request, "mandates", [])
    chosen = getattr(getattr(request, "viewer", None), "organisation", None)
    field = format_html('<input type="hidden" name="{}" value="{}">', acting.ACTING_FOR, chosen or "")
    return {
        "acting_for": next((one for one in held if one.id == chosen), None),
        "acting_for_field": field,
        "mandates": held,
    }
