"""Finds the header row of a table of contracts, and which column is which field."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from commonpurchase.contracts.facts import Column, Layout, Mapping
from commonpurchase.contracts.reckoning import fields
from commonpurchase.documents.facts import Cell, Line, Sheet

#: A header row stands near the top, below at most a title and some remarks.
WITHIN = 20
SAMPLES = 3


def find(sheets: Iterable[Sheet]) -> Layout | None:
    """The row that names the most fields, on any sheet; of equals the first. None in an empty table.

    Where no row names two fields, the one with the most text: a person will say what it means.
    """
    rows = [(sheet, index) for sheet in sheets for index in range(min(len(sheet.lines), WITHIN))]
    if not rows:
        return None
    sheet, index = max(rows, key=lambda row: _fit(row[0].lines[row[1]]))
    return _layout(sheet, index)


def mapped(layout: Layout, mapping: Mapping) -> Layout:
    """The layout read as a mapping says; headings that the table does not have are passed over."""
    by_folded = {fields.folded(heading): field for heading, field in mapping.columns.items() if field}
    written = [one.heading for one in layout.columns if fields.folded(one.heading) in by_folded]
    columns = {heading: by_folded[fields.folded(heading)] for heading in written}
    known = replace(mapping, columns=columns)
    return replace(
        layout,
        columns=tuple(replace(one, field=columns.get(one.heading, "")) for one in layout.columns),
        mapping=known,
        missing=missing(known),
    )


def missing(mapping: Mapping) -> tuple[str, ...]:
    """The required fields that neither a column nor the importing organisation stands for."""
    found = {*mapping.columns.values(), mapping.own}
    return tuple(name for name in fields.REQUIRED if name not in found)


def alike(sheets: Iterable[Sheet], layout: Layout) -> list[tuple[Sheet, int]]:
    """Every sheet with the same header, with the place of its header among the sheet's lines."""
    return [
        (sheet, index)
        for sheet in sheets
        for index, line in enumerate(sheet.lines[:WITHIN])
        if signature(headings(line)) == layout.signature
    ]


def headings(line: Line) -> tuple[str, ...]:
    """The cells of a header row as unique headings; a column without one is called by its letter."""
    seen: Counter[str] = Counter()
    found = []
    for number, cell in enumerate(line.cells):
        name = " ".join(str(cell).split()) if cell is not None else f"column {letter(number)}"
        seen[name] += 1
        found.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return tuple(found)


def signature(names: Iterable[str]) -> str:
    """What makes two headers the same: their folded headings, between bars."""
    return "".join(f"|{fields.folded(name)}" for name in names) + "|"


def letter(number: int) -> str:
    """A column's letter, from 0: A, B, … Z, AA."""
    first, last = divmod(number, 26)
    return (letter(first - 1) if first else "") + chr(ord("A") + last)


def _fit(line: Line) -> tuple[int, int]:
    texts = [cell for cell in line.cells if isinstance(cell, str)]
    recognised = len(fields.fields_of(texts))
    return (recognised if recognised > 1 else 0, len(texts))


def _layout(sheet: Sheet, index: int) -> Layout:
    line = sheet.lines[index]
    below = sheet.lines[index + 1 :]
    width = max((len(one.cells) for one in (line, *below)), default=0)
    names = headings(Line(line.number, (*line.cells, *[None] * (width - len(line.cells)))))
    columns = tuple(Column(name, samples=_samples(below, place)) for place, name in enumerate(names))
    plain = Layout(sheet.name, line.number, columns, signature(headings(line)), Mapping())
    return mapped(plain, Mapping(fields.fields_of(names)))


def _samples(lines: Iterable[Line], place: int) -> tuple[str, ...]:
    found: list[str] = []
    for line in lines:
        cell: Cell = line.cells[place] if place < len(line.cells) else None
        if cell is not None and str(cell) not in found:
            found.append(str(cell)[:40])
        if len(found) == SAMPLES:
            break
    return tuple(found)
