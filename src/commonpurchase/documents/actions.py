"""Files are kept exactly as they were received."""

import hashlib
from uuid import UUID

from django.db import transaction

from commonpurchase.documents.models import File
from commonpurchase.history import actions as history
from commonpurchase.sharing import actions as sharing
from commonpurchase.sharing.facts import Label, Viewer


@transaction.atomic
def keep(*, name: str, media_type: str, content: bytes, label: Label, by: Viewer) -> UUID:
    """Keep a file under a label; returns its id. Only its base name is kept of a path."""
    digest = hashlib.sha256(content).hexdigest()
    file = File.objects.create(
        name=name.replace("\\", "/").rsplit("/", 1)[-1],
        media_type=media_type,
        sha256=digest,
        content=content,
        received_at=by.at,
        label=sharing.attach(label),
    )
    history.append(verb="documents.keep", subject=("file", file.pk), content={"sha256": digest}, by=by)
    return file.pk
