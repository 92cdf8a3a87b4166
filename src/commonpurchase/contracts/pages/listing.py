"""The list of contracts: filter, sort, next dates, and the same list as a file."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from commonpurchase.contracts.facts import GateVerdict, Line, Route
from commonpurchase.contracts.queries import contracts
from commonpurchase.contracts.writers import calendar
from commonpurchase.contracts.writers import listing as writer
from commonpurchase.sharing import gate
from commonpurchase.sharing.facts import Viewer

PAGE = 50
#: Every word that a gate can show, to filter by.
WORDS = ("overdue", *(verdict.value for verdict in GateVerdict), Route.NEW_PROCUREMENT.value)
SORTS: dict[str, Callable[[Line], Any]] = {
    "next": lambda line: line.next_on or date.max,
    "title": lambda line: (line.contract.title or line.contract.reference).casefold(),
    "buyer": lambda line: line.contract.buyer.casefold(),
    "supplier": lambda line: line.contract.supplier.casefold(),
    "end": lambda line: line.contract.end.on if line.contract.end else date.max,
    "value": lambda line: (
        (line.contract.value.currency, line.contract.value.minor) if line.contract.value else ("", 0)
    ),
}


@gate.needs(gate.MEMBER)
def listing(request: HttpRequest) -> HttpResponse:
    """Every contract the viewer may see, filtered and sorted by the address."""
    viewer = gate.viewer_of(request)
    everything = contracts.listed(viewer, viewer.at.date())
    sort = request.GET.get("sort", "next")
    lines = _sorted(_filtered(everything, request), sort)
    if request.GET.get("as") in FILES:
        return FILES[request.GET["as"]](request, lines, viewer)
    context = {
        "page": Paginator(lines, PAGE).get_page(request.GET.get("page")),
        "total": len(everything),
        "verdicts": [(word, sum(word in line.gate.words for line in everything)) for word in WORDS],
        "suppliers": sorted({line.contract.supplier for line in everything}),
        "sort": sort,
    }
    return render(request, "contracts/listing.html", context)


def _filtered(lines: list[Line], request: HttpRequest) -> list[Line]:
    words = request.GET.get("words", "").casefold().split()
    verdict, supplier = request.GET.get("verdict", ""), request.GET.get("supplier", "")
    return [
        line
        for line in lines
        if (not verdict or verdict in line.gate.words)
        and (not supplier or line.contract.supplier == supplier)
        and all(word in _words(line) for word in words)
    ]


def _words(line: Line) -> str:
    contract = line.contract
    parts = (contract.reference, contract.title, contract.buyer, contract.supplier, contract.framework)
    return " ".join(parts).casefold()


def _sorted(lines: list[Line], sort: str) -> list[Line]:
    key = SORTS.get(sort.removeprefix("-"), SORTS["next"])
    return sorted(lines, key=key, reverse=sort.startswith("-"))


def _file(content: bytes, content_type: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _table(_: HttpRequest, lines: list[Line], viewer: Viewer) -> HttpResponse:
    """What is listed, for a spreadsheet."""
    content = writer.as_csv(lines, contracts.decided_by(viewer))
    return _file(content, "text/csv; charset=utf-8", "contracts.csv")


def _calendar(request: HttpRequest, lines: list[Line], viewer: Viewer) -> HttpResponse:
    """The dates of what is listed, for a calendar."""
    address = request.build_absolute_uri(reverse("contracts:list")) + "{key}/"
    return _file(calendar.as_ics(lines, viewer.at, address), "text/calendar; charset=utf-8", "contracts.ics")


FILES = {"csv": _table, "ics": _calendar}
