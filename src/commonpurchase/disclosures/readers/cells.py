"""One cell to one value, or a sentence that says what was expected."""

import math
import re
import unicodedata
from collections.abc import Callable
from datetime import date

from commonpurchase.disclosures.facts import Evidence, Status
from commonpurchase.disclosures.readers import countries
from commonpurchase.documents.facts import FORMULA_STARTS, Cell, is_error

#: Longer than any name or address; what is longer was pasted by mistake.
MAX_TEXT = 500
#: Electronics older than this is not bought, and no workbook of ours speaks of a later day.
YEARS = range(1970, 2101)
#: Of a cell whose formula failed, such as #N/A.
NO_ERROR = "text, not an error of the spreadsheet: mend the formula or type the text"

TIER_WORDS = {
    "final assembly": 1, "assembly": 1, "slutmontering": 1, "montering": 1, "eindassemblage": 1,
    "component": 2, "components": 2, "komponenter": 2, "komponent": 2, "onderdelen": 2, "componenten": 2,
    "material": 3, "materials": 3, "processing": 3, "material och bearbetning": 3, "materialer": 3,
    "materialen": 3, "raw material": 4, "raw materials": 4, "mine": 4, "smelter": 4, "råvaror": 4,
    "råvarer": 4, "grondstoffen": 4,
}  # fmt: skip
STATUS_WORDS = {
    "confirm": Status.CONFIRM, "confirmed": Status.CONFIRM, "unchanged": Status.CONFIRM,
    "bekräfta": Status.CONFIRM, "bekräftad": Status.CONFIRM, "bekreftet": Status.CONFIRM,
    "bevestigd": Status.CONFIRM, "change": Status.CHANGE, "changed": Status.CHANGE, "ändrad": Status.CHANGE,
    "endret": Status.CHANGE, "gewijzigd": Status.CHANGE, "close": Status.CLOSE, "closed": Status.CLOSE,
    "stängd": Status.CLOSE, "lukket": Status.CLOSE, "gesloten": Status.CLOSE, "new": None, "added": None,
    "add": None, "ny": None, "nytt": None, "nieuw": None,
}  # fmt: skip
EVIDENCE_WORDS = {
    "self declared": Evidence.SELF_DECLARED, "selfdeclared": Evidence.SELF_DECLARED,
    "egendeklarerad": Evidence.SELF_DECLARED, "egenerklært": Evidence.SELF_DECLARED,
    "eigen verklaring": Evidence.SELF_DECLARED, "documented": Evidence.DOCUMENTED,
    "dokumenterad": Evidence.DOCUMENTED, "dokumentert": Evidence.DOCUMENTED,
    "gedocumenteerd": Evidence.DOCUMENTED, "verified": Evidence.VERIFIED, "verifierad": Evidence.VERIFIED,
    "verifisert": Evidence.VERIFIED, "geverifieerd": Evidence.VERIFIED,
}  # fmt: skip
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ][\d:.]+Z?)?")
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_SLASHED = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})")


class UnreadableError(ValueError):
    """A cell cannot be read; the message says what was expected."""


def shown(cell: Cell) -> str:
    """A cell as a sentence quotes it."""
    if cell is None:
        return "an empty cell"
    text = str(cell)
    return f"“{text[:60]}…”" if len(text) > 60 else f"“{text}”"


def text(cell: Cell) -> str:
    """Text as written, line breaks and runs of white space as one space."""
    if is_error(cell):
        raise UnreadableError(NO_ERROR)
    return _written(cell)


def _written(cell: Cell) -> str:
    if isinstance(cell, date):
        raise UnreadableError("text, not a date: format the cell as text and type it again")
    written = " ".join(unicodedata.normalize("NFC", str("" if cell is None else cell)).split())
    if written.startswith("'") and written[1:].startswith(FORMULA_STARTS):
        written = written[1:]
    if any(unicodedata.category(letter) == "Cc" for letter in written):
        raise UnreadableError("text without control characters: type the cell again")
    if len(written) > MAX_TEXT:
        raise UnreadableError(f"at most {MAX_TEXT} characters")
    return written


