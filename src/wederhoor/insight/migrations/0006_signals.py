"""Signals and what people did with them."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from wederhoor.dossier.migrations import _fence


def _key(*names: str) -> models.CompositePrimaryKey:
    return models.CompositePrimaryKey(*names, blank=True, editable=False, primary_key=True, serialize=False)


class Migration(migrations.Migration):
    dependencies = [
        ("insight", "0005_notes"),
        ("organisations", "0004_four_eyes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Signal",
            fields=[
                ("pk", _key("organisation_id", "id")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("theme", models.CharField(blank=True, help_text="'' is all themes.", max_length=60)),
                ("rule", models.CharField(help_text="Which chart: 'cusum', 'u' or 'g'.", max_length=10)),
                ("since", models.DateField(help_text="From when on it is unusual.")),
                ("raised", models.DateTimeField()),
                (
                    "figures",
                    models.JSONField(help_text="Count, expected, value and limit, at the moment of the last evidence."),
                ),
                ("chart", models.JSONField(help_text="The points of its charts: days and numbers.")),
                ("evidence_on", models.DateField(help_text="The last day of the week that these figures reach to.")),
                ("status", models.CharField(default="open", help_text="'open' or 'decided'.", max_length=10)),
                ("decision", models.CharField(blank=True, max_length=20)),
                ("decided_on", models.DateField(null=True)),
                (
                    "location",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.location",
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
                (
                    "owner",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["organisation", "status", "-raised"], name="signal_status")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status", "open")),
                        fields=("organisation", "theme", "location"),
                        name="signal_open_once",
                        nulls_distinct=False,
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SignalStep",
            fields=[
                ("pk", _key("organisation_id", "id")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("signal", models.UUIDField()),
                ("seq", models.SmallIntegerField()),
                ("step", models.CharField(max_length=20)),
                ("at", models.DateTimeField()),
                ("by", models.CharField(blank=True, help_text="'' is the software itself.", max_length=40)),
                ("role", models.CharField(blank=True, max_length=60)),
                ("said", models.JSONField(default=dict, help_text="Codes, numbers and ids.")),
                ("words", models.BinaryField(default=bytes, help_text="The reason of a decision, sealed.")),
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
                    models.UniqueConstraint(fields=("organisation", "signal", "seq"), name="signal_step_once")
                ],
            },
        ),
        *_fence.own_operations("signal", "signalstep", app="insight"),
    ]
