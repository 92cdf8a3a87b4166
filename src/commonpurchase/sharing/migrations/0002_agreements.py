import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('sharing', '0001_first'),
    ]

    operations = [
        migrations.RemoveIndex(model_name='party', name='party_by_organisation'),
        migrations.RemoveConstraint(model_name='party', name='a_party_once_a_role'),
        migrations.RenameField(model_name='party', old_name='organisation', new_name='who'),
        migrations.CreateModel(
            name='Grant',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('organisation', models.UUIDField(help_text='The organisation it opens to.')),
                ('person', models.UUIDField(help_text='Only this person of it; empty for all.', null=True)),
                ('purpose', models.TextField(choices=[('due diligence', 'due diligence'), ('remedy case', 'remedy case'), ('contract monitoring', 'contract monitoring'), ('joint engagement', 'joint engagement'), ('tender', 'tender'), ('research', 'research')], help_text='What it opens for.')),
                ('start', models.DateTimeField(help_text='Open from this moment on.')),
                ('end', models.DateTimeField(help_text='Closed from this moment on.')),
                ('revoked_at', models.DateTimeField(help_text='When its originator took it back.', null=True)),
            ],
        ),
        migrations.AddField(
            model_name='label',
            name='authority',
            field=models.UUIDField(help_text='The buyer whose tender it belongs to.', null=True),
        ),
        migrations.AddField(
            model_name='label',
            name='award_at',
            field=models.DateTimeField(help_text='When the tender was decided; empty before.', null=True),
        ),
        migrations.AddField(
            model_name='label',
            name='custodian',
            field=models.UUIDField(db_index=True, help_text='Who keeps it for its originator.', null=True),
        ),
        migrations.AddField(
            model_name='party',
            name='programme',
            field=models.TextField(blank=True, default='', help_text='Of a secret: the programme it belongs to; empty for none.'),
        ),
        migrations.AlterField(
            model_name='party',
            name='role',
            field=models.TextField(choices=[('named', 'named'), ('subjects', 'subject'), ('excluded', 'excluded'), ('secrets', 'whose secret it holds'), ('panel', 'judges the tender'), ('handlers', 'handles it')], help_text='Why the label mentions it.'),
        ),
        migrations.AlterField(
            model_name='party',
            name='who',
            field=models.UUIDField(help_text="The organisation's or person's id."),
        ),
        migrations.AddIndex(
            model_name='party',
            index=models.Index(fields=['who', 'role'], name='party_by_who'),
        ),
        migrations.AddConstraint(
            model_name='party',
            constraint=models.UniqueConstraint(fields=('label', 'role', 'who', 'programme'), name='a_party_once_a_role_and_programme'),
        ),
        migrations.AddField(
            model_name='grant',
            name='label',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='grants', to='sharing.label'),
        ),
        migrations.AddIndex(
            model_name='grant',
            index=models.Index(fields=['organisation', 'end'], name='grant_by_organisation'),
        ),
        migrations.AddConstraint(
            model_name='grant',
            constraint=models.CheckConstraint(condition=models.Q(('start__lt', models.F('end'))), name='a_grant_ends_after_it_starts'),
        ),
    ]
