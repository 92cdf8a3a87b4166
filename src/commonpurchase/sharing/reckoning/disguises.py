"""Whether every figure is disguised from every attacker, and from whom one is not.

A disguise of a target is another set of figures that explains all that an attacker sees, in which the
target is p % higher (or lower). A target is within p % of an attacker exactly if one of the two is missing.
What has been found once serves for every attacker whose own figures it leaves alone and for every set of
cells that it explains, so few of the programmes, two for each attacker and target, are ever solved.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from commonpurchase.sharing.reckoning.inference import (
    CRUMB,
    DOWN,
    SLACK,
    UP,
    Numbers,
    Sight,
    Sums,
    Truths,
    disguise,
)


@dataclass(frozen=True)
class Need:
    """What must stay possible of a class for its units to be disguised: a move up or down by an amount.

    by = 0 asks for any move at all: a figure of 0 must not be known to be 0.
    """

    of: int
    towards: float
    by: float


def needs(sight: Sight, p: float) -> Iterator[Need]:
    """What the unknown units of each class need, beyond what they give each other. p in percent.

    The largest of a class needs most. Among several, each may be 0, and each may have what the others have.
    """
    for of, units in enumerate(sight.unknown):
        if not units:
            continue
        largest = max(float(sight.sums.values[one]) for one in units)
        up = p / 100 * largest - (float(sight.room[of]) - largest)
        if up > 0 or largest == 0:
            yield Need(of, UP, up)
        if len(units) == 1 and largest > 0:
            yield Need(of, DOWN, p / 100 * largest)


class Disguises:
    """Deviations found so far that explain a set of cells (rows of `sums`). It grows as it is asked."""

    def __init__(self, sums: Sums) -> None:
        self.sums = sums
        self._found: Numbers = np.zeros((0, len(sums.classes)))
        #: How far each one moves its target: what any error in it is measured by.
        self._sizes: Numbers = np.zeros(0)
        self._inherited = 0
        self._hopeless: dict[tuple[int, float], float] = {}

    def narrowed(self, sums: Sums) -> "Disguises":
        """Those that explain these cells as well, a copy: what it finds does not come back here."""
        copy = Disguises(sums)
        told = self._found @ sums.matrix.T
        near = 10 * CRUMB * self._sizes[:, None]
        fits = ((told >= sums.lo - near) & (told <= sums.hi + near)).all(axis=1)
        copy._found, copy._sizes = self._found[fits], self._sizes[fits]
        copy._inherited = len(copy._found)
        return copy

    def missing(self, sight: Sight, p: float) -> Iterator[Need]:
        """The needs that nothing meets: what the attacker comes too close to."""
        for need in needs(sight, p):
            if not self._meets(sight, need) and not self._find(sight, need):
                yield need

    def _meets(self, sight: Sight, need: Need) -> bool:
        """Whether one that was found for another need serves.

        Not if it moves this class by next to nothing beside what it was found for: that may be an error.
        """
        usable = self._usable(sight)
        moved, sizes = need.towards * self._found[usable, need.of], self._sizes[usable]
        return bool(((moved >= need.by * (1 - SLACK)) & (moved * 100 >= sizes)).any())

    def _usable(self, sight: Sight) -> Truths:
        """Those that leave alone what the attacker knows and make nothing negative."""
        floor = -sight.room * (1 + CRUMB)
        fits: Truths = (self._found >= floor).all(axis=1) & (self._found[:, ~sight.movable] == 0).all(axis=1)
        return fits

    def learn(self, other: "Disguises") -> None:
        """Take over what was found for more cells: it explains these as well."""
        self._keep(other._found[other._inherited :], other._sizes[other._inherited :])

    def _find(self, sight: Sight, need: Need) -> bool:
        key = need.of, need.towards
        if sight.fixed[need.of] or need.by >= self._hopeless.get(key, float("inf")):
            return False
        found = disguise(sight, need.of, need.towards, need.by)
        if found is None:
            if not sight.known:
                # What an outsider sees, everybody sees.
                self._hopeless[key] = need.by
            return False
        self._keep(found[None, :], np.abs(found[[need.of]]))
        return True

    def _keep(self, found: Numbers, sizes: Numbers) -> None:
        self._found, self._sizes = np.vstack([self._found, found]), np.concatenate([self._sizes, sizes])


class Trial:
    """Tries sets of cells against all attackers, and remembers what it found from one set to the next."""

    def __init__(self, sums: Sums, known: Iterable[frozenset[str]], p: float) -> None:
        self._disguises = Disguises(sums)
        self._known = list(known)
        self._p = p

    def is_safe(self, cells: Sequence[int]) -> bool:
        """Whether with these cells, by index, no attacker comes within p % of anybody or finds a sum out."""
        disguises = self._disguises.narrowed(self._disguises.sums.only(cells))
        sights = [Sight(disguises.sums, one) for one in self._known]
        winner = next((sight for sight in sights if found_out(sight)), None) or next(
            (sight for sight in sights if next(disguises.missing(sight, self._p), None)), None
        )
        self._disguises.learn(disguises)
        if winner:
            # Who wins against these cells is likely to win against others: it is tried first.
            self._known.remove(winner.known)
            self._known.insert(0, winner.known)
        return winner is None


def found_out(sight: Sight) -> list[int]:
    """The units, by index, whose figure is a combination of sums and what the attacker knows.

    Rounding may still blur it.
    """
    alone = (of for of in np.flatnonzero(sight.determined) if len(sight.unknown[of]) == 1)
    return [sight.unknown[of][0] for of in alone]
