"""Every confidential text holds a token of its own; nobody gets a token from a record that it may not see.

Every route is asked as each of twelve principals. Looked through: answers with their headers, files unpacked,
error pages, mails, every log record, the cache, sessions, the temporary folder, history and ledger.
"""

import io
import logging
import os
import tempfile
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import cast
from uuid import UUID, uuid4

import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponse, HttpResponseBase
from django.test import Client
from django.urls import get_resolver, reverse

from commonpurchase.contracts.models import Contract
from commonpurchase.entrance import clock
from commonpurchase.history.models import Event
from commonpurchase.holdings.models import Key, LedgerRow
from commonpurchase.sharing import gate
from tests.journeys import stage as the_stage
from tests.journeys.stage import VISITS, Stage, Visit, no_keys
from tests.journeys.test_every_page import address_of, routes
from tests.specification import canaries
from tests.specification.canaries import Canary
from tests.specification.people import client_of, twelve, viewer_of
from tests.world import World

LONG = os.environ.get("HYPOTHESIS_PROFILE") == "prove"
#: In a short run each address is asked as its own visitor, as Charlie, as nobody, and as one more in turn.
ALWAYS = ("charlie", "a visitor")
#: Asked here although no visit has them; the rest of `stage.ELSEWHERE` shows nothing that is labelled.
BESIDE = {"holdings:status-list"}
UNASKED = {"account_reauthenticate": "allauth's own page, in the middle of a change of account"}

Where = tuple[str, str, str]


@dataclass
class Crawl:
    """A stage full of tokens, twelve principals, and what each found that it must not see."""

    stage: Stage
    people: dict[str, UUID | None]
    planted: list[Canary]
    folder: Path
    logged: pytest.LogCaptureFixture
    leaks: list[Where] = field(default_factory=list)
    asked: set[str] = field(default_factory=set)

    @property
    def everything(self) -> dict[str, Canary]:
        return {one.token: one for one in self.planted}

    def found(self, who: str, place: str, content: bytes, tokens: dict[str, Canary]) -> None:
        self.leaks += [(who, place, one.where) for one in canaries.spoken(content, tokens)]

    def visit(self, who: str, visits: Iterable[Visit]) -> None:
        """Ask addresses as one principal and look at everything that is left of it; nothing stays."""
        person = self.people[who]
        with transaction.atomic():
            tokens = canaries.foreign(self.planted, viewer_of(person, clock.now()))
            client = client_of(person)
            client.raise_request_exception = False
            for one in sorted(visits, key=lambda visit: visit.kind == "button"):
                self.answer(who, one, client, tokens)
            self.beside(who, client, tokens)
            self.left_over(who, tokens)
            transaction.set_rollback(True)

    def answer(self, who: str, one: Visit, client: Client, tokens: dict[str, Canary]) -> None:
        self.asked.add(one.name)
        addresses = [address_of(one, self.stage)]
        if one.keys is not no_keys:
            absent = [uuid4() if isinstance(key, UUID) else key for key in one.keys(self.stage)]
            addresses.append(reverse(one.name, args=absent))
        for address in addresses:
            ask = client.post if one.kind == "button" else client.get
            self.found(who, one.id, whole(ask(address)), tokens)

    def beside(self, who: str, client: Client, tokens: dict[str, Canary]) -> None:
        """The published list, a page that is not there, and a form without its token."""
        for key in Key.objects.values_list("pk", flat=True):
            self.found(who, "list", whole(client.get(reverse("holdings:status-list", args=[key]))), tokens)
        self.asked.add("holdings:status-list")
        self.found(who, "404", whole(client.get("/nowhere/at/all/")), tokens)
        forged = Client(enforce_csrf_checks=True)
        forged.cookies = client.cookies
        self.found(who, "csrf", whole(forged.post(reverse("act-for"))), tokens)

    def left_over(self, who: str, tokens: dict[str, Canary]) -> None:
        """Mails hold links, never content; logs, the cache, history and the ledger no words at all."""
        for letter in mail.outbox:
            self.found(who, "mail", letter.message().as_bytes(), self.everything)
        for record in self.logged.records:
            text = logging.Formatter().format(record)
            self.found(who, f"log {record.name}", text.encode(), self.everything)
        self.logged.clear()
        self.found(who, "cache", canaries.kept_in_cache(cache), self.everything)
        for session in Session.objects.all():
            self.found(who, "session", str(session.get_decoded()).encode(), tokens)
        for file in filter(Path.is_file, self.folder.rglob("*")):
            self.found(who, "temporary file", file.read_bytes(), self.everything)
        for model in (Event, LedgerRow):
            rows = str(list(model.objects.values_list()))
            self.found(who, model.__name__, rows.encode(), self.everything)


def whole(answer: HttpResponseBase) -> bytes:
    """Status, headers, cookies and body of an answer."""
    parts = cast("Iterable[bytes]", answer) if answer.streaming else [cast("HttpResponse", answer).content]
    body = b"".join(parts)
    head = f"{answer.status_code} {answer.headers} {answer.cookies}".encode()
    return b"\0".join([head, body, *canaries.unpacked(body)])


