"""Meetings: the list, one meeting, convening, who took part, and the steps that are a button."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from commonpurchase.engagement.actions import meetings as actions
from commonpurchase.engagement.actions import summaries
from commonpurchase.engagement.actions.opening import NotReadyError
from commonpurchase.engagement.facts import About, Meeting, State
from commonpurchase.engagement.forms import AttendanceForm, ConveneForm
from commonpurchase.engagement.pages import wording
from commonpurchase.engagement.queries import meetings
from commonpurchase.organisations.reckoning import custody
from commonpurchase.sharing import gate
from commonpurchase.sharing.facts import Permission, Viewer
from commonpurchase.vocabulary.periods import add_days
from commonpurchase.vocabulary.readers import declared

UNPROCESSABLE = 422
OVER = frozenset({State.RELEASED, State.CALLED_OFF})
#: The steps that are a button, and what is said afterwards.
STEPS: dict[str, tuple[Callable[..., None], str]] = {
    "close": (actions.close, "Closed. Every point stands here without its author."),
    "open": (summaries.open_for_comments, "The summary is open for comments."),
    "gather": (summaries.gather, "Gathered. Every comment stands here without its author."),
    "call-off": (actions.call_off, "Called off. What was handed in is deleted."),
    "clear": (actions.clear, "What is free by now is deleted."),
}


@gate.needs(gate.MEMBER)
def listing(request: HttpRequest) -> HttpResponse:
    """The meetings of one's own organisation, and the summaries that were released."""
    viewer = gate.viewer_of(request)
    found = meetings.listed(viewer)
    context = {
        "meetings": [(one, wording.standing(one, viewer).sentence) for one in found],
        "released": meetings.releases(viewer),
    }
    return render(request, "engagement/meetings.html", context)


@gate.needs(Permission.SEE)
def one(request: HttpRequest, key: UUID) -> HttpResponse:
    """One meeting, for its convenor or for somebody invited."""
    viewer = gate.viewer_of(request)
    meeting = meetings.opened(viewer, key)
    taking_part = meetings.attendances(viewer, key)
    known = {one.organisation.id: one for one in taking_part}
    context = {
        "meeting": meeting,
        "standing": wording.standing(meeting, viewer),
        "rule": wording.RULE,
        "sealed": wording.SEALED,
        "invited": [(one, known.get(one.id)) for one in meeting.invited],
        "own_attendance": None if meeting.own else next(iter(taking_part), None),
        "slips": [] if meeting.own else meetings.own_slips(viewer, key),
        "points": meetings.said(viewer, key, About.POINT),
        "comments": meetings.said(viewer, key, About.COMMENT),
        "draft": meetings.draft(viewer, key),
        "released": meetings.released_of(viewer, key),
        "over": meeting.state in OVER,
        "writing": meeting.state in {State.WRITING, State.ANSWERING},
        "read": meeting.state not in {State.COLLECTING, State.CALLED_OFF, State.RELEASED},
    }
    return render(request, "engagement/meeting.html", context)


@gate.needs(gate.MEMBER)
def convene(request: HttpRequest) -> HttpResponse:
    """Convene a meeting; nothing is invited before everything is in order."""
    viewer = gate.viewer_of(request)
    form = ConveneForm(meetings.invitable(viewer), request.POST or None, initial=_usual(viewer))
    if request.method == "POST" and form.is_valid():
        try:
            key = actions.convene(plan=form.plan(), by=viewer)
        except NotReadyError as why:
            form.add_error(None, str(why))
        else:
            messages.success(request, "Those invited can read the invitation and hand in points.")
            return redirect("engagement:meeting", key)
    context = {"form": form, "rule": wording.RULE, "law": custody.BY_LAW}
    return render(request, "engagement/convene.html", context, status=_status(form.errors))


@gate.needs(Permission.CHANGE)
def attend(request: HttpRequest, key: UUID) -> HttpResponse:
    """Record who took part, organisation by organisation."""
    viewer = gate.viewer_of(request)
    meeting = _convened(viewer, key)
    known = {one.organisation.id: one for one in meetings.attendances(viewer, key)}
    form = AttendanceForm(meeting.invited, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_attendance(
                meeting=key,
                organisation=form.cleaned_data["organisation"],
                people=form.cleaned_data["people"].splitlines(),
                by=viewer,
            )
        except NotReadyError as why:
            form.add_error(None, str(why))
        else:
            messages.success(request, "Kept.")
            return redirect("engagement:attend", key)
    context = {
        "form": form,
        "meeting": meeting,
        "invited": [(one, known.get(one.id)) for one in meeting.invited],
    }
    return render(request, "engagement/attend.html", context, status=_status(form.errors))


@gate.needs(Permission.SEE)
def attendance(request: HttpRequest, key: UUID) -> HttpResponse:
    """That one organisation took part, and whether it agrees to be listed: it says so itself."""
    viewer = gate.viewer_of(request)
    found = meetings.attendance(viewer, key)
    if request.method == "POST":
        agreed = request.POST.get("agreed") == "yes"
        try:
            actions.consent(attendance=key, agreed=agreed, by=viewer)
        except NotReadyError as why:
            messages.error(request, str(why))
        else:
            said = "Your organisation will be listed." if agreed else "Your organisation will not be listed."
            messages.success(request, said)
        return redirect("engagement:attendance", key)
    meeting = meetings.opened(viewer, found.meeting)
    context = {
        "attendance": found,
        "meeting": meeting,
        "own": found.organisation.id == viewer.organisation,
        "over": meeting.state in OVER,
    }
    return render(request, "engagement/attendance.html", context)


@require_POST
@gate.needs(Permission.CHANGE)
def step(request: HttpRequest, key: UUID, name: str) -> HttpResponse:
    """Take a step that needs no more than a button; refused with every reason."""
    viewer = gate.viewer_of(request)
    _convened(viewer, key)
    if name not in STEPS:
        raise Http404
    act, said = STEPS[name]
    try:
        act(meeting=key, by=viewer)
    except NotReadyError as why:
        messages.error(request, str(why))
    else:
        messages.success(request, said)
    return redirect("engagement:meeting", key)


def _convened(viewer: Viewer, key: UUID) -> Meeting:
    """The meeting, for its convenor alone."""
    meeting = meetings.opened(viewer, key)
    if not meeting.own:
        raise gate.RefusedError("Only the convenor of the meeting can do this.")
    return meeting


def _usual(viewer: Viewer) -> dict[str, object]:
    on = viewer.at.date()
    return {
        "held_on": on,
        "points_until": add_days(on, declared.value("chatham_point_days", on)),
        "comment_days": declared.value("chatham_comment_days", on),
    }


def _status(errors: object) -> int:
    return UNPROCESSABLE if errors else 200
