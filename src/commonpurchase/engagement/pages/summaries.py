"""The summary: written, read before its release, released after a preview, and as a file."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from commonpurchase.engagement.actions import summaries as actions
from commonpurchase.engagement.actions.opening import NotReadyError
from commonpurchase.engagement.facts import ANYONE, About, State
from commonpurchase.engagement.forms import SummaryForm
from commonpurchase.engagement.pages import wording
from commonpurchase.engagement.queries import meetings
from commonpurchase.engagement.writers import summary as writer
from commonpurchase.sharing import gate
from commonpurchase.sharing.facts import Permission
from commonpurchase.vocabulary.findings import Verdict

UNPROCESSABLE = 422
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@gate.needs(Permission.CHANGE)
def write(request: HttpRequest, key: UUID) -> HttpResponse:
    """Write the summary; it is kept as it is typed, and what still has to change is said beside it."""
    viewer = gate.viewer_of(request)
    meeting = meetings.opened(viewer, key)
    if not meeting.own:
        raise gate.RefusedError("Only the convenor of the meeting writes its summary.")
    draft = meetings.draft(viewer, key)
    points = draft.points if draft else ()
    choices = wording.told(meetings.offered_to_write(viewer, key) or [ANYONE])
    form = SummaryForm(choices, points, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.write(meeting=key, points=form.points(), by=viewer)
        except NotReadyError as why:
            form.add_error(None, str(why))
        else:
            messages.success(request, "Kept, for your organisation alone.")
            return redirect("engagement:write", key)
    found = actions.findings(meeting=key, points=points, by=viewer) if draft else []
    context = {
        "form": form,
        "meeting": meeting,
        "pairs": [(form[f"category-{n}"], form[f"text-{n}"]) for n in range(1, form.count + 1)],
        "points": meetings.said(viewer, key, About.POINT),
        "comments": meetings.said(viewer, key, About.COMMENT),
        "missing": [one.because for one in found if one.verdict is Verdict.NOT_MET],
        "written": bool(points),
        "may_open": meeting.state is State.WRITING,
    }
    return render(request, "engagement/write.html", context, status=UNPROCESSABLE if form.errors else 200)


@gate.needs(Permission.SEE)
def draft(request: HttpRequest, key: UUID) -> HttpResponse:
    """The summary before its release."""
    viewer = gate.viewer_of(request)
    found = meetings.draft_of(viewer, key)
    meeting = meetings.opened(viewer, found.meeting)
    context = {"draft": found, "meeting": meeting, "standing": wording.standing(meeting, viewer)}
    return render(request, "engagement/draft.html", context)


@gate.needs(Permission.CHANGE)
def release(request: HttpRequest, key: UUID) -> HttpResponse:
    """Everything as it would be released, what still stands in the way, and the button of a second person."""
    viewer = gate.viewer_of(request)
    meeting = meetings.opened(viewer, key)
    if not meeting.own:
        raise gate.RefusedError("Only the convenor of the meeting releases its summary.")
    agreed = meetings.agreed(viewer, key)
    if request.method == "POST":
        read = {one for one in meeting.invited if str(one.id) in request.POST.getlist("listed")}
        try:
            done = actions.release(meeting=key, listed={one.id for one in read}, by=viewer)
        except NotReadyError as why:
            messages.error(request, str(why))
            return redirect("engagement:release", key)
        messages.success(request, "Released. Points and comments are deleted.")
        return redirect("engagement:summary", done)
    found = actions.before_release(meeting=key, listed=[one.id for one in agreed], by=viewer)
    context = {
        "meeting": meeting,
        "draft": meetings.draft(viewer, key),
        "agreed": agreed,
        "people": sum(len(one.people) for one in meetings.attendances(viewer, key)),
        "comments": meetings.said(viewer, key, About.COMMENT),
        "missing": [one.because for one in found if one.verdict is Verdict.NOT_MET],
        "ready": meeting.state is State.ANSWERING,
    }
    return render(request, "engagement/release.html", context)


@gate.needs(Permission.SEE)
def summary(request: HttpRequest, key: UUID) -> HttpResponse:
    """A released summary."""
    found = meetings.released(gate.viewer_of(request), key)
    return render(request, "engagement/summary.html", {"released": found, "rule": wording.RULE})


@gate.needs(Permission.SEE)
def file(request: HttpRequest, key: UUID) -> HttpResponse:
    """A released summary as a Word document."""
    found = meetings.released(gate.viewer_of(request), key)
    response = HttpResponse(writer.write(found), content_type=DOCX)
    response["Content-Disposition"] = f'attachment; filename="summary-{found.held_on:%Y-%m-%d}.docx"'
    return response
