import uuid

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from wederhoor.dossier.migrations import _fence

MINE = f"{_fence.OWN} OR {_fence.ASSIGNED.format(column='dossier_id')}"

# Reading the blind index passes no row-level test: PostgreSQL would not use a GIN index behind one. Its words are keyed
# per organisation, so another organisation's search can match none of them, and every hit is read again behind the fence.
WORDS = f"""
DROP POLICY dossier_searchwords_fence ON dossier_searchwords;
CREATE POLICY dossier_searchwords_read ON dossier_searchwords FOR SELECT USING (true);
CREATE POLICY dossier_searchwords_add ON dossier_searchwords FOR INSERT WITH CHECK ({MINE});
CREATE POLICY dossier_searchwords_change ON dossier_searchwords FOR UPDATE USING ({MINE});
CREATE POLICY dossier_searchwords_remove ON dossier_searchwords FOR DELETE USING ({MINE});
"""


class Migration(migrations.Migration):
    dependencies = [
        ("dossier", "0002_beside"),
        ("organisations", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Follow",
            fields=[
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("dossier_id", models.UUIDField()),
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "organisation_id",
                        "dossier_id",
                        "account_id",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("since", models.DateTimeField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SavedView",
            fields=[
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "organisation_id", "id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("shared", models.BooleanField(default=False)),
                ("name", models.BinaryField()),
                (
                    "query",
                    models.CharField(
                        help_text="The filters as they stand in the address; never free text.", max_length=400
                    ),
                ),
                ("made", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="SearchKey",
            fields=[
                (
                    "organisation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="organisations.organisation",
                    ),
                ),
                ("wrapped", models.BinaryField()),
                ("made", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="SearchWords",
            fields=[
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                ("dossier_id", models.UUIDField()),
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "organisation_id",
                        "dossier_id",
                        "compartment",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "compartment",
                    models.CharField(
                        choices=[
                            ("party", "Partijen"),
                            ("handler", "Behandelaar"),
                            ("mediation", "Bemiddeling"),
                            ("confidant", "Vertrouwenspersoon"),
                            ("committee", "Commissie"),
                        ],
                        max_length=12,
                    ),
                ),
                ("tokens", django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)),
            ],
        ),
        migrations.CreateModel(
            name="Task",
            fields=[
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                ("dossier_id", models.UUIDField()),
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "organisation_id",
                        "dossier_id",
                        "role",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("role", models.CharField(max_length=60)),
                ("duty", models.CharField(max_length=60)),
                ("holder", models.CharField(max_length=60)),
                (
                    "held",
                    models.BooleanField(help_text="The role owes it itself; else it may discharge what another owes."),
                ),
                ("aim", models.DateField(null=True)),
                ("due", models.DateField(null=True)),
            ],
        ),
        migrations.RemoveIndex(
            model_name="summary",
            name="summary_worklist",
        ),
        migrations.RemoveIndex(
            model_name="summary",
            name="summary_handler",
        ),
        migrations.AddField(
            model_name="summary",
            name="capacity",
            field=models.CharField(blank=True, max_length=60),
        ),
        migrations.AddField(
            model_name="summary",
            name="due_duty",
            field=models.CharField(blank=True, max_length=60),
        ),
        migrations.AddField(
            model_name="summary",
            name="hidden_from",
            field=models.CharField(blank=True, help_text="'|role|role|' that may not know of it now.", max_length=400),
        ),
        migrations.AddField(
            model_name="summary",
            name="unread_by",
            field=models.CharField(
                blank=True, help_text="'|role|role|' that may not read the complaint now.", max_length=400
            ),
        ),
        migrations.AddField(
            model_name="summary",
            name="kind",
            field=models.CharField(blank=True, max_length=60),
        ),
        migrations.AddField(
            model_name="summary",
            name="law",
            field=models.CharField(blank=True, max_length=60),
        ),
        migrations.AddField(
            model_name="summary",
            name="location",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisations.location",
            ),
        ),
        migrations.AlterField(
            model_name="summary",
            name="next_aim",
            field=models.DateField(help_text="The day to work to: that of `next_duty`.", null=True),
        ),
        migrations.AlterField(
            model_name="summary",
            name="next_due",
            field=models.DateField(help_text="The first day on which a duty ends: that of `due_duty`.", null=True),
        ),
        migrations.AddIndex(
            model_name="summary",
            index=models.Index(
                condition=models.Q(("closed", False)),
                fields=["organisation", "next_aim", "number"],
                name="summary_open",
            ),
        ),
        migrations.AddIndex(
            model_name="summary",
            index=models.Index(
                condition=models.Q(("closed", False)),
                fields=["organisation", "handler", "next_aim"],
                name="summary_of_handler",
            ),
        ),
        migrations.AddIndex(
            model_name="summary",
            index=models.Index(
                condition=models.Q(("closed", False)),
                fields=["organisation", "phase", "next_aim"],
                name="summary_in_phase",
            ),
        ),
        migrations.AddIndex(
            model_name="summary",
            index=models.Index(
                condition=models.Q(("closed", False)),
                fields=["organisation", "location", "next_aim"],
                name="summary_at_location",
            ),
        ),
        migrations.AddIndex(
            model_name="summary",
            index=models.Index(
                condition=models.Q(("closed", False)), fields=["organisation", "next_due"], name="summary_due"
            ),
        ),
        migrations.AddIndex(
            model_name="summary",
            index=models.Index(fields=["organisation", "received_on", "number"], name="summary_received"),
        ),
        migrations.AddIndex(
            model_name="summary",
            index=models.Index(fields=["organisation", "last_at", "number"], name="summary_last"),
        ),
        migrations.AddIndex(
            model_name="summary",
            index=models.Index(
                condition=models.Q(("closed", False), _negated=True),
                fields=["organisation", "last_at", "number"],
                name="summary_closed",
            ),
        ),
        migrations.AddIndex(
            model_name="searchwords",
            index=django.contrib.postgres.indexes.GinIndex(fastupdate=False, fields=["tokens"], name="search_tokens"),
        ),
        migrations.AddIndex(
            model_name="task",
            index=models.Index(fields=["organisation", "role", "held", "aim"], name="task_of_role"),
        ),
        *_fence.child_operations("task", "follow", "searchwords"),
        *_fence.own_operations("savedview", "searchkey"),
        migrations.RunSQL([WORDS], migrations.RunSQL.noop),
    ]
