"""Programmes, their custodian's statement, and who may collect for others."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from commonpurchase.holdings.actions import custody as actions
from commonpurchase.holdings.actions import programmes
from commonpurchase.holdings.forms.custody import ProgrammeForm, StatementForm
from commonpurchase.holdings.queries import custody
from commonpurchase.organisations import queries as organisations
from commonpurchase.sharing import gate
from commonpurchase.sharing.facts import Permission

UNPROCESSABLE = 422


@gate.needs(gate.MEMBER)
def listing(request: HttpRequest) -> HttpResponse:
    """Every programme with the basis on which it is held; first those that ask for a word of one's own."""
    viewer = gate.viewer_of(request)
    context = {"programmes": custody.programmes(viewer), "asked": custody.asked_to_join(viewer)}
    return render(request, "holdings/programmes.html", context)


@gate.needs(gate.MEMBER)
def collectors(request: HttpRequest) -> HttpResponse:
    """Who may collect for others, by evidence that still counts; who may not, with the reason."""
    return render(request, "holdings/collectors.html", {"found": custody.collectors(gate.viewer_of(request))})


@gate.needs(gate.MEMBER)
def begin(request: HttpRequest) -> HttpResponse:
    """Enter a programme of which one's own organisation is the custodian."""
    viewer = gate.viewer_of(request)
    others = [one for one in organisations.listed(viewer) if one.claimed and one.id != viewer.organisation]
    form = ProgrammeForm(others, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            key = programmes.begin(by=viewer, **form.cleaned_data)
        except actions.NotReadyError as why:
            form.add_error(None, str(why))
        else:
            messages.success(
                request,
                "Entered, and those that you named are asked. Until its statement is published it counts as "
                "held on behalf of those that agree.",
            )
            return redirect("holdings:state", key)
    return render(
        request, "holdings/begin.html", {"form": form}, status=UNPROCESSABLE if form.errors else 200
    )


@gate.needs(Permission.SEE)
def one(request: HttpRequest, key: UUID) -> HttpResponse:
    """One programme: on which basis it is held, and every version of its statement."""
    viewer = gate.viewer_of(request)
    programme = custody.opened(viewer, key)
    asked = {one.number: one.asks for one in custody.questions(viewer.at.date()).asked}
    statements = custody.statements(viewer, key)
    latest = statements[0] if statements else None
    answers = latest.answers if latest else {}
    context = {
        "programme": programme,
        "members": custody.members_of(viewer, programme),
        "statements": statements,
        "latest": latest,
        "answers": [(number, asks, answers.get(number)) for number, asks in asked.items()],
        "may_state": custody.may_state(viewer, key) and not programme.ended,
        "standing": custody.standing(viewer, key),
    }
    return render(request, "holdings/programme.html", context)


@gate.needs(Permission.CHANGE)
def state(request: HttpRequest, key: UUID) -> HttpResponse:
    """Answer the ten questions, sign, publish."""
    viewer = gate.viewer_of(request)
    programme = custody.changeable(viewer, key)
    form = StatementForm(custody.questions(viewer.at.date()), request.POST or None)
    if request.method == "POST" and form.is_valid():
        signed_by = form.cleaned_data["signed_by"]
        try:
            number = actions.state(programme=key, answers=form.answers(), signed_by=signed_by, by=viewer)
        except actions.NotReadyError as why:
            form.add_error(None, str(why))
        else:
            messages.success(request, f"Version {number} is signed and published to every member.")
            return redirect("holdings:programme", key)
    context = {"form": form, "programme": programme}
    return render(request, "holdings/state.html", context, status=UNPROCESSABLE if form.errors else 200)


@require_POST
@gate.needs(Permission.SEE)
def join(request: HttpRequest, key: UUID) -> HttpResponse:
    """Agree that a programme serves one's own organisation."""
    said = "Agreed. What is kept for you under it stands in your holdings from now on."
    return _done(request, key, programmes.join, said)


@require_POST
@gate.needs(Permission.SEE)
def leave(request: HttpRequest, key: UUID) -> HttpResponse:
    """Decline to be served by a programme, or leave it."""
    said = "Done. From now on the programme does not count as kept for you; past days stay as they were."
    return _done(request, key, programmes.leave, said)


@require_POST
@gate.needs(Permission.CHANGE)
def end(request: HttpRequest, key: UUID) -> HttpResponse:
    """End a programme of one's own."""
    return _done(request, key, programmes.end, "Ended. Its statements stay to be read.")


def _done(request: HttpRequest, key: UUID, step: Callable[..., None], said: str) -> HttpResponse:
    try:
        step(programme=key, by=gate.viewer_of(request))
    except actions.NotReadyError as why:
        messages.error(request, str(why))
    else:
        messages.success(request, said)
    return redirect("holdings:programmes")