def country(cell: Cell) -> str:
    """A two-letter code."""
    written = _written(cell)
    found = countries.code(written)
    if found is None:
        near = countries.like(written)
        raise UnreadableError(f"a country: did you mean {near}?" if near else "a country, such as China (CN)")
    return found


def tier(cell: Cell) -> int | None:
    """1 to 4, as a number, a word, or both."""
    written = _written(cell).casefold()
    number, _, word = written.removeprefix("tier").strip().removeprefix("t").partition(" ")
    if not written:
        return None
    if number in {"1", "2", "3", "4"}:
        named = TIER_WORDS.get(word.strip(" -–:()"), int(number))
        if named == int(number):
            return named
    elif written in TIER_WORDS:
        return TIER_WORDS[written]
    raise UnreadableError("a tier from 1 to 4, such as 1 final assembly or 2 components")


def day(cell: Cell) -> date | None:
    """A day: a true date, 2026-03-01, 01.03.2026, or 31/03/2026 where only one reading is possible."""
    if cell is None:
        return None
    found = cell if isinstance(cell, date) else _day(str(cell).strip())
    if found.year not in YEARS:
        raise UnreadableError(f"a day between {YEARS[0]} and {YEARS[-1]}")
    return found


def _day(written: str) -> date:
    if match := _ISO.fullmatch(written):
        return _calendar(*map(int, match.groups()))
    if match := _DOTTED.fullmatch(written):
        number, month, year = map(int, match.groups())
        return _calendar(year, month, number)
    if match := _SLASHED.fullmatch(written):
        return _slashed(*map(int, match.groups()))
    if re.fullmatch(r"\d{5}(\.\d+)?", written):
        raise UnreadableError("a day, not a spreadsheet's day number: format the cell as a date")
    raise UnreadableError("a day such as 2026-03-31")


def _slashed(first: int, second: int, year: int) -> date:
    if first <= 12 and second <= 12 and first != second:
        one, other = _calendar(year, second, first), _calendar(year, first, second)
        raise UnreadableError(f"a day that reads one way only: write {one} or {other}")
    return _calendar(year, first, second) if second > 12 else _calendar(year, second, first)


def _calendar(year: int, month: int, number: int) -> date:
    try:
        return date(year, month, number)
    except ValueError:
        raise UnreadableError("a day that exists, such as 2026-03-31") from None


def _degrees(limit: int) -> Callable[[Cell], float | None]:
    def degrees(cell: Cell) -> float | None:
        """Decimal degrees within the limit; a decimal comma is understood."""
        if cell is None:
            return None
        try:
            found = float(str(cell).replace(",", ".").removesuffix("°"))
        except ValueError:
            found = math.nan
        if not -limit <= found <= limit:
            raise UnreadableError(f"decimal degrees between -{limit} and {limit}")
        return found

    return degrees


latitude = _degrees(90)
longitude = _degrees(180)


def status(cell: Cell) -> Status | None:
    """What the row says of an earlier one; None for a new row, or where the cell is empty."""
    written = _written(cell).casefold()
    if written and written not in STATUS_WORDS:
        raise UnreadableError("confirm, change or close, or an empty cell for a new row")
    return STATUS_WORDS.get(written)


def evidence(cell: Cell) -> Evidence:
    """How well the row is supported; empty means self-declared."""
    written = _written(cell).casefold().replace("-", " ")
    if written and written not in EVIDENCE_WORDS:
        raise UnreadableError("self-declared or documented")
    return EVIDENCE_WORDS.get(written, Evidence.SELF_DECLARED)


#: How each field is read; what is not named here is text.
READ: dict[str, Callable[[Cell], object]] = {
    "country": country,
    "tier": tier,
    "latitude": latitude,
    "longitude": longitude,
    "produced_from": day,
    "produced_until": day,
    "disclosed_on": day,
    "status": status,
    "evidence": evidence,
}
