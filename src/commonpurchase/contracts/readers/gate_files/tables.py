"""A CSV file as rows of named cells, or everything that is wrong with it by row and column."""

import csv
import io
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from commonpurchase.contracts.readers.gate_files.cells import UnreadableError
from commonpurchase.documents.facts import is_error
from commonpurchase.vocabulary.places import Place, Problem

SEPARATORS = ",;\t"
LONGEST_CELL = 100_000
LONGEST_QUOTE = 60
#: What a spreadsheet takes its separator from, as the first line of a file; it is no row of the table.
_DECLARED = re.compile(r'"?sep=([,;|\t])"?', re.IGNORECASE)
_NOT_TEXT = re.compile("[\\0\udc80-\udcff]")

Value = TypeVar("Value")


@dataclass
class Line:
    """One row: its cells by column, and the problems that reading them turns up."""

    file: str
    number: int
    cells: dict[str, str]
    problems: list[Problem] = field(default_factory=list)

    def needed(self, column: str) -> str:
        """The text of a cell that must not be blank; "" with a problem when it is."""
        written = self.cells.get(column, "")
        if column in self.cells and not written:
            self._wrong(column, "an empty cell", "a value, because every row needs one")
        return written

    def named(self, column: str) -> str:
        """The same of a name or number; "" with a problem also when a formula failed (#N/A) in its place."""
        written = self.needed(column)
        if is_error(written):
            self._wrong(column, quoted(written), "a value, not an error of the spreadsheet")
            return ""
        return written

    def read(self, column: str, reader: Callable[[str], Value]) -> Value | None:
        """A cell by its reader; None when the cell is blank or, with a problem, unreadable."""
        written = self.cells.get(column, "")
        try:
            return reader(written) if written else None
        except UnreadableError as unreadable:
            self._wrong(column, quoted(written), str(unreadable))
            return None

    def _wrong(self, column: str, found: str, expected: str) -> None:
        self.problems.append(Problem(Place(self.file, row=self.number, column=column), found, expected))


@dataclass(frozen=True)
class Table:
    """The rows of a file that are not blank, and what is wrong with the file as a whole."""

    lines: tuple[Line, ...] = ()
    problems: tuple[Problem, ...] = ()


def quoted(written: str) -> str:
    """What was found, short enough for a sentence and safe to print."""
    shown = written if len(written) <= LONGEST_QUOTE else f"{written[:LONGEST_QUOTE]}…"
    return '"' + "".join(letter if letter.isprintable() else repr(letter)[1:-1] for letter in shown) + '"'


def read(content: bytes, file: str, columns: Collection[str], needed: Collection[str]) -> Table:
    """The table in a CSV file: UTF-8, any line ending, a header row first.

    The separator is a comma, a semicolon or a tab, or what the first line declares (`sep=;`).
    """
    text = content.decode("utf-8-sig", errors="surrogateescape")
    return _table(list(_rows(text, file, columns)), file, needed)


def _not_text(place: Place, written: str) -> Iterator[Problem]:
    """The first byte that is not UTF-8 text, which decoding has kept as half a surrogate pair, or nil."""
    wrong = _NOT_TEXT.search(written)
    if wrong:
        found = f"a byte that is not text (0x{ord(wrong[0]) & 0xFF:02x})"
        yield Problem(place, found, "a file saved as UTF-8")


def _rows(text: str, file: str, columns: Collection[str]) -> Iterator[tuple[int, list[str] | Problem]]:
    """Every row that is not blank, by its number, with its cells trimmed; or why it cannot be split.

    A row that cannot be split ends with its first line: a quotation mark that is never closed hides
    nothing that comes after it.
    """
    csv.field_size_limit(LONGEST_CELL)
    lines = list(io.StringIO(text, newline=""))
    said = _DECLARED.fullmatch(lines[0].strip("\r\n")) if lines else None
    mark, at = (said[1], 1) if said else (_separator(lines, columns), 0)
    number = at
    while at < len(lines):
        reader = csv.reader(map(lines.__getitem__, range(at, len(lines))), delimiter=mark, strict=True)
        start = at
        try:
            for cells in reader:
                at, number = start + reader.line_num, number + 1
                row = [cell.strip() for cell in cells]
                if any(row):
                    yield number, row
        except csv.Error as error:
            at, number = at + 1, number + 1
            yield number, _unsplit(Place(file, row=number), str(error))


def _separator(lines: Iterable[str], columns: Collection[str]) -> str:
    """The one that splits the header into the most columns we know."""
    header = next((line for line in lines if line.strip()), "")
    return max(SEPARATORS, key=lambda mark: len({_name(cell) for cell in header.split(mark)} & set(columns)))


def _name(cell: str) -> str:
    """A column's name as people vary it: capitals, spaces, hyphens, quotation marks."""
    return "_".join(cell.strip(' \t\r\n"').replace("-", " ").replace("_", " ").split()).casefold()


def _unsplit(place: Place, error: str) -> Problem:
    if "field limit" in error:
        found = f"a cell of more than {LONGEST_CELL:,} characters"
        return Problem(place, found, "shorter cells; a quotation mark may be missing")
    if "end of data" in error:
        return Problem(place, "a quotation mark that is never closed", "quotation marks in pairs")
    found = "text right after a closing quotation mark"
    return Problem(place, found, "quotation marks around a whole cell, and doubled inside it")


def _table(rows: list[tuple[int, list[str] | Problem]], file: str, needed: Collection[str]) -> Table:
    if not rows:
        expected = f"a header row with the columns {', '.join(needed)}"
        return Table(problems=(Problem(Place(file), "no rows", expected),))
    (first, header), *body = rows
    if isinstance(header, Problem):
        return Table(problems=(header, *(row for _, row in body if isinstance(row, Problem))))
    problems = list(_not_text(Place(file, row=first), "".join(header)))
    if any("\0" in cell for cell in header):  # UTF-16, or no text at all: no row of it can be read
        return Table(problems=tuple(problems))
    names = [_name(cell) for cell in header]
    problems += _header_problems(names, Place(file, row=first), needed)
    lines = []
    for number, row in body:
        if isinstance(row, Problem):
            problems.append(row)
        else:
            lines.append(_line(row, names, file, number))
    return Table(tuple(lines), tuple(problems))


def _header_problems(names: list[str], place: Place, needed: Collection[str]) -> Iterator[Problem]:
    for name in needed:
        if name not in names:
            there = ", ".join(quoted(one) for one in names)
            yield Problem(
                Place(place.file, row=place.row, column=name),
                f"no such column, but {there}",
                f"a column named {name}",
            )
    for name in dict.fromkeys(name for name in names if name and names.count(name) > 1):
        yield Problem(Place(place.file, row=place.row, column=name), "the column more than once", "it once")


def _line(row: list[str], names: list[str], file: str, number: int) -> Line:
    """A row as a line; cells that the row lacks are blank, cells beyond the header are a problem.

    A cell that is not text is named here and left out, so that no reader finds fault with it again.
    """
    padded = row + [""] * (len(names) - len(row))
    line = Line(file, number, dict(zip(names, padded, strict=False)))
    for column, written in zip(names, padded, strict=False):
        for problem in _not_text(Place(file, row=number, column=column), written):
            line.problems.append(problem)
            line.cells.pop(column, None)
    if any(row[len(names) :]):
        found = f"{len(row)} cells"
        expected = (
            f"at most {len(names)}, one for each column; text that holds a separator needs quotation marks"
        )
        line.problems.append(Problem(Place(file, row=number), found, expected))
    return line
