"""One line of a sheet to one row, with everything that is wrong within it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from commonpurchase.disclosures.facts import Evidence, Expectation, Row, Said, Status
from commonpurchase.disclosures.readers import cells
from commonpurchase.disclosures.readers.headers import Header
from commonpurchase.disclosures.reckoning import columns
from commonpurchase.documents.facts import Cell, Line, is_error
from commonpurchase.documents.readers.placeholders import is_placeholder
from commonpurchase.vocabulary.places import Place, Problem

#: Read, but no part of the row itself.
BESIDE = frozenset({"status", "supplier"})
#: Where “-” or “n/a” would pass for a name.
NAMES = ("brand", "site_name", "address")
#: Where it counts as empty. A day is not among them: empty, it would mean the day of the update.
FORGIVING = frozenset(
    ("product_category", "product_model", "component", "site_name_local", "source_document", "tier",
     "latitude", "longitude")
)  # fmt: skip


@dataclass(frozen=True)
class Reader:
    """Reads the lines of one sheet against what is expected."""

    header: Header
    place: Place
    expecting: Expectation

    def read(self, line: Line) -> tuple[Said, list[Problem]]:
        """What a line says as far as it can be read, and everything that is wrong within it.

        A cell that cannot be read hides nothing else: text stands as it is written, other cells count
        as not spoken of. A row with problems is only good for finding further ones.
        """
        values, unread, problems = self._values(line)
        status = values.pop("status", None)
        problems += self._about_supplier(values.pop("supplier", ""), line)
        closes = status is Status.CLOSE or ("status" in unread and self._is_bare(line))
        if not (closes and values.get("reference")):
            problems += self._missing(line)
        said = Said(
            self._row(values), self._at(line), status, frozenset(self.header.positions) - BESIDE - unread
        )
        return said, problems if closes else [*problems, *self._inconsistent(said, line)]

    def cell(self, line: Line, field: str) -> Cell:
        """What stands in a field's column; None where the line is shorter, or where it says nothing."""
        cell = self._filled(line, field)
        return None if field in FORGIVING and is_placeholder(cell) else cell

    def emptied(self, line: Line) -> list[tuple[str, Cell, int]]:
        """The cells of a line that are filled in and count as empty: heading, cell, row."""
        cells_in = ((field, self._filled(line, field)) for field in self.header.positions)
        return [
            (self._written(field), cell, line.number)
            for field, cell in cells_in
            if field in FORGIVING and is_placeholder(cell)
        ]

    def _filled(self, line: Line, field: str) -> Cell:
        position = self.header.positions.get(field)
        return line.cells[position] if position is not None and position < len(line.cells) else None

    def problem(self, line: Line, field: str, found: str, expected: str) -> Problem:
        """A problem at the place of one cell."""
        return Problem(replace(self._at(line), column=self._written(field)), found, expected)

    def _at(self, line: Line) -> Place:
        return replace(self.place, row=line.number)

    def _written(self, field: str) -> str:
        return self.header.written.get(field, columns.BY_FIELD[field].header)

    def _values(self, line: Line) -> tuple[dict[str, Any], frozenset[str], list[Problem]]:
        values: dict[str, Any] = {}
        unread = set()
        problems = []
        for field in self.header.positions:
            cell = self.cell(line, field)
            try:
                values[field] = cells.READ.get(field, cells.text)(cell) if cell is not None else None
            except cells.UnreadableError as unreadable:
                values[field] = None if field in cells.READ else " ".join(str(cell).split())
                unread.add(field)
                problems.append(self.problem(line, field, cells.shown(cell), str(unreadable)))
        return values, frozenset(unread), problems

    def _is_bare(self, line: Line) -> bool:
        """Whether none of the required cells is filled in, as in a row that only closes an earlier one."""
        return all(self.cell(line, column.field) is None for column in columns.REQUIRED)

    def _missing(self, line: Line) -> list[Problem]:
        found = ((column, self.cell(line, column.field)) for column in columns.REQUIRED)
        return [
            self.problem(line, column.field, cells.shown(cell), _expected(column))
            for column, cell in found
            if column.field in self.header.positions
            and (cell is None or (column.field in NAMES and is_placeholder(cell)))
        ]

    def _about_supplier(self, supplier: str | None, line: Line) -> list[Problem]:
        own = self.expecting.supplier
        if not supplier or columns.folded(supplier) == columns.folded(own):
            return []
        expected = f"{own}, for whom this file is uploaded: leave out rows of other suppliers"
        return [self.problem(line, "supplier", cells.shown(supplier), expected)]

    def _row(self, values: dict[str, Any]) -> Row:
        given = {field: value for field, value in values.items() if value is not None}
        blank = dict.fromkeys(("brand", "product_model", "site_name", "address", "country"), "")
        return Row(**{"tier": None, "disclosed_on": self.expecting.disclosed_on, **blank, **given})

    def _inconsistent(self, said: Said, line: Line) -> Iterator[Problem]:
        row = said.row
        if not (row.product_model or row.component):
            yield self.problem(
                line, "product_model", "neither a model nor a component", "one of them at least"
            )
        yield from self._coordinates(row, line)
        yield from self._days(row, line)
        if row.evidence is Evidence.DOCUMENTED and not row.source_document and "evidence" in said.fields:
            expected = "the document that a documented row relies on, or self-declared"
            yield self.problem(line, "source_document", "an empty cell", expected)

    def _coordinates(self, row: Row, line: Line) -> Iterator[Problem]:
        empty = [field for field in ("latitude", "longitude") if self.cell(line, field) is None]
        if len(empty) == 1:
            yield self.problem(line, empty[0], "an empty cell", "both coordinates, or neither")
        if row.latitude == 0 and row.longitude == 0:
            expected = "the coordinates of the site, or empty cells: 0, 0 lies in the sea"
            yield self.problem(line, "latitude", "0 and 0", expected)

    def _days(self, row: Row, line: Line) -> Iterator[Problem]:
        if row.disclosed_on > self.expecting.on:
            expected = f"a day up to {self.expecting.on}: a row cannot be disclosed in the future"
            yield self.problem(line, "disclosed_on", f"“{row.disclosed_on}”", expected)
        start, end = row.produced_from, row.produced_until
        if start and end and start > end:
            expected = f"a day on or after {start}, when production began"
            yield self.problem(line, "produced_until", f"“{end}”", expected)


def _expected(column: columns.Column) -> str:
    """What the workbook says of a column, as the end of a sentence."""
    return column.says[0].lower() + column.says[1:].rstrip(".")


def models(header: Header, lines: tuple[Line, ...]) -> dict[tuple[str, str], str]:
    """The brands and models that the sheet of product models lists: as written, by how they fold."""
    places = [header.positions.get(field) for field in ("brand", "product_model")]
    listed = {}
    for line in lines:
        if line.number > header.number:
            pair = [_text(line, place) for place in places]
            if any(pair):
                model = columns.folded(pair[0]), columns.folded(pair[1])
                listed[model] = " ".join(" ".join(pair).split())
    return listed


def _text(line: Line, place: int | None) -> str:
    cell = line.cells[place] if place is not None and place < len(line.cells) else None
    if is_error(cell) or is_placeholder(cell):
        return ""
    return cell.isoformat() if isinstance(cell, date) else str(cell or "")
