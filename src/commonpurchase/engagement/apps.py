"""Django's entry to this context."""

from django.apps import AppConfig


class Config(AppConfig):
    """Registers the context."""

    name = "commonpurchase.engagement"
    default_auto_field = "django.db.models.BigAutoField"
