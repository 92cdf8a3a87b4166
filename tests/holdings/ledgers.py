"""Random ledgers, aimed at boundaries, and what they mean by definition: the reference of the laws.

The reference asks, for each mode from the top, whether a row stands for it that no later row took away.
It folds nothing and shares no code with the reckoning.
"""

import os
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random
from uuid import UUID

from commonpurchase.holdings.facts.custody import Event, Kind, Mode

PROVE = os.environ.get("HYPOTHESIS_PROFILE") == "prove"
COUNT = 10_000 if PROVE else 1_000
SEED = 20_261_124

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
TICK = timedelta(microseconds=1)
EKVIK, FJORDBY = UUID(int=1), UUID(int=2)
LIST, NOTE = UUID(int=11), UUID(int=12)
REQUEST, OTHER_REQUEST = UUID(int=21), UUID(int=22)
VERSIONS = ["v1", "v2"]
COPYING = [Kind.COPY, Kind.EMAIL, Kind.QUOTE, Kind.CUSTODY_MOVE]
#: What follows what on purpose: the pairs and triples in which a law can break.
RUNS: list[list[Kind]] = [
    [Kind.FOI_HOLD, Kind.DELETE_CONFIRMED, Kind.FOI_RELEASE, Kind.DELETE_CONFIRMED],
    [Kind.FOI_HOLD, Kind.FOI_HOLD, Kind.FOI_RELEASE, Kind.DELETE_CONFIRMED],
    [Kind.COPY, Kind.DELETE_CONFIRMED],
    [Kind.VIEW, Kind.COPY, Kind.DELETE_CONFIRMED],
    [Kind.REACH_ON, Kind.REACH_OFF],
    [Kind.REACH_ON, Kind.VIEW, Kind.REACH_OFF],
    [Kind.REACH_ON, Kind.FOI_HOLD, Kind.REACH_OFF, Kind.FOI_RELEASE],
    [Kind.ATTEST, Kind.REACH_ON, Kind.REACH_OFF],
    [Kind.COPY, Kind.REACH_ON, Kind.REACH_OFF, Kind.DELETE_CONFIRMED],
    [Kind.ORIGINATE, Kind.DELETE_CONFIRMED],
    [Kind.DELIVER, Kind.COPY, Kind.DELETE_CONFIRMED],
    [Kind.EMAIL],
    [Kind.QUOTE],
    [Kind.CUSTODY_MOVE],
    [Kind.COPY, Kind.ATTEST],
]


def ledgers(count: int = COUNT, seed: int = SEED) -> list[list[Event]]:
    random = Random(seed)
    return [ledger(random) for _ in range(count)]


def ledger(random: Random) -> list[Event]:
    """Five to twenty rows in the order they were committed; one in ten has a clock that was wrong once."""
    at = NOON
    rows: list[Event] = []
    while len(rows) < random.randint(5, 20):
        for kind in random.choice(RUNS):
            at += random.choice([0, 0, 1]) * TICK
            rows.append(row(random, len(rows) + 1, at, kind))
    if random.random() < 0.1:
        place = random.randrange(len(rows))
        rows[place] = replace(rows[place], at=rows[place].at + random.choice([-5, 5]) * TICK)
    return rows


def row(random: Random, sequence: int, at: datetime, kind: Kind) -> Event:
    return Event(
        sequence=sequence,
        at=at,
        organisation=random.choice([EKVIK, EKVIK, EKVIK, EKVIK, FJORDBY]),
        item=random.choice([LIST, LIST, LIST, LIST, NOTE]),
        kind=kind,
        version=random.choice([*VERSIONS, "v1", *([""] if kind is Kind.DELETE_CONFIRMED else [])]),
        case=random.choice([REQUEST, REQUEST, OTHER_REQUEST]),
        keep_until=random.choice([None, None, at - TICK, at, at + TICK]),
    )


def moments(random: Random, rows: Sequence[Event]) -> list[datetime]:
    """Before, at and after a few of the rows, and after all of them."""
    at = random.choice(rows).at
    return [at - TICK, at, at + TICK, max(one.at for one in rows)]


def reference(rows: Sequence[Event], organisation: UUID, item: UUID, at: datetime) -> Mode:
    """How the organisation held the item, by definition."""
    own = [one for one in rows if one.organisation == organisation and one.item == item]
    own.sort(key=lambda one: one.sequence)
    done = [one for place, one in enumerate(own) if any(later.at <= at for later in own[place:])]
    lowering = [place for place in range(len(done)) if _counts(done, place)]
    for mode in sorted(Mode, reverse=True):
        if _stands(done, lowering, mode):
            return mode
    return Mode.NONE


def _stands(done: Sequence[Event], lowering: Sequence[int], mode: Mode) -> bool:
    offs = [place for place in lowering if done[place].kind is Kind.REACH_OFF]
    gone = [place for place in lowering if done[place].kind is Kind.DELETE_CONFIRMED]
    copies = [place for place, one in enumerate(done) if one.kind in COPYING]
    if mode is Mode.OWN:
        return any(one.kind in (Kind.ORIGINATE, Kind.DELIVER) for one in done)
    if mode is Mode.COPY:
        return any(all(not _took(done, place, off) for off in gone) for place in copies)
    if mode is Mode.SEEN:
        return any(one.kind is Kind.VIEW for one in done)
    if mode is Mode.REACH:
        opened = [place for place, one in enumerate(done) if one.kind is Kind.REACH_ON]
        return any(all(off < place for off in offs) for place in opened)
    attested = any(one.kind is Kind.ATTEST for one in done)
    return mode is Mode.ATTEST and (attested or any(_took(done, n, off) for n in copies for off in gone))


def _took(done: Sequence[Event], copied: int, deleted: int) -> bool:
    return copied < deleted and done[deleted].version in ("", done[copied].version)


def _counts(done: Sequence[Event], place: int) -> bool:
    """A row that lowers counts only when no case was open, and for a deletion when it need not be kept."""
    one = done[place]
    if one.kind not in (Kind.REACH_OFF, Kind.DELETE_CONFIRMED) or open_cases(done[:place]):
        return False
    return one.kind is Kind.REACH_OFF or one.keep_until is None or not one.keep_until > one.at


def open_cases(rows: Sequence[Event]) -> set[UUID]:
    """The cases whose last word in these rows is a hold."""
    said = {one.case: one.kind for one in rows if one.kind in (Kind.FOI_HOLD, Kind.FOI_RELEASE)}
    return {case for case, kind in said.items() if case and kind is Kind.FOI_HOLD}
