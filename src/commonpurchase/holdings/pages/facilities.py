"""Sites of a version as facility records that other programs read."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from commonpurchase.holdings.pages.attestations import as_file
from commonpurchase.holdings.queries import facilities, keys
from commonpurchase.holdings.reckoning import classes
from commonpurchase.sharing import gate
from commonpurchase.sharing.facts import Permission
from commonpurchase.vocabulary.readers import countries

PAGE = 100


@gate.needs(Permission.SEE)
def listing(request: HttpRequest, key: UUID) -> HttpResponse:
    """The rows of a version that the viewer sees, each with its record to download."""
    viewer = gate.viewer_of(request)
    version, label_class = facilities.of_version(viewer, key)
    page = Paginator(version.rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "version": version,
        "page": page,
        "rows": [{"site": row, "country": countries.name_of(row.country)} for row in page.object_list],
        "class_words": classes.words(label_class),
        "key": keys.own(viewer),
        "own": viewer.organisation,
    }
    return render(request, "holdings/attestation_facilities.html", context)


@gate.needs(Permission.SEE)
def download(request: HttpRequest, key: UUID) -> HttpResponse:
    """The facility record of one row, signed by whoever downloads it."""
    viewer = gate.viewer_of(request)
    reference = request.GET.get("row", "")
    content = facilities.record(viewer, key, reference)
    _, label_class = facilities.of_version(viewer, key)
    return as_file(content, f"facility-record-{label_class.value}.json")
