"""The lines of the tombstone log: each carries the hash of the one before it. Needs no file."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, replace

from commonpurchase.history.facts import Closing, Tombstone
from commonpurchase.history.reckoning.digests import canonical

FIELDS = ("sequence", "at", "closing", "ids", "previous", "hash")
START = (0, "")


class BrokenLogError(ValueError):
    """The log was changed, cut or mixed up; the message names the line."""


def following(last: tuple[int, str], at: str, closing: Closing, ids: Iterable[str]) -> Tombstone:
    """The line after one with this position and hash."""
    stone = Tombstone(last[0] + 1, at, closing, tuple(ids), last[1], "")
    return replace(stone, hash=sealed(stone))


def sealed(stone: Tombstone) -> str:
    """The hash that a line should carry: SHA-256 over every other field."""
    fields = {name: value for name, value in asdict(stone).items() if name != "hash"}
    return hashlib.sha256(canonical(fields)).hexdigest()


def line(stone: Tombstone) -> bytes:
    """One line as it stands in the file, with its end."""
    return canonical(asdict(stone)) + b"\n"


def read(content: bytes) -> list[Tombstone]:
    """Every line, in order. A last line that was cut off by a crash is left out: nothing was done for it.

    `BrokenLogError` at the first line that cannot be read, was changed or is out of order.
    """
    whole, _, _ = content.rpartition(b"\n")
    return list(_checked(whole.split(b"\n") if whole else []))


def _checked(lines: Iterable[bytes]) -> Iterator[Tombstone]:
    last = START
    for number, written in enumerate(lines, 1):
        stone = _one(number, written)
        if (stone.sequence, stone.previous) != (last[0] + 1, last[1]) or stone.hash != sealed(stone):
            message = f"line {number} of the tombstone log was changed, or a line before it is missing"
            raise BrokenLogError(message)
        last = stone.sequence, stone.hash
        yield stone


def _one(number: int, written: bytes) -> Tombstone:
    try:
        found = json.loads(written)
        known = {name: found[name] for name in FIELDS}
        return Tombstone(**known | {"closing": Closing(found["closing"]), "ids": tuple(found["ids"])})
    except (ValueError, TypeError, KeyError) as problem:
        message = f"line {number} of the tombstone log cannot be read"
        raise BrokenLogError(message) from problem
