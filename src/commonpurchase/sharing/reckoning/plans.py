"""Release plans: which sums over whose figures are to be published, and what must hold before they are.

After sharing.md §3 and §8.7, which follow the Handbook on Statistical Disclosure Control (2nd ed., ch. 4).
A unit is a holding group that puts in one figure (never negative, any unit of measure, the same for all).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

#: Who knows only what is published. No unit may be called so.
OUTSIDER = "outsider"


@dataclass(frozen=True)
class Terms:
    """What a plan must hold to. Percentages are numbers such as 10; `round` is in the unit of the figures.

    round: each sum is published to the nearest multiple of it (a half goes to the even one); 0 publishes
      it exactly.
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


@dataclass(frozen=True)
class Cell:
    """One sum: over whose figures, and whether it is, or is to be, published."""

    id: str
    units: tuple[str, ...]
    published: bool = True


@dataclass(frozen=True)
class Plan:
    """Everything ever published, or to be published, for one closed period; cells in order of priority.

    values: the figure of each unit. coalitions: units that tell each other their figures.
    """

    units: tuple[str, ...]
    values: Mapping[str, float]
    cells: tuple[Cell, ...]
    terms: Terms
    coalitions: tuple[frozenset[str], ...] = field(default=())

    @property
    def published(self) -> tuple[Cell, ...]:
        """The cells that are published, in order of priority."""
        return tuple(cell for cell in self.cells if cell.published)

    def without(self, withheld: Iterable[str]) -> "Plan":
        """The same plan with these cells, by id, not published."""
        hidden = frozenset(withheld)
        kept = (replace(cell, published=cell.published and cell.id not in hidden) for cell in self.cells)
        return replace(self, cells=tuple(kept))

    def total(self, cell: Cell) -> float:
        """The sum before rounding."""
        return float(sum(self.values[unit] for unit in cell.units))

    def figure(self, cell: Cell) -> float:
        """The sum as it is published: to the nearest multiple of `round`, a half to the even one."""
        total = self.total(cell)
        return round(total / self.terms.round) * self.terms.round if self.terms.round else total


def attackers(plan: Plan) -> tuple[frozenset[str], ...]:
    """Whose knowledge is tried: an outsider (knows no figure), each unit (its own), each coalition (its own).

    In that order, each once. A coalition of everybody has nobody left to attack and stays in, harmlessly.
    """
    alone = (frozenset({unit}) for unit in plan.units)
    return tuple(dict.fromkeys((frozenset[str](), *alone, *plan.coalitions)))


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


@dataclass(frozen=True)
class Shortfall:
    """A published cell that alone breaks a term, whatever else is published: its id and what is wrong."""

    cell: str
    because: str


@dataclass(frozen=True)
class Audit:
    """What an audit found. A plan is safe when nothing breaches it and no published cell falls short.

    withheld: the published cells, in the plan's order, whose withholding makes it safe; none if it is.
    """

    breaches: tuple[Breach, ...] = ()
    shortfalls: tuple[Shortfall, ...] = ()
    withheld: tuple[str, ...] = ()

    @property
    def safe(self) -> bool:
        """Nothing was found."""
        return not self.breaches and not self.shortfalls
