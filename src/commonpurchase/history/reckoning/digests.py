"""Hashes of events and of what must not be readable in them."""

import hashlib
import hmac
import json
from dataclasses import asdict

from commonpurchase.history.facts import Entry


def canonical(value: object) -> bytes:
    """The one way to write a value as JSON: sorted keys, no spaces, sets sorted, UTF-8."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_plain)
    return text.encode()


def sealed(entry: Entry) -> str:
    """The hash an entry should carry: SHA-256 over every field but the hash itself."""
    fields = {name: value for name, value in asdict(entry).items() if name != "hash"}
    return hashlib.sha256(canonical(fields)).hexdigest()


def salted(value: object, salt: bytes) -> str:
    """A hash that says nothing to whoever lacks the salt, and nothing to anybody once it is deleted."""
    return hmac.new(salt, canonical(value), hashlib.sha256).hexdigest()


def _plain(value: object) -> object:
    return sorted(map(str, value)) if isinstance(value, set | frozenset) else str(value)
