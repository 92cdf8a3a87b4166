"""What stands around every page: where one can go from here."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from commonpurchase.disclosures.facts import DISCLOSING
from commonpurchase.organisations.facts import Organisation

READERS = (
    ("Today", "today", ()),
    ("Contracts", "contracts:list", ()),
    ("Disclosures", "disclosures:list", ()),
    ("Organisations", "organisations:list", ()),
)
SUPPLIERS = (
    ("Today", "today", ()),
    ("Contracts", "contracts:list", ()),
    ("Updates", "contracts:updates", ("disclosures:list",)),
    ("Organisations", "organisations:list", ()),
)
"""Label, page, and the pages whose parts belong under the same link."""


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
