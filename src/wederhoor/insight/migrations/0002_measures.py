import uuid

import django.db.models.deletion
from django.db import migrations, models

from wederhoor.dossier.migrations import _fence


def _key(*names: str) -> models.CompositePrimaryKey:
    return models.CompositePrimaryKey(*names, blank=True, editable=False, primary_key=True, serialize=False)


class Migration(migrations.Migration):
    dependencies = [("insight", "0001_register"), ("organisations", "0004_four_eyes")]

    operations = [
        migrations.CreateModel(
            name="Measure",
            fields=[
                ("pk", _key("organisation_id", "id")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("kind", models.CharField(help_text="'measure' or 'recommendation'.", max_length=20)),
                (
                    "origin",
                    models.CharField(
                        help_text="What brought it about: dossier, report, signal, itself, ...", max_length=20
                    ),
                ),
                (
                    "origin_id",
                    models.UUIDField(help_text="Which report, signal or recommendation; never a dossier.", null=True),
                ),
                ("theme", models.CharField(blank=True, max_length=60)),
                ("aim", models.CharField(blank=True, max_length=60)),
                (
                    "asked",
                    models.BooleanField(help_text="Of a recommendation: whether somebody asked for it.", null=True),
                ),
                (
                    "role",
                    models.CharField(
                        blank=True, help_text="The role in which the owner does it; who must answer.", max_length=60
                    ),
                ),
                ("due", models.DateField(null=True)),
                (
                    "remind_on",
                    models.DateField(
                        help_text="Without a day of the regulation: our own, to remind who must answer.", null=True
                    ),
                ),
                ("status", models.CharField(max_length=12)),
                (
                    "what",
                    models.BinaryField(
                        default=bytes, help_text="Sealed. Empty while nobody put it in words without names."
                    ),
                ),
                ("result", models.BinaryField(default=bytes)),
                (
                    "reason",
                    models.BinaryField(default=bytes, help_text="Why it was dropped, accepted or rejected. Sealed."),
                ),
                ("made_on", models.DateField()),
                ("by", models.CharField(max_length=40)),
                ("by_role", models.CharField(max_length=60)),
                ("decided_on", models.DateField(null=True)),
                ("done_on", models.DateField(null=True)),
                ("check_months", models.SmallIntegerField(null=True)),
                ("check_on", models.DateField(null=True)),
                (
                    "before",
                    models.IntegerField(
                        help_text="Complaints on its theme and place in as long a time before.", null=True
                    ),
                ),
                ("after", models.IntegerField(help_text="The same after it was done.", null=True)),
                (
                    "counted_days",
                    models.SmallIntegerField(help_text="Over so many days, when somebody looked sooner.", null=True),
                ),
                ("conclusion", models.CharField(blank=True, max_length=12)),
                (
                    "location",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="organisations.location",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
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
                (
                    "owner",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="organisations.account",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="organisations.team",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["organisation", "status", "due"], name="measure_status"),
                    models.Index(fields=["organisation", "owner", "status"], name="measure_owner"),
                    models.Index(fields=["organisation", "location", "made_on"], name="measure_location"),
                    models.Index(fields=["organisation", "made_on"], name="measure_made"),
                ],
            },
        ),
        migrations.CreateModel(
            name="MeasureStep",
            fields=[
                ("pk", _key("organisation_id", "id")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("measure", models.UUIDField()),
                ("seq", models.SmallIntegerField()),
                ("step", models.CharField(max_length=20)),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=40)),
                ("role", models.CharField(max_length=60)),
                (
                    "said",
                    models.JSONField(
                        default=dict, help_text="Codes, dates and ids: what was chosen, and what it was before."
                    ),
                ),
                ("words", models.BinaryField(default=bytes)),
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
                    models.UniqueConstraint(fields=("organisation", "measure", "seq"), name="measure_step_once")
                ],
            },
        ),
        *_fence.own_operations("measure", "measurestep", app="insight"),
    ]
