"""Lets tests empty the database between them, which the triggers on history and the ledger refuse."""

from importlib import import_module
from typing import Any

from django.db import connection

MIGRATION = import_module("commonpurchase.history.migrations.0002_events_never_change")
HEAD = import_module("commonpurchase.history.migrations.0003_head_never_deleted")
LEDGER = import_module("commonpurchase.holdings.migrations.0003_ledger_rows_never_change")


def triggers_away(vendor: str) -> list[str]:
    """The statements that take every trigger of history and of the ledger away."""
    return [*LEDGER.BACK[vendor], *HEAD.BACK[vendor], *MIGRATION.BACK[vendor]]


def triggers_back(vendor: str) -> list[str]:
    """The statements that put them in place again."""
    return [*MIGRATION.FORWARD[vendor], *HEAD.FORWARD[vendor], *LEDGER.FORWARD[vendor]]


def allow(patch: Any) -> None:
    """Take the triggers away for the moment in which the test runner empties every table."""
    original = connection.ops.sql_flush
    before, after = triggers_away(connection.vendor), triggers_back(connection.vendor)

    def sql_flush(style: Any, tables: Any, **options: Any) -> list[str]:
        statements = original(style, tables, **options)
        return [*before, *statements, *after] if "history_event" in tables else statements

    patch.setattr(connection.ops, "sql_flush", sql_flush)
