"""What stands around every page: where one can go from here."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from commonpurchase.organisations.facts import BUYING, Organisation


@dataclass(frozen=True)
class Entry:
    """One link of the navigation; `current` is what `aria-current` should say, empty elsewhere."""

    label: str
    url: str
    current: str = ""


def frame(request: HttpRequest) -> dict[str, object]:
    """For every template: the navigation of the organisation acted for, and whether all of it is invented."""
    organisation = next(
        (one for one in getattr(request, "mandates", []) if one.id == request.viewer.organisation),  # type: ignore[attr-defined]
        None,
    )
    return {
        "navigation": navigation(organisation, request.path) if organisation else [],
        "example": settings.EXAMPLE,
    }


def navigation(organisation: Organisation, path: str) -> list[Entry]:
    """The main links, in the words of a buyer or of a supplier, seen from a path."""
    disclosures = "Disclosures" if organisation.kind in BUYING else "Updates"
    links = [
        ("Today", "today"),
        ("Contracts", "contracts:list"),
        (disclosures, "disclosures:list"),
        ("Organisations", "organisations:list"),
    ]
    found = [(label, _address(name)) for label, name in links]
    return [Entry(label, url, _current(url, path)) for label, url in found if url]


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def _current(url: str, path: str) -> str:
    if path == url:
        return "page"
    return "true" if url != "/" and path.startswith(url) else ""
