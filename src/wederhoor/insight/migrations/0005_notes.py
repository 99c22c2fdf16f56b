"""Case notes and the talks about them."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

from wederhoor.dossier.migrations import _fence


def _key() -> models.CompositePrimaryKey:
    return models.CompositePrimaryKey(
        "organisation_id", "id", blank=True, editable=False, primary_key=True, serialize=False
    )


def _organisation(**more: bool) -> models.ForeignKey[object, object]:
    return models.ForeignKey(
        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.organisation",
        db_index=more.get("db_index", True), null=more.get("null", False),
    )  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("insight", "0004_publishing"), ("organisations", "0004_four_eyes")]

    operations = [
        migrations.CreateModel(
            name="CaseNote",
            fields=[
                ("pk", _key()),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("month", models.DateField(help_text="The first day of the month in which it was approved.")),
                ("kept_until", models.DateField()),
                ("law", models.CharField(blank=True, max_length=60)),
                ("theme", models.CharField(blank=True, max_length=60)),
                ("route", models.CharField(blank=True, max_length=60)),
                ("outcome", models.CharField(blank=True, max_length=60)),
                ("lead_time", models.CharField(blank=True, max_length=20)),
                ("story", models.BinaryField(default=bytes, help_text="Sealed; empty once it was wiped.")),
                ("member", _organisation(null=True)),
                ("organisation", _organisation(db_index=False)),
            ],
            options={"indexes": [models.Index(fields=["organisation", "-month"], name="case_note_month")]},
        ),
        migrations.CreateModel(
            name="CaseDiscussion",
            fields=[
                ("pk", _key()),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("note", models.UUIDField()),
                ("held_on", models.DateField()),
                ("with_whom", models.BinaryField(help_text="A group, such as a team; sealed.")),
                ("lessons", models.BinaryField(default=bytes, help_text="Sealed.")),
                ("measure", models.UUIDField(null=True)),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=40)),
                ("role", models.CharField(max_length=60)),
                ("organisation", _organisation(db_index=False)),
            ],
            options={"indexes": [models.Index(fields=["organisation", "note"], name="case_discussion_of")]},
        ),
        *_fence.own_operations("casenote", "casediscussion", app="insight"),
    ]
