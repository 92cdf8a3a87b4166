"""One cell of a file for the gate: a date, an amount, a currency, a tier; or why it is none."""

import re
from datetime import date
from decimal import Decimal

EARLIEST = date(1900, 1, 1)
DAY = "a date written like 2026-03-01, from 1900 to 9999"
AMOUNT = "a number such as 1250000 or 1250000.50, or an empty cell"
UNAMBIGUOUS = "either 1250000 or 1250000.50: this can be read as thousands or as decimals"
SHORTER = "a number of at most 15 digits before the decimals"

#: Thousands in groups of three, by white space, comma, full stop or apostrophe, never mixed.
_GROUPED = re.compile(
    r"([+-]?[1-9][0-9]{0,2})((?P<mark>[ ,.'’])[0-9]{3})(?:(?P=mark)[0-9]{3})*(?P<rest>[.,][0-9]+)?"
)
_PLAIN = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)?")
_AMBIGUOUS = re.compile(r"[+-]?(?:[0-9]+,[0-9]{3}|[1-9][0-9]{0,2}\.[0-9]{3})")
_SPACES = re.compile(r"[\s\u00a0\u2007\u2009\u202f]")


class UnreadableError(ValueError):
    """A cell is not what its column holds; the message says what was expected."""


def day(written: str) -> date:
    """A calendar day in the one spelling that cannot be mistaken: year, month, day."""
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", written):
        raise UnreadableError(DAY)
    try:
        read = date.fromisoformat(written)
    except ValueError:
        raise UnreadableError(DAY) from None
    if read < EARLIEST:
        raise UnreadableError(DAY)
    return read


def amount(written: str) -> Decimal:
    """A number in major units; thousands may be grouped where that leaves only one reading."""
    number = _SPACES.sub(" ", written)
    if _AMBIGUOUS.fullmatch(number):
        raise UnreadableError(UNAMBIGUOUS)
    grouped = _GROUPED.fullmatch(number)
    if grouped and not (grouped["rest"] or "").startswith(grouped["mark"]):
        number = number.replace(grouped["mark"], "")
    elif not _PLAIN.fullmatch(number):
        raise UnreadableError(AMOUNT)
    read = Decimal(number.replace(",", "."))
    if read.adjusted() >= 15:
        raise UnreadableError(SHORTER)
    return read


def currency(written: str) -> str:
    """The three letters of ISO 4217, in capitals."""
    if not re.fullmatch(r"[A-Za-z]{3}", written):
        raise UnreadableError("a currency of three letters such as SEK, NOK, GBP or EUR")
    return written.upper()


def tier(written: str) -> int:
    """How far up the chain: 1 is final assembly, 2 its components, and so on."""
    found = re.fullmatch(r"(?:tier\s*)?([0-9]{1,2})(?:\.0+)?", written, re.IGNORECASE | re.ASCII)
    if not found:
        raise UnreadableError("a tier as a whole number such as 1, or an empty cell")
    return int(found[1])
