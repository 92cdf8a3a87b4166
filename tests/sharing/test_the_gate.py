"""The one door: hidden and absent answer alike, a refusal says what is missing and no more."""

import json
from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied  # noqa: TID251 - what the gate answers with
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.test import RequestFactory

from commonpurchase.documents.models import File
from commonpurchase.organisations.models import Person
from commonpurchase.sharing import actions, gate
from commonpurchase.sharing.facts import Decision, Label, Permission, Viewer
from commonpurchase.sharing.reckoning import presets
from commonpurchase.sharing.reckoning.previews import who_may
from commonpurchase.sharing.reckoning.refusals import NOT_OPEN, REASONS, why_not
from commonpurchase.sharing.rules.permissions import GRANTED, REFUSED
from commonpurchase.sharing.writers.permissions_page import RECORDS, VIEWERS, permissions_page, predicates
from tests.sharing.conftest import as_file
from tests.sharing.states import EKVIK, FJORDBY, NOON, NORDBYTE, PEOPLE, TEKHANDEL, rivals

ALICE = Viewer(at=NOON, person=PEOPLE[0], organisation=EKVIK, groups=frozenset({presets.BUYERS}))
BOB = Viewer(at=NOON, person=PEOPLE[1], organisation=NORDBYTE, rivals=rivals(NORDBYTE))
CHARLIE = Viewer(at=NOON, person=PEOPLE[2], organisation=TEKHANDEL, rivals=rivals(TEKHANDEL))


def filed(label: Label) -> UUID:
    file = as_file(actions.attach(label))
    file.save()
    return file.pk


def test_hidden_and_absent_raise_the_same(db: None) -> None:
    hidden = filed(presets.named(NORDBYTE, EKVIK))
    said = []
    for key in (hidden, uuid4()):
        for permission in Permission:
            with pytest.raises(gate.NotFoundError) as refused:
                gate.open_record(CHARLIE, File, key, permission)
            said.append(str(refused.value))

    assert set(said) == {"file"}


def test_who_may_see_it_opens_it(db: None) -> None:
    key = filed(presets.named(NORDBYTE, EKVIK))

    assert gate.open_record(ALICE, File, key).pk == key
    assert gate.open_record(BOB, File, key, Permission.CHANGE).pk == key


def test_a_refusal_says_what_is_missing_and_names_nobody(db: None) -> None:
    key = filed(presets.named(NORDBYTE, EKVIK, FJORDBY))

    with pytest.raises(gate.RefusedError) as refused:
        gate.open_record(ALICE, File, key, Permission.CHANGE)

    assert str(refused.value) == "Only the organisation that put this file here may change it."


def test_opening_one_record_costs_one_query(
    db: None, django_assert_num_queries: Callable[..., object]
) -> None:
    key = filed(presets.own(NORDBYTE))

    with django_assert_num_queries(1):  # type: ignore[attr-defined]
        assert gate.open_record(BOB, File, key).label.originator == NORDBYTE


def test_whoever_acts_for_nobody_is_asked_to_choose(db: None) -> None:
    assert gate.organisation_of(ALICE) == EKVIK
    with pytest.raises(gate.RefusedError, match="Choose the organisation you act for first"):
        gate.organisation_of(Viewer(at=NOON))


def test_whoever_is_not_signed_in_does_nothing_in_anybodys_name() -> None:
    assert gate.person_of(ALICE) == PEOPLE[0]
    with pytest.raises(gate.RefusedError, match="Sign in first"):
        gate.person_of(Viewer(at=NOON, organisation=EKVIK))


def test_a_condition_that_stood_in_the_way_is_told_without_secrets() -> None:
    told = why_not(Decision(False, ("not_sealed", "put_here_by_another", "from_a_rival")), CHANGE, "contract")

    assert told == "Your organisation may not change this contract."


def test_a_reason_is_told_once() -> None:
    missing = "not originated_by_viewer"

    assert why_not(Decision(False, (missing, missing)), CHANGE, "contract") == (
        "Only the organisation that put this contract here may change it."
    )
    assert why_not(Decision(False, ("viewer_is_inactive",)), CHANGE, "file") == "Your account is closed."


CHANGE = Permission.CHANGE


def test_what_one_may_miss_on_a_visible_record_has_a_sentence() -> None:
    """Whoever adds a permission decides what people are told when they lack it."""
    missing = {
        f"not {test.__name__}"
        for permission, lines in GRANTED.items()
        for line in lines
        for test in line
        if permission is not Permission.SEE
    }

    assert missing <= set(REASONS)


