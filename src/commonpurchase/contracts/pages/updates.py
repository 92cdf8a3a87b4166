"""A supplier's way from the workbook to its customers: download, upload, mend, look, choose, send."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST

from commonpurchase.contracts.actions import updates as actions
from commonpurchase.contracts.facts import Customer
from commonpurchase.contracts.forms.updates import SendForm, UploadForm
from commonpurchase.contracts.queries import updates as queries
from commonpurchase.disclosures import actions as disclosures
from commonpurchase.disclosures import queries as disclosed
from commonpurchase.disclosures.facts import Preview, UploadState
from commonpurchase.disclosures.readers import countries
from commonpurchase.disclosures.reckoning import wording
from commonpurchase.disclosures.reckoning.gathered import gathered
from commonpurchase.disclosures.rules.updates import every_earlier_row_is_accounted_for
from commonpurchase.disclosures.writers import workbook
from commonpurchase.documents import queries as documents
from commonpurchase.documents.readers import tables
from commonpurchase.documents.writers import marked
from commonpurchase.organisations.reckoning import custody
from commonpurchase.sharing import gate
from commonpurchase.sharing.facts import Permission

CONFLICT, UNPROCESSABLE = 409, 422


@gate.needs(gate.MEMBER)
def start(request: HttpRequest) -> HttpResponse:
    """What customers need, the workbook to fill in, and the upload."""
    viewer = gate.viewer_of(request)
    disclosures.discloser(viewer)
    form = UploadForm(request.POST or None, request.FILES or None, initial={"disclosed_on": viewer.at.date()})
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            key = disclosures.receive_upload(
                name=file.name, content=file.read(), disclosed_on=form.cleaned_data["disclosed_on"], by=viewer
            )
        except disclosures.NotReadyError as why:
            form.add_error("disclosed_on", str(why))
        else:
            return redirect("contracts:update", key)
    context = {
        "form": form,
        "latest": disclosed.latest_own(viewer),
        "uploads": disclosed.uploads(viewer),
        "customers": [one for one in queries.customers(viewer) if one.contracts],
    }
    return render(
        request, "contracts/updates/start.html", context, status=UNPROCESSABLE if form.errors else 200
    )


@gate.needs(gate.MEMBER)
def template(request: HttpRequest) -> HttpResponse:
    """The workbook: filled with the rows in force, or empty if it is the first."""
    viewer = gate.viewer_of(request)
    supplier = disclosures.discloser(viewer).name
    latest = disclosed.latest_own(viewer)
    rows = latest.rows if latest else ()
    source = workbook.source_of(latest.number, rows) if latest else ""
    content = workbook.write(supplier=supplier, rows=rows, source=source)
    return _attachment(content, workbook.file_name(supplier, rows))


@gate.needs(Permission.CHANGE)
def one(request: HttpRequest, key: UUID) -> HttpResponse:
    """An upload: every error, or what it changes and who shall see it."""
    viewer = gate.viewer_of(request)
    preview = disclosed.preview(viewer, key)
    if preview.upload.disclosure:
        return redirect("disclosures:one", preview.upload.disclosure)
    if preview.upload.state is UploadState.WITHDRAWN:
        messages.info(request, "That file was set aside.")
        return redirect("contracts:updates")
    if preview.reading.problems:
        context = {"preview": preview, "mistakes": gathered(preview.reading.problems)}
        return render(request, "contracts/updates/errors.html", context)
    return _send(request, preview)


def _send(request: HttpRequest, preview: Preview) -> HttpResponse:
    viewer = gate.viewer_of(request)
    customers = queries.customers(viewer)
    form = SendForm(customers, request.POST or None, initial={"against": preview.against})
    moved_on = False
    if request.method == "POST" and form.is_valid():
        try:
            disclosure = actions.send_update(upload=preview.upload.id, by=viewer, **form.cleaned_data)
        except disclosures.NotReadyError as why:
            form.add_error(None, str(why))
            moved_on = isinstance(why, disclosures.MovedOnError)
        else:
            messages.success(request, "Sent. The customers you chose see it from now on, and nobody else.")
            return redirect("disclosures:one", disclosure)
    chosen = {*request.POST.getlist("recipients"), *request.POST.getlist("contracts")}
    context: dict[str, Any] = {
        "preview": preview,
        "form": form,
        "groups": wording.groups(preview.difference, countries.name),
        "finding": every_earlier_row_is_accounted_for(preview.difference),
        "customers": [_offered(customer, chosen) for customer in customers],
        "by_law": custody.BY_LAW,
        "table": custody.detail(),
    }
    status = CONFLICT if moved_on else UNPROCESSABLE if form.errors else 200
    return render(request, "contracts/updates/preview.html", context, status=status)


def _offered(customer: Customer, chosen: set[str]) -> dict[str, Any]:
    """A customer with what happens when it receives, and what was ticked before."""
    return {
        "organisation": customer.organisation,
        "held": custody.sentence(customer.organisation),
        "chosen": str(customer.organisation.id) in chosen,
        "contracts": [(contract, str(contract.id) in chosen) for contract in customer.contracts],
    }


@gate.needs(Permission.CHANGE)
def errors(request: HttpRequest, key: UUID) -> HttpResponse:
    """The uploader's own file with the errors marked."""
    viewer = gate.viewer_of(request)
    preview = disclosed.preview(viewer, key)
    file = documents.opened(viewer, preview.upload.file)
    table = tables.read(file.content, file.name)
    content = marked.mark(file.content, table, preview.reading.problems)
    return _attachment(content, f"{file.name.rsplit('.', 1)[0]}-errors.xlsx")


@require_POST
@gate.needs(Permission.CHANGE)
def set_aside(request: HttpRequest, key: UUID) -> HttpResponse:
    """Set an upload aside."""
    try:
        disclosures.withdraw(upload=key, by=gate.viewer_of(request))
    except disclosures.NotReadyError as why:
        messages.error(request, str(why))
    else:
        messages.success(request, "The file was set aside; nothing of it counts.")
    return redirect("contracts:updates")


def _attachment(content: bytes, name: str) -> HttpResponse:
    """A workbook to download; the name is quoted by Django, whatever letters it has."""
    response = HttpResponse(content, content_type=workbook.MEDIA_TYPE)
    response.headers["Content-Disposition"] = (
        content_disposition_header(as_attachment=True, filename=name) or ""
    )
    return response
