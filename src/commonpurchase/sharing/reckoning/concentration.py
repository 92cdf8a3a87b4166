"""What a single sum gives away: few contributors, one that dominates, one that the second can estimate.

Source: Handbook on Statistical Disclosure Control, 2nd ed., ch. 4.2 (minimum frequency, dominance, p %,
(p,q)); contributors that share data count as one (sharing.md §3.1). Contributions are never negative.
"""

from collections.abc import Iterable, Iterator, Sequence

from commonpurchase.sharing.reckoning.plans import Broken, Cell, Plan, Shortfall, is_out

#: A difference smaller than this part of what is compared is a tie, and a tie is safe.
TIE = 1e-9


def shortfalls(plan: Plan) -> Iterator[Shortfall]:
    """Every term that a published cell, or a cell of a published ranking, breaks on its own.

    In the plan's order; what was published before is left out. The number of contributors does not depend
    on any figure; the other two terms do.
    """
    for cell in plan.published:
        if not is_out(cell):
            yield from (Shortfall(cell.id, because, term) for term, because in _reasons(plan, cell))
    for ranking in plan.rankings:
        if ranking.published and not ranking.out:
            short = (cell for cell in plan.ranked(ranking) if next(_reasons(plan, cell), None))
            yield from (
                Shortfall(ranking.id, f"its cell {cell.id} does not hold alone", Broken.RANKED)
                for cell in short
            )


def _reasons(plan: Plan, cell: Cell) -> Iterator[tuple[Broken, str]]:
    terms, amounts = plan.terms, contributions(plan, cell)
    if len(amounts) < terms.min_contributors:
        yield Broken.FEW, f"it has {len(amounts)} of the {terms.min_contributors} contributors that it needs"
    if dominates(amounts, terms.max_share):
        yield Broken.LARGE, f"one contributor makes up more than {terms.max_share:g} % of it"
    if not holds_p(amounts, 100 * terms.p / terms.q):
        yield (
            Broken.CLOSE,
            f"the second largest contributor, if it knows the others to within {terms.q:g} %, "
            f"comes within {terms.p:g} % of the largest",
        )


def contributions(plan: Plan, cell: Cell) -> list[float]:
    """What each contributor puts into a cell, largest first; units of one coalition are one contributor.

    Coalitions that share a unit are one as well. A unit whose figure is 0 is a contributor.
    """
    parties = _parties(plan.coalitions)
    amounts: dict[frozenset[str], float] = {}
    for unit in cell.units:
        party = next((party for party in parties if unit in party), frozenset({unit}))
        amounts[party] = amounts.get(party, 0.0) + plan.values[unit]
    return sorted(amounts.values(), reverse=True)


def _parties(coalitions: Iterable[frozenset[str]]) -> list[frozenset[str]]:
    """Coalitions, those that overlap joined."""
    parties: list[frozenset[str]] = []
    for coalition in coalitions:
        met = [party for party in parties if party & coalition]
        parties = [party for party in parties if party not in met] + [coalition.union(*met)]
    return parties


def dominates(amounts: Sequence[float], share: float, largest: int = 1) -> bool:
    """(n,k)-dominance: the n largest make up more than k % of the sum. Amounts largest first."""
    total = sum(amounts)
    return sum(amounts[:largest]) > share / 100 * total + TIE * total


def holds_p(amounts: Sequence[float], p: float) -> bool:
    """p % rule: X - x1 - x2 is at least p % of x1, so the second cannot estimate the first too well.

    Amounts largest first. The (p,q) rule is this with p* = 100 p / q.
    """
    return protection_needed(amounts, p) <= TIE * sum(amounts)


def protection_needed(amounts: Sequence[float], p: float) -> float:
    """Upper protection level p/100·x1 - (X - x1 - x2), in the unit of the amounts; at most 0 if safe."""
    largest, *_ = amounts or (0.0,)
    return p / 100 * largest - sum(amounts[2:])


def equivalent_p(share: float) -> float:
    """The p for which the p % rule protects as the (2,k)-dominance rule does: 100 (100 - k) / k."""
    return 100 * (100 - share) / share
