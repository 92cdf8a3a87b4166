"""The laws of the ledger on random ledgers, against a reference that shares no code with the reckoning."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from itertools import pairwise
from random import Random

import pytest

from commonpurchase.holdings.facts.custody import Event, Holding, Kind, Mode
from commonpurchase.holdings.reckoning import holding
from tests.holdings import ledgers
from tests.holdings.ledgers import EKVIK, LIST, NOON, OTHER_REQUEST, REQUEST, TICK

LEDGERS = ledgers.ledgers()
PAIRS = [(who, what) for who in (EKVIK, ledgers.FJORDBY) for what in (LIST, ledgers.NOTE)]


def differing(rows: list[Event], random: Random) -> list[tuple[object, ...]]:
    """The moments at which the reckoning and the reference do not agree."""
    return [
        (who, what, at)
        for at in ledgers.moments(random, rows)
        for who, what in PAIRS
        if holding.mode_of(rows, who, what, at) is not ledgers.reference(rows, who, what, at)
    ]


def well_dated(rows: list[Event]) -> bool:
    return all(one.at <= later.at for one, later in pairwise(rows))


def steps(rows: list[Event]) -> list[tuple[Holding, Event, Holding]]:
    """What Ekvik had of the list before and after each of its rows."""
    own = [one for one in rows if (one.organisation, one.item) == (EKVIK, LIST)]
    had, found = Holding(), []
    for one in own:
        has = holding.after(had, one)
        found.append((had, one, has))
        had = has
    return found


def test_the_mode_is_what_the_definition_says() -> None:
    random = Random(ledgers.SEED)

    assert [rows for rows in LEDGERS if differing(rows, random)] == []


def test_the_ledgers_reach_every_mode_and_every_kind() -> None:
    kinds = {one.kind for rows in LEDGERS for one in rows}
    modes = {ledgers.reference(rows, EKVIK, LIST, NOON + 99 * TICK) for rows in LEDGERS}

    assert kinds == set(Kind)
    assert modes == set(Mode)


def test_a_mode_falls_only_by_a_confirmed_deletion_or_a_closed_reach() -> None:
    falls = [one.kind for rows in LEDGERS for had, one, has in steps(rows) if has.mode < had.mode]

    assert set(falls) == {Kind.DELETE_CONFIRMED, Kind.REACH_OFF}


def test_a_closed_reach_lowers_nothing_that_was_seen() -> None:
    fallen_from = {
        had.mode
        for rows in LEDGERS
        for had, one, has in steps(rows)
        if has.mode < had.mode and one.kind is Kind.REACH_OFF
    }

    assert fallen_from == {Mode.REACH}


def test_while_a_request_holds_it_no_mode_falls_and_no_version_goes() -> None:
    frozen = [(had, has) for rows in LEDGERS for had, _, has in steps(rows) if had.cases]

    assert [pair for pair in frozen if pair[1].mode < pair[0].mode] == []
    assert [pair for pair in frozen if not pair[0].versions <= pair[1].versions] == []
    assert len(frozen) > len(LEDGERS)


def test_a_deletion_counts_only_without_a_hold_and_after_the_time_to_keep() -> None:
    deleted = [
        (had, one)
        for rows in LEDGERS
        for had, one, has in steps(rows)
        if one.kind is Kind.DELETE_CONFIRMED and has.evidence != had.evidence
    ]

    assert [one for had, one in deleted if had.cases] == []
    assert [one for _, one in deleted if one.keep_until and one.keep_until > one.at] == []
    assert deleted


def test_replaying_a_past_moment_gives_what_was_live() -> None:
    """Rows are committed one by one; what was reckoned live is reckoned again from the whole ledger."""
    for rows in filter(well_dated, LEDGERS):
        live: dict[datetime, Holding] = {}
        for committed in range(1, len(rows) + 1):
            at = rows[committed - 1].at
            live[at] = holding.held(rows[:committed], EKVIK, LIST, at)

        assert live == {at: holding.held(rows, EKVIK, LIST, at) for at in live}


def test_the_order_in_which_rows_are_read_does_not_matter() -> None:
    random = Random(ledgers.SEED)
    for rows in LEDGERS[:500]:
        shuffled = random.sample(rows, len(rows))

        assert holding.held(shuffled, EKVIK, LIST, rows[-1].at) == holding.held(
            rows, EKVIK, LIST, rows[-1].at
        )


def test_what_others_did_and_what_happened_to_other_items_does_not_matter() -> None:
    for rows in LEDGERS:
        own = [one for one in rows if (one.organisation, one.item) == (EKVIK, LIST)]

        assert holding.held(own, EKVIK, LIST, NOON + 99 * TICK) == holding.held(
            rows, EKVIK, LIST, NOON + 99 * TICK
        )


def test_every_hold_on_an_item_keeps_its_versions_whoever_was_asked() -> None:
    for rows in LEDGERS:
        of_item = [one for one in rows if one.item == LIST]
        by_organisation = [
            ledgers.open_cases([one for one in of_item if one.organisation == who])
            for who in (EKVIK, ledgers.FJORDBY)
        ]

        assert holding.holds(rows, LIST, NOON + 99 * TICK) == set().union(*by_organisation)


# --- Planted bugs: a generator that lets one of these live proves nothing ----------------------

Patch = pytest.MonkeyPatch
Plant = Callable[[Patch], None]


def swapped(name: str, value: object) -> Plant:
    return lambda patch: patch.setattr(holding, name, value)


def raising(kind: Kind, mode: Mode | None) -> Plant:
    raises = {key: value for key, value in holding.RAISES.items() if key is not kind}
    return swapped("RAISES", raises | ({kind: mode} if mode else {}))


def after_with(kind: Kind, change: Callable[[Holding, Event], Holding]) -> Plant:
    right = holding.after

    def wrong(had: Holding, one: Event) -> Holding:
        return change(had, one) if one.kind is kind else right(had, one)

    return swapped("after", wrong)


def closing_forgets_what_was_seen(had: Holding, one: Event) -> Holding:
    return holding._without(holding._without(had, Mode.REACH), Mode.SEEN) if not had.cases else had


def strictly_before(rows: list[Event], at: datetime) -> list[Event]:
    return [one for one in sorted(rows, key=lambda one: one.sequence) if one.at < at]


def by_the_clock(rows: list[Event], at: datetime) -> list[Event]:
    return [one for one in sorted(rows, key=lambda one: one.sequence) if one.at <= at]


def everything(rows: list[Event], at: datetime) -> list[Event]:
    return sorted(rows, key=lambda one: one.sequence)


def of_any_item(rows: list[Event], organisation: object, item: object, at: datetime) -> Holding:
    own = [replace(one, item=LIST) for one in rows if one.organisation == organisation]
    return RIGHT(own, organisation, LIST, at)  # type: ignore[arg-type]


def of_anybody(rows: list[Event], organisation: object, item: object, at: datetime) -> Holding:
    return RIGHT([replace(one, organisation=EKVIK) for one in rows], EKVIK, item, at)  # type: ignore[arg-type]


def deleted_altogether(had: Holding, one: Event) -> Holding:
    return holding._without(had, Mode.COPY, one.version)


def deleted_in_every_version(had: Holding, one: Event) -> Holding:
    return RIGHT_DELETED(had, replace(one, version=""))


def deleted_down_to_the_statement(had: Holding, one: Event) -> Holding:
    return Holding({(Mode.ATTEST, one.version): one}, had.cases) if had.mode is Mode.COPY else had


def deleted_with_what_is_own(had: Holding, one: Event) -> Holding:
    return holding._without(RIGHT_DELETED(had, one), Mode.OWN)


RIGHT, RIGHT_DELETED = holding.held, holding._deleted

PLANTED: dict[str, Plant] = {
    "an e-mail is not a copy": raising(Kind.EMAIL, Mode.SEEN),
    "a quotation is not a copy": raising(Kind.QUOTE, None),
    "a new custodian holds nothing": raising(Kind.CUSTODY_MOVE, None),
    "what was delivered is only a copy": raising(Kind.DELIVER, Mode.COPY),
    "what was made is only a copy": raising(Kind.ORIGINATE, Mode.COPY),
    "a statement counts for nothing": raising(Kind.ATTEST, None),
    "being able to open it counts as seen": raising(Kind.REACH_ON, Mode.SEEN),
    "a hold freezes nothing": swapped("_frozen", lambda had: False),
    "one of two holds freezes nothing": swapped("_frozen", lambda had: len(had.cases) > 1),
    "a hold is for ever": after_with(Kind.FOI_RELEASE, lambda had, one: had),
    "one release lifts every hold": after_with(
        Kind.FOI_RELEASE, lambda had, one: replace(had, cases=frozenset())
    ),
    "a closed reach ignores the hold": after_with(
        Kind.REACH_OFF, lambda had, one: holding._without(had, Mode.REACH)
    ),
    "a closed reach is forgotten": after_with(Kind.REACH_OFF, lambda had, one: had),
    "a closed reach forgets what was seen": after_with(Kind.REACH_OFF, closing_forgets_what_was_seen),
    "the time to keep it does not matter": swapped("_may_go", lambda one: True),
    "on its last moment it must still be kept": swapped(
        "_may_go", lambda one: one.keep_until is None or one.keep_until < one.at
    ),
    "nothing can ever be deleted": swapped("_may_go", lambda one: False),
    "a deletion leaves no trace": swapped("_deleted", deleted_altogether),
    "a deletion takes every version": swapped("_deleted", deleted_in_every_version),
    "a deletion forgets what was seen": swapped("_deleted", deleted_down_to_the_statement),
    "a deletion takes what is its own": swapped("_deleted", deleted_with_what_is_own),
    "the present moment is left out": swapped("until", strictly_before),
    "a wrong clock hides a row": swapped("until", by_the_clock),
    "the future counts": swapped("until", everything),
    "another item counts": swapped("held", of_any_item),
    "another organisation counts": swapped("held", of_anybody),
}


@pytest.mark.parametrize("bug", PLANTED)
def test_a_planted_bug_is_found(bug: str, monkeypatch: Patch) -> None:
    PLANTED[bug](monkeypatch)
    random = Random(ledgers.SEED)

    needed = next((number for number, rows in enumerate(LEDGERS, 1) if differing(rows, random)), None)

    print(f"{bug}: found after {needed} ledgers")  # noqa: T201 - the figure to claim
    assert needed


def test_a_hold_without_a_case_is_refused_with_its_row() -> None:
    with pytest.raises(ValueError, match="row 7 of the ledger: found foi_hold without a case"):
        Event(7, NOON, EKVIK, LIST, Kind.FOI_HOLD)


def test_a_deletion_during_a_hold_stays_without_effect_when_the_hold_ends() -> None:
    rows = [
        Event(1, NOON, EKVIK, LIST, Kind.COPY, "v1"),
        Event(2, NOON, EKVIK, LIST, Kind.FOI_HOLD, case=REQUEST),
        Event(3, NOON, EKVIK, LIST, Kind.DELETE_CONFIRMED, "v1"),
        Event(4, NOON + TICK, EKVIK, LIST, Kind.FOI_RELEASE, case=REQUEST),
    ]
    later = Event(5, NOON + 2 * TICK, EKVIK, LIST, Kind.DELETE_CONFIRMED, "v1")

    assert holding.mode_of(rows, EKVIK, LIST, NOON + TICK) is Mode.COPY
    assert holding.mode_of([*rows, later], EKVIK, LIST, NOON + 2 * TICK) is Mode.ATTEST


def test_a_deletion_speaks_of_the_version_that_was_deleted_and_of_no_other() -> None:
    rows = [
        Event(1, NOON, EKVIK, LIST, Kind.COPY, "v1"),
        Event(2, NOON, EKVIK, LIST, Kind.COPY, "v2"),
        Event(3, NOON, EKVIK, LIST, Kind.DELETE_CONFIRMED, "v1"),
    ]

    assert dict(holding.held(rows, EKVIK, LIST, NOON).evidence) == {
        (Mode.ATTEST, "v1"): rows[2],
        (Mode.COPY, "v2"): rows[1],
    }


def test_a_second_request_keeps_the_hold_when_the_first_is_done() -> None:
    rows = [
        Event(1, NOON, EKVIK, LIST, Kind.FOI_HOLD, case=REQUEST),
        Event(2, NOON, EKVIK, LIST, Kind.FOI_HOLD, case=OTHER_REQUEST),
        Event(3, NOON, EKVIK, LIST, Kind.FOI_RELEASE, case=REQUEST),
    ]

    assert holding.holds(rows, LIST, NOON) == {OTHER_REQUEST}


def test_the_first_evidence_is_the_earliest_row_for_the_present_mode() -> None:
    rows = [
        Event(1, NOON, EKVIK, LIST, Kind.REACH_ON, "v1"),
        Event(2, NOON, EKVIK, LIST, Kind.VIEW, "v1"),
        Event(3, NOON, EKVIK, LIST, Kind.VIEW, "v2"),
        Event(4, NOON, EKVIK, LIST, Kind.VIEW, "v1"),
    ]

    held = holding.held(rows, EKVIK, LIST, NOON)

    assert (held.mode, held.first) == (Mode.SEEN, rows[1])
    assert held.versions == {"v1", "v2"}
