"""Random release plans as consortia make them: totals, joiners, leavers, re-issues, coalitions."""

import os
from dataclasses import replace
from random import Random

from commonpurchase.sharing.reckoning.plans import Cell, Function, Plan, Ranking, Terms

PROVING = os.environ.get("HYPOTHESIS_PROFILE") == "prove"
RICHER = 300 if PROVING else 30
COUNT = 1_000 if PROVING else 15
SEED = 20_260_307


def generate(count: int = COUNT, seed: int = SEED) -> list[Plan]:
    random = Random(seed)
    return [one(random) for _ in range(count)]


def one(random: Random) -> Plan:
    units = tuple(f"B{number}" for number in range(random.randint(8, 15)))
    cells = [cell for _ in range(random.randint(2, 4)) for cell in random.choice(SHAPES)(random, units)]
    random.shuffle(cells)
    return Plan(
        units=units,
        values=figures(random, units),
        cells=tuple(
            Cell(f"c{place}", members, random.random() < 0.95) for place, members in enumerate(cells)
        ),
        terms=Terms(
            round=random.choice([0, 0, 1, 100, 1000, 5000]), p=10, q=50, min_contributors=5, max_share=50
        ),
        coalitions=coalitions(random, units),
    )


def richer(count: int = RICHER, seed: int = SEED + 1) -> list[Plan]:
    """The same, with means among the sums, significant digits, rankings, and cells that are out already."""
    random = Random(seed)
    return [_richer(random, one(random)) for _ in range(count)]


def _richer(random: Random, plan: Plan) -> Plan:
    function = random.choice([Function.SUM, Function.MEAN])
    mixed = random.random() < 0.3
    cells = tuple(
        replace(cell, function=random.choice([*Function]) if mixed else function) for cell in plan.cells
    )
    terms = (
        replace(plan.terms, round=0, digits=random.choice([1, 2, 2, 3]))
        if random.random() < 0.7
        else plan.terms
    )
    plan = replace(plan, cells=cells, terms=terms, rankings=tuple(rankings(random, cells)))
    if random.random() < 0.3:
        # The first cell was published before.
        first = replace(cells[0], published=True)
        plan = replace(plan, cells=(replace(first, told=plan.span(first)), *cells[1:]))
    return plan


def rankings(random: Random, cells: tuple[Cell, ...]) -> list[Ranking]:
    return [
        Ranking(
            f"r{place}",
            tuple(cell.id for cell in random.sample(cells, random.randint(2, min(4, len(cells))))),
            random.random() < 0.9,
        )
        for place in range(random.choice([0, 1, 1, 2]))
    ]


def figures(random: Random, units: tuple[str, ...]) -> dict[str, float]:
    """Few large and many small; sometimes one, or two alike, that are larger than the others together."""
    values = {unit: figure(random) for unit in units}
    giants = random.sample(units, random.choice([0, 0, 0, 1, 2]))
    size = sum(values.values()) * random.choice([0.5, 1, 3])
    return values | {unit: float(round(size * random.uniform(0.9, 1.1))) for unit in giants}


def figure(random: Random) -> float:
    return 0.0 if random.random() < 0.03 else float(round(random.lognormvariate(10, 1)))


def coalitions(random: Random, units: tuple[str, ...]) -> tuple[frozenset[str], ...]:
    return tuple(
        frozenset(random.sample(units, random.choice([2, 2, 3]))) for _ in range(random.choice([0, 1, 2]))
    )


Members = list[tuple[str, ...]]


def total_and_parts(random: Random, units: tuple[str, ...]) -> Members:
    """Everybody, and two groups that make up everybody."""
    mixed = random.sample(units, len(units))
    cut = random.randint(3, len(units) - 3)
    return [units, tuple(mixed[:cut]), tuple(mixed[cut:])]


def joiner(random: Random, units: tuple[str, ...]) -> Members:
    """A group before and after somebody joins it."""
    members = random.sample(units, random.randint(6, len(units)))
    return [tuple(members[:-1]), tuple(members)]


def leavers(random: Random, units: tuple[str, ...]) -> Members:
    """A group before and after one or two leave it."""
    members = random.sample(units, random.randint(7, len(units)))
    return [tuple(members), tuple(members[random.choice([1, 2]) :])]


def overlapping(random: Random, units: tuple[str, ...]) -> Members:
    """Groups that were made without a thought of each other."""
    return [tuple(random.sample(units, random.randint(5, len(units) - 1))) for _ in range(2)]


def reissued(random: Random, units: tuple[str, ...]) -> Members:
    """The same group twice, in another order."""
    members = random.sample(units, random.randint(5, len(units)))
    return [tuple(members), tuple(reversed(members))]


def swapped(random: Random, units: tuple[str, ...]) -> Members:
    """A group before and after one leaves it and another joins."""
    first, *members, last = random.sample(units, random.randint(6, len(units)))
    return [(first, *members), (*members, last)]


def small(random: Random, units: tuple[str, ...]) -> Members:
    """A group that is too small on its own."""
    return [tuple(random.sample(units, random.randint(1, 4)))]


SHAPES = [total_and_parts, joiner, leavers, overlapping, overlapping, reissued, swapped, small]
