"""What a search finds."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class Hit:
    """One thing found: what it is called, what tells it from its like, and the page that opens it."""

    title: str
    subtitle: str
    url_name: str
    key: UUID
