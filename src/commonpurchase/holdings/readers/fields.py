"""Takes the members of a JSON object one by one; what is wrong is gathered, each with its path."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, TypeVar

from commonpurchase.holdings.readers.json_text import joined, problem, shown
from commonpurchase.vocabulary.places import Problem

Word = TypeVar("Word", bound=StrEnum)
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?(?:Z|[+-]\d\d:\d\d)?", re.ASCII)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


@dataclass
class Fields:
    """One object of a file, and the list that its problems go to (shared with the objects within)."""

    value: Mapping[str, Any]
    file: str
    path: str = ""
    problems: list[Problem] = field(default_factory=list)

    def wrong(self, name: str, expected: str) -> None:
        """Note that a member is not what was expected."""
        found = shown(self.value[name]) if name in self.value else "nothing"
        self.problems.append(problem(self.file, joined(self.path, name), found, expected))

    def text(self, name: str, *, needed: bool = True) -> str:
        """A text that is not empty; "" where there is none."""
        found = self.value.get(name)
        if isinstance(found, str) and found.strip():
            return found
        if needed or name in self.value:
            self.wrong(name, "text")
        return ""

    def texts(self, name: str) -> tuple[str, ...]:
        """A text, or a list of texts."""
        found = self.value.get(name)
        listed = found if isinstance(found, list) else [found]
        if listed and all(isinstance(one, str) and one for one in listed):
            return tuple(listed)
        self.wrong(name, "text, or a list of texts")
        return ()

    def whole(self, name: str, *, needed: bool = True) -> int | None:
        """A whole number, not negative."""
        found = self.value.get(name)
        if isinstance(found, int) and not isinstance(found, bool) and found >= 0:
            return found
        if needed or name in self.value:
            self.wrong(name, "a whole number, not negative")
        return None

    def word(self, name: str, words: type[Word]) -> Word | None:
        """One of the words of an enum."""
        found = self.value.get(name)
        if isinstance(found, str) and found in set(words):
            return words(found)
        self.wrong(name, f"one of {', '.join(words)}")
        return None

    def moment(self, name: str) -> datetime | None:
        """A moment in UTC, or None where there is none; without an offset it is UTC, as the standard says."""
        if name not in self.value:
            return None
        found = self.value[name]
        try:
            if isinstance(found, str) and _MOMENT.fullmatch(found):
                moment = datetime.fromisoformat(found)
                return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
        except (ValueError, OverflowError):
            pass
        self.wrong(name, "a moment such as 2026-03-01T09:00:00Z")
        return None

    def day(self, name: str, *, needed: bool = False) -> date | None:
        """A day, or None where there is none."""
        found = self.value.get(name)
        try:
            if isinstance(found, str) and _DAY.fullmatch(found):
                return date.fromisoformat(found)
        except ValueError:
            pass
        if needed or name in self.value:
            self.wrong(name, "a day such as 2026-03-01")
        return None

    def inner(self, name: str) -> "Fields":
        """The object within; an empty one, and a problem, where there is none."""
        found = self.value.get(name)
        if not isinstance(found, dict):
            self.wrong(name, "an object")
        return self._within(found, joined(self.path, name))

    def many(self, name: str, *, needed: bool = True) -> "list[Fields]":
        """The objects within: one, or a list of them."""
        found = self.value.get(name)
        if name not in self.value and not needed:
            return []
        if isinstance(found, dict):
            return [self._within(found, joined(self.path, name))]
        if not isinstance(found, list) or not found or not all(isinstance(one, dict) for one in found):
            self.wrong(name, "an object, or a list of objects")
            return []
        return [self._within(one, f"{joined(self.path, name)}[{at}]") for at, one in enumerate(found)]

    def _within(self, found: object, path: str) -> "Fields":
        value = found if isinstance(found, dict) else {}
        return Fields(value, self.file, path, self.problems)
