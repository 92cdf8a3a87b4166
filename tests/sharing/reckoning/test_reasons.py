"""Every condition of the table has its words, in both voices; no line is left without a reason."""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from commonpurchase.sharing.facts import Decision, Flag, Permission, Viewer
from commonpurchase.sharing.reckoning import presets, reasons
from commonpurchase.sharing.reckoning.previews import sees
from commonpurchase.sharing.rules.permissions import GRANTED, REFUSED
from commonpurchase.sharing.writers.permissions_page import predicates

LINES = [*REFUSED, *GRANTED[Permission.SEE]]
EKVIK, NORDBYTE = UUID(int=1), UUID(int=2)
AT = datetime(2026, 3, 1, tzinfo=UTC)


def test_every_condition_is_in_the_table_and_nothing_else() -> None:
    assert set(reasons.SAID) == {test.__name__ for test in predicates()}


def test_every_flag_says_what_it_keeps_closed() -> None:
    assert set(reasons.CLOSED_BY) == set(Flag)


@pytest.mark.parametrize("line", LINES, ids=lambda line: "-".join(test.__name__ for test in line))
def test_every_line_gives_a_reason_in_both_voices(line: list[object]) -> None:
    decision = Decision(allowed=False, because=tuple(test.__name__ for test in line))  # type: ignore[attr-defined]

    assert reasons.to_whoever_looks(decision)
    assert reasons.of_an_organisation(decision)


def test_whoever_looks_is_told_of_itself() -> None:
    named = sees(Viewer(AT, organisation=EKVIK), presets.named(NORDBYTE, EKVIK))

    assert reasons.to_whoever_looks(named) == ("It names your organisation.",)
    assert reasons.of_an_organisation(named) == ("It is named.",)


def test_where_no_line_opens_it_says_only_that() -> None:
    closed = sees(Viewer(AT, organisation=EKVIK), presets.own(NORDBYTE))

    assert reasons.of_an_organisation(closed) == ("Nothing opens it to this organisation.",)
