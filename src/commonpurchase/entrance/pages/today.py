"""The first page."""

from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from commonpurchase.contracts.facts import Due, GateVerdict, Urgency
from commonpurchase.contracts.queries import contracts
from commonpurchase.contracts.queries import today as contracts_today
from commonpurchase.disclosures.facts import DISCLOSING
from commonpurchase.engagement.queries import today as meetings_today
from commonpurchase.holdings.queries import releases
from commonpurchase.organisations.facts import BUYING, Organisation
from commonpurchase.sharing import gate
from commonpurchase.sharing.facts import Viewer
from commonpurchase.vocabulary.readers import declared

SECTIONS = (
    ("Due now", frozenset({Urgency.OVERDUE, Urgency.NOW}), "sort=next"),
    ("Opening soon", frozenset({Urgency.SOON}), f"verdict={quote(GateVerdict.NOT_OPEN)}&sort=next"),
    ("Waiting for others", frozenset({Urgency.WAITING}), "sort=next"),
)
"""The headings of the page in their order, what stands under each, and how the list of contracts shows it."""


@dataclass(frozen=True)
class Item:
    """One thing due, as the page shows it: with its distance in words and its address."""

    due: Due
    away: str
    url: str
    about: str


@dataclass(frozen=True)
class Section:
    """One heading with the first things under it; `more` counts those that only the list at `url` shows."""

    heading: str
    items: tuple[Item, ...]
    more: int
    url: str


@gate.needs(gate.MEMBER)
def today(request: HttpRequest) -> HttpResponse:
    """What is due, why me, and the smallest next step."""
    viewer = gate.viewer_of(request)
    on, kind = viewer.at.date(), _acting_for(request).kind
    dues = _all_due(viewer, on)
    context = {
        "on": on,
        "sections": sections(dues, on),
        "summary": summary(dues),
        "buying": kind in BUYING,
        "disclosing": kind in DISCLOSING,
        "new": not dues and not contracts.search(viewer, ""),
    }
    return render(request, "entrance/today.html", context)


def _all_due(viewer: Viewer, on: date) -> list[Due]:
    """What every context says is due, by day."""
    found = [*contracts_today.due(viewer, on), *meetings_today.due(viewer, on), *releases.due(viewer)]
    return sorted(found, key=attrgetter("due_on"))


def sections(dues: list[Due], on: date) -> list[Section]:
    """The headings that have something under them, with the first items of each in the order given."""
    shown = declared.value("today_items", on)
    found: list[Section] = []
    for heading, urgencies, query in SECTIONS:
        under = [due for due in dues if due.urgency in urgencies]
        items = tuple(_item(due, on) for due in under[:shown])
        url = f"{reverse('contracts:list')}?{query}"
        found.append(Section(heading, items, len(under) - len(items), url))
    return [section for section in found if section.items]


def summary(dues: list[Due]) -> str:
    """How many things of each urgency, such as "2 overdue, 3 due now"; empty when nothing is due."""
    counted = [(sum(due.urgency is urgency for due in dues), urgency.value) for urgency in Urgency]
    return ", ".join(f"{count} {word}" for count, word in counted if count)


def away(due_on: date, on: date) -> str:
    """How far a day is from another, in words: 3 days ago, today, tomorrow, in 12 days."""
    days = (due_on - on).days
    near = {-1: "yesterday", 0: "today", 1: "tomorrow"}
    return near.get(days) or (f"in {days} days" if days > 0 else f"{-days} days ago")


def _item(due: Due, on: date) -> Item:
    step = reverse(due.step_url_name, args=[due.step_key] if due.step_key else [])
    about = reverse("contracts:one", args=[due.contract]) if due.contract else step
    return Item(due, away(due.due_on, on), step, about)


def _acting_for(request: HttpRequest) -> Organisation:
    held: list[Organisation] = request.mandates  # type: ignore[attr-defined]
    return next(one for one in held if one.id == gate.viewer_of(request).organisation)
