"""Finds the header row of a table of contracts, and which column is which field."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import islice

from commonpurchase.contracts.facts import Column, Layout, Mapping
from commonpurchase.contracts.readers import days
from commonpurchase.contracts.reckoning import fields
from commonpurchase.documents.facts import Line, Sheet

#: A header row stands near the top, below at most a title and some remarks.
WITHIN = 20
SAMPLES = 3
#: So many cells show what a column is about.
LOOKED_AT = 50


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
    """The layout read as a person's mapping says; headings that the table does not have are passed over."""
    known = [one.heading for one in layout.columns]
    chosen = {heading: field for heading, field in mapping.columns.items() if field}
    # A heading that is spelt otherwise now never takes the column of one that is spelt as it was.
    left = [heading for heading in known if heading not in chosen]
    found = {fields.same(heading, known if heading in known else left): heading for heading in chosen}
    columns = {heading: chosen[found[heading]] for heading in known if heading in found}
    return replace(_read_as(layout, replace(mapping, columns=columns)), told=True)


def _read_as(layout: Layout, mapping: Mapping) -> Layout:
    return replace(
        layout,
        columns=tuple(replace(one, field=mapping.columns.get(one.heading, "")) for one in layout.columns),
        mapping=mapping,
        missing=missing(mapping),
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
    columns = tuple(_column(name, below, place) for place, name in enumerate(names))
    plain = Layout(sheet.name, line.number, columns, signature(headings(line)), Mapping())
    return _read_as(plain, Mapping(_recognised(columns)))


def _recognised(columns: Iterable[Column]) -> dict[str, str]:
    """Field by heading. Where “Maximum extension” holds something else than days, it is no end."""
    lengths = {
        one.heading
        for one in columns
        if one.samples and not one.holds_days and fields.may_be_length(one.heading)
    }
    return fields.fields_of(one.heading for one in columns if one.heading not in lengths)


def _column(name: str, lines: Sequence[Line], place: int) -> Column:
    every = (line.cells[place] for line in lines if place < len(line.cells))
    written = list(islice((cell for cell in every if cell is not None), LOOKED_AT))
    shown = dict.fromkeys(str(cell)[:40] for cell in written)
    days_in = sum(map(days.looks_like, written))
    return Column(name, samples=tuple(shown)[:SAMPLES], holds_days=days_in * 2 > len(written))
