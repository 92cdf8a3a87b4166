"""How the cells of each field are read in one table, once its columns as a whole have been looked at."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from commonpurchase.contracts.facts import DayOrder, Layout
from commonpurchase.contracts.readers import amounts, cells, days
from commonpurchase.contracts.reckoning import fields
from commonpurchase.documents.facts import Cell, Line
from commonpurchase.documents.readers.placeholders import is_placeholder

Reader = Callable[[Cell], object]

_PLAIN: dict[str, Reader] = {
    "cpv": cells.cpv,
    "currency": amounts.currency,
    "value_basis": cells.basis,
    "update_duty": cells.duty,
    "duty_text": cells.clause,
    "product_models": cells.models,
}
#: Where “-” or “n/a” is an answer of its own, or where it must not pass for a name.
STRICT = frozenset((*fields.REQUIRED, "update_duty", "value_basis"))


@dataclass(frozen=True)
class Columns:
    """Each field's place (from 0), its heading, and the reader that fits its column."""

    places: dict[str, int]
    headings: dict[str, str]
    readers: dict[str, Reader]
    width: int
    """How many columns the header itself has."""
    all_headings: tuple[str, ...]

    def cell(self, field: str, line: Line) -> Cell:
        """The cell of a field in a row; None where the row or the column ends before, or it says nothing."""
        cell = self._filled(field, line)
        return None if field not in STRICT and is_placeholder(cell) else cell

    def emptied(self, line: Line) -> list[tuple[str, Cell, int]]:
        """The cells of a row that are filled in and count as empty: heading, cell, row."""
        cells_in = ((field, self._filled(field, line)) for field in self.places)
        return [
            (self.headings[field], cell, line.number)
            for field, cell in cells_in
            if field not in STRICT and is_placeholder(cell)
        ]

    def _filled(self, field: str, line: Line) -> Cell:
        place = self.places.get(field, len(line.cells))
        return line.cells[place] if place < len(line.cells) else None

    def said(self, line: Line) -> tuple[tuple[str, str], ...]:
        """What a row says, by heading, the empty cells left out."""
        return tuple(
            (heading, str(cell))
            for heading, cell in zip(self.all_headings, line.cells, strict=False)
            if cell is not None
        )


def of(layout: Layout, lines: Iterable[Line], width: int) -> Columns:
    """The columns of a table whose rows are given; days and amounts by the evidence of all rows."""
    places = {one.field: place for place, one in enumerate(layout.columns) if one.field}
    by_field = {name: _column(place, lines) for name, place in places.items()}
    readers = {name: _reader(name, column, layout) for name, column in by_field.items()}
    dated = [name for name in fields.DATES if name in by_field]
    day = _day_reader([cell for name in dated for cell in by_field[name]], layout)
    return Columns(
        places=places,
        headings={one.field: one.heading for one in layout.columns if one.field},
        readers=readers | dict.fromkeys(dated, day),
        width=width,
        all_headings=tuple(one.heading for one in layout.columns),
    )


def _column(place: int, lines: Iterable[Line]) -> list[Cell]:
    return [line.cells[place] for line in lines if place < len(line.cells)]


def _day_reader(cells: list[Cell], layout: Layout) -> Reader:
    """One reader for all columns of days: a list is written in one order, or a person has to say which."""
    chosen = layout.mapping.day_order
    order = days.order_in(cells) or (DayOrder(chosen) if chosen else None)
    unclear = days.CONTRADICTED if len(days.orders_in(cells)) > 1 else days.SILENT
    return partial(days.day, order=order, unclear=unclear)


def _reader(name: str, column: list[Cell], layout: Layout) -> Reader:
    if name == "value":
        return partial(amounts.amount, mark=amounts.mark_in(column) or layout.mapping.decimal_mark)
    return _PLAIN.get(name, cells.text)
