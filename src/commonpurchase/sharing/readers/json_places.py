"""JSON whose every value knows its path, and the sentence for each that is not what was expected."""

import json
import math
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from commonpurchase.vocabulary.places import Place, Problem

#: How much of a wrong value is repeated to its author.
SHOWN = 60


@dataclass(frozen=True)
class Found:
    """A value and where it stands, such as `cells[2].units[0]`; the path of the whole file is empty."""

    value: Any
    path: str = ""


class Pairs(list[tuple[str, Any]]):
    """An object of JSON as its pairs, so that a name that stands twice is noticed."""


class _NoNumberError(ValueError):
    """NaN and infinities are no JSON."""


@dataclass
class Places:
    """What is wrong with a file so far."""

    file: str
    problems: list[Problem] = field(default_factory=list)

    def wrong(self, found: Found, expected: str) -> None:
        """Note that something else was expected at a place."""
        place = Place(f"{self.file}, {found.path}" if found.path else self.file)
        self.problems.append(Problem(place, _shown(found.value), expected))

    def absent(self, path: str, expected: str) -> None:
        """Note that nothing stands at a place."""
        self.problems.append(Problem(Place(f"{self.file}, {path}"), "nothing", expected))

    def object(
        self, found: Found, required: Collection[str], optional: Collection[str] | None
    ) -> dict[str, Found]:
        """The members of an object by name. optional = None takes any further name."""
        if not isinstance(found.value, Pairs):
            self.wrong(found, "an object, { … }")
            return {}
        told: dict[str, Found] = {}
        for name, value in found.value:
            one = Found(value, _below(found.path, name))
            if name in told:
                self.wrong(one, "each name once")
            elif optional is not None and name not in required and name not in optional:
                self.absent_name(one, name, [*required, *optional])
            told.setdefault(name, one)
        for name in required:
            if name not in told:
                self.absent(_below(found.path, name), "a value")
        return {name: one for name, one in told.items() if optional is None or name in {*required, *optional}}

    def absent_name(self, found: Found, name: str, known: list[str]) -> None:
        """Note a name that nothing is known of."""
        listed = ", ".join(known[:20]) + (", …" if len(known) > 20 else "")
        place = Place(f"{self.file}, {found.path}")
        self.problems.append(Problem(place, f"the name {_shown(name)}", f"one of {listed}"))

    def list(self, found: Found, expected: str) -> "list[Found] | None":
        """The elements of a list."""
        if isinstance(found.value, Pairs) or not isinstance(found.value, list):
            self.wrong(found, expected)
            return None
        return [Found(value, f"{found.path}[{index}]") for index, value in enumerate(found.value)]

    def text(self, found: Found, expected: str) -> str | None:
        """A text that is not blank."""
        if isinstance(found.value, str) and found.value.strip():
            return found.value
        self.wrong(found, f"{expected}, as a text")
        return None

    def number(self, found: Found, least: float, most: float, *, above: bool = False) -> float | None:
        """A finite number between bounds, the lower one included unless `above`."""
        value = found.value
        fits = isinstance(value, int | float) and not isinstance(value, bool) and least <= value <= most
        if fits and not (above and value == least):
            return float(value)
        bounds = f"{'above' if above else 'from'} {least:g}{' up' if above else ''} to {most:,.15g}"
        self.wrong(found, f"a number {bounds}")
        return None

    def truth(self, found: Found) -> bool:
        """true or false."""
        if not isinstance(found.value, bool):
            self.wrong(found, "true or false")
        return found.value is True


def from_json(content: bytes, places: Places) -> Found | None:
    """The whole of a JSON file in UTF-8; none, and the problem noted, where it is no such file."""
    try:
        return Found(
            json.loads(content.decode("utf-8-sig"), object_pairs_hook=Pairs, parse_constant=_no_number)
        )
    except UnicodeDecodeError as error:
        found, at = "a byte that is not UTF-8", f", byte {error.start + 1}"
    except json.JSONDecodeError as error:
        found, at = _why(error), f", line {error.lineno}, column {error.colno}"
    except _NoNumberError as error:
        found, at = str(error), ""
    except (ValueError, RecursionError):
        found, at = "a number too long to read, or lists too deep", ""
    places.problems.append(Problem(Place(f"{places.file}{at}"), found, "JSON"))
    return None


def _why(error: json.JSONDecodeError) -> str:
    left = error.doc[error.pos : error.pos + 20].split("\n")[0]
    return _shown(left) if left else "the end of the file or line"


def _no_number(written: str) -> float:
    raise _NoNumberError(written)


def _below(path: str, name: str) -> str:
    plain = name.isidentifier()
    return (
        (f"{path}.{name}" if path else name) if plain else f"{path}[{json.dumps(name, ensure_ascii=False)}]"
    )


def _shown(value: Any) -> str:
    if isinstance(value, Pairs):
        return "an object"
    if isinstance(value, list):
        return "a list" if value else "an empty list"
    if isinstance(value, float) and not math.isfinite(value):
        return "a number too large to hold"
    try:
        written = json.dumps(value, ensure_ascii=False)
    except ValueError:
        return "a number too long to show"
    return written if len(written) <= SHOWN else f"{written[:SHOWN]}…"
