"""A monitoring partner's way through its pages, and what everybody else meets there."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from commonpurchase.disclosures import models
from tests import world as the_world
from tests.disclosures.uploading import version
from tests.world import World, signed_in


@pytest.fixture
def key(world: World) -> UUID:
    return version(world.nordbyte, world.ekvik, world.monitor, at=the_world.now() - timedelta(days=30))


def reference(key: UUID, site: str = "Lumora Assembly") -> str:
    return models.SiteRow.objects.get(disclosure=key, site_name=site).reference


def typed(key: UUID, **changes: object) -> dict[str, object]:
    said = {
        "rows": [reference(key)],
        "on": (the_world.now() - timedelta(days=2)).date().isoformat(),
        "ground": "a visit to the site",
        "found": "The line was running.",
    }
    return {**said, **changes}


def page(client: Client, name: str, *keys: object) -> str:
    return client.get(reverse(f"disclosures:{name}", args=keys)).content.decode()


def test_a_partner_verifies_and_the_buyer_reads_it_with_its_file(world: World, key: UUID) -> None:
    erin, alice = signed_in(world.erin), signed_in(world.alice)
    assert reverse("disclosures:verify", args=[key]) in page(erin, "one", key)
    assert "What was verified" not in page(alice, "one", key)

    sent = erin.post(reverse("disclosures:verify", args=[key]), typed(key))

    assert sent.url == reverse("disclosures:one", args=[key])  # type: ignore[attr-defined]
    read = page(alice, "one", key)
    assert "Verified" in read
    assert "by Open Gate on" in read
    assert "The line was running." in read
    assert "Verify rows" not in read
    assert "Open Gate" in page(alice, "csv", key)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"rows": []}, "Choose at least one row that was checked."),
        ({"rows": ["S-FOREIGN"]}, "A row chosen is not in this list."),
        ({"on": "2099-01-01"}, "A check cannot be of a day to come (1 January 2099)."),
        ({"on": "soon"}, "Enter a valid date."),
        ({"ground": ""}, "This field is required."),
        ({"found": "   "}, "This field is required."),
    ],
    ids=["no rows", "another row", "tomorrow", "no day", "no ground", "nothing found"],
)
def test_what_is_missing_is_said_and_what_was_typed_stays(
    world: World, key: UUID, changes: dict[str, object], sentence: str
) -> None:
    said = typed(key, **changes)

    answer = signed_in(world.erin).post(reverse("disclosures:verify", args=[key]), said)

    text = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in text
    assert ("The line was running." in text) is ("found" not in changes)
    assert (f'{reference(key)}" id="row-1"' in text, text.count(" checked>")) == (True, ticked(changes))
    assert not models.Verification.objects.exists()


def ticked(changes: dict[str, object]) -> int:
    """How many boxes and buttons are ticked in the form that comes back."""
    return ("rows" not in changes) + ("ground" not in changes)


def test_rows_are_found_by_a_word_and_what_was_chosen_stays(world: World, key: UUID) -> None:
    erin, address = signed_in(world.erin), reverse("disclosures:verify", args=[key])

    found = erin.get(address, {"row": "MILL cellhaus"}).content.decode()
    wrong = erin.post(f"{address}?row=mill", typed(key, on="")).content.decode()

    assert reference(key, "Cellhaus") in found
    assert reference(key) not in found
    assert reference(key) in wrong


@pytest.mark.parametrize(("who", "status"), [("alice", 403), ("bob", 403), ("dana", 404), ("charlie", 404)])
def test_others_neither_verify_nor_take_back(world: World, key: UUID, who: str, status: int) -> None:
    signed_in(world.erin).post(reverse("disclosures:verify", args=[key]), typed(key))
    said = models.Verification.objects.get()
    client = signed_in(getattr(world, who))
    take_back = reverse("disclosures:withdraw-verification", args=[key, said.pk])

    answers = [
        client.get(reverse("disclosures:verify", args=[key])).status_code,
        client.post(reverse("disclosures:verify", args=[key]), typed(key)).status_code,
        client.post(take_back, {"because": "No."}).status_code,
    ]

    assert answers == [status] * 3
    assert models.Verification.objects.get().withdrawn_at is None


def test_a_word_taken_back_says_why_to_whoever_relied_on_it(world: World, key: UUID) -> None:
    erin, alice = signed_in(world.erin), signed_in(world.alice)
    erin.post(reverse("disclosures:verify", args=[key]), typed(key))
    said = models.Verification.objects.get()
    take_back = reverse("disclosures:withdraw-verification", args=[key, said.pk])

    refused = erin.post(take_back, {"because": " "}, follow=True).content.decode()
    erin.post(take_back, {"because": "It was the neighbour’s gate."})

    assert "Say why it is taken back" in refused
    read = page(alice, "one", key)
    assert "Taken back on" in read
    assert "It was the neighbour’s gate." in read
    assert "by Open Gate on" not in read
    assert "Take it back" not in page(erin, "one", key)


def test_what_a_partner_writes_is_text_on_every_page(world: World, key: UUID) -> None:
    signed_in(world.erin).post(
        reverse("disclosures:verify", args=[key]), typed(key, found="<script>alert(1)</script>")
    )

    assert "<script>alert(1)" not in page(signed_in(world.alice), "one", key)
