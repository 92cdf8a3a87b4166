"""Files exactly as they were received, with their hash."""

from django.db import models

from commonpurchase.sharing.models import Labelled


class File(Labelled):
    """One file. Its bytes live in the database, so that a file and what was read from it are one write."""

    derives = False

    name = models.TextField(help_text="The name it was uploaded under.")
    media_type = models.TextField(help_text="What kind of file it is.")
    sha256 = models.TextField(db_index=True, help_text="Hash of the bytes.")
    content = models.BinaryField(help_text="The bytes.")
    received_at = models.DateTimeField(help_text="When it was received.")

    def __str__(self) -> str:
        return f"file {self.sha256[:12]}"
