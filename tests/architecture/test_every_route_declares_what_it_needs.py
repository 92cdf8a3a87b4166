"""A route that does not say what it needs fails the build, and no route answers an outsider with more."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, path
from django.views.decorators.http import require_POST
from django.views.generic import RedirectView

from commonpurchase.organisations.models import Person
from commonpurchase.sharing import gate
from commonpurchase.sharing.facts import Permission
from tests.world import World, signed_in

#: Routes of others, by their beginning, the package that answers, and why they need no declaration of ours.
OTHERS = {
    "admin/": ("django.", "Django's own pages for staff; only accounts are registered there"),
}
#: Our routes that are open without signing in.
OPEN = {
    "about/": "what this is and whom to ask; shows no record",
    "components/": "the building blocks of the pages with invented content",
    "holdings/attestations/status/": "bits by which whoever holds a statement sees whether it was taken back",
    "holdings/register/": "the public register: only records whose audience is the public",
    "accounts/": "signing in and out, and one's own password",
}
DECLARATIONS = {gate.ANYONE, gate.PERSON, gate.MEMBER, *Permission}


@dataclass(frozen=True)
class Route:
    """One address with the function that answers it."""

    address: str
    answers: Callable[..., Any]

    @property
    def needs(self) -> str:
        return getattr(self.answers, "needs", "")

    @property
    def parameters(self) -> bool:
        return "<" in self.address or "(" in self.address


def routes(patterns: list[URLPattern | URLResolver], before: str = "") -> Iterator[Route]:
    for pattern in patterns:
        address = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, address)
        else:
            yield Route(address, pattern.callback)


def of_others(route: Route) -> bool:
    return any(
        route.address.startswith(start) and route.answers.__module__.startswith(package)
        for start, (package, _) in OTHERS.items()
    )


def undeclared(patterns: list[URLPattern | URLResolver]) -> list[str]:
    return [
        route.address
        for route in routes(patterns)
        if route.needs not in DECLARATIONS and not of_others(route)
    ]


ALL = list(routes(get_resolver().url_patterns))
OURS = [route for route in ALL if not of_others(route)]
PLAIN = [route for route in OURS if not route.parameters]
CLOSED = [route for route in PLAIN if route.needs != gate.ANYONE]


def test_every_route_says_what_it_needs() -> None:
    assert undeclared(get_resolver().url_patterns) == []


def test_what_is_open_to_anyone_is_listed_with_a_reason() -> None:
    unlisted = [
        route.address
        for route in OURS
        if route.needs == gate.ANYONE and not route.address.startswith(tuple(OPEN))
    ]

    assert unlisted == []


def test_every_exception_is_still_needed() -> None:
    for start in (*OTHERS, *OPEN):
        assert any(route.address.startswith(start) for route in ALL)


def bare(request: HttpRequest) -> HttpResponse:
    return HttpResponse("everything")


@gate.needs("whatever")
def misspelt(request: HttpRequest) -> HttpResponse:
    return HttpResponse("everything")


@require_POST
@gate.needs(gate.MEMBER)
def declared(request: HttpRequest) -> HttpResponse:
    return HttpResponse("yours")


@pytest.mark.parametrize(
    "planted",
    [
        path("bare/", bare),
        path("misspelt/", misspelt),
        path("posted/", require_POST(bare)),
        path("class/", RedirectView.as_view(url="/")),
        path("admin/planted/", bare),
        path("accounts/planted/", bare),
        path("deep/", ([path("er/", bare)], "deep", "deep")),
    ],
    ids=lambda planted: str(planted.pattern),
)
def test_a_planted_route_fails_the_census(planted: URLPattern | URLResolver) -> None:
    assert len(undeclared([planted])) == 1


def test_a_declared_route_passes_the_census() -> None:
    assert undeclared([path("declared/", declared)]) == []


def test_there_are_routes_to_ask() -> None:
    assert len(CLOSED) >= 5


def test_a_visitor_is_sent_to_sign_in(db: None) -> None:
    answers = {route.address: Client().get(f"/{route.address}") for route in CLOSED}

    # What can only be sent says so before it asks who sends.
    odd = {
        address: answer.status_code
        for address, answer in answers.items()
        if answer.status_code != 405 and not answer.headers.get("Location", "").startswith("/accounts/login/")
    }
    assert odd == {}


def test_a_visitor_sends_nothing(db: None) -> None:
    answers = {route.address: Client().post(f"/{route.address}") for route in CLOSED}

    odd = {
        address: answer.status_code
        for address, answer in answers.items()
        if answer.status_code != 405 and not answer.headers.get("Location", "").startswith("/accounts/login/")
    }
    assert odd == {}


def test_an_account_without_an_organisation_is_refused(db: None) -> None:
    person = Person.objects.create_user("nobody@nowhere.example", "a long enough password")

    answers = {route.address: signed_in(person.pk).get(f"/{route.address}") for route in CLOSED}

    assert {a: r.status_code for a, r in answers.items() if r.status_code not in {403, 405}} == {}


def test_no_page_fails_when_charlie_asks(world: World) -> None:
    charlie = signed_in(world.charlie)

    answers = {route.address: charlie.get(f"/{route.address}").status_code for route in PLAIN}

    assert {address: status for address, status in answers.items() if status >= 500} == {}


def test_charlie_finds_nothing_at_an_address_with_a_key(world: World) -> None:
    charlie = signed_in(world.charlie)
    key = "00000000-0000-4000-8000-000000000000"
    keyed = [
        route.address for route in OURS if route.address.count("<uuid:key>") and "kind" not in route.address
    ]

    answers = {
        address: charlie.get("/" + address.replace("<uuid:key>", key)).status_code for address in keyed
    }

    assert len(keyed) >= 5
    assert {address: status for address, status in answers.items() if status not in {404, 405}} == {}
