"""Finds the sheet, the header row in it, and which column is which field."""

from collections.abc import Iterable
from dataclasses import dataclass

from commonpurchase.disclosures.reckoning import columns
from commonpurchase.documents.facts import Line, Sheet
from commonpurchase.vocabulary.places import Place, Problem

#: A header row stands near the top and names at least so many of our columns.
WITHIN, AT_LEAST = 10, 3


@dataclass(frozen=True)
class Header:
    """Where the header stands, each field's column (from 0), and each field's header as written."""

    number: int
    positions: dict[str, int]
    written: dict[str, str]
    unread: tuple[str, ...] = ()
    twice: tuple[str, ...] = ()


def sites(sheets: Iterable[Sheet]) -> Sheet | None:
    """The sheet with the sites: by its name, or else the first that has a header like ours."""
    known = {columns.folded(name) for name in columns.SITES}
    named = [sheet for sheet in sheets if columns.folded(sheet.name) in known]
    return next(iter(named), None) or next((sheet for sheet in sheets if header(sheet)), None)


def models(sheets: Iterable[Sheet]) -> Sheet | None:
    """The sheet with the product models, if there is one."""
    known = {columns.folded(name) for name in columns.MODELS}
    return next((sheet for sheet in sheets if columns.folded(sheet.name) in known), None)


def header(sheet: Sheet, at_least: int = AT_LEAST) -> Header | None:
    """The first row that names enough of our columns."""
    for line in sheet.lines[:WITHIN]:
        found = _header(line)
        if len(found.positions) >= at_least:
            return found
    return None


def nearest(sheets: Iterable[Sheet]) -> tuple[Sheet, Header] | None:
    """The row that names the most of our columns, where it names one at all; of equals the first."""
    rows = [(sheet, _header(line)) for sheet in sheets for line in sheet.lines[:WITHIN]]
    best = max(rows, key=lambda row: len(row[1].positions), default=None)
    return best if best and best[1].positions else None


def _header(line: Line) -> Header:
    positions: dict[str, int] = {}
    written: dict[str, str] = {}
    unread, twice = [], []
    for index, cell in enumerate(line.cells):
        name = cell if isinstance(cell, str) else ""
        field = columns.FIELDS.get(columns.folded(name))
        if field is None:
            unread += [name] if name and columns.folded(name) not in columns.UNFILLED else []
        elif field in positions:
            twice.append(name)
        else:
            positions[field], written[field] = index, name
    return Header(line.number, positions, written, tuple(unread), tuple(twice))


def complaints(found: Header, place: Place) -> list[Problem]:
    """What is wrong with a header: required columns that are missing, columns that come twice."""
    missing = [one.header for one in columns.REQUIRED if one.field not in found.positions]
    row = Place(place.file, place.sheet, found.number)
    problems = [Problem(row, f"no column {name}", f"a column with the header {name}") for name in missing]
    twice = [Place(place.file, place.sheet, found.number, name) for name in found.twice]
    return problems + [Problem(at, "the same column a second time", "each column once") for at in twice]
