"""Append to history. Called inside the transaction that writes the record."""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol
from uuid import UUID


class Actor(Protocol):
    """Who acts: a person for an organisation, at a moment (a `sharing` viewer is one)."""

    @property
    def at(self) -> datetime:
        """When."""

    @property
    def person(self) -> UUID | None:
        """Who."""

    @property
    def organisation(self) -> UUID | None:
        """On whose behalf."""


def append(*, verb: str, subject: tuple[str, UUID], content: Mapping[str, object], by: Actor) -> str:
    """Write one event and return its hash; the head row stays locked until the transaction ends."""
    raise NotImplementedError
