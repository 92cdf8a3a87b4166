"""CSV as people save it: any of three separators, any line ending, UTF-8 or what came before it."""

import csv
import io
import re

from commonpurchase.documents.facts import Line, Sheet, Table
from commonpurchase.documents.readers import limits
from commonpurchase.vocabulary.places import Place, Problem

SEPARATORS = ";,\t"
_NAMES = {";": "semicolons", ",": "commas", "\t": "tabs"}
_DECLARED = re.compile(r'\A"?sep=([;,\t])"?\r?\n?', re.IGNORECASE)
_MARKS = (("utf-8-sig", b"\xef\xbb\xbf"), ("utf-16", b"\xff\xfe"), ("utf-16", b"\xfe\xff"))

#: The letters ä å ö Ä Å Ö é ø æ ü as an old Mac wrote them, and as Windows writes them.
_OLD_MAC = frozenset(b"\x8a\x8c\x9a\x80\x81\x85\x8e\xbf\xbe\x9f")
_WINDOWS = frozenset("äåöÄÅÖéøæüØÆÜß".encode("cp1252"))

FALLBACK = "The file is not UTF-8; its letters were read as Windows-1252. Check names with å, ä, ö or ø."


PAIRS = "quotation marks in pairs, and doubled inside a cell"
#: What the csv module says of a row, as a person would: what was found, what was expected.
_SAID = {
    "unexpected end of data": ("a quotation mark that is never closed", PAIRS),
    "expected after": ("text right after a closing quotation mark", PAIRS),
    "field larger than": (
        f"a cell of more than {limits.MAX_CELL:,} characters",
        "shorter cells; a quotation mark may be missing",
    ),
}


class _UnsplitError(ValueError):
    """A row cannot be split into cells; says which, what was found and what was expected."""

    def __init__(self, row: int, error: str) -> None:
        super().__init__(error)
        self.row = row
        known = (said for words, said in _SAID.items() if words in error)
        self.said = next(known, (f"a row that cannot be split ({error})", PAIRS))


def read(content: bytes, name: str) -> Table:
    """The one sheet of a CSV file, or why it cannot be read."""
    text, note = _decoded(content)
    if text is None:
        expected = "a CSV file saved as UTF-8, or an .xlsx workbook"
        return Table(problems=(Problem(Place(name), note, expected),))
    try:
        rows = _rows(text)
    except _UnsplitError as unsplit:
        return Table(problems=(Problem(Place(name, row=unsplit.row), *unsplit.said),))
    problems = _beyond(rows, name)
    lines = tuple(Line(number, cells) for number, cells in rows if any(cell is not None for cell in cells))
    return Table(() if problems else (Sheet("", lines),), problems, (note,) if note else ())


def _decoded(content: bytes) -> tuple[str | None, str]:
    """The text and a note; or None and what was found instead."""
    for encoding, mark in _MARKS:
        if content.startswith(mark):
            try:
                return content.decode(encoding), ""
            except UnicodeDecodeError:
                return None, f"bytes that are not {encoding.upper()}, though the file says it is"
    if b"\0" in content:
        return None, "bytes that are not text"
    try:
        return content.decode("utf-8"), ""
    except UnicodeDecodeError:
        return _before_utf_8(content)


def _before_utf_8(content: bytes) -> tuple[str | None, str]:
    old_mac = sum(byte in _OLD_MAC for byte in content)
    windows = sum(byte in _WINDOWS for byte in content)
    if old_mac > windows:
        word = re.search(rb"[A-Za-z]*[\x80-\xff]+[A-Za-z]*", content)
        shown = word.group().decode("mac_roman") if word else ""
        return None, f"letters saved the way old Macs did (such as {shown!r})"
    try:
        return content.decode("cp1252"), FALLBACK
    except UnicodeDecodeError:
        return None, "letters in an unknown encoding"


def _rows(text: str) -> list[tuple[int, tuple[str | None, ...]]]:
    declared = _DECLARED.match(text)
    separator = declared.group(1) if declared else _separator(text)
    csv.field_size_limit(limits.MAX_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    rows: list[tuple[int, tuple[str | None, ...]]] = []
    try:
        for number, row in enumerate(reader, 1):
            rows.append((number, tuple(cell.strip() or None for cell in row)))
    except csv.Error as error:
        # The row that fails is the one in which the quotation mark opens, however far it reaches.
        raise _UnsplitError(len(rows) + 1, str(error)) from error
    return rows[1 if declared else 0 :]


def _separator(text: str) -> str:
    """The one that splits the first line into the most cells."""
    first = next((line for line in io.StringIO(text, newline="") if line.strip()), "")
    return max(SEPARATORS, key=lambda one: len(next(csv.reader([first], delimiter=one), [])))


def _beyond(rows: list[tuple[int, tuple[str | None, ...]]], name: str) -> tuple[Problem, ...]:
    problems = []
    if len(rows) > limits.MAX_ROWS:
        problems.append(Problem(Place(name), f"{len(rows):,} rows", f"at most {limits.MAX_ROWS:,}"))
    widest = max(rows, key=lambda row: len(row[1]), default=(0, ()))
    if len(widest[1]) > limits.MAX_COLUMNS:
        place = Place(name, row=widest[0])
        problems.append(Problem(place, f"{len(widest[1])} columns", f"at most {limits.MAX_COLUMNS}"))
    return tuple(problems)
