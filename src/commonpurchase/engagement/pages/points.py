"""Handing in a point or a comment, one's own of them, and what stands there once all are read."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from commonpurchase.engagement.actions import slips as actions
from commonpurchase.engagement.actions import summaries
from commonpurchase.engagement.actions.opening import NotReadyError
from commonpurchase.engagement.facts import Category, State
from commonpurchase.engagement.forms import AnswerForm, SlipForm, written
from commonpurchase.engagement.pages import wording
from commonpurchase.engagement.queries import meetings
from commonpurchase.sharing import gate
from commonpurchase.sharing.facts import Permission, Viewer

UNPROCESSABLE = 422


@gate.needs(Permission.SEE)
def hand_in(request: HttpRequest, key: UUID) -> HttpResponse:
    """Hand in a point of the meeting, or a comment on its summary."""
    viewer = gate.viewer_of(request)
    meeting = meetings.opened(viewer, key)
    if meeting.own:
        raise gate.RefusedError("The convenor writes the summary, and hands in nothing itself.")
    form = SlipForm(_choices(viewer, key, meeting.state), request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.hand_in(
                meeting=key, text=form.cleaned_data["text"], category=form.category_chosen(), by=viewer
            )
        except NotReadyError as why:
            form.add_error(None, str(why))
        else:
            messages.success(request, "Kept, sealed for you alone.")
            return redirect("engagement:meeting", key)
    context = {
        "form": form,
        "meeting": meeting,
        "sealed": wording.SEALED,
        "draft": meetings.draft(viewer, key) if meeting.state is State.COMMENTING else None,
        "comment": meeting.state is State.COMMENTING,
    }
    return render(request, "engagement/hand_in.html", context, status=_status(form))


@gate.needs(Permission.SEE)
def own(request: HttpRequest, key: UUID) -> HttpResponse:
    """What one handed in oneself, to correct it; for anybody else there is nothing here."""
    viewer = gate.viewer_of(request)
    slip, of = meetings.own_slip(viewer, key)
    meeting = meetings.opened(viewer, of)
    initial = {"text": slip.text, "category": written(slip.category)}
    form = SlipForm(_choices(viewer, of, meeting.state), request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.correct(
                slip=key, text=form.cleaned_data["text"], category=form.category_chosen(), by=viewer
            )
        except NotReadyError as why:
            form.add_error(None, str(why))
        else:
            messages.success(request, "Corrected.")
            return redirect("engagement:meeting", of)
    context = {"form": form, "meeting": meeting, "key": key}
    return render(request, "engagement/own.html", context, status=_status(form))


@require_POST
@gate.needs(Permission.SEE)
def withdraw(request: HttpRequest, key: UUID) -> HttpResponse:
    """Delete what one handed in oneself."""
    viewer = gate.viewer_of(request)
    _, of = meetings.own_slip(viewer, key)
    try:
        actions.withdraw(slip=key, by=viewer)
    except NotReadyError as why:
        messages.error(request, str(why))
    else:
        messages.success(request, "Withdrawn, without a trace.")
    return redirect("engagement:meeting", of)


@gate.needs(Permission.SEE)
def contribution(request: HttpRequest, key: UUID) -> HttpResponse:
    """One point or comment as everybody who took part reads it; the convenor answers a comment here."""
    viewer = gate.viewer_of(request)
    said, of = meetings.contribution(viewer, key)
    form = AnswerForm(request.POST or None, initial={"answer": said.answer})
    if request.method == "POST" and form.is_valid():
        try:
            summaries.answer(comment=key, words=form.cleaned_data["answer"], by=viewer)
        except NotReadyError as why:
            form.add_error(None, str(why))
        else:
            messages.success(request, "Answered.")
            return redirect("engagement:meeting", of)
    meeting = meetings.opened(viewer, of)
    context = {
        "said": said,
        "meeting": meeting,
        "form": form,
        "may_answer": meeting.own and meeting.state is State.ANSWERING,
    }
    return render(request, "engagement/contribution.html", context, status=_status(form))


def _choices(viewer: Viewer, meeting: UUID, state: State) -> dict[Category, str]:
    """How a point may be attributed; a comment is anybody's."""
    return wording.told(meetings.offered_to_speak(viewer, meeting)) if state is State.COLLECTING else {}


def _status(form: SlipForm | AnswerForm) -> int:
    return UNPROCESSABLE if form.is_bound and form.errors else 200
