"""The database itself refuses to delete the head, which has to change with every event."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

SAYS = "history is append-only: its head moves on and is never deleted"

SQLITE = [
    f"""CREATE TRIGGER history_head_never_deleted BEFORE DELETE ON history_head
    BEGIN SELECT RAISE(ABORT, '{SAYS}'); END""",
]
SQLITE_BACK = ["DROP TRIGGER history_head_never_deleted"]
POSTGRESQL = [
    f"""CREATE FUNCTION history_head_refuse() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION '{SAYS}' USING ERRCODE = 'integrity_constraint_violation'; END $$""",
    """CREATE TRIGGER history_head_never_deleted BEFORE DELETE ON history_head
    FOR EACH ROW EXECUTE FUNCTION history_head_refuse()""",
    """CREATE TRIGGER history_head_never_truncated BEFORE TRUNCATE ON history_head
    FOR EACH STATEMENT EXECUTE FUNCTION history_head_refuse()""",
]
POSTGRESQL_BACK = [
    "DROP TRIGGER history_head_never_deleted ON history_head",
    "DROP TRIGGER history_head_never_truncated ON history_head",
    "DROP FUNCTION history_head_refuse()",
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
    dependencies = [("history", "0002_events_never_change")]
    operations = [migrations.RunPython(forward, back)]
