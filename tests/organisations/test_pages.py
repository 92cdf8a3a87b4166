"""Organisation pages, asked as their own people and as others."""

from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse

from commonpurchase.organisations import actions, queries
from commonpurchase.organisations.facts import Kind
from tests.world import World, signed_in, viewer

TYPED = {
    "contact_address": "Rådhusplan 1, Ekvik",
    "contact_email": "inkop@ekvik.example",
    "language": "sv",
    "regime": "Sweden TF",
    "regime_evidence": "Chapter 2 of the Freedom of the Press Act",
    "regime_reviewed_on": "2026-01-15",
    "regime_review_due_on": "2027-01-15",
}


def amend(world: World, **typed: str) -> tuple[Client, str, dict[str, str]]:
    return signed_in(world.alice), reverse("organisations:amend", args=[world.ekvik.id]), {**TYPED, **typed}


def test_the_list_filters_and_sorts_by_its_address(world: World) -> None:
    page = signed_in(world.alice).get(reverse("organisations:list"), {"kind": "reseller", "sort": "-name"})

    text = page.content.decode()
    assert text.index("Tekhandel AB") < text.index("Nordbyte AB")
    assert "Fjordby kommune" not in text


def test_the_list_takes_no_more_queries_for_more_organisations(
    world: World, django_assert_max_num_queries: object
) -> None:
    client, address = signed_in(world.alice), reverse("organisations:list")
    for number in range(40):
        actions.name_unclaimed(name=f"Firm {number}", kind=Kind.RESELLER, by=viewer(world.ekvik))

    with django_assert_max_num_queries(15):  # type: ignore[operator]
        assert client.get(address).status_code == 200


def test_details_are_saved_and_shown(world: World) -> None:
    client, address, typed = amend(world)

    page = client.post(address, typed, follow=True)

    assert "Rådhusplan 1, Ekvik" in page.content.decode()
    assert "15 January 2027" in page.content.decode()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"contact_email": "inkop"}, "Enter a valid email address."),
        ({"regime_evidence": ""}, "Say what shows that this law applies."),
        ({"regime_review_due_on": "2026-01-15"}, "This must be after the day it was last checked."),
        ({"regime_reviewed_on": "2999-01-01"}, "This day has not come yet."),
        ({"language": "xx"}, "Select a valid choice."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_saved(
    world: World, typed: dict[str, str], sentence: str
) -> None:
    client, address, wrong = amend(world, **typed)

    page = client.post(address, wrong)

    assert sentence in page.content.decode()
    assert queries.opened(viewer(world.ekvik), world.ekvik.id) == world.ekvik


def test_an_organisation_without_a_law_needs_no_evidence(world: World) -> None:
    key = world.nordbyte.id
    typed = {**TYPED, "regime": "none", "regime_evidence": "", "regime_review_due_on": ""}
    address = reverse("organisations:amend", args=[key])

    assert signed_in(world.bob).post(address, {**typed, "regime_reviewed_on": ""}).status_code == 302


@pytest.mark.parametrize("evidence", ["", " ", "Chapter 2 of the Freedom of the Press Act"])
def test_a_law_is_not_dropped_without_evidence_of_its_own(world: World, evidence: str) -> None:
    client, address, typed = amend(world)
    client.post(address, typed)
    before = queries.opened(viewer(world.ekvik), world.ekvik.id)
    wrong = {**typed, "regime": "none", "regime_evidence": evidence}

    page = client.post(address, wrong)
    dateless = client.post(address, {**wrong, "regime_evidence": "A new statute", "regime_review_due_on": ""})

    assert page.status_code == dateless.status_code == 200
    assert "regime_evidence-error" in page.content.decode() or "Say what shows" in page.content.decode()
    assert "Say by when it is to be checked again." in dateless.content.decode()
    assert queries.opened(viewer(world.ekvik), world.ekvik.id) == before
    assert client.post(address, {**wrong, "regime_evidence": "A new statute"}).status_code == 302


def test_a_colleague_of_another_organisation_is_told_who_may_correct_it(world: World) -> None:
    page = signed_in(world.charlie).post(reverse("organisations:amend", args=[world.nordbyte.id]), TYPED)

    assert page.status_code == 403
    assert "Only people who act for Nordbyte AB can correct what is said of it." in page.content.decode()


@pytest.mark.parametrize("name", ["organisations:one", "organisations:amend"])
def test_hidden_and_absent_look_the_same_to_charlie(world: World, name: str) -> None:
    hidden = actions.name_unclaimed(name="Lagerhus AB", kind=Kind.RESELLER, by=viewer(world.ekvik))

    def asked(key: UUID) -> tuple[int, str]:
        page = signed_in(world.charlie).get(reverse(name, args=[key]))
        return page.status_code, page.content.decode().replace(str(key), "")

    (hidden_status, hidden_text), (absent_status, absent_text) = asked(hidden.id), asked(uuid4())
    assert hidden_status == absent_status == 404
    assert _without_tokens(hidden_text) == _without_tokens(absent_text)


def test_people_show_ones_own_colleagues_and_nobody_elses(world: World) -> None:
    text = signed_in(world.charlie).get(reverse("organisations:people")).content.decode()

    assert "charlie@tekhandel.example" in text
    assert "bob@nordbyte.example" not in text


def _without_tokens(text: str) -> str:
    return "\n".join(line for line in text.splitlines() if "csrfmiddlewaretoken" not in line)
