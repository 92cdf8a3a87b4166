"""Marking a record: choose a class, say what it asks for, read what it means, confirm. Awards of tenders."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from commonpurchase.holdings.actions import marking as actions
from commonpurchase.holdings.facts.marking import ELSEWHERE, NAMING, WORDS, Markable, Preset
from commonpurchase.holdings.forms.marking import AwardForm, MarkForm
from commonpurchase.holdings.pages.seeing import UNPROCESSABLE, kind_of
from commonpurchase.holdings.queries import marking, seeing
from commonpurchase.holdings.reckoning.days import begins
from commonpurchase.organisations.reckoning import custody
from commonpurchase.sharing import gate
from commonpurchase.sharing.facts import Permission


@gate.needs(Permission.CHANGE)
def mark(request: HttpRequest, kind: str, key: UUID) -> HttpResponse:
    """Mark a record; nothing changes before somebody has read what it means."""
    viewer, which = gate.viewer_of(request), kind_of(kind)
    record = marking.markable(viewer, which, key)
    preset = _chosen(request)
    if preset is None:
        return _choose(request, record)
    form = MarkForm(
        record,
        preset,
        request.POST or None,
        finds=lambda email, of: marking.found_person(email, of, viewer),
        at=viewer.at,
    )
    context = {"form": form, "record": record, "preset": preset, "words": WORDS[preset]}
    context["naming"] = preset in NAMING
    if request.method != "POST" or "change" in request.POST or not form.is_valid():
        refused = request.method == "POST" and "change" not in request.POST
        return render(request, "holdings/mark.html", context, status=UNPROCESSABLE if refused else 200)
    return _preview_or_mark(request, record, form, context)


def _preview_or_mark(
    request: HttpRequest, record: Markable, form: MarkForm, context: dict[str, object]
) -> HttpResponse:
    viewer = gate.viewer_of(request)
    shown = marking.meaning(viewer, record.kind, record.key, form.fact())
    if request.POST.get("seen") != shown.fingerprint:
        context |= {"meaning": shown, "table": custody.detail(), "lists": _lists(request)}
        return render(request, "holdings/mark_preview.html", context)
    try:
        actions.mark(kind=record.kind, key=record.key, chosen=form.fact(), by=viewer)
    except (actions.NotMarkedError, gate.RefusedError) as why:
        form.add_error(None, str(why))
        return render(request, "holdings/mark.html", context, status=UNPROCESSABLE)
    messages.success(request, f"Marked: {WORDS[form.preset].name}.")
    return redirect("holdings:seeing", record.kind, record.key)


def _choose(request: HttpRequest, record: Markable) -> HttpResponse:
    context = {
        "record": record,
        "presets": [(preset, words, preset is record.now.preset) for preset, words in WORDS.items()],
        "elsewhere": ELSEWHERE.items(),
    }
    return render(request, "holdings/mark_choose.html", context)


@gate.needs(Permission.SEE)
def award(request: HttpRequest, kind: str, key: UUID) -> HttpResponse:
    """The buyer whose tender it is enters when it was decided."""
    viewer, which = gate.viewer_of(request), kind_of(kind)
    bid = seeing.opened(viewer, which, key)
    if not bid.may_award:
        raise gate.NotFoundError("bid")
    form = AwardForm(request.POST or None, initial={"on": viewer.at.date()})
    if request.method == "POST" and form.is_valid():
        on = form.cleaned_data["on"]
        try:
            actions.award(
                kind=which, key=key, at=viewer.at if on == viewer.at.date() else begins(on), by=viewer
            )
        except actions.NotAwardedError as why:
            form.add_error(None, str(why))
        else:
            messages.success(
                request, "Entered. From that moment on your organisation as a whole sees this bid."
            )
            return redirect("holdings:seeing", which, key)
    context = {"form": form, "seeing": bid}
    return render(request, "holdings/award.html", context, status=UNPROCESSABLE if form.errors else 200)


def _chosen(request: HttpRequest) -> Preset | None:
    """The class that was chosen; none yet, or a word that is none, asks for it first."""
    try:
        return Preset(request.POST.get("as") or request.GET.get("as", ""))
    except ValueError:
        return None


def _lists(request: HttpRequest) -> list[tuple[str, str]]:
    """Everything typed, as it has to come back with the confirmation."""
    left = {"csrfmiddlewaretoken", "seen", "change", "acting-for"}
    return [(name, one) for name in request.POST if name not in left for one in request.POST.getlist(name)]
