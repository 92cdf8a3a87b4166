"""A question as its custodian's stewards see it: asking, who answered, the audit in words, releasing."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from commonpurchase.holdings.actions import release_plans as actions
from commonpurchase.holdings.actions import releases
from commonpurchase.holdings.facts.releases import Plan, Stage
from commonpurchase.holdings.forms.releases import DayForm, QuestionForm
from commonpurchase.holdings.queries import release_plans as queries
from commonpurchase.holdings.reckoning.days import ends, last_day
from commonpurchase.sharing import gate
from commonpurchase.sharing.facts import Permission, Viewer
from commonpurchase.vocabulary.findings import Verdict
from commonpurchase.vocabulary.periods import add_days

UNPROCESSABLE = 422


@gate.needs(gate.MEMBER)
def write(request: HttpRequest) -> HttpResponse:
    """Ask a question; everybody in it is asked at once, and groups are fixed from then on."""
    viewer = gate.viewer_of(request)
    possible = queries.possible(viewer)
    form = QuestionForm(possible, queries.consortia(viewer), queries.digits(viewer), request.POST or None)
    may_ask = queries.may_ask(viewer)
    if request.method == "POST" and may_ask and form.is_valid():
        try:
            key = actions.write(question=form.fact(), by=viewer)
        except actions.NotReadyError as why:
            form.add_error(None, str(why))
        else:
            messages.success(request, "Asked. Each organisation finds the question on its first page.")
            return redirect("holdings:release-plan", key)
    context = {"form": form, "may_ask": may_ask}
    return render(
        request, "holdings/release_write.html", context, status=UNPROCESSABLE if form.errors else 200
    )


@gate.needs(Permission.SEE)
def one(request: HttpRequest, key: UUID) -> HttpResponse:
    """One question: who answered, what can be published and why not, exactly what would be, the next step."""
    viewer = gate.viewer_of(request)
    return _shown(request, viewer, key, None)


def _shown(request: HttpRequest, viewer: Viewer, key: UUID, form: DayForm | None) -> HttpResponse:
    plan = queries.opened(viewer, key)
    ready = all(one.verdict is Verdict.MET for one in plan.findings)
    context = {
        "one": plan,
        "question": plan.question,
        "last": add_days(plan.question.end, -1),
        "until": last_day(plan.question.deadline),
        "groups": [(group.name, len(group.units)) for group in plan.question.groups],
        "answers": sum(one.answered for one in plan.answered),
        "form": form or DayForm(viewer.at.date(), initial={"until": add_days(viewer.at.date(), 14)}),
        "steps": _steps(plan, viewer, ready=ready),
    }
    return render(request, "holdings/release_plan.html", context, status=UNPROCESSABLE if form else 200)


def _steps(plan: Plan, viewer: Viewer, *, ready: bool) -> frozenset[str]:
    """What this person can do next."""
    proposed = plan.audit.proposed_by if plan.audit else None
    return {
        Stage.OPEN: frozenset({"set-aside"} | ({"close"} if ready else set())),
        Stage.CLOSED: frozenset({"reopen", "set-aside"} | ({"propose"} if ready else set())),
        Stage.PROPOSED: frozenset({"take-back"} | ({"confirm"} if proposed != viewer.person else set())),
        Stage.RELEASED: frozenset({"correct"}),
        Stage.SET_ASIDE: frozenset[str](),
    }[plan.stage]


@require_POST
@gate.needs(Permission.SEE)
def step(request: HttpRequest, key: UUID, name: str) -> HttpResponse:
    """Take a step with a question; those that need a day come back with what is wrong with it."""
    viewer = gate.viewer_of(request)
    queries.row_of(viewer, key)
    if name in WITH_A_DAY:
        form = DayForm(viewer.at.date(), request.POST)
        if not form.is_valid():
            return _shown(request, viewer, key, form)
        act, said = WITH_A_DAY[name]
        return _did(request, key, lambda: act(key, ends(form.cleaned_data["until"]), viewer), said)
    if name not in STEPS:
        raise Http404
    plain, said = STEPS[name]
    return _did(request, key, lambda: plain(key, viewer), said)


def _did(request: HttpRequest, key: UUID, act: Callable[[], UUID | None], said: str) -> HttpResponse:
    """Do it and say so, and go on to the question that came of it; or say why not."""
    try:
        made = act()
    except actions.NotReadyError as why:
        messages.error(request, str(why))
        return redirect("holdings:release-plan", key)
    messages.success(request, said)
    return redirect("holdings:release-plan", made or key)


def _confirm(key: UUID, by: Viewer) -> None:
    releases.confirm(plan=key, by=by)


def _correct(key: UUID, deadline: datetime, by: Viewer) -> UUID:
    return actions.correct(plan=key, deadline=deadline, by=by)


STEPS: dict[str, tuple[Callable[[UUID, Viewer], None], str]] = {
    "close": (
        lambda key, by: actions.close(plan=key, by=by),
        "Closed and audited. Nothing is published yet: look at what can be.",
    ),
    "set-aside": (lambda key, by: actions.set_aside(plan=key, by=by), "Set aside. Nothing was published."),
    "propose": (
        lambda key, by: releases.propose(plan=key, by=by),
        "Proposed. A second person of yours must confirm it.",
    ),
    "take-back": (lambda key, by: releases.take_back(plan=key, by=by), "Taken back. Nothing was published."),
    "confirm": (_confirm, "Published, all at once. It is never changed any more."),
}
WITH_A_DAY: dict[str, tuple[Callable[[UUID, datetime, Viewer], UUID | None], str]] = {
    "reopen": (
        lambda key, until, by: actions.reopen(plan=key, deadline=until, by=by),
        "Opened again. Everybody who was asked can answer and correct.",
    ),
    "correct": (_correct, "The same contributors are asked whether their figures stand."),
}
