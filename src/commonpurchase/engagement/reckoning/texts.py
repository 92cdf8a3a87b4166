"""Texts compared word by word: what is quoted from what, and who is named where."""

import re
import unicodedata
from collections.abc import Collection, Iterator

_WORD = re.compile(r"\w+", re.UNICODE)
#: Signs that a keyboard or a language setting would choose; all are written in one way.
_SIGNS = str.maketrans(
    dict.fromkeys("\u2018\u2019\u201a\u2039\u203a", "'")
    | dict.fromkeys("\u201c\u201d\u201e\u00ab\u00bb", '"')
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2014", "-")
    | {"\u00a0": " ", "\u202f": " ", "\u2026": "..."}
)
#: A name's last part counts alone, unless it is so short that it is a word of its own.
SHORTEST = 3


def tidied(text: str) -> str:
    """What was typed, without what tells one keyboard from another: spaces, quotes, line ends, accents."""
    plain = unicodedata.normalize("NFC", text).translate(_SIGNS)
    lines = (" ".join(line.split()) for line in plain.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def words(text: str) -> list[str]:
    """The words of a text, case folded, without punctuation."""
    return _WORD.findall(unicodedata.normalize("NFC", text).casefold())


def quoted(text: str, source: str, longest: int) -> str:
    """The first run of more than `longest` words that a text shares with a source; empty if there is none."""
    runs = set(_runs(words(source), longest + 1))
    return next((" ".join(run) for run in _runs(words(text), longest + 1) if run in runs), "")


def named(text: str, names: Collection[str]) -> list[str]:
    """Which of the names a text holds, as whole words, in the order of the names."""
    found = words(text)
    return [name for name in names if _within(words(name), found)]


def names_of(person: str) -> list[str]:
    """A person's name and its last part, where that is long enough to be told from other words."""
    parts = person.split()
    last = parts[-1] if len(parts) > 1 and len(parts[-1]) >= SHORTEST else ""
    return [one for one in (person, last) if one]


def _within(name: list[str], text: list[str]) -> bool:
    return bool(name) and tuple(name) in set(_runs(text, len(name)))


def _runs(of: list[str], length: int) -> Iterator[tuple[str, ...]]:
    return (tuple(of[start : start + length]) for start in range(len(of) - length + 1))
