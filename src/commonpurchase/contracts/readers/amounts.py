"""Amounts in a column: which mark divides decimals is decided by the whole column, never guessed."""

import re
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation

from commonpurchase.disclosures.readers.cells import UnreadableError
from commonpurchase.documents.facts import Cell
from commonpurchase.vocabulary.amounts import EXPONENTS

EXPECTED = "an amount such as 1250000 or 1 250 000,50"
#: No contract is worth more; a longer number is a telephone or account number in the wrong column.
MAX_DIGITS = 15
SYMBOLS = {"€": "EUR", "£": "GBP", "eur": "EUR", "euro": "EUR", "gbp": "GBP"}
#: Written for more than one currency, so it names none.
VAGUE = {"kr": "SEK, NOK or DKK", "kr.": "SEK, NOK or DKK", "$": "USD or another dollar"}

#: Codes that are read when they stand beside the number, so that “12 mkr” is not read as twelve.
CODES = "SEK|NOK|DKK|EUR|GBP|USD|CHF|ISK|PLN|CZK|HUF|RON|CAD|AUD|NZD|JPY|CNY|AED"

_SPACES = re.compile(r"[\s\u00a0\u2007\u2009\u202f'’]")
_BESIDE = rf"(?:{CODES}|euro|kr\.?|[€£$])"
_AMOUNT = re.compile(
    rf"(?P<before>{_BESIDE})?\s*(?P<number>[+-]?\d.*?)(?:[:,.]-)?\s*(?P<after>{_BESIDE})?",
    re.IGNORECASE | re.ASCII,
)


def mark_in(cells: Iterable[Cell]) -> str:
    """The decimal mark of a column, `,` or `.`, if some value shows it and none denies it; else nothing."""
    said = {_shown_by(_number(cell)) for cell in cells if isinstance(cell, str)} - {""}
    return said.pop() if len(said) == 1 else ""


def amount(cell: Cell, mark: str = "") -> Decimal | None:
    """The amount in a cell; None if it is empty. `UnreadableError` says what was expected instead."""
    if cell is None:
        return None
    found = _counted(cell) if isinstance(cell, int | float) else _read(_number(str(cell)), mark)
    if not found.is_finite():
        raise UnreadableError("a finite amount")
    if found < 0:
        raise UnreadableError("an amount that is not negative")
    if found.adjusted() >= MAX_DIGITS:
        raise UnreadableError(f"an amount of at most {MAX_DIGITS} digits")
    return found


def too_fine(found: Decimal, currency: str) -> bool:
    """Whether an amount has more decimals than its currency, so that it was meant as another."""
    return found.scaleb(EXPONENTS.get(currency, 2)) % 1 != 0


def currency(cell: Cell) -> str:
    """The three letters of a currency, from its code or a sign that means only one; empty if empty."""
    written = "" if cell is None else str(cell).strip()
    if not written:
        return ""
    if found := SYMBOLS.get(written.casefold()):
        return found
    if meant := VAGUE.get(written.casefold()):
        raise UnreadableError(f"a currency of three letters: {written} may be {meant}")
    if not re.fullmatch(r"[A-Za-z]{3}", written):
        raise UnreadableError("a currency of three letters such as SEK, NOK, GBP or EUR")
    return written.upper()


def currency_with(cell: Cell) -> str:
    """The currency that stands beside the number in the cell of an amount, if one does and it is plain."""
    found = _AMOUNT.fullmatch(cell.strip()) if isinstance(cell, str) else None
    beside = (found["before"] or found["after"] or "") if found else ""
    return "" if beside.casefold() in {"", *VAGUE} else currency(beside)


def _counted(cell: float) -> Decimal:
    """A true number. What a spreadsheet's own arithmetic leaves far behind the point is no decimal."""
    return Decimal(str(round(cell, 6)))


def _number(cell: Cell) -> str:
    """The cell without currency and without the spaces between thousands; as it is if it has no such form."""
    found = _AMOUNT.fullmatch(str(cell).strip())
    number = _SPACES.sub(" ", found["number"] if found else str(cell))
    return re.sub(r"(?<=\d) (?=\d{3}(?:\D|$))", "", number)


def _shown_by(number: str) -> str:
    """The decimal mark that a number shows by its own form, or nothing if it could be either."""
    marks = re.sub(r"[^,.]", "", number)
    if not marks:
        return ""
    if len(set(marks)) == 2:
        return marks[-1] if marks.count(marks[-1]) == 1 else ""
    if len(marks) > 1:
        return "." if marks[0] == "," else ","
    whole, _, rest = number.lstrip("+-").partition(marks)
    groups_possible = len(rest) == 3 and len(whole) <= 3 and not whole.startswith("0")
    return "" if groups_possible else marks


def _read(number: str, mark: str) -> Decimal:
    decimal = _shown_by(number) or mark
    if not decimal and re.search(r"[.,]", number):
        message = (
            "an amount that reads one way only: nothing in the column says whether "
            f"{number} has decimals or thousands"
        )
        raise UnreadableError(message)
    other = "." if decimal == "," else ","
    if not re.fullmatch(
        rf"[+-]?(?:[0-9]+|[0-9]{{1,3}}(?:\{other}[0-9]{{3}})+)(?:\{decimal or '.'}[0-9]+)?", number
    ):
        raise UnreadableError(EXPECTED)
    try:
        return Decimal(number.replace(other, "").replace(decimal or ".", "."))
    except InvalidOperation:
        raise UnreadableError(EXPECTED) from None
