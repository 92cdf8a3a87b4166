"""What a line of the tombstone log says is done once more, and never twice."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest

from commonpurchase.history.facts import Closing, Tombstone
from commonpurchase.sharing import gate
from commonpurchase.sharing.actions import replaying
from commonpurchase.sharing.facts import Viewer
from commonpurchase.sharing.models import Hold
from commonpurchase.sharing.reckoning import presets
from tests.sharing.states import EKVIK, NOON, NORDBYTE
from tests.sharing.test_grants import ALICE, BOB, kept, sees

DAY = timedelta(days=1)
pytestmark = pytest.mark.django_db


def carry_out(closing: Closing, *ids: UUID, at: datetime = NOON) -> None:
    stone = Tombstone(1, at.isoformat(), closing, tuple(map(str, ids)), "", "")
    replaying.carry_out(stone=stone, by=Viewer(at=NOON + 9 * DAY))


def test_a_hold_that_was_lifted_and_placed_again_stands() -> None:
    row, case = kept(presets.named(NORDBYTE, EKVIK)), uuid4()

    for closing, ids in (
        (Closing.HOLD, (row.label_id, EKVIK, case)),
        (Closing.LIFT, (case, EKVIK)),
        (Closing.HOLD, (row.label_id, EKVIK, case)),
    ):
        carry_out(closing, *ids)

    assert list(Hold.objects.values_list("organisation", "case", "lifted_at")) == [(EKVIK, case, None)]


def test_a_hold_of_what_this_copy_does_not_have_is_passed_over() -> None:
    carry_out(Closing.HOLD, uuid4(), EKVIK, uuid4())

    assert not Hold.objects.exists()


def test_what_was_labelled_for_fewer_is_its_originators_alone() -> None:
    row = kept(presets.competitive(NORDBYTE, EKVIK))
    assert sees(ALICE, row)

    carry_out(Closing.CLOSE, row.label_id)

    assert not sees(ALICE, row)
    assert sees(BOB, row)
    assert gate.visible(BOB, type(row)).get().label.fact.flags == presets.competitive(NORDBYTE).flags


@pytest.mark.parametrize("closing", [Closing.REVOKE, Closing.END_AGREEMENT, Closing.CLOSE])
def test_what_this_copy_does_not_have_stays_unknown(closing: Closing) -> None:
    row = kept(presets.named(NORDBYTE, EKVIK))

    carry_out(closing, uuid4())

    assert sees(ALICE, row)
