"""The list of contracts as a file: what stands in it, for whom, and that it comes back without a change."""

import csv
import io
from datetime import timedelta

import pytest
from django.urls import reverse

from commonpurchase.contracts import models
from commonpurchase.contracts.actions import decisions, imports
from commonpurchase.contracts.facts import DatedAction, Fate, Outcome, Preview
from commonpurchase.contracts.queries import imports as previews
from commonpurchase.contracts.writers import listing
from tests import world as the_world
from tests.contracts import records
from tests.world import World

pytestmark = pytest.mark.django_db


def downloaded(person: object) -> bytes:
    return bytes(the_world.signed_in(person).get(f"{reverse('contracts:list')}?as=csv").content)  # type: ignore[arg-type]


def rows(content: bytes) -> dict[str, dict[str, str]]:
    found = csv.DictReader(io.StringIO(content.decode("utf-8-sig")))
    return {row["Contract"]: row for row in found}


@pytest.fixture
def kept(world: World) -> World:
    """Contracts with every kind of gap that a list can have."""
    on = the_world.now().date()
    records.disclosure(world.nordbyte, world.ekvik, on=on - timedelta(days=340), at=the_world.now())
    known = {"end": on + timedelta(days=150), "notice": on + timedelta(days=60)}
    records.contract(world.ekvik, world.nordbyte, reference="C-1", **known)  # type: ignore[arg-type]
    records.contract(world.ekvik, world.nordbyte, reference="C-2", end=on + timedelta(days=90))
    records.contract(world.ekvik, world.nordbyte, reference="C-3", end=None, title="=1+1")
    records.contract(world.ekvik, world.nordbyte, reference="-4", end=None, title="")
    notice = records.contract(
        world.ekvik, world.nordbyte, reference="C-5", source_key="ocds-x-5", stage="call-off",
        end=on + timedelta(days=400),
    )  # fmt: skip
    notice.dates.update(inferred=True)
    return world


def brought_back(world: World, content: bytes) -> Preview:
    alice = the_world.viewer(world.ekvik, person=world.alice, at=the_world.now())
    key = imports.receive(name="contracts.csv", content=content, by=alice)
    return previews.previewed(alice, key)


def test_what_is_not_known_is_blank_and_only_a_notice_date_is_one(kept: World) -> None:
    found = rows(downloaded(kept.alice))
    on = the_world.now().date()

    assert found["C-1"]["Notice"] == str(on + timedelta(days=60))
    assert found["C-2"]["Notice"] == ""
    assert found["C-2"]["Next date"] == found["C-2"]["End"] == str(on + timedelta(days=90))
    unknown = ("Opens", "Notice", "End", "Next date", "Decision", "Decided on")
    assert {found["C-3"][heading] for heading in unknown} == {""}
    assert found["C-3"]["Title"] == "'=1+1"
    assert found["'-4"]["Title"] == ""
    assert found["C-5"]["End"].endswith(" (inferred)")


def test_the_list_that_comes_back_changes_nothing(kept: World) -> None:
    preview = brought_back(kept, downloaded(kept.alice))

    assert preview.read.set_aside == ()
    assert [(one.fate, one.alterations) for one in preview.comparisons] == [(Fate.UNCHANGED, ())] * 5
    assert models.Contract.objects.count() == 5


def test_a_decision_stands_in_the_buyers_list_and_nowhere_else(kept: World) -> None:
    alice = the_world.viewer(kept.ekvik, person=kept.alice, at=the_world.now())
    contract = models.Contract.objects.get(reference="C-1")
    by = alice.at.date() + timedelta(days=20)
    decisions.decide(
        contract=contract.pk,
        outcome=Outcome.EXTEND_ON_CONDITIONS,
        actions=(DatedAction(by, "Update"),),
        by=alice,
    )

    own, suppliers, rivals = (downloaded(one) for one in (kept.alice, kept.bob, kept.charlie))

    assert rows(own)["C-1"]["Decision"] == Outcome.EXTEND_ON_CONDITIONS.value
    assert rows(own)["C-1"]["Decided on"] == str(alice.at.date())
    assert rows(own)["C-2"]["Decision"] == ""
    assert set(rows(suppliers)) == set(rows(own))
    assert suppliers.decode("utf-8-sig").splitlines()[0] == ",".join(listing.HEADINGS)
    assert Outcome.EXTEND_ON_CONDITIONS.value not in suppliers.decode()
    assert rows(rivals) == {}
    assert brought_back(kept, own).of(Fate.CHANGED) == ()
