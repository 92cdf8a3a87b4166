"""Days in a list: the order of day and month is decided by all its columns of days, never by one cell."""

import re
from collections.abc import Iterable
from datetime import date

from commonpurchase.contracts.facts import DayOrder
from commonpurchase.disclosures.readers.cells import UnreadableError
from commonpurchase.documents.facts import Cell

#: Contracts that began before or end after these years are typing mistakes.
YEARS = range(1950, 2101)
#: What other systems write where they mean that there is no end.
NO_END = date(9999, 12, 31)
EXPECTED = "a day such as 2026-03-31 or 31.03.2026"
SILENT = "no day in the list says whether the day comes first"
CONTRADICTED = "some days in the list put the day first and others the month"

#: What our own list puts behind a day that was worked out and not read.
_INFERRED = re.compile(r"\s*\(inferred\)$", re.IGNORECASE)
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ][\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?", re.ASCII)
_COMPACT = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)", re.ASCII)
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})(?: [\d:.]+)?", re.ASCII)
_EITHER = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})(?: [\d:.]+)?", re.ASCII)
_SHORT_YEAR = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d\d", re.ASCII)
_SERIAL = re.compile(r"\d{5}(\.\d+)?", re.ASCII)


def orders_in(cells: Iterable[Cell]) -> frozenset[DayOrder]:
    """The orders that some value above 12 gives away: none, one, or both where they contradict each other."""
    said = (_evidence(*found) for found in map(_either, cells) if found)
    return frozenset(one for one in said if one)


def order_in(cells: Iterable[Cell]) -> DayOrder | None:
    """Whether days come before months, if some value above 12 says so and none denies it."""
    said = orders_in(cells)
    return next(iter(said)) if len(said) == 1 else None


def looks_like(cell: Cell) -> bool:
    """Whether a cell is written as a day is, in whatever order and however short its year."""
    written = _INFERRED.sub("", cell.strip()) if isinstance(cell, str) else ""
    forms = (_ISO, _DOTTED, _EITHER, _SHORT_YEAR)
    return isinstance(cell, date) or any(form.fullmatch(written) for form in forms)


def is_inferred(cell: Cell) -> bool:
    """Whether a day says that it was worked out, as in our own list: 2026-03-31 (inferred)."""
    return isinstance(cell, str) and bool(_INFERRED.search(cell.strip()))


def day(cell: Cell, order: DayOrder | None = None, unclear: str = SILENT) -> date | None:
    """The day in a cell; None if it is empty. `UnreadableError` says what was expected instead.

    `unclear` ends the sentence on a day that could be read two ways, where no order is given.
    """
    if cell is None:
        return None
    found = cell if isinstance(cell, date) else _written(_INFERRED.sub("", str(cell).strip()), order, unclear)
    if found == NO_END:
        return found
    if found.year not in YEARS:
        raise UnreadableError(f"a day between {YEARS[0]} and {YEARS[-1]}")
    return found


def _either(cell: Cell) -> tuple[int, int] | None:
    found = _EITHER.fullmatch(_INFERRED.sub("", cell.strip())) if isinstance(cell, str) else None
    return (int(found[1]), int(found[2])) if found else None


def _evidence(first: int, second: int) -> DayOrder | None:
    if first > 12 >= second:
        return DayOrder.DAY_FIRST
    return DayOrder.MONTH_FIRST if second > 12 >= first else None


def _written(written: str, order: DayOrder | None, unclear: str) -> date:
    if match := _ISO.fullmatch(written) or _COMPACT.fullmatch(written):
        return _calendar(*map(int, match.groups()))
    if match := _DOTTED.fullmatch(written):
        return _calendar(int(match[3]), int(match[2]), int(match[1]))
    if match := _EITHER.fullmatch(written):
        return _by_order(int(match[1]), int(match[2]), int(match[3]), order, unclear)
    if _SHORT_YEAR.fullmatch(written):
        raise UnreadableError(f"{EXPECTED}, with all four digits of the year")
    if _SERIAL.fullmatch(written):
        raise UnreadableError(f"{EXPECTED}, not a spreadsheet's day number: format the cell as a date")
    raise UnreadableError(EXPECTED)


def _by_order(first: int, second: int, year: int, order: DayOrder | None, unclear: str) -> date:
    clear = _evidence(first, second) or (DayOrder.DAY_FIRST if first == second else order)
    if clear is None:
        message = (
            f"a day that reads one way only ({_calendar(year, second, first)} or "
            f"{_calendar(year, first, second)}): {unclear}"
        )
        raise UnreadableError(message)
    if clear is DayOrder.DAY_FIRST:
        return _calendar(year, second, first)
    return _calendar(year, first, second)


def _calendar(year: int, month: int, number: int) -> date:
    try:
        return date(year, month, number)
    except ValueError:
        raise UnreadableError("a day that exists, such as 2026-03-31") from None
