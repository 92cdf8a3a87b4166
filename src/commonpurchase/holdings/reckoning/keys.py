"""Keys as text: base58, multibase and did:key for Ed25519.

After the Multibase and did:key drafts and the W3C's Controlled Identifiers 1.0. Every text has one
reading and every key one text: what could be written in two ways is refused.
"""

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
BASE58 = "z"
DID_KEY = "did:key:"
#: The multicodec prefixes of an Ed25519 public and private key, as variable-length integers.
PUBLIC, SECRET = b"\xed\x01", b"\x80\x26"
KEY_LENGTH, SIGNATURE_LENGTH = 32, 64
#: Longer than any text that stands for a key or a signature; decoding takes time that grows with the square.
MAX_TEXT = 128

_VALUES = {letter: value for value, letter in enumerate(ALPHABET)}
#: The prime of the curve's field, and the heights of its eight points of small order (two share one).
_P = 2**255 - 19
_EIGHTH = 0x05FC536D880238B13933C6D305ACDFD5F098EFF289F4C345B027B2C28F95E826
_SMALL = {0, 1, _P - 1, _EIGHTH, _P - _EIGHTH}


class UnreadableKeyError(ValueError):
    """A text is no key or signature; the message says what was found and what was expected."""

    def __init__(self, found: str, expected: str) -> None:
        super().__init__(f"found {found}; expected {expected}")
        self.found, self.expected = found, expected


class OtherKeyError(UnreadableKeyError):
    """A did:key, but not of the kind that is read here."""


def to_base58(content: bytes) -> str:
    """Bytes in base58 with Bitcoin's alphabet; each leading zero byte is a leading 1."""
    number, letters = int.from_bytes(content, "big"), ""
    while number:
        number, rest = divmod(number, 58)
        letters = ALPHABET[rest] + letters
    return "1" * (len(content) - len(content.lstrip(b"\0"))) + letters


def from_base58(text: str) -> bytes:
    """The bytes that a base58 text stands for; `UnreadableKeyError` if it stands for none."""
    if len(text) > MAX_TEXT:
        raise UnreadableKeyError(f"{len(text)} characters", f"at most {MAX_TEXT}")
    number = 0
    for letter in text:
        if letter not in _VALUES:
            raise UnreadableKeyError(
                f"the character “{letter}”", "base58: letters and digits without 0, O, I and l"
            )
        number = number * 58 + _VALUES[letter]
    zeros = len(text) - len(text.lstrip("1"))
    return bytes(zeros) + number.to_bytes((number.bit_length() + 7) // 8, "big")


def to_multibase(content: bytes) -> str:
    """Bytes as multibase text in base58."""
    return BASE58 + to_base58(content)


def from_multibase(text: str) -> bytes:
    """The bytes of a multibase text, which must be in base58."""
    if not text.startswith(BASE58):
        found = f"“{text[:1]}” at the beginning" if text else "nothing"
        raise UnreadableKeyError(found, "base58 text, which begins with z")
    return from_base58(text.removeprefix(BASE58))


def signature(text: str) -> bytes:
    """The 64 bytes of a signature in multibase."""
    content = from_multibase(text)
    if len(content) != SIGNATURE_LENGTH:
        raise UnreadableKeyError(f"a signature of {len(content)} bytes", f"{SIGNATURE_LENGTH} bytes")
    return content


def did_of(public: bytes) -> str:
    """The did:key of a public key."""
    return DID_KEY + to_multibase(PUBLIC + public)


def method_of(did: str) -> str:
    """The one verification method of a did:key: the did, then its key again as fragment."""
    return f"{did}#{did.removeprefix(DID_KEY)}"


def did_in(method: str) -> str:
    """The did:key that a verification method belongs to; empty if it belongs to something else.

    `UnreadableKeyError` where a did:key is followed by another fragment than its own.
    """
    if not method.startswith(DID_KEY):
        return ""
    did, _, fragment = method.partition("#")
    if fragment != did.removeprefix(DID_KEY):
        raise UnreadableKeyError(
            f"the key “{fragment[:MAX_TEXT]}” of {did[:MAX_TEXT]}", "the key that it names itself"
        )
    return did


def public_key(did: str) -> bytes:
    """The Ed25519 public key of a did:key.

    `OtherKeyError` for keys of another kind, and for the few that anybody can sign for: with a
    point of small order one signature fits many texts, so it proves nothing.
    """
    if not did.startswith(DID_KEY):
        raise UnreadableKeyError(f"“{did[:MAX_TEXT]}”", "a key that begins with did:key:z6Mk")
    content = from_multibase(did.removeprefix(DID_KEY))
    if not content.startswith(PUBLIC):
        raise OtherKeyError("a key of another kind", "an Ed25519 key, which begins with did:key:z6Mk")
    public = content.removeprefix(PUBLIC)
    if len(public) != KEY_LENGTH:
        raise UnreadableKeyError(f"a key of {len(public)} bytes", f"{KEY_LENGTH} bytes")
    height = int.from_bytes(public, "little") & (2**255 - 1)
    if height >= _P or height in _SMALL:
        raise OtherKeyError("a key that anybody can sign for", "an ordinary Ed25519 key")
    return public


def public_of(seed: bytes) -> bytes:
    """The public key that belongs to a secret seed of 32 bytes. Whoever calls brings the chance."""
    return Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()


def seed_of(text: str) -> bytes:
    """The secret seed of 32 bytes in a multibase private key (`z3u2…`)."""
    content = from_multibase(text)
    if not content.startswith(SECRET) or len(content) != len(SECRET) + KEY_LENGTH:
        raise UnreadableKeyError("something else", "an Ed25519 private key, which begins with z3u2")
    return content.removeprefix(SECRET)
