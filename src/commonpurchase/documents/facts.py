"""The nouns of documents: a file, and a table read from one, cell by cell."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from commonpurchase.vocabulary.places import Problem

#: A cell as read: text, number, day, or None when empty. True and false are the text TRUE and FALSE.
Cell = str | int | float | date | None

#: A spreadsheet program takes a cell of a CSV file that begins so for a formula (the last four are
#: full-width =, +, - and @). What we write gets an apostrophe before it, which our reader drops.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")


#: What a spreadsheet shows where a formula failed, in English, Swedish, Norwegian and Dutch (a CSV file has
#: them in the program's language). A workbook's failed cells are read as this text.
ERRORS = frozenset((
    "#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!", "#FIELD!",
    "#GETTING_DATA", "#SAKNAS!", "#REFERENS!", "#VÄRDEFEL!", "#DIVISION/0!", "#NAMN?", "#OGILTIGT!",
    "#SKÄRNING!", "#I/T", "#VERDI!", "#NAVN?", "#NUMMER!", "#N/B", "#VERW!", "#WAARDE!", "#DEEL/0!",
    "#NAAM?", "#GETAL!", "#LEEG!",
))  # fmt: skip


_NUMBERED = re.compile(r"(?:Err|Fel|Feil|Fout|Fehler):[0-9]{3}")


def is_error(cell: Cell) -> bool:
    """Whether a cell shows that its formula failed, so that it says nothing; LibreOffice has Err:502 too."""
    if not isinstance(cell, str) or cell.lstrip()[:1] not in {"#", "E", "F"}:
        return False
    written = cell.strip()
    return written.upper() in ERRORS or bool(_NUMBERED.fullmatch(written))


@dataclass(frozen=True)
class File:
    """A file exactly as it was received."""

    id: UUID
    name: str
    media_type: str
    sha256: str
    received_at: datetime
    content: bytes = field(repr=False)


@dataclass(frozen=True)
class Line:
    """One row of a sheet that is not blank; `number` is the row number that a spreadsheet shows."""

    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Sheet:
    """One sheet of a workbook, or the whole of a CSV file (its name is then empty)."""

    name: str
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True)
class Table:
    """What a file holds: its sheets, or the problems that keep it closed. Notes tell what was assumed."""

    sheets: tuple[Sheet, ...] = ()
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()
