import uuid

import django.db.models.deletion
from django.db import migrations, models

from wederhoor.dossier.migrations import _fence

ORGANISATION = models.ForeignKey(
    db_index=False,
    on_delete=django.db.models.deletion.PROTECT,
    related_name="+",
    to="organisations.organisation",
)


class Migration(migrations.Migration):
    dependencies = [("dossier", "0013_steps"), ("organisations", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Unsent",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "organisation_id", "mark", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "mark",
                    models.CharField(
                        help_text="Keyed hash of the words; who reads it cannot open anything.", max_length=64
                    ),
                ),
                ("content", models.BinaryField()),
                ("forget_after", models.DateField()),
                ("organisation", ORGANISATION),
            ],
            options={
                "indexes": [models.Index(fields=["organisation", "forget_after"], name="unsent_forget")],
            },
        ),
        migrations.CreateModel(
            name="UnsentFile",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "organisation_id", "mark", "id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("mark", models.CharField(max_length=64)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("about", models.BinaryField(help_text="Name, type, pages and warnings, sealed.")),
                ("original", models.BinaryField()),
                ("cleaned", models.BinaryField()),
                ("organisation", ORGANISATION),
            ],
        ),
        *_fence.own_operations("unsent", "unsentfile"),
    ]
