"""Lets tests empty the database between them, which the triggers on history refuse."""

from importlib import import_module
from typing import Any

from django.db import connection

MIGRATION = import_module("commonpurchase.history.migrations.0002_events_never_change")


def allow(patch: Any) -> None:
    """Take the triggers away for the moment in which the test runner empties every table."""
    original = connection.ops.sql_flush
    before = MIGRATION.BACK[connection.vendor]
    after = MIGRATION.FORWARD[connection.vendor]

    def sql_flush(style: Any, tables: Any, **options: Any) -> list[str]:
        statements = original(style, tables, **options)
        return [*before, *statements, *after] if "history_event" in tables else statements

    patch.setattr(connection.ops, "sql_flush", sql_flush)
