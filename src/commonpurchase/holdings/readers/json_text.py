"""Bytes to JSON that every program reads alike, or everything that is wrong with it by its place.

After I-JSON (RFC 7493): UTF-8, no name twice in one object, no number beyond what a double holds, no
half characters. What is signed is the meaning, so text with two meanings is refused. Sizes are bounded.
"""

import json
import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from typing import Any

from commonpurchase.vocabulary.places import Place, Problem

#: A thousand times an attestation, and enough for a status list; more was not written by an issuer.
MAX_FILE = 2**20
#: Credentials nest about ten deep.
MAX_NESTING = 40
MAX_WHOLE = 2**53 - 1
MAX_DIGITS = 40
#: A file with more than this many mistakes was not written by an issuer; the first are told.
MAX_PROBLEMS = 100
#: How much of a name or text a sentence quotes.
SHOWN = 60

EXPECTED = "a signed credential in JSON"
_HALF = re.compile("[\ud800-\udfff]")

Problems = tuple[Problem, ...]


@dataclass(frozen=True)
class _Bad:
    """A number that cannot be kept as it stands."""

    found: str
    expected: str


class _Object(dict[str, Any]):
    """A JSON object that remembers which names stood in it more than once."""

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        counted = Counter(name for name, _ in pairs) if len(self) < len(pairs) else {}
        self.twice = [name for name, count in counted.items() if count > 1]


def read(content: bytes, name: str) -> tuple[Any, Problems]:
    """The value of a JSON file, or None and why there is none."""
    if len(content) > MAX_FILE:
        return None, (Problem(Place(name), f"a file of {len(content):,} bytes", f"at most {MAX_FILE:,}"),)
    try:
        text = content.removeprefix(b"\xef\xbb\xbf").decode("utf-8")
    except UnicodeDecodeError as wrong:
        row = content[: wrong.start].count(b"\n") + 1
        return None, (Problem(Place(name, row=row), "bytes that are not UTF-8", EXPECTED),)
    try:
        value = json.loads(
            text, object_pairs_hook=_Object, parse_int=_whole, parse_float=_number, parse_constant=_constant
        )
    except json.JSONDecodeError as wrong:
        found = f"no JSON ({wrong.msg}, character {wrong.colno})"
        return None, (Problem(Place(name, row=wrong.lineno), found, EXPECTED),)
    except RecursionError:
        return None, (_too_deep(name),)
    problems = tuple(islice(_wrong(value, "", name, 0), MAX_PROBLEMS))
    return (None, problems) if problems else (value, ())


def shown(value: object) -> str:
    """A JSON value as a sentence quotes it."""
    match value:
        case dict():
            return "an object"
        case list():
            return "a list"
        case str():
            return f"“{value[:SHOWN]}…”" if len(value) > SHOWN else f"“{value}”"
        case _:
            return json.dumps(value)


def _whole(literal: str) -> int | _Bad:
    if len(literal) > MAX_DIGITS or abs(int(literal)) > MAX_WHOLE:
        return _Bad(f"the number {literal[:MAX_DIGITS]}", f"a number of at most {MAX_WHOLE}")
    return int(literal)


def _number(literal: str) -> float | _Bad:
    """A number with a point or exponent; its text must say no more than a double holds."""
    found = float(literal)
    if len(literal) > MAX_DIGITS or math.isinf(found) or Decimal(literal) != Decimal(repr(found)):
        return _Bad(f"the number {literal[:MAX_DIGITS]}", "a number that every program reads alike")
    return found + 0.0  # no negative zero


def _constant(literal: str) -> _Bad:
    return _Bad(literal, "a number that JSON knows")


def _too_deep(name: str) -> Problem:
    return Problem(Place(name), f"more than {MAX_NESTING} levels of brackets within brackets", EXPECTED)


def _wrong(value: Any, path: str, name: str, depth: int) -> Iterator[Problem]:
    """Everything that no program may read in its own way, with the path to where it stands."""
    if depth > MAX_NESTING:
        yield _too_deep(name)
    elif isinstance(value, _Bad):
        yield problem(name, path, value.found, value.expected)
    elif isinstance(value, str) and _HALF.search(value):
        yield problem(name, path, "half a character", "whole characters")
    elif isinstance(value, _Object):
        yield from _wrong_names(value, path, name)
        for inner, one in value.items():
            yield from _wrong(one, joined(path, inner), name, depth + 1)
    elif isinstance(value, list):
        for number, one in enumerate(value):
            yield from _wrong(one, f"{path}[{number}]", name, depth + 1)


def _wrong_names(value: _Object, path: str, name: str) -> Iterator[Problem]:
    for twice in value.twice:
        yield problem(name, path, f"the name {shown(twice)} more than once", "each name once")
    if any(_HALF.search(inner) for inner in value):
        yield problem(name, path, "half a character in a name", "whole characters")


def joined(path: str, name: str) -> str:
    """The path to a member of the object at a path."""
    name = name[:SHOWN].encode("ascii", "backslashreplace").decode() if _HALF.search(name) else name[:SHOWN]
    return f"{path}.{name}" if path else name


def problem(file: str, path: str, found: str, expected: str) -> Problem:
    """A problem with what stands at a path inside a file."""
    return Problem(Place(file), f"{found} at {path}" if path else found, expected)
