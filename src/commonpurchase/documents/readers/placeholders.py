"""What people type into a cell that they have nothing for: “-”, “n/a”, “okänt”. It says nothing."""

import re
import unicodedata
from collections.abc import Iterable

from commonpurchase.documents.facts import Cell, is_error

#: In English, Swedish, Norwegian, Dutch and German; compared without case and punctuation.
_WORDS = frozenset(
    """
    n a,na,n k,tbc,tbd,tba,unknown,not known,not available,not applicable,not stated,not specified,none,nil,
    null,missing,pending,to be confirmed,to be decided,to be determined,to be advised,true,false,xx,xxx,
    okänd,okänt,saknas,uppgift saknas,ej känt,ej känd,ej tillgänglig,ej tillgängligt,ej tillämpligt,ingen,
    inget,vet ej,ukjent,mangler,ikke kjent,ikke tilgjengelig,ikke aktuelt,vet ikke,onbekend,niet bekend,
    ontbreekt,niet beschikbaar,niet van toepassing,n v t,nvt,geen,unbekannt,keine angabe,k a,entfällt
    """.replace("\n", "").replace("    ", "").split(",")
)  # fmt: skip
_STARTS = frozenset(word[:2] for word in _WORDS)


def is_placeholder(cell: Cell) -> bool:
    """Whether a cell is filled in and says nothing: no letter or digit in it, or a word for “not known”.

    A failed formula (#N/A) is none: it was meant to say something.
    """
    if not isinstance(cell, str) or not cell.strip() or is_error(cell):
        return False
    start = cell.lstrip()[:2]
    if len(start) == 2 and start.isascii() and start.isalnum() and start.casefold() not in _STARTS:
        return False  # as nearly every cell; large files have half a million of them
    plain = re.sub(r"[^\w]+|_", " ", unicodedata.normalize("NFKC", cell).casefold()).split()
    return not plain or " ".join(plain) in _WORDS


def notes(emptied: Iterable[tuple[str, Cell, int]]) -> list[str]:
    """A sentence for each heading and word that counted as empty, with the rows; `emptied` has all three."""
    rows: dict[tuple[str, str], list[int]] = {}
    for heading, cell, row in emptied:
        rows.setdefault((heading, str(cell)), []).append(row)
    return [
        f"Column {heading}: “{word}” counts as empty, {_rows(found)}."
        for (heading, word), found in rows.items()
    ]


def _rows(found: list[int]) -> str:
    return f"in row {found[0]}" if len(found) == 1 else f"in {len(found)} rows from row {found[0]} on"
