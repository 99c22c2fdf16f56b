import uuid

import django.db.models.deletion
from django.db import migrations, models

from wederhoor.dossier.migrations import _fence


class Migration(migrations.Migration):
    dependencies = [
        ("dossier", "0026_teams_and_own_notices"),
        ("organisations", "0004_four_eyes"),
    ]

    operations = [
        migrations.CreateModel(
            name="Placed",
            fields=[
                ("dossier_id", models.UUIDField()),
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "organisation_id",
                        "dossier_id",
                        "id",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("location", models.IntegerField(default=0)),
                ("team", models.IntegerField(default=0)),
                ("until", models.DateTimeField()),
                ("by", models.CharField(help_text="Who put it right, by the id of their account.", max_length=40)),
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
                "abstract": False,
            },
        ),
        *_fence.child_operations("placed"),
    ]
