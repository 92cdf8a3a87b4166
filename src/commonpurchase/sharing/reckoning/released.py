"""What the public sees of a release plan: figures, bands of contributors, and one word for all the rest."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from commonpurchase.sharing.reckoning.concentration import contributions
from commonpurchase.sharing.reckoning.plans import Cell, Plan

#: The same for every reason, a sum of 0 and a cell that nobody asked for included: a reason would be a hint.
NOT_PUBLISHED = "not published"
_FROM = (5, 10, 20)


@dataclass(frozen=True)
class Shown:
    """A cell as it is published: its figure and between what the number of contributors lies."""

    cell: str
    figure: float | None
    contributors: str

    @property
    def words(self) -> str:
        """The figure, or that it is not published."""
        return NOT_PUBLISHED if self.figure is None else f"{self.figure:,g}"


def table(plan: Plan) -> Iterator[Shown]:
    """Every cell in the plan's order. Publish it at once and as a whole, and only if the audit is safe.

    A figure of 0 is not published either: that a sum is nothing is told by no page.
    """
    for cell in plan.cells:
        if cell.published and plan.figure(cell):
            yield Shown(cell.id, plan.figure(cell), _band(plan, cell))
        else:
            yield Shown(cell.id, None, NOT_PUBLISHED)


def _band(plan: Plan, cell: Cell) -> str:
    """5–9, 10–19, 20 or more; the lowest begins where the plan's terms do."""
    count, least = len(contributions(plan, cell)), plan.terms.min_contributors
    starts = [least, *(start for start in _FROM if start > least)]
    for start, following in pairwise(starts):
        if count < following:
            return f"{start}–{following - 1}"
    return f"{starts[-1]} or more"
