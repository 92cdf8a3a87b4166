"""Cells of a contract that are neither days nor amounts: text, CPV codes, the update duty, models."""

import re
import unicodedata
from datetime import date

from commonpurchase.contracts.facts import Model
from commonpurchase.contracts.readers import duties
from commonpurchase.disclosures.readers.cells import NO_ERROR, UnreadableError
from commonpurchase.documents.facts import FORMULA_STARTS, Cell, is_error
from commonpurchase.vocabulary.amounts import Basis

#: Longer than any name or title; what is longer was pasted by mistake.
MAX_TEXT = 500
#: A clause may take half a page.
MAX_CLAUSE = 5_000

_BASES = {
    Basis.NET: "net, netto, excl, ex, exkl, ekskl, eks, excl vat, ex vat, exkl moms, ekskl mva, eks mva, "
    "excl btw, excluding vat, exclusive of vat, exklusive moms, exclusief btw",
    Basis.GROSS: "gross, brutto, bruto, incl, inc, inkl, incl vat, inc vat, inkl moms, inkl mva, incl btw, "
    "including vat, inclusive of vat, inklusive moms, inclusief btw",
    Basis.UNKNOWN: "unknown, ?, -, okänt, ukjent, onbekend",
}
_BASIS = {word: basis for basis, words in _BASES.items() for word in words.split(", ")}
_CPV = re.compile(r"(\d{8})(?:[-.]\d)?(?!\d)", re.ASCII)


def text(cell: Cell, longest: int = MAX_TEXT) -> str:
    """Text as written, every run of white space as one space; empty for an empty cell."""
    if is_error(cell):
        raise UnreadableError(NO_ERROR)
    return _written(cell, longest)


def _written(cell: Cell, longest: int = MAX_TEXT) -> str:
    if isinstance(cell, date):
        raise UnreadableError("text, not a date: format the cell as text and type it again")
    written = " ".join(unicodedata.normalize("NFC", str("" if cell is None else cell)).split())
    if written.startswith("'") and written[1:].startswith(FORMULA_STARTS):
        written = written[1:]
    if any(unicodedata.category(letter) in {"Cc", "Cs"} for letter in written):
        raise UnreadableError("text without control characters: type the cell again")
    if len(written) > longest:
        raise UnreadableError(f"at most {longest:,} characters")
    return written


def clause(cell: Cell) -> str:
    """The words of a clause."""
    return text(cell, MAX_CLAUSE)


def cpv(cell: Cell) -> str:
    """The eight digits of a CPV code, whatever stands after them; the first, where there are several.

    A number of seven digits lost the nought that it began with when a spreadsheet took it for a number.
    """
    written = _written(cell)
    if isinstance(cell, int) and len(written) == 7:
        return f"0{written}"
    found = _CPV.match(written)
    if written and not found:
        raise UnreadableError("a CPV code of eight digits such as 30213100")
    return found[1] if found else ""


def duty(cell: Cell) -> duties.Answer:
    """Clause, none or unknown, as the words say it."""
    if is_error(cell):
        raise UnreadableError("yes, no, unknown or a clause")
    return duties.read(_written(cell))


def basis(cell: Cell) -> Basis:
    """Whether an amount includes VAT."""
    written = " ".join(re.sub(r"[\W_]+", " ", _written(cell).casefold()).split()) or "-"
    known = _BASIS.get("-" if written == "-" else written)
    if known is None:
        raise UnreadableError("net, gross or unknown")
    return known


def models(cell: Cell) -> tuple[Model, ...]:
    """Product models written as “Brand: Model; Brand: Model”, each once."""
    found = []
    for part in re.split(r"[;\n]", str(cell) if cell is not None else ""):
        brand, colon, model = (text(one) for one in part.partition(":"))
        if not (brand or colon or model):
            continue
        if not (brand and model):
            raise UnreadableError("product models such as “Aurelis: Book 14; Noruma: Beam 24”")
        found.append(Model(brand, model))
    return tuple(dict.fromkeys(found))
