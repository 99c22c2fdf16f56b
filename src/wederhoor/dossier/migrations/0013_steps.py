import uuid

import django.db.models.deletion
from django.db import migrations, models

from wederhoor.dossier.migrations import _fence


class Migration(migrations.Migration):
    dependencies = [
        ("dossier", "0012_memory"),
        ("organisations", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="summary",
            name="last_for_complainant",
            field=models.DateTimeField(help_text="The last that this side may know of.", null=True),
        ),
        migrations.AddField(
            model_name="summary",
            name="last_for_accused",
            field=models.DateTimeField(help_text="The last that this side may know of.", null=True),
        ),
        migrations.CreateModel(
            name="CallMade",
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
                ("letter", models.CharField(max_length=60)),
                ("seq", models.IntegerField(help_text="The event that caused the letter.")),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=40)),
                ("result", models.CharField(max_length=20)),
                ("note", models.BinaryField(default=bytes)),
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
            options={"abstract": False},
        ),
        *_fence.child_operations("callmade"),
        migrations.CreateModel(
            name="OwnTold",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "organisation_id", "id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("about", models.CharField(max_length=200)),
                ("stage", models.CharField(max_length=20)),
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
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("organisation", "about", "stage"), name="own_told_once"),
                ],
            },
        ),
        *_fence.own_operations("owntold"),
    ]
