"""The ledger's own chain: each row carries the hash of the one before it."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict

from commonpurchase.holdings.facts.custody import Kind
from commonpurchase.holdings.facts.ledger import CHOSE_COPY, CHOSE_READING, Checked, Row

_CHOICES = {CHOSE_COPY: True, CHOSE_READING: False}


def sealed(row: Row) -> str:
    """The hash that a row should carry: SHA-256 over everything in it but the hash itself."""
    content = {name: value for name, value in asdict(row).items() if name != "hash"}
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_plain)
    return hashlib.sha256(text.encode()).hexdigest()


def checked(rows: Iterable[Row], head: tuple[int, str], earlier: str = "") -> Checked:
    """Walk along the ledger; `earlier` is a head that somebody kept, which must still be in it."""
    number, last, found = 0, "", not earlier
    for row in rows:
        because = _broken(row, number, last)
        if because:
            return Checked(number, last, because)
        number, last = row.event.sequence, row.hash
        found = found or last == earlier
    if (number, last) != head:
        return Checked(number, last, f"the head says {head[0]} rows, {number} are there")
    return Checked(number, last, "" if found else "the head that was kept is not in this ledger")


def chose_copy(rows: Iterable[Row]) -> bool | None:
    """What the originator last chose for a receiver, by the rows in order; None where it chose nothing."""
    said = [
        _CHOICES[basis]
        for row in rows
        if row.event.kind in {Kind.REACH_ON, Kind.DELIVER}
        for basis in row.event.basis
        if basis in _CHOICES
    ]
    return said[-1] if said else None


def _broken(row: Row, number: int, last: str) -> str:
    if row.event.sequence != number + 1:
        return f"row {number + 1} is missing; row {row.event.sequence} stands in its place"
    if row.previous != last:
        return f"row {row.event.sequence} does not follow the row before it"
    if row.hash != sealed(row):
        return f"row {row.event.sequence} was changed: its hash is not that of what it says"
    return ""


def _plain(value: object) -> object:
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return sorted(map(str, value)) if isinstance(value, set | frozenset) else str(value)
