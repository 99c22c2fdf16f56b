import uuid
from typing import Any

import django.db.models.deletion
from django.db import migrations, models

from wederhoor.dossier.migrations import _fence


def _organisation() -> Any:
    return models.ForeignKey(
        db_index=False,
        on_delete=django.db.models.deletion.PROTECT,
        related_name="+",
        to="organisations.organisation",
    )


def _key(*fields: str) -> models.CompositePrimaryKey:
    return models.CompositePrimaryKey(*fields, blank=True, editable=False, primary_key=True, serialize=False)


class Migration(migrations.Migration):
    dependencies = [("dossier", "0014_complaining")]

    operations = [
        migrations.CreateModel(
            name="PersonCode",
            fields=[
                ("dossier_id", models.UUIDField()),
                ("pk", _key("organisation_id", "dossier_id", "id")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False)),
                (
                    "person",
                    models.CharField(
                        blank=True, help_text="The person's code in events; '' when nobody is named.", max_length=12
                    ),
                ),
                ("code_hash", models.BinaryField()),
                ("made", models.DateTimeField()),
                ("until", models.DateTimeField(null=True)),
                ("organisation", _organisation()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("organisation", "code_hash"), name="person_code_once")],
            },
        ),
        migrations.CreateModel(
            name="Seen",
            fields=[
                ("dossier_id", models.UUIDField()),
                ("pk", _key("organisation_id", "dossier_id", "person", "what")),
                ("person", models.CharField(blank=True, max_length=12)),
                ("what", models.CharField(max_length=10)),
                ("at", models.DateTimeField()),
                ("organisation", _organisation()),
            ],
            options={"abstract": False},
        ),
        migrations.CreateModel(
            name="CodeAsked",
            fields=[
                ("pk", _key("organisation_id", "id")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("address", models.BinaryField(help_text="Sealed with the key of the organisation.")),
                ("place", models.CharField(help_text="The code of the provider whose page it was.", max_length=40)),
                ("at", models.DateTimeField()),
                ("organisation", _organisation()),
            ],
        ),
        *_fence.child_operations("personcode", "seen"),
        *_fence.own_operations("codeasked"),
    ]
