"""Bringing in a file of contracts: upload, tell the columns, look at what it changes, import."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header

from commonpurchase.contracts.actions import imports as actions
from commonpurchase.contracts.facts import Fate, Import, Layout, Preview, SetAside
from commonpurchase.contracts.forms.imports import CarryOutForm, ColumnsForm, ImportForm
from commonpurchase.contracts.queries import imports as queries
from commonpurchase.contracts.reckoning import audience, comparison, fields, listed, passed_over, tallies
from commonpurchase.contracts.writers import set_aside as writer
from commonpurchase.organisations import queries as organisations
from commonpurchase.sharing import gate
from commonpurchase.sharing.facts import Permission

CONFLICT, UNPROCESSABLE = 409, 422
COLUMNS = "columns"
#: Rows of each table on the page; the counts above it are always of all, and the file has all set aside.
SHOWN, ASIDE_SHOWN = 100, 25


@gate.needs(gate.MEMBER)
def start(request: HttpRequest) -> HttpResponse:
    """The upload, and the files that were brought in before."""
    viewer = gate.viewer_of(request)
    form = ImportForm(request.POST, request.FILES) if request.method == "POST" else ImportForm()
    if form.is_bound and form.is_valid():
        file = form.cleaned_data["file"]
        return redirect(
            "contracts:import-one", actions.receive(name=file.name, content=file.read(), by=viewer)
        )
    own = organisations.opened(viewer, gate.organisation_of(viewer))
    context = {"form": form, "imports": queries.listed(viewer), "custody": audience.of_file(own)}
    return _page(request, "start", context, UNPROCESSABLE if form.errors else 200)


@gate.needs(Permission.CHANGE)
def one(request: HttpRequest, key: UUID) -> HttpResponse:
    """A file: what became of it, what keeps it closed, its columns, or what it would change."""
    viewer = gate.viewer_of(request)
    imported = queries.opened(viewer, key)
    if imported.outcome:
        return _outcome(request, imported)
    preview = queries.previewed(viewer, key)
    if preview.read.problems:
        return _page(request, "problems", {"preview": preview})
    if preview.layout and _asks(request, preview, preview.layout):
        return _columns(request, preview, preview.layout)
    return _preview(request, preview)


def _asks(request: HttpRequest, preview: Preview, layout: Layout) -> bool:
    """Whether the columns come next: a required one is missing, one may be a date, or a person wants to."""
    step = request.POST.get("step") or request.GET.get("step")
    doubtful = not step and passed_over.like_days(layout)
    return bool(preview.asks_for_columns or step == COLUMNS or doubtful)


@gate.needs(Permission.CHANGE)
def set_aside(request: HttpRequest, key: UUID) -> HttpResponse:
    """The rows that were set aside, as a file to mend."""
    viewer = gate.viewer_of(request)
    imported = queries.opened(viewer, key)
    content = writer.as_csv(queries.set_aside(viewer, key))
    name = f"{imported.name.rsplit('.', 1)[0]}-set-aside.csv"
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    return response


def _columns(request: HttpRequest, preview: Preview, layout: Layout) -> HttpResponse:
    key = preview.imported.id
    form = ColumnsForm(layout, preview.holder.name, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.map_columns(imported=key, mapping=form.mapping(), by=gate.viewer_of(request))
        except actions.NotReadyError as why:
            form.add_error(None, str(why))
        else:
            messages.success(request, "The columns are remembered for the next file with these headings.")
            return redirect("contracts:import-one", key)
    context = {
        "preview": preview,
        "form": form,
        "missing": _listed(layout.missing),
        "like_days": listed.in_short(passed_over.like_days(layout)),
    }
    return _page(request, "columns", context, UNPROCESSABLE if form.errors else 200)


def _listed(missing: tuple[str, ...]) -> str:
    """Contract number, buyer or supplier; empty if nothing is missing."""
    labels = [fields.LABELS[name].lower() for name in missing]
    return " or ".join(filter(None, [", ".join(labels[:-1]), *labels[-1:]]))


def _preview(request: HttpRequest, preview: Preview) -> HttpResponse:
    form = CarryOutForm(request.POST or None, initial={"seen": preview.fingerprint})
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            actions.carry_out(imported=preview.imported.id, by=gate.viewer_of(request), **form.cleaned_data)
        except actions.NotReadyError as why:
            # The page below shows the contracts as they are now, so that is what is confirmed next.
            form = CarryOutForm({**form.cleaned_data, "seen": preview.fingerprint})
            form.add_error(None, str(why))
            status = CONFLICT
        else:
            messages.success(request, "Imported.")
            return redirect("contracts:import-one", preview.imported.id)
    context = {
        "preview": preview,
        "form": form,
        "groups": [(fate, len(preview.of(fate)), preview.of(fate)[:SHOWN]) for fate in Fate],
        "kept": [one for one in preview.comparisons if one.kept],
        "dates": comparison.known_dates(preview.read.drafts),
        "read_as": [(one.heading, fields.LABELS[one.field]) for one in _read_columns(preview)],
        "passed_over": listed.in_short(passed_over.headings(preview.layout)) if preview.layout else "",
        "custody": audience.of_contracts(preview.holder, preview.receiving),
        "too_many": actions.too_many(preview),
        **_set_aside(preview.read.set_aside),
    }
    return _page(request, "preview", context, status)


def _read_columns(preview: Preview) -> list[Any]:
    return [one for one in preview.layout.columns if one.field] if preview.layout else []


def _outcome(request: HttpRequest, imported: Import) -> HttpResponse:
    rows = queries.set_aside(gate.viewer_of(request), imported.id)
    return _page(request, "outcome", {"imported": imported, **_set_aside(rows)})


def _set_aside(rows: tuple[SetAside, ...]) -> dict[str, Any]:
    return {
        "aside": rows[:ASIDE_SHOWN],
        "aside_count": sum(one.rows for one in rows),
        "tally": tallies.by_reason(rows),
    }


def _page(request: HttpRequest, name: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    return render(request, f"contracts/imports/{name}.html", context, status=status)
