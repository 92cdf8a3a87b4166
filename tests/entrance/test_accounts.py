"""Signing in and out, and the parts of accounts that are closed."""

import re

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from tests.world import PASSWORD, World, signed_in


@pytest.fixture(autouse=True)
def _fresh_limits() -> None:
    cache.clear()


def test_a_person_signs_in_and_lands_where_it_wanted_to_go(world: World) -> None:
    client = Client()
    wanted = client.get("/organisations/people/")

    assert wanted.headers["Location"] == "/accounts/login/?next=/organisations/people/"
    page = client.post(
        wanted.headers["Location"],
        {"login": "alice@ekvik.example", "password": PASSWORD, "next": "/organisations/people/"},
    )
    assert page.headers["Location"] == "/organisations/people/"


@pytest.mark.parametrize("login", ["alice@ekvik.example", "nobody@ekvik.example"])
def test_a_wrong_password_and_an_unknown_address_answer_alike(world: World, login: str) -> None:
    text = Client().post("/accounts/login/", {"login": login, "password": "wrong"}).content.decode()

    assert "This address and this password do not belong together." in text


def test_signing_out_needs_a_press_of_a_button(world: World) -> None:
    client = signed_in(world.alice)

    assert "Sign out?" in client.get("/accounts/logout/").content.decode()
    assert client.get("/").status_code == 200

    client.post("/accounts/logout/")
    assert client.get("/").status_code == 302


def test_nobody_signs_up(db: None) -> None:
    typed = {"email": "new@ekvik.example", "password1": PASSWORD, "password2": PASSWORD}

    for answer in (Client().get("/accounts/signup/"), Client().post("/accounts/signup/", typed)):
        assert "Accounts are given, not taken" in answer.content.decode()


@pytest.mark.parametrize("path", ["email/", "confirm-email/", "password/set/", "login/code/confirm/", ""])
def test_parts_of_accounts_that_are_not_used_are_not_there(world: World, path: str) -> None:
    assert signed_in(world.alice).get(f"/accounts/{path}").status_code == 404


def test_a_forgotten_password_is_replaced_by_the_link_sent(world: World) -> None:
    client = Client()
    client.post("/accounts/password/reset/", {"email": "alice@ekvik.example"})
    [message] = mail.outbox
    found = re.search(r"http://testserver(\S+)", str(message.body))
    assert found is not None

    form = client.get(found[1], follow=True)
    new = "an altogether different phrase"
    done = client.post(form.request["PATH_INFO"], {"password1": new, "password2": new}, follow=True)

    assert "Your password is changed" in done.content.decode()
    assert client.login(username="alice@ekvik.example", email="alice@ekvik.example", password=new)


def test_a_link_that_was_used_says_so(db: None) -> None:
    text = Client().get("/accounts/password/reset/key/1-abc-def/").content.decode()

    assert "This link no longer works" in text


def test_too_many_attempts_are_refused_in_words(world: World) -> None:
    client = Client()
    for _ in range(6):
        page = client.post("/accounts/login/", {"login": "alice@ekvik.example", "password": "wrong"})

    assert "Too many attempts" in page.content.decode()


@pytest.mark.django_db
def test_a_workspace_that_sends_no_mail_promises_no_link(settings: Settings, client: Client) -> None:
    sentence = "This workspace is not set up to send mail"

    assert sentence not in client.get(reverse("account_reset_password")).content.decode()
    settings.SENDS_MAIL = False
    assert sentence in client.get(reverse("account_reset_password")).content.decode()
