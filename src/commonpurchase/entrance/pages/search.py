"""Search across everything that the viewer may see."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from commonpurchase.contracts.queries import contracts
from commonpurchase.disclosures import queries as disclosures
from commonpurchase.engagement.queries import meetings
from commonpurchase.organisations import queries as organisations
from commonpurchase.sharing import gate
from commonpurchase.sharing.facts import Viewer
from commonpurchase.vocabulary.hits import Hit

SEARCHED: tuple[tuple[str, Callable[[Viewer, str], list[Hit]]], ...] = (
    ("Contracts", contracts.search),
    ("Sites disclosed", disclosures.search),
    ("Organisations", organisations.search),
    ("Summaries of meetings", meetings.search),
)
"""What is searched, in the order of the page."""


@dataclass(frozen=True)
class Found:
    """One hit as the page shows it."""

    title: str
    subtitle: str
    url: str


@gate.needs(gate.MEMBER)
def search(request: HttpRequest) -> HttpResponse:
    """Contracts, disclosures, organisations and released summaries whose words match."""
    words = " ".join(request.GET.get("words", "").split())
    groups = _groups(gate.viewer_of(request), words) if words else []
    context = {"words": words, "groups": groups, "count": sum(len(found) for _, found in groups)}
    return render(request, "entrance/search.html", context)


def _groups(viewer: Viewer, words: str) -> list[tuple[str, list[Found]]]:
    found = [(heading, [_found(hit) for hit in ask(viewer, words)]) for heading, ask in SEARCHED]
    return [(heading, hits) for heading, hits in found if hits]


def _found(hit: Hit) -> Found:
    return Found(hit.title, hit.subtitle, reverse(hit.url_name, args=[hit.key]))
