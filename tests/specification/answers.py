"""What somebody gets from an address, without what differs from answer to answer for reasons of its own."""

import io
import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

from django.http import HttpResponse, HttpResponseBase
from django.test import Client

#: New in every answer: the token of a form, the nonce of the page's policy.
NEW = (
    (re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"'), b"token"),
    (re.compile(rb'nonce="[^"]*"'), b"nonce"),
    (re.compile(rb"nonce-[A-Za-z0-9+/=_-]+"), b"nonce"),
    (re.compile(rb'"session": "[^"]*"'), b"session"),
)
COOKIES = {"Set-Cookie"}
#: The moment of the answer, by the machine's own clock.
MOMENTS = {"Expires", "Last-Modified"}
#: Parts of a workbook or Word file that hold the moment of writing.
WRITTEN_AT = {"docProps/core.xml"}


@dataclass(frozen=True)
class Answer:
    """Status, headers and body; of a workbook or Word file each part by its name."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes


def ask(client: Client, address: str) -> Answer:
    """The answer to a GET, ready to be compared byte by byte."""
    got: HttpResponseBase = client.get(address)
    content = b"".join(cast("Iterable[bytes]", got)) if got.streaming else cast("HttpResponse", got).content
    headers = tuple(
        sorted((name, plain(value.encode()).decode()) for name, value in got.headers.items() if kept(name))
    )
    parts = plain(parts_of(content) if content[:4] == b"PK\x03\x04" else content)
    return Answer(got.status_code, headers, parts)


def kept(header: str) -> bool:
    # The length of an archive follows its time of writing; its parts are compared themselves.
    return header not in {*COOKIES, *MOMENTS, "Content-Length"}


def plain(content: bytes) -> bytes:
    for pattern, instead in NEW:
        content = pattern.sub(instead, content)
    return content


def parts_of(content: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = [name for name in archive.namelist() if name not in WRITTEN_AT]
        return b"".join(name.encode() + b"\0" + archive.read(name) for name in names)


def difference(one: Answer, other: Answer) -> str:
    """Where two answers part, in a few words; empty when they are the same."""
    if one == other:
        return ""
    if one.status != other.status:
        return f"status {one.status} and {other.status}"
    if one.headers != other.headers:
        return f"headers {set(one.headers) ^ set(other.headers)}"
    place = next(
        (at for at, (a, b) in enumerate(zip(one.body, other.body, strict=False)) if a != b),
        min(len(one.body), len(other.body)),
    )
    around = slice(max(0, place - 60), place + 60)
    return f"at byte {place}: {one.body[around]!r} and {other.body[around]!r}"
