"""Requests for information: the list, a new one, one with every step, the notice."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from commonpurchase.holdings.actions import cases as actions
from commonpurchase.holdings.facts.foi import OWNERS, TRANSITIONS, Case, State
from commonpurchase.holdings.forms import cases as typed
from commonpurchase.holdings.queries import cases, exposure
from commonpurchase.holdings.writers import notice as writer
from commonpurchase.organisations import queries as organisations
from commonpurchase.sharing import gate
from commonpurchase.sharing.facts import Permission, Viewer
from commonpurchase.vocabulary.findings import Verdict

UNPROCESSABLE = 422
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
Forms = dict[str, forms.Form]


@gate.needs(gate.MEMBER)
def listing(request: HttpRequest) -> HttpResponse:
    """The requests to one's own organisation, each with its clock."""
    viewer = gate.viewer_of(request)
    context = {"cases": cases.listed(viewer), "laws": cases.laws_of(viewer)}
    return render(request, "holdings/cases.html", context)


@gate.needs(gate.MEMBER)
def receive(request: HttpRequest) -> HttpResponse:
    """Enter a request."""
    viewer = gate.viewer_of(request)
    laws = cases.laws_of(viewer)
    start = {"received_on": viewer.at.date(), "laws": laws[:1]}
    form = typed.ReceiveForm(laws, request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            key = actions.receive(by=viewer, **form.cleaned_data)
        except actions.NotReadyError as why:
            form.add_error(None, str(why))
        else:
            messages.success(request, "Entered. Place the hold next, before anything is searched for.")
            return redirect("holdings:case", key)
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "holdings/receive.html", {"form": form, "laws": laws}, status=status)


@gate.needs(Permission.SEE)
def one(request: HttpRequest, key: UUID) -> HttpResponse:
    """One request: where it stands, what is missing, and a form for each step."""
    viewer = gate.viewer_of(request)
    return _shown(request, viewer, key, {})


@require_POST
@gate.needs(Permission.CHANGE)
def step(request: HttpRequest, key: UUID, name: str) -> HttpResponse:
    """Take one step; what was typed stays when something is missing."""
    viewer = gate.viewer_of(request)
    case = cases.opened(viewer, key).case
    if name not in STEPS:
        raise gate.NotFoundError("step")
    form = _forms(viewer, case, request.POST, name)[name]
    if form.is_valid():
        try:
            STEPS[name](form, {"case": key, "by": viewer})
        except actions.NotReadyError as why:
            form.add_error(None, str(why))
        else:
            messages.success(request, "Kept.")
            return redirect("holdings:case", key)
    return _shown(request, viewer, key, {name: form})


@require_POST
@gate.needs(Permission.CHANGE)
def move(request: HttpRequest, key: UUID) -> HttpResponse:
    """Take a case to its next state, extend its time, or lift its hold; refused with what is missing."""
    viewer, to = gate.viewer_of(request), request.POST.get("to", "")
    cases.opened(viewer, key)
    try:
        if to == "extend":
            actions.extend(case=key, by=viewer)
        elif to == "lift":
            actions.lift_hold(case=key, by=viewer)
        elif to in set(State):
            actions.move(case=key, to=State(to), by=viewer)
        else:
            raise gate.NotFoundError("state")
    except actions.NotReadyError as why:
        messages.error(request, str(why))
    else:
        messages.success(request, "Done.")
    return redirect("holdings:case", key)


@gate.needs(Permission.SEE)
def notice(request: HttpRequest, key: UUID) -> HttpResponse:
    """The notice as a Word document."""
    viewer = gate.viewer_of(request)
    case = cases.opened(viewer, key).case
    authority = organisations.opened(viewer, case.authority)
    response = HttpResponse(writer.write(case, authority), content_type=WORD)
    response["Content-Disposition"] = f'attachment; filename="notice-{case.received_on}.docx"'
    return response


def _decided(form: Any, case: dict[str, Any]) -> None:
    actions.decide(decision=form.fact(), **case)


def _told(form: Any, case: dict[str, Any]) -> None:
    actions.tell(notice=form.notice(), **case)


#: What each step does with its form.
STEPS: dict[str, Callable[[Any, dict[str, Any]], object]] = {
    "hold": lambda form, case: actions.place_hold(**form.cleaned_data, **case),
    "search": lambda form, case: actions.search(**form.cleaned_data, **case),
    "consult": lambda form, case: actions.consult(**form.cleaned_data, **case),
    "reply": lambda form, case: actions.reply(**form.cleaned_data, **case),
    "decide": _decided,
    "notice": _told,
    "review": lambda form, case: actions.review(**form.cleaned_data, **case),
}


def _shown(request: HttpRequest, viewer: Viewer, key: UUID, bound: Forms) -> HttpResponse:
    line = cases.opened(viewer, key)
    case, on = line.case, viewer.at.date()
    report = exposure.report(viewer, viewer.at, masked=False)
    titles = {row.item.id: row.item.title for row in report.rows}
    onwards = [(to, cases.missing(case, to, on)) for to in TRANSITIONS[case.state]]
    context = {
        "case": case,
        "deadlines": line.deadlines,
        "parties": sorted(set((case.to_consult or {}).values())),
        "owner": OWNERS[case.state],
        "onwards": [(to, finding, finding.verdict is Verdict.MET) for to, finding in onwards],
        "forms": {**_forms(viewer, case, None, ""), **bound},
        "wrong": next(iter(bound.values()), None),
        "opened": next(iter(bound), ""),
        "items": [(one, titles.get(one, "an item"), one in case.on_hold) for one in case.items],
        "consultations": [(one, titles.get(one.item, "an item")) for one in case.consultations],
        "decisions": [(one, titles.get(one.item, "an item") if one.item else "") for one in case.decisions],
        "exemptions": cases.exemptions(case, on),
        "lifts": case.state is State.CLOSED and bool(case.on_hold),
    }
    return render(request, "holdings/case.html", context, status=UNPROCESSABLE if bound else 200)


def _forms(viewer: Viewer, case: Case, data: Any, name: str) -> Forms:
    """A form for each step; the one that was sent is bound, with a prefix so that no two fields are alike."""
    report = exposure.report(viewer, viewer.at, masked=False)
    held = [(str(row.item.id), f"{row.item.title} ({row.item.originator})") for row in report.rows]
    titles = dict(held)
    found = [(str(one), titles.get(str(one), "an item")) for one in case.items]
    others = [(str(one), titles.get(str(one), "an item")) for one in case.to_consult or {}]
    asked = [(str(one.item), titles.get(str(one.item), "an item")) for one in case.consultations]
    exemptions = [
        (one.id, f"{one.head}: {one.title} ({one.law})") for one in cases.exemptions(case, viewer.at.date())
    ]
    start = vars(case.notice) if case.notice else {}
    made: dict[str, Callable[[Any], forms.Form]] = {
        "hold": lambda sent: typed.HoldForm(sent, prefix="hold"),
        "search": lambda sent: typed.SearchForm(held, sent, prefix="search"),
        "consult": lambda sent: typed.ConsultForm(others, sent, prefix="consult"),
        "reply": lambda sent: typed.ReplyForm(asked, sent, prefix="reply"),
        "decide": lambda sent: typed.DecideForm(found, exemptions, sent, prefix="decide"),
        "notice": lambda sent: typed.NoticeForm(sent, prefix="notice", initial=start),
        "review": lambda sent: typed.ReviewForm(sent, prefix="review"),
    }
    return {each: make(data if each == name else None) for each, make in made.items()}
