"""Members of a programme agree and leave; those that stood in a list agreed when it began."""

from uuid import UUID

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def agreed(apps: Apps, _: BaseDatabaseSchemaEditor) -> None:
    """What was known of members before: their ids."""
    member = apps.get_model("holdings", "ProgrammeMember")
    for row in apps.get_model("holdings", "Programme").objects.all():
        member.objects.bulk_create(
            member(programme=row, organisation=UUID(one), asked_at=row.begun_at, accepted_at=row.begun_at)
            for one in row.known_members
        )


class Migration(migrations.Migration):
    dependencies = [("holdings", "0004_cases_and_custody")]

    operations = [
        migrations.RenameField("programme", "members", "known_members"),
        migrations.AddField(
            "programme",
            "ended_at",
            models.DateTimeField(help_text="When its custodian ended it.", null=True),
        ),
        migrations.CreateModel(
            name="ProgrammeMember",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("organisation", models.UUIDField(db_index=True, help_text="Whom it serves.")),
                ("asked_at", models.DateTimeField(help_text="When the custodian named it.")),
                ("accepted_at", models.DateTimeField(help_text="When it agreed; empty before.", null=True)),
                ("left_at", models.DateTimeField(help_text="When it declined or left.", null=True)),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="members",
                        to="holdings.programme",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            "programmemember",
            models.UniqueConstraint(
                condition=models.Q(("left_at", None)),
                fields=("programme", "organisation"),
                name="a_programme_has_a_member_once",
            ),
        ),
        migrations.RunPython(agreed, migrations.RunPython.noop),
        migrations.RemoveField("programme", "known_members"),
    ]
