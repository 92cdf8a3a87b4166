"""Files as facts."""

from uuid import UUID

from commonpurchase.documents import facts, models
from commonpurchase.sharing import gate
from commonpurchase.sharing.facts import Viewer


def opened(viewer: Viewer, key: UUID) -> facts.File:
    """One file with its bytes; `gate.NotFoundError` if absent or hidden."""
    file = gate.open_record(viewer, models.File, key)
    return facts.File(
        id=file.pk,
        name=file.name,
        media_type=file.media_type,
        sha256=file.sha256,
        received_at=file.received_at,
        content=bytes(file.content),
    )