def test_reasons_belong_to_conditions_of_the_table() -> None:
    known = {test.__name__ for test in predicates()}

    assert {name.removeprefix("not ") for name in REASONS} <= known


def test_no_sentence_speaks_of_rivals_or_exclusions() -> None:
    for sentence in (*REASONS.values(), NOT_OPEN):
        assert not any(word in sentence for word in ("rival", "compet", "exclu", "embargo", "seal", "agree"))


def test_a_preview_names_those_who_would_see_it() -> None:
    everybody = [ALICE, BOB, CHARLIE, Viewer(at=NOON)]

    assert who_may(Permission.SEE, presets.named(NORDBYTE, EKVIK), everybody) == [ALICE, BOB]
    assert who_may(Permission.SEE, presets.buyers_only(EKVIK), everybody) == [ALICE]
    assert who_may(Permission.CHANGE, presets.public(NORDBYTE), everybody) == [BOB]
    assert who_may(Permission.SEE, presets.public(NORDBYTE), everybody) == everybody
    assert who_may(Permission.SEE, presets.own(FJORDBY), everybody) == []


def asked(viewer: Viewer, *, signed_in: bool = True) -> HttpRequest:
    request = RequestFactory().get("/contracts/1?page=2")
    request.user = Person(email="alice@ekvik.example") if signed_in else AnonymousUser()
    request.viewer = viewer  # type: ignore[attr-defined]
    return request


def answering(answer: Callable[[], object]) -> Callable[[HttpRequest], HttpResponseBase]:
    @gate.needs(gate.MEMBER)
    def page(request: HttpRequest) -> HttpResponse:
        return HttpResponse(json.dumps(answer()))

    return page


def absent() -> object:
    raise gate.NotFoundError("file")


def refused() -> object:
    raise gate.RefusedError("Only the organisation that put this file here may change it.")


def test_a_visitor_is_sent_to_sign_in_and_back() -> None:
    answer = answering(list)(asked(Viewer(at=NOON), signed_in=False))

    assert answer.status_code == 302
    assert answer["Location"] == "/accounts/login/?next=/contracts/1%3Fpage%3D2"


def test_an_account_without_an_organisation_is_told_so() -> None:
    with pytest.raises(PermissionDenied, match="does not act for an organisation yet"):
        answering(list)(asked(Viewer(at=NOON, person=PEOPLE[0])))


def test_a_page_for_anyone_is_shown_to_anyone() -> None:
    @gate.needs(gate.ANYONE)
    def page(request: HttpRequest) -> HttpResponse:
        return HttpResponse(gate.viewer_of(request).at.isoformat())

    assert page(asked(Viewer(at=NOON), signed_in=False)).status_code == 200


def test_a_page_says_what_it_needs() -> None:
    page = answering(list)

    assert page.needs == gate.MEMBER  # type: ignore[attr-defined]
    assert page(asked(ALICE)).status_code == 200


def test_a_hidden_record_becomes_a_page_that_is_not_there() -> None:
    with pytest.raises(Http404) as answered:
        answering(absent)(asked(ALICE))

    assert answered.value.args == ()


def test_a_refusal_becomes_a_page_that_says_why() -> None:
    with pytest.raises(PermissionDenied, match="Only the organisation that put this file here"):
        answering(refused)(asked(ALICE))


def test_presets_are_the_labels_people_know() -> None:
    assert presets.own(EKVIK) == Label(EKVIK)
    assert presets.chatham(EKVIK) == presets.members(EKVIK)
    sealed = presets.sealed_author(EKVIK, PEOPLE[0])
    assert who_may(Permission.SEE, sealed, [ALICE, BOB, CHARLIE]) == [ALICE]


def test_the_page_shows_every_line_every_condition_and_every_example() -> None:
    page = permissions_page()
    lines = [*REFUSED, *(line for lines in GRANTED.values() for line in lines)]

    for line in lines:
        assert "- " + "; ".join(test.__name__.replace("_", " ") for test in line) + "\n" in page
    for test in predicates():
        assert f"| {test.__name__.replace('_', ' ')} | {test.__doc__} |" in page
    assert all(f"| {name} | " in page for name in RECORDS)


def test_the_page_shows_the_wall() -> None:
    """Named or not, a rival reads nothing; those who are no rivals read what names them."""
    [line] = [one for one in permissions_page().splitlines() if one.startswith("| C6 ")]

    shown = dict(zip(VIEWERS, (cell.strip() for cell in line.split("|")[2:-1]), strict=True))

    assert shown["a rival it names"] == "–"
    assert shown["nobody signed in"] == "–"
    assert shown["a buyer it names"] == "see"
    assert shown["a colleague"] == "see, change"
