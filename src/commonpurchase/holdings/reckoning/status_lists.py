"""Lists of what was taken back: one bit for each place, packed as the standard asks.

After “Bitstring Status List v1.0” (W3C Recommendation, 15 May 2025): the first place is the
left-most bit; the bits are compressed with gzip and written in base64url with a leading u.
"""

import base64
import binascii
import zlib
from collections.abc import Iterable

MULTIBASE = "u"
GZIP = 31
MIN_PLACES = 131_072
#: Sixteen million places, two MiB unpacked: more than any issuer here, and little enough to hold.
MAX_PLACES = 2**24


class UnreadableListError(ValueError):
    """A text is no status list; the message says what was found and what was expected."""


def packed(revoked: Iterable[int], size: int) -> str:
    """A list with these places set, of so many places in all. The same input gives the same text."""
    bits = bytearray(_length(size))
    for index in revoked:
        if not 0 <= index < size:
            raise UnreadableListError(f"found place {index}; expected a place below {size}")
        bits[index // 8] |= 0x80 >> index % 8
    packer = zlib.compressobj(level=9, wbits=GZIP)
    content = packer.compress(bytes(bits)) + packer.flush()
    return MULTIBASE + base64.urlsafe_b64encode(content).rstrip(b"=").decode("ascii")


def _length(size: int) -> int:
    if size % 8 or not MIN_PLACES <= size <= MAX_PLACES:
        raise UnreadableListError(
            f"found {size} places; expected a multiple of 8 from {MIN_PLACES} to {MAX_PLACES}"
        )
    return size // 8


def unpacked(text: str) -> bytes:
    """The bits of a list, never more than the limit; `UnreadableListError` with the reason if it is none."""
    unpacker = zlib.decompressobj(wbits=GZIP)
    try:
        bits = unpacker.decompress(_decoded(text), MAX_PLACES // 8 + 1)
    except zlib.error:
        raise UnreadableListError("found damaged compressed data; expected gzip") from None
    if len(bits) > MAX_PLACES // 8:
        raise UnreadableListError(f"found more than {MAX_PLACES:,} places; expected at most as many")
    if not unpacker.eof or unpacker.unused_data:
        raise UnreadableListError(
            "found compressed data that ends too early or goes on; expected one whole piece"
        )
    if len(bits) * 8 < MIN_PLACES:
        raise UnreadableListError(f"found {len(bits) * 8:,} places; expected at least {MIN_PLACES:,}")
    return bits


def _decoded(text: str) -> bytes:
    if not text.startswith(MULTIBASE):
        raise UnreadableListError("found another beginning; expected base64url text, which begins with u")
    written = text.removeprefix(MULTIBASE)
    try:
        content = base64.b64decode(written + "=" * (-len(written) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise UnreadableListError("found other characters; expected base64url") from None
    if base64.urlsafe_b64encode(content).rstrip(b"=").decode("ascii") != written:
        raise UnreadableListError(
            "found base64url that could be written shorter; expected the one way to write it"
        )
    return content


def is_set(bits: bytes, index: int) -> bool:
    """Whether the bit at a place is set; `UnreadableListError` if the list has no such place."""
    if not 0 <= index < len(bits) * 8:
        raise UnreadableListError(f"found place {index}; expected a place below {len(bits) * 8:,}")
    return bool(bits[index // 8] & 0x80 >> index % 8)
