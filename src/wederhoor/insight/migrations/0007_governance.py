import uuid

import django.db.models.deletion
from django.db import migrations, models

from wederhoor.dossier.migrations import _fence


def _key() -> models.CompositePrimaryKey:
    return models.CompositePrimaryKey(
        "organisation_id", "id", blank=True, editable=False, primary_key=True, serialize=False
    )


class Migration(migrations.Migration):
    dependencies = [("insight", "0006_signals"), ("organisations", "0004_four_eyes")]

    operations = [
        migrations.CreateModel(
            name="OwnDone",
            fields=[
                ("pk", _key()),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False)),
                (
                    "owing",
                    models.ForeignKey(
                        db_index=False,
                        help_text="Whose duty it is: the organisation, or a member under a regulation of its own.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                ("provider", models.CharField(help_text="Whose regulation owes it: its code.", max_length=60)),
                (
                    "code",
                    models.CharField(help_text="Such as 'governance:evaluation' or 'meeting:quarter'.", max_length=80),
                ),
                ("on", models.DateField()),
                ("told", models.JSONField(default=dict, help_text="Role of the regulation -> the day it was told.")),
                ("words", models.BinaryField(default=bytes, help_text="What came of it; sealed.")),
                ("by", models.CharField(max_length=40)),
                ("role", models.CharField(max_length=60)),
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
                "indexes": [models.Index(fields=["organisation", "owing", "code", "on"], name="own_done_code")],
            },
        ),
        migrations.CreateModel(
            name="RegulationChange",
            fields=[
                ("pk", _key()),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False)),
                (
                    "owing",
                    models.ForeignKey(
                        db_index=False,
                        help_text="Whose regulation it is: the organisation, or a member under a regulation of its own.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                ("change", models.CharField(max_length=12)),
                ("what", models.BinaryField(help_text="What is proposed, in a few words; sealed.")),
                ("holds_from", models.DateField(help_text="From which day the new text is to hold.", null=True)),
                ("opened", models.DateTimeField()),
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
                "indexes": [models.Index(fields=["organisation", "owing", "opened"], name="change_opened")],
            },
        ),
        migrations.CreateModel(
            name="RegulationStep",
            fields=[
                ("pk", _key()),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("change", models.UUIDField()),
                ("seq", models.SmallIntegerField()),
                ("doing", models.CharField(max_length=12)),
                (
                    "of",
                    models.CharField(
                        blank=True, help_text="The role that advised, consented or decided.", max_length=60
                    ),
                ),
                ("on", models.DateField()),
                ("answer", models.CharField(blank=True, max_length=12)),
                ("words", models.BinaryField(default=bytes, help_text="Advice, conditions or reasons; sealed.")),
                ("by", models.CharField(max_length=40)),
                ("role", models.CharField(max_length=60)),
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
                    models.UniqueConstraint(fields=("organisation", "change", "seq"), name="regulation_step_once")
                ],
            },
        ),
        *_fence.own_operations("owndone", "regulationchange", "regulationstep", app="insight"),
    ]
