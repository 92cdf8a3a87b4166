"""Secrets that are worked out, never kept: the seed of a key, and addresses that give nothing away.

Each comes from the workspace's secret by HKDF (RFC 5869, SHA-256), so that the database alone signs nothing.
"""

from uuid import UUID

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

SALT_LENGTH = 32


def seed(secret: str, *, organisation: UUID, number: int, salt: bytes) -> bytes:
    """The 32 secret bytes of an organisation's key of that number. `salt` is the chance of its making."""
    return _derived(secret, f"attestation key/{organisation}/{number}", salt, 32)


def site_id(secret: str, supplier: UUID, reference: str) -> str:
    """A site's address in files: the same in every version, and nothing to recognise its supplier by."""
    return UUID(bytes=_derived(secret, f"site/{supplier}/{reference}", b"", 16), version=4).urn


def _derived(secret: str, purpose: str, salt: bytes, length: int) -> bytes:
    kdf = HKDF(hashes.SHA256(), length=length, salt=salt, info=f"commonpurchase/{purpose}".encode())
    return kdf.derive(secret.encode())
