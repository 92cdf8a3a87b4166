"""The database itself refuses to change, delete or replace a row of the ledger, or to delete its head."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

SAYS = "the ledger is append-only: a row is never changed or deleted"

SQLITE = [
    f"""CREATE TRIGGER holdings_ledgerrow_never_updated BEFORE UPDATE ON holdings_ledgerrow
    BEGIN SELECT RAISE(ABORT, '{SAYS}'); END""",
    f"""CREATE TRIGGER holdings_ledgerrow_never_deleted BEFORE DELETE ON holdings_ledgerrow
    BEGIN SELECT RAISE(ABORT, '{SAYS}'); END""",
    # INSERT OR REPLACE removes the row it meets without asking the trigger on DELETE.
    f"""CREATE TRIGGER holdings_ledgerrow_never_replaced BEFORE INSERT ON holdings_ledgerrow
    WHEN EXISTS (SELECT 1 FROM holdings_ledgerrow WHERE sequence = NEW.sequence OR hash = NEW.hash)
    BEGIN SELECT RAISE(ABORT, '{SAYS}'); END""",
    f"""CREATE TRIGGER holdings_ledgerhead_never_deleted BEFORE DELETE ON holdings_ledgerhead
    BEGIN SELECT RAISE(ABORT, '{SAYS}'); END""",
]
SQLITE_BACK = [
    "DROP TRIGGER holdings_ledgerhead_never_deleted",
    "DROP TRIGGER holdings_ledgerrow_never_updated",
    "DROP TRIGGER holdings_ledgerrow_never_deleted",
    "DROP TRIGGER holdings_ledgerrow_never_replaced",
]
POSTGRESQL = [
    f"""CREATE FUNCTION holdings_ledgerrow_refuse() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION '{SAYS}' USING ERRCODE = 'integrity_constraint_violation'; END $$""",
    """CREATE TRIGGER holdings_ledgerrow_never_changed BEFORE UPDATE OR DELETE ON holdings_ledgerrow
    FOR EACH ROW EXECUTE FUNCTION holdings_ledgerrow_refuse()""",
    """CREATE TRIGGER holdings_ledgerrow_never_truncated BEFORE TRUNCATE ON holdings_ledgerrow
    FOR EACH STATEMENT EXECUTE FUNCTION holdings_ledgerrow_refuse()""",
    """CREATE TRIGGER holdings_ledgerhead_never_deleted BEFORE DELETE ON holdings_ledgerhead
    FOR EACH ROW EXECUTE FUNCTION holdings_ledgerrow_refuse()""",
    """CREATE TRIGGER holdings_ledgerhead_never_truncated BEFORE TRUNCATE ON holdings_ledgerhead
    FOR EACH STATEMENT EXECUTE FUNCTION holdings_ledgerrow_refuse()""",
]
POSTGRESQL_BACK = [
    "DROP TRIGGER holdings_ledgerhead_never_deleted ON holdings_ledgerhead",
    "DROP TRIGGER holdings_ledgerhead_never_truncated ON holdings_ledgerhead",
    "DROP TRIGGER holdings_ledgerrow_never_changed ON holdings_ledgerrow",
    "DROP TRIGGER holdings_ledgerrow_never_truncated ON holdings_ledgerrow",
    "DROP FUNCTION holdings_ledgerrow_refuse()",
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
    dependencies = [("holdings", "0002_ledger")]
    operations = [migrations.RunPython(forward, back)]
