"""Release plans: which sums over whose figures are to be published, and what must hold before they are.

After sharing.md §3 and §8.7, which follow the Handbook on Statistical Disclosure Control (2nd ed., ch. 4).
A unit is a holding group that puts in one figure (never negative, any unit of measure, the same for all).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from commonpurchase.sharing.reckoning import rounding

#: Who knows only what is published. No unit may be called so.
OUTSIDER = "outsider"


@dataclass(frozen=True)
class Terms:
    """What a plan must hold to. Percentages are numbers such as 10; `round` is in the unit of the figures.

    round: each figure is published to the nearest multiple of it (a half goes to the even one); 0
      publishes it exactly.
    digits: where it is not 0, figures are published to so many significant digits, and `round` is ignored.
    p: nobody may come within p % of another's figure.
    q: everybody is taken to know every figure to within q % beforehand.
    min_contributors: a sum has at least so many.
    max_share: no contributor makes up more than this share of a sum.
    """

    round: float
    p: float
    q: float
    min_contributors: int
    max_share: float
    digits: int = 0


class Function(StrEnum):
    """What a cell shows of the figures in it."""

    SUM = "sum"
    MEAN = "mean"


@dataclass(frozen=True)
class Cell:
    """One sum or mean: over whose figures, and whether it is, or is to be, published.

    Whoever knows the contributors knows how many there are, so a mean tells the sum it implies, with its
    rounding times their number; the band in which the number is published hides nothing.
    told: between what the sum lies, as was published before. Such a cell is out and cannot be withheld.
    """

    id: str
    units: tuple[str, ...]
    published: bool = True
    function: Function = Function.SUM
    told: tuple[float, float] | None = None


@dataclass(frozen=True)
class Ranking:
    """Cells, by id, whose order from the largest to the smallest is published, even where no figure is.

    out: it was published before and cannot be withheld.
    """

    id: str
    cells: tuple[str, ...]
    published: bool = True
    out: bool = False


#: What is published or withheld as one.
Item = Cell | Ranking


@dataclass(frozen=True)
class Plan:
    """Everything ever published, or to be published, for one closed period; cells in order of priority.

    values: the figure of each unit. coalitions: units that tell each other their figures. selves: units
    that are one contributor's figure before and after a correction; it knows them all.
    """

    units: tuple[str, ...]
    values: Mapping[str, float]
    cells: tuple[Cell, ...]
    terms: Terms
    coalitions: tuple[frozenset[str], ...] = field(default=())
    rankings: tuple[Ranking, ...] = field(default=())
    selves: tuple[frozenset[str], ...] = field(default=())

    @property
    def published(self) -> tuple[Cell, ...]:
        """The cells that are published, in order of priority."""
        return tuple(cell for cell in self.cells if cell.published)

    @property
    def items(self) -> tuple[Item, ...]:
        """All that is published, in order of priority: the cells, then the rankings."""
        return (*self.published, *(one for one in self.rankings if one.published))

    def without(self, withheld: Iterable[str]) -> "Plan":
        """The same plan with these cells and rankings, by id, not published."""
        hidden = frozenset(withheld)
        cells = (replace(one, published=one.published and one.id not in hidden) for one in self.cells)
        rankings = (replace(one, published=one.published and one.id not in hidden) for one in self.rankings)
        return replace(self, cells=tuple(cells), rankings=tuple(rankings))

    def total(self, cell: Cell) -> float:
        """The sum before rounding."""
        return float(sum(self.values[unit] for unit in cell.units))

    def amount(self, cell: Cell) -> float:
        """What a cell shows, before rounding: its sum or its mean."""
        return self.total(cell) / weight(cell)

    def figure(self, cell: Cell) -> float:
        """The sum or mean as it is published."""
        return rounding.rounded(self.amount(cell), self.terms.round, self.terms.digits)

    def span(self, cell: Cell) -> tuple[float, float]:
        """Between what the sum lies for whoever reads the figure and knows who is in it."""
        if cell.told:
            return cell.told
        lower, upper = rounding.span(self.figure(cell), self.terms.round, self.terms.digits)
        return lower * weight(cell), upper * weight(cell)

    def ranked(self, ranking: Ranking) -> tuple[Cell, ...]:
        """The cells of a ranking as they are published: the largest first, alike ones in the plan's order."""
        some = [cell for cell in self.cells if cell.id in ranking.cells]
        return tuple(sorted(some, key=lambda cell: -self.amount(cell)))


def weight(cell: Cell) -> int:
    """What to divide a sum by to have what the cell shows: 1, or the number of figures in a mean."""
    return len(cell.units) or 1 if cell.function is Function.MEAN else 1


def is_out(item: Item) -> bool:
    """Whether it was published before."""
    return item.out if isinstance(item, Ranking) else item.told is not None


def attackers(plan: Plan) -> tuple[frozenset[str], ...]:
    """Whose knowledge is tried: an outsider (knows no figure), each unit (its own), each coalition (its own).

    In that order, each once. A coalition of everybody has nobody left to attack and stays in, harmlessly.
    """
    several = frozenset[str]().union(*plan.selves)
    alone = (frozenset({unit}) for unit in plan.units if unit not in several)
    return tuple(dict.fromkeys((frozenset[str](), *alone, *plan.selves, *plan.coalitions)))


def named(plan: Plan, attacker: frozenset[str]) -> str:
    """An attacker in a word: `outsider`, a unit, or the members of a coalition joined by +."""
    return "+".join(unit for unit in plan.units if unit in attacker) or OUTSIDER


@dataclass(frozen=True)
class Breach:
    """An attacker who learns too much of a target.

    From everything published and what it knows, the target's figure lies between lower and upper, both
    included; the figure is value.
    """

    attacker: str
    target: str
    lower: float
    upper: float
    value: float


class Broken(StrEnum):
    """The term that a cell breaks on its own; words that may stand on a page, without the term's value."""

    FEW = "too few contributors"
    LARGE = "one contributor makes up too much of it"
    CLOSE = "its second largest contributor could come too close to the largest"
    RANKED = "a cell of the ranking does not hold on its own"


@dataclass(frozen=True)
class Shortfall:
    """A published cell or ranking that alone breaks a term, whatever else is published: its id, and why."""

    cell: str
    because: str
    term: Broken


@dataclass(frozen=True)
class Audit:
    """What an audit found. A plan is safe when nothing breaches it and no published cell falls short.

    withheld: the published cells and rankings, in the plan's order, whose withholding makes it safe; none
      if it is. Nothing that was published before is among them: where that alone is not safe, nothing is.
    """

    breaches: tuple[Breach, ...] = ()
    shortfalls: tuple[Shortfall, ...] = ()
    withheld: tuple[str, ...] = ()

    @property
    def safe(self) -> bool:
        """Nothing was found."""
        return not self.breaches and not self.shortfalls
