"""What stands around every page: where one can go from here."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from commonpurchase.disclosures.facts import DISCLOSING
from commonpurchase.holdings.pages import purpose, seeing
from commonpurchase.organisations.facts import Organisation
from commonpurchase.sharing import gate
from commonpurchase.sharing import queries as sharing

READERS = (
    ("Today", "today", ()),
    ("Contracts", "contracts:list", ()),
    ("Disclosures", "disclosures:list", ()),
    ("Meetings", "engagement:meetings", ()),
    ("Agreements", "holdings:agreements", ()),
    ("Attestations", "holdings:attestations", ()),
    ("Shared sums", "holdings:releases", ()),
    ("Holdings", "holdings:held", ()),
    ("Organisations", "organisations:list", ()),
)
SUPPLIERS = (
    ("Today", "today", ()),
    ("Contracts", "contracts:list", ()),
    ("Updates", "contracts:updates", ("disclosures:list",)),
    ("Meetings", "engagement:meetings", ()),
    ("Agreements", "holdings:agreements", ()),
    ("Attestations", "holdings:attestations", ()),
    ("Shared sums", "holdings:releases", ()),
    ("Holdings", "holdings:held", ()),
    ("Organisations", "organisations:list", ()),
)
"""Label, page, and the pages whose parts belong under the same link."""
LISTS = {
    "contracts:list": ("contract", "contract"),
    "disclosures:list": ("disclosure", "version"),
    "contracts:updates": ("disclosure", "version"),
}
"""The pages that list records which can be granted: the kind, and what one of them is called there."""


@dataclass(frozen=True)
class Entry:
    """One link of the navigation; `current` is what `aria-current` should say, empty elsewhere."""

    label: str
    url: str
    current: str = ""


def frame(request: HttpRequest) -> dict[str, object]:
    """For every template: the navigation of the organisation acted for, and what this workspace is."""
    organisation = next(
        (one for one in getattr(request, "mandates", []) if one.id == request.viewer.organisation),  # type: ignore[attr-defined]
        None,
    )
    return {
        "navigation": navigation(organisation, request.path) if organisation else [],
        "example": settings.EXAMPLE,
        "sends_mail": settings.SENDS_MAIL,
        "seeing_url": who_sees(request),
        **(looking_for(request) if organisation else {}),
    }


def who_sees(request: HttpRequest) -> str:
    """The page that says who sees the record on this page; empty where the page shows no record."""
    match = request.resolver_match
    kind = next((kind for kind, page in seeing.PAGES.items() if match and page == match.view_name), None)
    return reverse("holdings:seeing", args=[kind, match.kwargs["key"]]) if match and kind else ""


def looking_for(request: HttpRequest) -> dict[str, object]:
    """What the person looks for and could look for, and what this list would show then.

    Only grants of records that would really open count: the numbers tell of nothing that is hidden.
    """
    viewer = gate.viewer_of(request)
    offered = purpose.offered(viewer)
    view = request.resolver_match.view_name if request.resolver_match else ""
    kind, thing = LISTS.get(view, ("", "")) if offered else ("", "")
    waiting = sharing.opened_for(viewer, kind) if kind else {}
    return {
        "purpose": viewer.purpose,
        "purposes": offered,
        "waiting": [
            {"purpose": one, "count": count, "thing": thing}
            for one, count in waiting.items()
            if one is not viewer.purpose
        ],
    }


def navigation(organisation: Organisation, path: str) -> list[Entry]:
    """The main links, for those who read disclosures or those who make them, seen from a path."""
    links = SUPPLIERS if organisation.kind in DISCLOSING else READERS
    above = {label: [reverse(name), *map(reverse, others)] for label, name, others in links}
    under = {
        label: max((len(url) for url in urls if url != "/" and path.startswith(url)), default=0)
        for label, urls in above.items()
    }
    nearest = max(under, key=lambda label: under[label])
    return [
        Entry(label, urls[0], _current(urls[0] == path, label == nearest and under[label] > 0))
        for label, urls in above.items()
    ]


def _current(here: bool, inside: bool) -> str:  # noqa: FBT001 - named where it is called
    return "page" if here else "true" if inside else ""
