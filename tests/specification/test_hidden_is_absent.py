"""A hidden record answers as one that is not there, to every method, to whoever may not know of it.

The same status, headers and body: for ids that are there and hidden, that were there and are gone, and that
were never there. A form that names a hidden record in a field gets what one gets that names nothing.
"""

import os
import re
from collections.abc import Iterator
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import resolve, reverse

from commonpurchase.documents.models import File
from commonpurchase.sharing import gate
from commonpurchase.sharing.facts import Permission, Viewer
from tests.contracts import records
from tests.journeys import stage as the_stage
from tests.journeys.stage import VISITS, Stage, Visit, no_keys
from tests.specification import answers
from tests.specification.people import client_of, twelve
from tests.world import World

LONG = os.environ.get("HYPOTHESIS_PROFILE") == "prove"
METHODS = ("get", "head", "options", "put", "delete", "post", "patch")
#: In a short run as a competitor and as a visitor.
SOME = {"charlie", "a visitor"}
ID = re.compile(rb"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
KEYED = list(
    {(one.name, one.query): one for one in VISITS if one.keys is not no_keys and one.who != "nobody"}.values()
)


@pytest.fixture
def stage(world: World) -> Stage:
    return the_stage.built(world)


def said(answer: HttpResponseBase) -> tuple[int, tuple[tuple[str, str], ...], bytes]:
    """Everything of an answer but what differs anyway: tokens, and the id that was asked for."""
    headers = tuple(sorted((name, plain(value.encode()).decode()) for name, value in answer.headers.items()))
    return answer.status_code, headers, plain(getattr(answer, "content", b""))


def plain(content: bytes) -> bytes:
    return ID.sub(b"id", answers.plain(content))


def ask(client: Client, method: str, address: str, **fields: str) -> HttpResponseBase:
    """One request, of which nothing stays."""
    with transaction.atomic():
        answer: HttpResponseBase = getattr(client, method)(address, fields or None)
        transaction.set_rollback(True)
    return answer


def hidden_from(client: Client, visit: Visit, stage: Stage) -> bool:
    """The record is there and this person must not know: the address answers 404, or asks to sign in."""
    return ask(client, "get", reverse(visit.name, args=visit.keys(stage))).status_code in {302, 404, 405}


def absent(visit: Visit, stage: Stage) -> str:
    keys = [uuid4() if isinstance(key, UUID) else key for key in visit.keys(stage)]
    return reverse(visit.name, args=keys)


def differences(stage: Stage, client: Client, visits: list[Visit]) -> Iterator[tuple[str, str]]:
    for visit in visits:
        if not hidden_from(client, visit, stage) or not any(isinstance(k, UUID) for k in visit.keys(stage)):
            continue
        there, nowhere = reverse(visit.name, args=visit.keys(stage)), absent(visit, stage)
        for method in METHODS:
            if said(ask(client, method, there)) != said(ask(client, method, nowhere)):
                yield visit.id, method


def test_a_hidden_record_answers_as_one_that_is_not_there(stage: Stage) -> None:
    wrong = {
        (who, *found)
        for who, person in twelve(stage).items()
        if LONG or who in SOME
        for found in differences(stage, client_of(person), KEYED)
        # What opens for this person opens: what it may see is asked in the other tests.
        if not opens_by_post(stage, client_of(person), found)
    }

    assert wrong == set()


def opens_by_post(stage: Stage, client: Client, found: tuple[str, str]) -> bool:
    """A button that this person may press answers a GET with 405 whatever its key is."""
    visit = next(one for one in KEYED if one.id == found[0])
    answer = ask(client, "post", reverse(visit.name, args=visit.keys(stage)))
    return visit.kind == "button" and answer.status_code not in {404, 405}


def test_what_was_there_and_is_gone_answers_as_what_is_hidden(stage: Stage) -> None:
    """The workspace deletes no contract by itself; an id from a lost copy, say, is remembered."""
    charlie = client_of(stage.world.charlie)
    row = records.contract(stage.world.ekvik, stage.world.nordbyte, end=None, title="About to go")
    address = reverse("contracts:one", args=[row.pk])
    hidden = said(ask(charlie, "get", address))

    row.delete()

    assert said(ask(charlie, "get", address)) == hidden
    assert hidden[0] == 404


FORMS = (
    ("holdings:draft", "parties"),
    ("holdings:receive", "items"),
    ("holdings:issue-start", "subject"),
    ("contracts:list", "contract"),
    ("organisations:list", "kind"),
    ("search", "words"),
    ("act-for", "organisation"),
)


@pytest.mark.parametrize(("name", "field"), FORMS)
def test_a_form_that_smuggles_a_hidden_id_gets_what_a_wrong_id_gets(
    stage: Stage, name: str, field: str
) -> None:
    for who in ("charlie", "dana"):
        client = client_of(getattr(stage.world, who))
        for key in (stage.hidden, stage.contract, stage.disclosure, stage.case):
            for method in ("get", "post"):
                there = said(ask(client, method, reverse(name), **{field: str(key)}))
                nowhere = said(ask(client, method, reverse(name), **{field: str(uuid4())}))
                assert there == nowhere, (who, name, method)


def test_a_page_that_tells_hidden_from_absent_is_found(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: refused where it should not be there."""
    before = gate.open_record

    def telling(viewer: Viewer, model: type[File], key: UUID, *permission: Permission) -> object:
        try:
            return before(viewer, model, key, *permission)
        except gate.NotFoundError:
            if model._default_manager.filter(pk=key).exists():
                raise gate.RefusedError("Not yours.") from None
            raise

    monkeypatch.setattr(gate, "open_record", telling)
    charlie = client_of(stage.world.charlie)
    pages = [one for one in KEYED if one.name == "contracts:one"]
    there, nowhere = reverse("contracts:one", args=pages[0].keys(stage)), absent(pages[0], stage)

    assert resolve(there).url_name == "one"
    assert said(ask(charlie, "get", there)) != said(ask(charlie, "get", nowhere))
