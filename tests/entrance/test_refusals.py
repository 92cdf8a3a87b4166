"""What went wrong is said in plain words, inside the frame, with a way on."""

import logging
from uuid import uuid4

import pytest
from django.template.loader import render_to_string
from django.test import Client

from tests.world import World, signed_in


def test_what_is_not_there_does_not_say_whether_it_is_hidden(world: World) -> None:
    page = signed_in(world.alice).get("/nothing-here/")

    assert page.status_code == 404
    assert "The workspace does not say which." in page.content.decode()
    assert "Acting for" in page.content.decode()


def test_a_form_from_elsewhere_is_not_taken(world: World) -> None:
    client = Client(enforce_csrf_checks=True)

    page = client.post("/accounts/login/", {"login": "alice@ekvik.example", "password": "x"})

    assert page.status_code == 403
    assert "Please send it again" in page.content.decode()


def broken(*_: object) -> None:
    raise ZeroDivisionError


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ("400.html", "The request was not understood"),
        ("500.html", "Something went wrong on our side"),
        ("429.html", "Too many attempts"),
    ],
)
def test_a_page_for_the_worst_moment_needs_nothing_to_be_drawn(template: str, words: str) -> None:
    assert words in render_to_string(template)


def test_a_broken_page_answers_in_the_same_look(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("commonpurchase.contracts.queries.today.due", broken)
    client = signed_in(world.alice)
    client.raise_request_exception = False

    page = client.get("/")

    assert page.status_code == 500
    assert "Something went wrong on our side" in page.content.decode()


def test_a_refusal_is_told_to_whoever_asked_and_not_to_the_log(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    charlie = signed_in(world.charlie)

    refused = charlie.get(f"/organisations/{world.ekvik.id}/amend/")
    absent = charlie.get(f"/organisations/{uuid4()}/")

    assert (refused.status_code, absent.status_code) == (403, 404)
    assert "Ekvik stad" in refused.content.decode()
    assert caplog.text == ""


def test_what_breaks_is_logged_with_where_it_broke(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("commonpurchase.contracts.queries.today.due", broken)
    client = signed_in(world.alice)
    client.raise_request_exception = False

    client.get("/")

    assert "ZeroDivisionError" in caplog.text


def test_a_wrong_host_name_is_answered_and_its_report_goes_nowhere() -> None:
    answer = Client(headers={"host": "evil.example"}).get("/accounts/login/")

    log = logging.getLogger("django.security.DisallowedHost")
    assert answer.status_code == 400
    # Without a handler of its own Python prints the report itself.
    assert logging.NullHandler in [type(handler) for handler in log.handlers]
    assert not log.propagate
