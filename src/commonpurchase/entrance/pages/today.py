"""The first page."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from commonpurchase.contracts.facts import Due, Urgency
from commonpurchase.contracts.queries import contracts
from commonpurchase.contracts.queries import today as contracts_today
from commonpurchase.disclosures.facts import DISCLOSING
from commonpurchase.organisations.facts import BUYING, Organisation
from commonpurchase.sharing import gate

SECTIONS = (
    ("Due now", frozenset({Urgency.OVERDUE, Urgency.NOW})),
    ("Opening soon", frozenset({Urgency.SOON})),
    ("Waiting for others", frozenset({Urgency.WAITING})),
)
"""The headings of the page in their order, and what stands under each."""


@dataclass(frozen=True)
class Item:
    """One thing due, as the page shows it: with its distance in words and its address."""

    due: Due
    away: str
    url: str
    about: str


@gate.needs(gate.MEMBER)
def today(request: HttpRequest) -> HttpResponse:
    """What is due, why me, and the smallest next step."""
    viewer = gate.viewer_of(request)
    on, kind = viewer.at.date(), _acting_for(request).kind
    dues = contracts_today.due(viewer, on)
    context = {
        "on": on,
        "sections": sections(dues, on),
        "summary": summary(dues),
        "buying": kind in BUYING,
        "disclosing": kind in DISCLOSING,
        "new": not dues and not contracts.search(viewer, ""),
    }
    return render(request, "entrance/today.html", context)


def sections(dues: list[Due], on: date) -> list[tuple[str, list[Item]]]:
    """The headings that have something under them, with their items in the order given."""
    found = [
        (heading, [_item(due, on) for due in dues if due.urgency in urgencies])
        for heading, urgencies in SECTIONS
    ]
    return [(heading, items) for heading, items in found if items]


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
