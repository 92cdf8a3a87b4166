"""Every page in both themes and narrow, every address asked as somebody who must see nothing."""

from collections.abc import Iterator

import pytest
from django.http import HttpResponseBase
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from playwright.sync_api import Page

from tests import browser
from tests.browser import SCHEMES, Complaints
from tests.journeys import stage as the_stage
from tests.journeys.stage import ELSEWHERE, VISITS, Stage, Visit, no_keys
from tests.world import World, signed_in

PAGES = [visit for visit in VISITS if visit.kind == "page"]
SIGNED_IN = [visit for visit in VISITS if visit.who != "nobody"]
KEYED = [visit for visit in SIGNED_IN if visit.keys is not no_keys]


def name(visit: Visit) -> str:
    return visit.id


def address_of(visit: Visit, stage: Stage) -> str:
    return reverse(visit.name, args=visit.keys(stage)) + (visit.query and f"?{visit.query}")


def answered(client: Client, visit: Visit, stage: Stage) -> HttpResponseBase:
    ask = client.post if visit.kind == "button" else client.get
    return ask(address_of(visit, stage))


def asked(client: Client, visit: Visit, stage: Stage) -> int:
    return answered(client, visit, stage).status_code


@pytest.fixture
def stage(address: str, world: World) -> Stage:
    return the_stage.built(world)


@pytest.fixture
def records(world: World) -> Stage:
    """The same records, without a browser."""
    return the_stage.built(world)


@pytest.mark.browser
@pytest.mark.parametrize("visit", PAGES, ids=name)
def test_a_page_is_accessible_narrow_and_quiet(
    visit: Visit, stage: Stage, address: str, page: Page, complaints: Complaints
) -> None:
    if visit.who != "nobody":
        browser.carry(page.context, getattr(stage.world, visit.who), address)

    answer = page.goto(address + address_of(visit, stage))

    assert answer is not None
    assert answer.status == 200
    # A redirect to sign-in answers 200 too, for another page.
    assert page.url == address + address_of(visit, stage)
    assert page.title().endswith(" – Common Purchase")
    assert page.title() != " – Common Purchase"
    assert page.locator("h1").count() == 1
    found: dict[str, list[str]] = {}
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        found[scheme] = browser.violations(page)
        found[f"{scheme}, 320 px"] = browser.sideways_scroll(page)
    found["console"] = complaints.said
    assert {where: what for where, what in found.items() if what} == {}


def test_nothing_opens_before_signing_in(records: Stage) -> None:
    answers = {visit.id: asked(Client(), visit, records) for visit in SIGNED_IN}

    assert {name: status for name, status in answers.items() if status != 302} == {}


def test_charlie_is_told_that_there_is_nothing(records: Stage) -> None:
    charlie = signed_in(records.world.charlie)

    answers = {visit.id: (asked(charlie, visit, records), visit.to_charlie) for visit in KEYED}

    assert {name: answer for name, answer in answers.items() if answer[0] != answer[1]} == {}


def test_a_file_comes_to_those_who_may_have_it(records: Stage) -> None:
    answers = {
        visit.id: asked(signed_in(getattr(records.world, visit.who)), visit, records)
        for visit in VISITS
        if visit.kind == "file"
    }

    assert {name: status for name, status in answers.items() if status != 200} == {}


def test_no_answer_that_needs_a_member_is_kept_on_the_way_or_in_the_browser(records: Stage) -> None:
    clients = {who: signed_in(getattr(records.world, who)) for who in ("alice", "bob", "erin", "charlie")}
    asks = [
        (who, visit, clients.get(who, Client()))
        for visit in SIGNED_IN
        if not visit.name.startswith("account_")
        for who in (visit.who, "charlie", "a visitor")
    ]

    kept = {
        (visit.id, who): answered(client, visit, records).get("Cache-Control", "")
        for who, visit, client in asks
    }

    assert {name: how for name, how in kept.items() if {"private", "no-store"} - set(how.split(", "))} == {}


def routes(patterns: list[URLPattern | URLResolver], space: str = "") -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, f"{pattern.namespace}:" if pattern.namespace else space)
        elif pattern.name:
            yield space + pattern.name


def test_every_address_is_visited_here_or_says_why_not() -> None:
    # Django's own pages for whoever administers accounts.
    named = {route for route in routes(get_resolver().url_patterns) if not route.startswith("admin:")}
    visited = {visit.name for visit in VISITS}

    assert named - visited - set(ELSEWHERE) == set()
    assert visited - named == set()
    assert set(ELSEWHERE) - named == set()
