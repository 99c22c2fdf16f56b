import uuid

import django.db.models.deletion
from django.db import migrations, models

from wederhoor.dossier.migrations import _fence

KEPT = "REVOKE UPDATE, DELETE ON insight_publishedtable FROM wederhoor_app;"
"""What was published is remembered for ever: nobody takes it out or changes it."""


class Migration(migrations.Migration):
    dependencies = [("insight", "0003_reports"), ("organisations", "0004_four_eyes")]

    operations = [
        migrations.CreateModel(
            name="Publication",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "organisation_id", "id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("report", models.UUIDField(help_text="The written report that it was made of.")),
                ("code", models.CharField(max_length=60)),
                ("first", models.DateField()),
                ("last", models.DateField()),
                ("group", models.CharField(blank=True, max_length=60)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "Voorgesteld"),
                            ("published", "Openbaar"),
                            ("withdrawn", "Ingetrokken"),
                            ("replaced", "Vervangen door een correctie"),
                            ("declined", "Niet goedgekeurd"),
                        ],
                        default="proposed",
                        max_length=10,
                    ),
                ),
                ("texts", models.BinaryField(default=bytes)),
                ("without_figures", models.BooleanField(default=False)),
                (
                    "sha256",
                    models.CharField(help_text="Of what was looked at; what goes out is the same.", max_length=64),
                ),
                (
                    "content",
                    models.JSONField(default=dict, help_text="What is public, as it is shown; empty until then."),
                ),
                ("proposed", models.DateTimeField()),
                ("proposed_by", models.CharField(max_length=40)),
                ("decided", models.DateTimeField(null=True)),
                ("decided_by", models.CharField(blank=True, max_length=40)),
                ("decided_role", models.CharField(blank=True, max_length=60)),
                ("withdrawn", models.DateTimeField(null=True)),
                ("withdrawn_by", models.CharField(blank=True, max_length=40)),
                (
                    "member",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PublishedTable",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "organisation_id", "id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("publication", models.UUIDField()),
                ("basis", models.CharField(max_length=20)),
                ("data", models.JSONField()),
                ("at", models.DateTimeField()),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PublishingRule",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "organisation_id", "id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("threshold", models.SmallIntegerField()),
                ("four_eyes", models.BooleanField(default=False)),
                ("since", models.DateTimeField()),
                ("by", models.CharField(max_length=40)),
                ("role", models.CharField(max_length=60)),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
            ],
        ),
        *_fence.own_operations("publication", "publishedtable", "publishingrule", app="insight"),
        migrations.RunSQL([KEPT], migrations.RunSQL.noop),
    ]
