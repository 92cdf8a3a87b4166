"""The database itself refuses to change, delete or replace an event."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

SAYS = "history is append-only: an event is never changed or deleted"

SQLITE = [
    f"""CREATE TRIGGER history_event_never_updated BEFORE UPDATE ON history_event
    BEGIN SELECT RAISE(ABORT, '{SAYS}'); END""",
    f"""CREATE TRIGGER history_event_never_deleted BEFORE DELETE ON history_event
    BEGIN SELECT RAISE(ABORT, '{SAYS}'); END""",
    # INSERT OR REPLACE removes the row it meets without asking the trigger on DELETE.
    f"""CREATE TRIGGER history_event_never_replaced BEFORE INSERT ON history_event
    WHEN EXISTS (SELECT 1 FROM history_event WHERE sequence = NEW.sequence OR hash = NEW.hash)
    BEGIN SELECT RAISE(ABORT, '{SAYS}'); END""",
]
SQLITE_BACK = [
    "DROP TRIGGER history_event_never_updated",
    "DROP TRIGGER history_event_never_deleted",
    "DROP TRIGGER history_event_never_replaced",
]
POSTGRESQL = [
    f"""CREATE FUNCTION history_event_refuse() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION '{SAYS}' USING ERRCODE = 'integrity_constraint_violation'; END $$""",
    """CREATE TRIGGER history_event_never_changed BEFORE UPDATE OR DELETE ON history_event
    FOR EACH ROW EXECUTE FUNCTION history_event_refuse()""",
    """CREATE TRIGGER history_event_never_truncated BEFORE TRUNCATE ON history_event
    FOR EACH STATEMENT EXECUTE FUNCTION history_event_refuse()""",
]
POSTGRESQL_BACK = [
    "DROP TRIGGER history_event_never_changed ON history_event",
    "DROP TRIGGER history_event_never_truncated ON history_event",
    "DROP FUNCTION history_event_refuse()",
]
FORWARD = {"sqlite": SQLITE, "postgresql": POSTGRESQL}
BACK = {"sqlite": SQLITE_BACK, "postgresql": POSTGRESQL_BACK}


def forward(_: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Put the triggers in place; a database without a variant of them is not supported."""
    for statement in FORWARD[editor.connection.vendor]:
        editor.execute(statement)


def back(_: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Take the triggers away."""
    for statement in BACK[editor.connection.vendor]:
        editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("history", "0001_first")]
    operations = [migrations.RunPython(forward, back)]
