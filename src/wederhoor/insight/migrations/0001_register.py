"""Registers that were kept elsewhere, while they are read in."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

from wederhoor.dossier.migrations import _fence


class Migration(migrations.Migration):
    dependencies = [("dossier", "0023_front"), ("organisations", "0004_four_eyes")]

    initial = True

    operations = [
        migrations.CreateModel(
            name="RegisterImport",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "organisation_id", "id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False)),
                (
                    "state",
                    models.CharField(
                        choices=[("read", "Wordt ingelezen"), ("done", "Ingelezen"), ("undone", "Teruggedraaid")],
                        default="read",
                        max_length=10,
                    ),
                ),
                ("made", models.DateTimeField()),
                ("by", models.CharField(max_length=40)),
                (
                    "finished",
                    models.DateTimeField(help_text="When the rows went in, or were taken out again.", null=True),
                ),
                ("name", models.BinaryField(help_text="The name of the file, sealed.")),
                ("cells", models.BinaryField(default=bytes, help_text="What was read, sealed; empty when it is done.")),
                (
                    "mapping",
                    models.BinaryField(
                        default=bytes, help_text="Which column is which and which value which code, sealed."
                    ),
                ),
                (
                    "marks",
                    models.BinaryField(
                        default=bytes, help_text="Keyed marks of the rows that went in, to know them again; sealed."
                    ),
                ),
                (
                    "digest",
                    models.CharField(help_text="Keyed mark of all cells: the same file is known again.", max_length=64),
                ),
                (
                    "rows",
                    models.IntegerField(default=0, help_text="Rows in the file; once done, the rows that went in."),
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
            options={
                "indexes": [models.Index(fields=["organisation", "-made"], name="register_import_made")],
            },
        ),
        *_fence.own_operations("registerimport", app="insight"),
    ]