@pytest.fixture
def crawl(
    world: World,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> Crawl:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    caplog.set_level(logging.DEBUG)
    cache.clear()
    stage = the_stage.built(world)
    return Crawl(stage, twelve(stage), canaries.plant(Random(5)), tmp_path, caplog)


def in_turn(people: list[str], number: int, visit: Visit) -> set[str]:
    """As whom an address is asked in a short run."""
    own = "a visitor" if visit.who == "nobody" else visit.who
    return set(people) if LONG else {own, *ALWAYS, people[number % len(people)]}


def test_nobody_gets_a_word_of_what_it_may_not_see(
    crawl: Crawl, record_property: Callable[[str, object], None]
) -> None:
    names = sorted(crawl.people)
    for who in names:
        crawl.visit(who, [one for at, one in enumerate(VISITS) if who in in_turn(names, at, one)])
    record_property("tokens", len(crawl.planted))

    assert [f"{count} x {leak}" for leak, count in Counter(crawl.leaks).items()] == []
    named = {route for route in routes(get_resolver().url_patterns) if not route.startswith("admin:")}
    assert named - crawl.asked - set(UNASKED) == set()


def test_every_text_of_a_labelled_record_holds_a_token_or_says_why_not(crawl: Crawl) -> None:
    named = {canaries.name_of(*column) for column in canaries.columns()}
    planted = {one.where for one in crawl.planted}
    empty = {name for name in named - planted - set(canaries.WITHOUT) if not words_of(name)}

    assert set(canaries.WITHOUT) - named == set()
    assert named - planted - set(canaries.WITHOUT) - empty == set()
    assert len(named & planted) >= 25


def words_of(name: str) -> bool:
    """Whether any record of the stage has something in a column; what is empty gives nothing away."""
    model, column = next(one for one in canaries.columns() if canaries.name_of(*one) == name)
    values = model._default_manager.values_list(column.name, flat=True)
    return any(canaries.marked(value, "x" * 16) != value for value in values if value)


def test_those_who_may_see_a_word_do(crawl: Crawl) -> None:
    """The twin: a crawl that finds no tokens at all would prove nothing."""
    tokens = {one.token: one for one in crawl.planted if one.where in {"Contract.title", "SiteRow.site_name"}}
    alice = client_of(crawl.people["alice"])
    pages = [one for one in VISITS if one.who == "alice" and one.name in {"contracts:one", "disclosures:csv"}]

    found = {
        canary.where
        for one in pages
        for canary in canaries.spoken(whole(alice.get(address_of(one, crawl.stage))), tokens)
    }

    assert found == {"Contract.title", "SiteRow.site_name"}


def with_every_answer(does: Callable[[HttpResponse, str], None]) -> Callable[[pytest.MonkeyPatch], None]:
    """Every answer to somebody who signed in does something with a word of a contract of Ekvik."""

    def plant(patch: pytest.MonkeyPatch) -> None:
        before = gate.kept_nowhere

        def kept(response: HttpResponse) -> HttpResponse:
            word = Contract.objects.order_by("pk").values_list("title", flat=True)[0]
            does(response, word)
            return before(response)

        patch.setattr(gate, "kept_nowhere", kept)

    return plant


def in_a_log(_: HttpResponse, word: str) -> None:
    logging.getLogger("commonpurchase.somewhere").debug("answered about %s", word)


def in_a_header(response: HttpResponse, word: str) -> None:
    response["X-About"] = word


def in_a_cookie(response: HttpResponse, word: str) -> None:
    response.set_cookie("last", word)


PROPERTIES = "docProps/custom.xml"


def in_a_file(response: HttpResponse, word: str) -> None:
    """In the properties of a workbook or letter, which no page shows."""
    if response.content[:4] == b"PK\x03\x04" and PROPERTIES.encode() not in response.content:
        response.content = with_property(response.content, word)


def with_property(content: bytes, word: str) -> bytes:
    file = io.BytesIO(content)
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr(PROPERTIES, f"<Properties><keywords>{word}</keywords></Properties>")
    return file.getvalue()


def on_an_error_page(response: HttpResponse, word: str) -> None:
    if response.status_code in {403, 404}:
        response.content += f"<!-- {word} -->".encode()


def in_a_temporary_file(_: HttpResponse, word: str) -> None:
    with tempfile.NamedTemporaryFile("w", delete=False) as file:
        file.write(word)


def in_a_mail(_: HttpResponse, word: str) -> None:
    mail.send_mail(word, "Look at it.", None, ["somebody@elsewhere.example"])


def in_the_cache(_: HttpResponse, word: str) -> None:
    cache.set("last", word)


LEAKS = {
    "a log": (in_a_log, "log"),
    "a header": (in_a_header, ""),
    "a cookie": (in_a_cookie, ""),
    "a file's properties": (in_a_file, "holdings:file"),
    "an error page": (on_an_error_page, ""),
    "a temporary file": (in_a_temporary_file, "temporary"),
    "a mail": (in_a_mail, "mail"),
    "the cache": (in_the_cache, "cache"),
}


@pytest.mark.parametrize(("does", "place"), LEAKS.values(), ids=LEAKS)
def test_a_planted_word_is_found(
    crawl: Crawl,
    monkeypatch: pytest.MonkeyPatch,
    does: Callable[[HttpResponse, str], None],
    place: str,
) -> None:
    """Charlie asks for a page that is not for him, and for a file of his own."""
    with_every_answer(does)(monkeypatch)
    some = [one for one in VISITS if one.name in {"contracts:one", "holdings:file"}]

    crawl.visit("charlie", some)

    assert any(where.startswith(place) for _, where, _ in crawl.leaks)
