"""Requests for information: the list, a new one, one with every step, the notice."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from commonpurchase.holdings.actions import case_changes as changes
from commonpurchase.holdings.actions import cases as actions
from commonpurchase.holdings.facts.foi import OPEN_TO, OWNERS, TRANSITIONS, Act, Applied, Case, State
from commonpurchase.holdings.forms import cases as typed
from commonpurchase.holdings.queries import cases, exposure
from commonpurchase.holdings.reckoning import case_log, items
from commonpurchase.holdings.writers import notice as writer
from commonpurchase.organisations import queries as organisations
from commonpurchase.sharing import gate
from commonpurchase.sharing.facts import Permission, Viewer
from commonpurchase.vocabulary.findings import Verdict

CONFLICT, UNPROCESSABLE = 409, 422
MOVED_ON = (
    "Somebody has changed this request since you opened it, so nothing was kept. This page shows what stands "
    "now; what you typed is still in the form. Compare the two, then send it again."
)
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
    if _seen(request) != case.version:
        form.add_error(None, MOVED_ON)
        return _shown(request, viewer, key, {name: form}, CONFLICT)
    if form.is_valid():
        try:
            with actions.unchanged(case=key, seen=_seen(request), by=viewer):
                STEPS[name](form, {"case": key, "by": viewer})
        except actions.NotReadyError as why:
            form.add_error(None, str(why))
        except actions.MovedOnError:
            form.add_error(None, MOVED_ON)
            return _shown(request, viewer, key, {name: form}, CONFLICT)
        else:
            messages.success(request, "Kept.")
            return redirect("holdings:case", key)
    return _shown(request, viewer, key, {name: form}, UNPROCESSABLE)


@require_POST
@gate.needs(Permission.CHANGE)
def move(request: HttpRequest, key: UUID) -> HttpResponse:
    """Take a case to its next state, or lift its hold; refused with what is missing."""
    viewer, to = gate.viewer_of(request), request.POST.get("to", "")
    cases.opened(viewer, key)
    if to != Act.LIFT.value and to not in set(State):
        raise gate.NotFoundError("state")
    try:
        with actions.unchanged(case=key, seen=_seen(request), by=viewer):
            if to == Act.LIFT.value:
                actions.lift_hold(case=key, by=viewer)
            else:
                actions.move(case=key, to=State(to), by=viewer)
    except actions.NotReadyError as why:
        messages.error(request, str(why))
    except actions.MovedOnError as why:
        messages.error(request, f"{why} This page shows what stands now.")
        return _shown(request, viewer, key, {}, CONFLICT)
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
    actions.decide(decision=form.fact(), also=form.cleaned_data["also"], **case)


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
    "withdraw": lambda form, case: changes.withdraw(**form.cleaned_data, **case),
    "extend": lambda form, case: changes.extend(**form.cleaned_data, **case),
    "drop": lambda form, case: changes.drop(**form.cleaned_data, **case),
    "reopen": lambda form, case: changes.reopen(**form.cleaned_data, **case),
}
#: States that a case enters by a step with a reason, not by a button.
BY_STEP = frozenset({State.REVIEW, State.DROPPED})


def _seen(request: HttpRequest) -> int | None:
    """The version that the form was filled in on; None where it says none that can be read."""
    typed = request.POST.get("version", "")
    return int(typed) if typed.isascii() and typed.isdigit() else None


def _shown(request: HttpRequest, viewer: Viewer, key: UUID, bound: Forms, status: int = 200) -> HttpResponse:
    line = cases.opened(viewer, key)
    case, on, titles = line.case, viewer.at.date(), _titles(viewer)
    onwards = [(to, cases.missing(case, to, on)) for to in TRANSITIONS[case.state] if to not in BY_STEP]
    able = {name: form for name, form in _forms(viewer, case, None, "").items() if _fits(case, name)}
    context = {
        "case": case,
        "deadlines": line.deadlines,
        "parties": sorted(set((case.to_consult or {}).values())),
        "owner": OWNERS[case.state],
        "onwards": [(to, finding, finding.verdict is Verdict.MET) for to, finding in onwards],
        "forms": {**able, **bound},
        "wrong": next(iter(bound.values()), None),
        "opened": next(iter(bound), ""),
        "items": [(one, titles.get(one, "an item"), one in case.on_hold) for one in case.items],
        "consultations": [case_log.sentence(one, titles) for one in case.consultations],
        "decisions": [
            (case_log.sentence(one, titles), one, _named(one.applied, case, on)) for one in case.decisions
        ],
        "taken_back": [
            (case_log.sentence(one.what, titles), one.taken_back) for one in case.log if one.taken_back
        ],
        "notice": case_log.parts(case.notice) if case.notice else [],
        "earlier": [case_log.parts(one) for one in case.earlier_notices],
        "lifts": Act.LIFT in OPEN_TO[case.state] and bool(case.on_hold),
    }
    return render(request, "holdings/case.html", context, status=status)


def _fits(case: Case, name: str) -> bool:
    return Act(name) in OPEN_TO[case.state]


def _named(applied: Sequence[Applied], case: Case, on: date) -> list[tuple[str, Applied]]:
    """The exemptions of a decision with their titles."""
    known = {one.id: f"{one.head}: {one.title} ({one.law})" for one in cases.exemptions(case, on)}
    return [(known.get(one.exemption, one.exemption), one) for one in applied]


def _titles(viewer: Viewer) -> dict[UUID, str]:
    """What the organisation has, each so that it can be told from another."""
    report = exposure.report(viewer, viewer.at, masked=False)
    return {row.item.id: items.described(row.item) for row in report.rows}


def _forms(viewer: Viewer, case: Case, data: Any, name: str) -> Forms:
    """A form for each step; the one that was sent is bound, with a prefix so that no two fields are alike."""
    titles = _titles(viewer)
    held = [(str(key), title) for key, title in titles.items()]
    found, others, asked = (
        [(str(one), titles.get(one, "an item")) for one in some]
        for some in (case.items, case.to_consult or {}, dict.fromkeys(c.item for c in case.consultations))
    )
    entries = [(one.id, case_log.sentence(one.what, titles)) for one in case.log if one.taken_back is None]
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
        "withdraw": lambda sent: typed.WithdrawForm(entries, sent, prefix="withdraw"),
        "extend": lambda sent: typed.ExtendForm(sent, prefix="extend"),
        "drop": lambda sent: typed.DropForm(sent, prefix="drop"),
        "reopen": lambda sent: typed.ReopenForm(sent, prefix="reopen"),
    }
    return {each: make(data if each == name else None) for each, make in made.items()}
