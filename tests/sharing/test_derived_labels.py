"""What was made from other records is closed further, never opened, whoever asks."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given

from commonpurchase.contracts import models
from commonpurchase.contracts.actions import decisions
from commonpurchase.contracts.facts import Outcome
from commonpurchase.sharing import actions, gate
from commonpurchase.sharing.facts import Audience, Flag, Label, Permission, Viewer
from commonpurchase.sharing.reckoning import presets
from commonpurchase.sharing.reckoning.joins import covers, join, kept_to_itself
from commonpurchase.sharing.rules.decide import decide
from tests import world as the_world
from tests.contracts import records
from tests.sharing.test_one_answer_everywhere import LABELS, VIEWERS
from tests.world import World

TODAY = the_world.AT.date()


@pytest.fixture
def decision(world: World) -> models.GateDecision:
    """Ekvik's decision about a contract, on what Nordbyte disclosed."""
    records.disclosure(world.nordbyte, world.ekvik, on=TODAY - timedelta(days=10))
    contract = records.contract(
        world.ekvik, world.nordbyte, end=TODAY + timedelta(days=150), notice=TODAY + timedelta(days=60)
    )
    alice = the_world.viewer(world.ekvik, person=world.alice)
    key = decisions.decide(contract=contract.pk, outcome=Outcome.EXTEND, by=alice)
    return models.GateDecision.objects.get(pk=key)


def test_a_decision_is_as_closed_as_what_it_rests_on(world: World, decision: models.GateDecision) -> None:
    label = decision.label.fact

    assert label.audience is Audience.OWN
    assert label.originator == world.ekvik.id
    assert Flag.COMPETITIVELY_SENSITIVE in label.flags
    assert world.nordbyte.id in label.subjects


def test_it_cannot_be_opened_by_labelling_it_anew(world: World, decision: models.GateDecision) -> None:
    alice = the_world.viewer(world.ekvik, person=world.alice)
    wider = (
        presets.members(world.ekvik.id),
        presets.public(world.ekvik.id),
        presets.named(world.ekvik.id, world.tekhandel.id),
        replace(decision.label.fact, flags=frozenset()),
        replace(decision.label.fact, subjects=frozenset()),
    )

    for label in wider:
        with pytest.raises(gate.RefusedError, match="closed further, not opened"):
            actions.relabel(record=decision, label=label, by=alice)
    actions.relabel(
        record=decision, label=replace(decision.label.fact, excluded=frozenset({world.fjordby.id})), by=alice
    )

    charlie = the_world.viewer(world.tekhandel)
    assert not gate.visible(charlie, models.GateDecision).exists()


@given(VIEWERS, LABELS, LABELS)
def test_a_label_that_covers_another_opens_to_nobody_more(viewer: Viewer, one: Label, other: Label) -> None:
    closer = replace(join(one, other), originator=one.originator)
    assert covers(closer, one)
    if viewer.organisation != one.originator and decide(viewer, Permission.SEE, closer).allowed:
        assert decide(viewer, Permission.SEE, one).allowed


@given(LABELS, LABELS)
def test_what_is_kept_to_itself_covers_everything_it_is_made_from(one: Label, other: Label) -> None:
    kept = kept_to_itself(one.originator, [one, other])

    assert kept.audience is Audience.OWN
    assert covers(kept, replace(one, grants=frozenset()))
    assert covers(kept, replace(other, grants=frozenset(), originator=one.originator))
