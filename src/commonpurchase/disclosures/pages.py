"""Versions of disclosures, for those whom they name."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from commonpurchase.disclosures import actions, facts, queries
from commonpurchase.disclosures.forms import VerifyForm
from commonpurchase.disclosures.readers import countries
from commonpurchase.disclosures.reckoning import columns, wording
from commonpurchase.disclosures.writers import rows, workbook
from commonpurchase.organisations import queries as organisations
from commonpurchase.organisations.facts import Organisation
from commonpurchase.organisations.reckoning import custody
from commonpurchase.sharing import gate
from commonpurchase.sharing.facts import Permission, Viewer

VERSIONS, ROWS, OFFERED = 50, 100, 200
LONGEST, UNPROCESSABLE = 2_000, 422


@gate.needs(gate.MEMBER)
def listing(request: HttpRequest) -> HttpResponse:
    """Every version that the viewer may see, newest first."""
    viewer = gate.viewer_of(request)
    own = organisations.opened(viewer, gate.organisation_of(viewer))
    page = Paginator(queries.versions(viewer), VERSIONS).get_page(request.GET.get("page"))
    context = {"page": page, "discloses": own.kind in facts.DISCLOSING}
    return render(request, "disclosures/listing.html", context)


@gate.needs(Permission.SEE)
def one(request: HttpRequest, key: UUID) -> HttpResponse:
    """One version: its rows, what it changed, and who sees it."""
    viewer = gate.viewer_of(request)
    version = queries.opened(viewer, key)
    receiving = _receiving(viewer) if version.own else []
    page = Paginator(version.rows, ROWS).get_page(request.GET.get("page"))
    context = {
        "version": version,
        "page": page,
        "rows": [_shown(row) for row in page.object_list],
        "groups": wording.groups(queries.difference_of(viewer, key), countries.name),
        "recipients": [one.name for one in receiving if one.id in version.recipients],
        "others": [_offered(one) for one in receiving if one.id not in version.recipients],
        "may_verify": queries.may_verify(viewer, key),
    }
    return render(request, "disclosures/one.html", context)


@gate.needs(Permission.SEE)
def download(request: HttpRequest, key: UUID, kind: str) -> HttpResponse:
    """The rows that the viewer sees, as a workbook or CSV."""
    version = queries.opened(gate.viewer_of(request), key)
    write, media_type = (
        (rows.as_csv, "text/csv; charset=utf-8") if kind == "csv" else (rows.as_workbook, workbook.MEDIA_TYPE)
    )
    response = HttpResponse(write(version.supplier_name, version.rows), content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="disclosure-version-{version.number}.{kind}"'
    return response


@require_POST
@gate.needs(Permission.CHANGE)
def show(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show a version to further customers."""
    viewer = gate.viewer_of(request)
    known = {str(one.id): one.id for one in _receiving(viewer)}
    chosen = [known[one] for one in request.POST.getlist("recipients") if one in known]
    try:
        actions.show_to(disclosure=key, recipients=chosen, by=viewer)
    except actions.NotReadyError as why:
        messages.error(request, str(why))
    else:
        messages.success(request, "They see this version from now on.")
    return redirect("disclosures:one", key)


@gate.needs(Permission.VERIFY)
def verify(request: HttpRequest, key: UUID) -> HttpResponse:
    """A monitoring partner says which rows it checked, how, and what it found."""
    viewer = gate.viewer_of(request)
    version = queries.verifiable(viewer, key)
    form = VerifyForm(version.rows, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.verify(disclosure=key, checked=form.fact(), by=viewer)
        except actions.NotReadyError as why:
            form.add_error(None, str(why))
        else:
            messages.success(
                request, "Kept. Whoever sees these rows reads from now on that you verified them."
            )
            return redirect("disclosures:one", key)
    words = request.GET.get("row", "").strip()
    chosen = set(request.POST.getlist("rows"))
    found = [row for row in version.rows if row.reference in chosen or wording.holds(row, words)]
    context = {
        "version": version,
        "form": form,
        "words": words,
        "rows": [{**_shown(row), "chosen": row.reference in chosen} for row in found[:OFFERED]],
        "more": len(found) - OFFERED,
        "held": custody.beside(version.supplier_name),
    }
    return render(request, "disclosures/verify.html", context, status=UNPROCESSABLE if form.errors else 200)


@require_POST
@gate.needs(Permission.VERIFY)
def withdraw(request: HttpRequest, key: UUID, verification: UUID) -> HttpResponse:
    """A monitoring partner takes back what it said of rows."""
    viewer = gate.viewer_of(request)
    because = request.POST.get("because", "")[:LONGEST]
    try:
        actions.withdraw_verification(disclosure=key, verification=verification, because=because, by=viewer)
    except actions.NotReadyError as why:
        messages.error(request, str(why))
    else:
        messages.success(request, "Taken back. Those who see the rows read that, and why.")
    return redirect("disclosures:one", key)


def _receiving(viewer: Viewer) -> list[Organisation]:
    return [one for one in organisations.listed(viewer) if one.claimed and one.kind in facts.RECEIVING]


def _offered(one: Organisation) -> dict[str, object]:
    return {"organisation": one, "held": custody.sentence(one)}


def _shown(row: facts.Row) -> dict[str, object]:
    return {
        "site": row,
        "product": wording.product(row),
        "country": countries.name(row.country),
        "tier": columns.TIERS.get(row.tier or 0, ""),
    }
