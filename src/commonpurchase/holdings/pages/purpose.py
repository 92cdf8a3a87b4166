"""What a person says it looks for: it stands in the session, for the one organisation it was said for."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from commonpurchase.holdings.actions import purposes
from commonpurchase.sharing import gate
from commonpurchase.sharing import queries as sharing
from commonpurchase.sharing.facts import Purpose, Viewer

PURPOSE = "purpose"
"""Session key of what the person looks for and for which organisation it said so; also the form's field."""


@require_POST
@gate.needs(gate.MEMBER)
def look_for(request: HttpRequest) -> HttpResponse:
    """Say what one looks for, one of what is offered; or, with an empty answer, that it is over."""
    viewer, wanted = gate.viewer_of(request), request.POST.get(PURPOSE, "")
    if not wanted:
        forget(request)
        messages.success(request, "You look for nothing in particular now: what was granted is closed again.")
        return redirect("today")
    chosen = next((one for one in offered(viewer) if one.value == wanted), None)
    if chosen is None:
        raise gate.NotFoundError("purpose")
    purposes.declare(purpose=chosen, by=viewer)
    request.session[PURPOSE] = [str(viewer.organisation), chosen.value]
    messages.success(request, f"You look for {chosen} now: what was granted for it is open to you.")
    return redirect(_back(request))


def forget(request: HttpRequest) -> None:
    """From now on the session looks for nothing in particular."""
    request.session.pop(PURPOSE, None)


def remembered(request: HttpRequest, viewer: Viewer) -> Purpose | None:
    """What the session looks for, if it said so while acting for this organisation."""
    organisation, said = request.session.get(PURPOSE) or ("", "")
    if viewer.organisation is None or organisation != str(viewer.organisation):
        return None
    return next((one for one in Purpose if one.value == said), None)


def offered(viewer: Viewer) -> list[Purpose]:
    """The purposes for which something is open to the viewer; the one it named stays as long as it likes."""
    found = sharing.opened_for(viewer)
    return [one for one in Purpose if one in found or one is viewer.purpose]


def _back(request: HttpRequest) -> str:
    """The page that the form stood on, if it is one of ours."""
    to = request.POST.get("next", "")
    return to if url_has_allowed_host_and_scheme(to, {request.get_host()}) else "today"
