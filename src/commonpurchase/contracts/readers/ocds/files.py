"""From bytes to JSON values with their places: JSON Lines, one document, gzip or not, bounded."""

import json
import re
import zlib
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import accumulate
from typing import Any

from commonpurchase.contracts.facts import SetAside
from commonpurchase.contracts.readers.ocds import limits
from commonpurchase.vocabulary.places import Place, Problem

EXPECTED = "OCDS as JSON Lines, or a release or record package in JSON"
GZIP = b"\x1f\x8b"
#: A string whole (also one that never ends, so that this stays linear), or a number that JSON does not know.
_MENDABLE = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"?|(?<=[:\[,\s])-?0[0-9][0-9.]*(?=\s*[,}\]])', re.DOTALL)
_STRINGS = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"?', re.DOTALL)
_NOT_BRACKETS = bytes(set(range(256)) - set(b"[]{}"))
_STEP = {ord("["): 1, ord("{"): 1, ord("]"): -1, ord("}"): -1}


@dataclass(frozen=True)
class Document:
    """One JSON value and where it stands: a line of its own, or the whole file."""

    value: Any
    place: Place


@dataclass
class Documents:
    """Every value of a file; lines that are none are set aside; problems keep the file closed."""

    documents: list[Document] = field(default_factory=list)
    set_aside: list[SetAside] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


class UnreadableError(ValueError):
    """A piece of text is not JSON that we read; the message says why."""


def read(content: bytes, name: str) -> Documents:
    """The JSON values of a file, whatever the bytes are; nothing is raised."""
    found = Documents()
    try:
        plain = _unpacked(content)
    except UnreadableError as refused:
        found.problems.append(Problem(Place(name), str(refused), EXPECTED))
        return found
    lines = [(number, line) for number, line in enumerate(plain.split(b"\n"), 1) if line.strip()]
    if not lines:
        found.problems.append(Problem(Place(name), "an empty file", EXPECTED))
    elif len(lines) > 1 and not isinstance(_alone(lines[0][1]), dict | list):
        _whole_or_lines(plain, lines, name, found)
    else:
        _by_line(lines, name, found)
    return found


def _unpacked(content: bytes) -> bytes:
    if len(content) > limits.MAX_FILE:
        raise UnreadableError(_too_big("a file", len(content), limits.MAX_FILE))
    return _gunzipped(content) if content.startswith(GZIP) else content.removeprefix(b"\xef\xbb\xbf")


def _gunzipped(content: bytes) -> bytes:
    """Every member of a gzip file, never more than the limit."""
    plain = bytearray()
    while content.startswith(GZIP):
        unpacker = zlib.decompressobj(wbits=31)
        try:
            plain += unpacker.decompress(content, limits.MAX_UNPACKED + 1 - len(plain))
        except zlib.error:
            raise UnreadableError("a damaged compressed file") from None
        if len(plain) > limits.MAX_UNPACKED:
            raise UnreadableError(
                f"a compressed file that unpacks to more than {limits.MAX_UNPACKED // limits.MIB} MiB"
            )
        if not unpacker.eof:
            raise UnreadableError("a compressed file that ends too early")
        content = unpacker.unused_data
    return bytes(plain).removeprefix(b"\xef\xbb\xbf")


def _too_big(what: str, size: int, limit: int) -> str:
    return f"{what} of {size / limits.MIB:.1f} MiB; the limit is {limit // limits.MIB} MiB"


def _whole_or_lines(plain: bytes, lines: list[tuple[int, bytes]], name: str, found: Documents) -> None:
    """A document spread over lines; or JSON Lines whose first line is broken."""
    try:
        found.documents.append(Document(_parsed(plain, found.notes, "The file"), Place(name)))
    except UnreadableError as unreadable:
        if any(_is_release(_alone(line)) for _, line in lines[1:]):
            _by_line(lines, name, found)
        else:
            found.problems.append(Problem(Place(name), str(unreadable), EXPECTED))


def _alone(line: bytes) -> Any:
    """What a line says by itself, or None."""
    try:
        return _parsed(line, [], "", limits.MAX_LINE)
    except UnreadableError:
        return None


def _is_release(value: Any) -> bool:
    """Whether a line is one of JSON Lines; the lines of a document are only its pieces."""
    return isinstance(value, dict) and not value.keys().isdisjoint({"ocid", "releases", "records"})


def _by_line(lines: list[tuple[int, bytes]], name: str, found: Documents) -> None:
    if len(lines) > limits.MAX_RELEASES:
        much = f"{len(lines):,} lines"
        found.problems.append(Problem(Place(name), much, f"at most {limits.MAX_RELEASES:,}: split the file"))
        return
    longest = limits.MAX_LINE if len(lines) > 1 else limits.MAX_UNPACKED
    for number, line in lines:
        place = Place(name, row=number)
        try:
            found.documents.append(Document(_parsed(line, found.notes, f"Line {number}", longest), place))
        except UnreadableError as unreadable:
            found.set_aside.append(_bad_line(place, line, str(unreadable)))


def _bad_line(place: Place, line: bytes, why: str) -> SetAside:
    start = clean(line[:200].decode("utf-8", "replace").strip())
    return SetAside(
        place,
        (f"Line {place.row} cannot be read: found {why}.",),
        (("begins with", start),),
        kind="a line that is not JSON",
    )


def _parsed(content: bytes, notes: list[str], where: str, longest: int = limits.MAX_UNPACKED) -> Any:
    """A JSON value. Numbers with a point stay exact; numbers JSON does not know become text."""
    if len(content) > longest:
        raise UnreadableError(_too_big("a line", len(content), longest))
    if _nesting(content) > limits.MAX_NESTING:
        raise UnreadableError(f"more than {limits.MAX_NESTING} levels of brackets within brackets")
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace")
        notes.append(f"{where} is not UTF-8; it was read as Western European text (Windows-1252).")
    try:
        return _loads(text)
    except UnreadableError:
        mended = _MENDABLE.sub(lambda hit: hit[0] if hit[0][0] == '"' else f'"{hit[0]}"', text)
        if mended == text:
            raise
        value = _loads(mended)
        notes.append(
            f"{where} holds a number with leading zeros, which JSON does not know; it counts as text."
        )
        return value


def _loads(text: str) -> Any:
    try:
        return json.loads(text, parse_float=Decimal, parse_int=Decimal, parse_constant=Decimal)
    except json.JSONDecodeError as wrong:
        line = f" in line {wrong.lineno}" if wrong.lineno > 1 else ""
        raise UnreadableError(f"no JSON ({wrong.msg}{line}, character {wrong.colno})") from None
    except (ArithmeticError, RecursionError):
        raise UnreadableError("a number that cannot be read") from None


def _nesting(content: bytes) -> int:
    """How deep brackets stand within brackets, outside of texts."""
    brackets = _STRINGS.sub(b"", content).translate(None, _NOT_BRACKETS)
    return max(accumulate(_STEP[bracket] for bracket in brackets), default=0)


def clean(text: str) -> str:
    """Text that any database can keep: halves of characters and null characters are replaced."""
    return re.sub("[\x00\ud800-\udfff]", "\ufffd", text)
