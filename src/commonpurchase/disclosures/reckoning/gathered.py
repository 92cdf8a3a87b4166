"""The same mistake in many rows, told once with all its rows."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from commonpurchase.vocabulary.places import Problem

#: A list of rows longer than this is cut on the page; the marked file has every one.
RANGES = 12


@dataclass(frozen=True)
class Gathered:
    """One mistake: what was found and expected in one column of one sheet, and in which rows."""

    sheet: str
    column: str
    rows: tuple[int, ...]
    found: str
    expected: str

    @property
    def where(self) -> str:
        """The place as a person reads it: Sheet Sites, rows 2–6 and 9, column Country."""
        parts = [
            f"sheet {self.sheet}" if self.sheet else "",
            _rows(self.rows),
            f"column {self.column}" if self.column else "",
        ]
        said = ", ".join(part for part in parts if part) or "the file"
        return said[0].upper() + said[1:]


def gathered(problems: Iterable[Problem]) -> list[Gathered]:
    """Every mistake once, in the order of its first row."""
    by_mistake: dict[tuple[str, str, str, str], list[int]] = {}
    for problem in problems:
        place = problem.place
        mistake = (place.sheet, place.column, problem.found, problem.expected)
        by_mistake.setdefault(mistake, []).append(place.row)
    return [
        Gathered(sheet, column, tuple(sorted(filter(None, rows))), found, expected)
        for (sheet, column, found, expected), rows in by_mistake.items()
    ]


def _rows(rows: tuple[int, ...]) -> str:
    ranges = [
        _range([row for _, row in run]) for _, run in groupby(enumerate(rows), lambda one: one[1] - one[0])
    ]
    shown = ranges[:RANGES]
    if len(ranges) > RANGES:
        return f"rows {', '.join(shown)} and further ones ({len(rows)} in all)"
    listed = " and ".join(filter(None, [", ".join(shown[:-1]), *shown[-1:]]))
    return f"row{'s' if len(rows) > 1 else ''} {listed}" if rows else ""


def _range(run: list[int]) -> str:
    return str(run[0]) if len(run) == 1 else f"{run[0]} to {run[-1]}"
