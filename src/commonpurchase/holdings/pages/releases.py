"""Sums over several organisations' figures: what is asked of me, my answer, and what was published."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from commonpurchase.holdings.actions import release_plans as actions
from commonpurchase.holdings.facts.releases import Asked
from commonpurchase.holdings.forms.releases import FigureForm
from commonpurchase.holdings.pictures import releases as pictures
from commonpurchase.holdings.queries import release_plans, releases
from commonpurchase.holdings.reckoning.days import last_day
from commonpurchase.holdings.writers import releases as writers
from commonpurchase.organisations.reckoning import custody
from commonpurchase.sharing import gate
from commonpurchase.sharing.facts import Permission
from commonpurchase.vocabulary.periods import add_days
from commonpurchase.vocabulary.readers import declared

UNPROCESSABLE = 422
FILES = {"csv": (writers.as_csv, writers.CSV), "xlsx": (writers.as_workbook, writers.XLSX)}


@gate.needs(gate.MEMBER)
def listing(request: HttpRequest) -> HttpResponse:
    """What one's organisation is asked, what it asks, and what was published that it may read."""
    viewer = gate.viewer_of(request)
    context = {
        "asked": [{"one": one, "until": last_day(one.deadline)} for one in releases.asked(viewer)],
        "plans": [
            {"one": one, "until": last_day(one.question.deadline)} for one in release_plans.listed(viewer)
        ],
        "published": [{"one": one, "last": add_days(one.end, -1)} for one in releases.published(viewer)],
        "may_ask": release_plans.may_ask(viewer),
    }
    return render(request, "holdings/releases.html", context)


@gate.needs(Permission.SEE)
def asked(request: HttpRequest, key: UUID) -> HttpResponse:
    """One question to one's own organisation: what is asked, who will see it, and the answer."""
    viewer = gate.viewer_of(request)
    one = releases.opened_asked(viewer, key)
    form = FigureForm(request.POST or None, initial={"figure": one.figure, "listed": one.listed})
    if request.method == "POST" and form.is_valid():
        try:
            actions.answer(asked=key, by=viewer, **form.cleaned_data)
        except actions.NotReadyError as why:
            form.add_error(None, str(why))
        else:
            messages.success(
                request, "Your figure is kept. You can correct it or take it back until the close."
            )
            return redirect("holdings:asked", key)
    context = {
        "one": one,
        "form": form,
        "last": add_days(one.end, -1),
        "until": last_day(one.deadline),
        "least": declared.value("release_min_contributors", viewer.at.date()),
        "held": custody.sentence(one.owner),
    }
    return render(request, "holdings/asked.html", context, status=UNPROCESSABLE if form.errors else 200)


@require_POST
@gate.needs(Permission.SEE)
def withdraw(request: HttpRequest, key: UUID) -> HttpResponse:
    """Take one's own figure back."""
    try:
        actions.withdraw(asked=key, by=gate.viewer_of(request))
    except actions.NotReadyError as why:
        messages.error(request, str(why))
    else:
        messages.success(request, "Taken back. You can give another one until the close.")
    return redirect("holdings:asked", key)


@gate.needs(Permission.SEE)
def one(request: HttpRequest, key: UUID) -> HttpResponse:
    """What was published: the table, as bars, and the viewer's own figure in it."""
    found = releases.opened(gate.viewer_of(request), key)
    rows = found.table.rows
    context = {
        "one": found,
        "last": add_days(found.end, -1),
        "picture": pictures.bars(rows, found.measure, "bars"),
        "sentence": pictures.in_a_sentence(rows, found.measure),
        "own_figure": _own(found.own),
    }
    return render(request, "holdings/release.html", context)


def _own(asked: Asked | None) -> str:
    return f"{asked.figure:,.2f}" if asked and asked.figure is not None else ""


@gate.needs(Permission.SEE)
def file(request: HttpRequest, key: UUID, kind: str) -> HttpResponse:
    """What the page shows, as CSV or as a workbook."""
    found = releases.opened(gate.viewer_of(request), key)
    if kind not in FILES:
        raise Http404
    written, media = FILES[kind]
    content = written(found)
    answer = HttpResponse(content, content_type=media)
    answer["Content-Disposition"] = f'attachment; filename="sums-{found.end.isoformat()}.{kind}"'
    return answer
