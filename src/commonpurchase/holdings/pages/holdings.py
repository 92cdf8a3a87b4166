"""What one's own organisation holds: the report on the screen, as a file, on paper; one item of it."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from commonpurchase.holdings.actions import custody as actions
from commonpurchase.holdings.actions import ledger
from commonpurchase.holdings.facts.attestations import Class
from commonpurchase.holdings.facts.exposure import Report
from commonpurchase.holdings.forms.holdings import AskForm, SayForm
from commonpurchase.holdings.pages.seeing import PAGES
from commonpurchase.holdings.queries import custody, exposure, seeing
from commonpurchase.holdings.queries import ledger as entries
from commonpurchase.holdings.readers import policy
from commonpurchase.holdings.reckoning import exposure as reckoning
from commonpurchase.holdings.reckoning import items
from commonpurchase.holdings.rules.delivery import how
from commonpurchase.holdings.writers import exposure as writer
from commonpurchase.organisations import queries as organisations
from commonpurchase.organisations.reckoning.custody import sentence
from commonpurchase.sharing import gate
from commonpurchase.sharing.facts import Viewer

UNPROCESSABLE = 422
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FILES: dict[str, tuple[Callable[[Report, str], bytes], str]] = {
    "docx": (writer.as_word, WORD),
    "pdf": (writer.as_pdf, "application/pdf"),
    "csv": (writer.as_csv, "text/csv; charset=utf-8"),
}
LAST = time(23, 59, 59, 999_999, tzinfo=UTC)


@gate.needs(gate.MEMBER)
def held(request: HttpRequest) -> HttpResponse:
    """What the organisation holds as of a day, under which law, and what it is known not to hold."""
    return _held(request)


def _held(request: HttpRequest) -> HttpResponse:
    viewer = gate.viewer_of(request)
    ledger.settle(by=viewer)
    form = _question(request, viewer)
    chosen = request.GET.get("class", "")
    report = reckoning.of_class(_asked(form, viewer), chosen)
    context = {
        "form": form,
        "report": report,
        "rows": [(row, how(row.mode, row.first)) for row in report.rows],
        "classes": [one.value for one in Class],
        "chosen": chosen,
        "digest": reckoning.digest(report),
        "query": request.GET.urlencode(),
        "on_behalf": [
            one
            for one in custody.programmes(viewer)
            if viewer.organisation in one.members and one.name not in {p.programme for p in report.not_held}
        ],
        "asked": exposure.asked(viewer),
    }
    return render(request, "holdings/held.html", context, status=UNPROCESSABLE if form.errors else 200)


@gate.needs(gate.MEMBER)
def file(request: HttpRequest, kind: str) -> HttpResponse:
    """The report as Word, PDF or CSV; the question and the answer's hash are kept, the answer is not."""
    if _question(request, gate.viewer_of(request)).errors:
        return _held(request)
    viewer, report = _generated(request)
    own = organisations.opened(viewer, gate.organisation_of(viewer))
    written, content_type = FILES[kind]
    response = HttpResponse(written(report, own.name), content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="holdings-{report.at:%Y-%m-%d}.{kind}"'
    return response


@gate.needs(gate.MEMBER)
def paper(request: HttpRequest) -> HttpResponse:
    """The report laid out for paper, for the browser to print."""
    if _question(request, gate.viewer_of(request)).errors:
        return _held(request)
    viewer, report = _generated(request)
    own = organisations.opened(viewer, gate.organisation_of(viewer))
    rows = [(row, how(row.mode, row.first)) for row in report.rows]
    context = {"report": report, "rows": rows, "parts": writer.parts(report, own.name)}
    return render(request, "holdings/paper.html", context)


@gate.needs(gate.MEMBER)
def item(request: HttpRequest, key: UUID) -> HttpResponse:
    """One item: how it came, what to consider before it is released, what is said of it."""
    viewer = gate.viewer_of(request)
    ledger.settle(by=viewer)
    rows = entries.of_item(viewer, key)
    if not rows:
        raise gate.NotFoundError("item")
    before = exposure.said_of(viewer, key)
    start = {name: getattr(before, name) for name in SayForm.base_fields} if before else None
    form = SayForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            actions.say_of(item=key, said=form.fact(), by=viewer)
        except actions.NotReadyError as why:
            form.add_error("to_whom", str(why))
        else:
            messages.success(request, "Kept, with today's date. Earlier words stay for earlier days.")
            return redirect("holdings:item", key)
    report = exposure.report(viewer, viewer.at, masked=False)
    found = next((row for row in report.rows if row.item.id == key), None)
    context = {
        "form": form,
        "row": found,
        "mode": how(found.mode, found.first) if found else "",
        "title": items.title(rows[0].thing.kind, rows[0].event.at.date()),
        "key": key,
        "number": str(key)[:8],
        "page": page_of(viewer, rows[-1].thing.kind, key),
        "rows": rows,
        "own": rows[-1].thing.originator == viewer.organisation,
        "choices": [
            (one, copy, obliged, sentence(one)) for one, copy, obliged in entries.choices(viewer, key)
        ],
    }
    return render(request, "holdings/item.html", context, status=UNPROCESSABLE if form.errors else 200)


@require_POST
@gate.needs(gate.MEMBER)
def deleted(request: HttpRequest, key: UUID) -> HttpResponse:
    """Enter that the organisation's copies are deleted."""
    try:
        actions.confirm_deletion(item=key, by=gate.viewer_of(request))
    except actions.NotReadyError as why:
        messages.error(request, str(why))
    else:
        messages.success(request, "Entered: your copies are deleted. That you had them stays known.")
    return redirect("holdings:item", key)


@require_POST
@gate.needs(gate.MEMBER)
def choose(request: HttpRequest, key: UUID, receiver: UUID) -> HttpResponse:
    """Choose how far an own item goes to one receiver."""
    copy = request.POST.get("mode") == "copy"
    ledger.choose(item=key, receiver=receiver, copy=copy, by=gate.viewer_of(request))
    messages.success(request, "Kept: a copy from now on." if copy else "Kept: reading on screen from now on.")
    return redirect("holdings:item", key)


@gate.needs(gate.MEMBER)
def heads(request: HttpRequest) -> HttpResponse:
    """Where history and the ledger ended when the day began, to be kept by members outside."""
    on = gate.viewer_of(request).at.date()
    history, rows = entries.ends_of(on)
    return render(request, "holdings/heads.html", {"history": history, "ledger": rows, "on": on})


def _generated(request: HttpRequest) -> tuple[Viewer, Report]:
    viewer = gate.viewer_of(request)
    ledger.settle(by=viewer)
    form = _question(request, viewer)
    report = reckoning.of_class(_asked(form, viewer), request.GET.get("class", ""))
    masked = not (form.is_bound and form.is_valid() and form.cleaned_data["unmasked"])
    actions.note_report(report=report, masked=masked, by=viewer)
    return viewer, report


def _question(request: HttpRequest, viewer: Viewer) -> AskForm:
    today = viewer.at.date()
    return AskForm(request.GET or None, first=policy.first_day(today), initial={"on": today})


def _asked(form: AskForm, viewer: Viewer) -> Report:
    """The report that was asked for; of a day that cannot be read, today's."""
    typed = form.cleaned_data if form.is_bound and form.is_valid() else {}
    on: date = typed.get("on") or viewer.at.date()
    at = viewer.at if on >= viewer.at.date() else datetime.combine(on, LAST)
    return exposure.report(viewer, at, words=typed.get("words", ""), masked=not typed.get("unmasked", False))


def page_of(viewer: Viewer, kind: str, key: UUID) -> str:
    """The address of the record itself, for whoever may open it; empty where there is none."""
    shown = seeing.openable(viewer, kind, key)
    return reverse(PAGES[shown], args=[key]) if shown else ""
