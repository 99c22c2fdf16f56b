import uuid
from typing import Any

import django.db.models.deletion
from django.db import migrations, models

from wederhoor.dossier.migrations import _fence

FROZEN = """
CREATE FUNCTION insight_report_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'an adopted report stays as it is: make a new version' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER insight_report_frozen BEFORE UPDATE OR DELETE ON insight_writtenreport
  FOR EACH ROW WHEN (OLD.state = 'adopted') EXECUTE FUNCTION insight_report_refuse();
"""


def _organisation(**more: Any) -> Any:
    return models.ForeignKey(
        db_index=False,
        on_delete=django.db.models.deletion.PROTECT,
        related_name="+",
        to="organisations.organisation",
        **more,
    )


def _key() -> Any:
    return models.CompositePrimaryKey(
        "organisation_id", "id", blank=True, editable=False, primary_key=True, serialize=False
    )


class Migration(migrations.Migration):
    dependencies = [("insight", "0002_measures"), ("organisations", "0004_four_eyes")]

    operations = [
        migrations.CreateModel(
            name="ReportMeeting",
            fields=[
                ("pk", _key()),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("report", models.UUIDField()),
                ("at", models.DateTimeField()),
                ("place", models.BinaryField(default=bytes)),
                ("roles", models.JSONField(default=list)),
                ("minutes", models.BinaryField(default=bytes)),
                ("held", models.BooleanField(default=False)),
                ("cancelled", models.BooleanField(default=False)),
                ("moved", models.SmallIntegerField(default=0, help_text="How often; the calendar file says so.")),
                ("planned_by", models.CharField(max_length=40)),
                ("changed", models.DateTimeField()),
                ("organisation", _organisation()),
            ],
            options={"indexes": [models.Index(fields=["organisation", "report"], name="report_meeting")]},
        ),
        migrations.CreateModel(
            name="WrittenReport",
            fields=[
                ("pk", _key()),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("code", models.CharField(help_text="Which report of the regulation.", max_length=60)),
                (
                    "regulation",
                    models.CharField(help_text="The version of the regulation it was made under.", max_length=100),
                ),
                ("first", models.DateField()),
                ("last", models.DateField()),
                ("group", models.CharField(blank=True, help_text="Group of locations.", max_length=60)),
                ("version", models.SmallIntegerField(default=1)),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "Concept"), ("submitted", "Ingediend"), ("adopted", "Vastgesteld")],
                        default="draft",
                        max_length=10,
                    ),
                ),
                (
                    "edition",
                    models.IntegerField(
                        default=0, help_text="Goes up when a text is kept: of two writers the later one is told."
                    ),
                ),
                ("texts", models.BinaryField(default=bytes)),
                ("remark", models.BinaryField(default=bytes, help_text="Why it was sent back, sealed.")),
                ("content", models.BinaryField(default=bytes)),
                ("sha256", models.CharField(blank=True, max_length=64)),
                ("made", models.DateTimeField()),
                ("changed", models.DateTimeField()),
                ("by", models.CharField(max_length=40)),
                ("submitted", models.DateTimeField(null=True)),
                ("submitted_by", models.CharField(blank=True, max_length=40)),
                ("adopted", models.DateTimeField(null=True)),
                ("adopted_by", models.CharField(blank=True, max_length=40)),
                ("adopted_role", models.CharField(blank=True, max_length=60)),
                ("member", _organisation(null=True)),
                ("organisation", _organisation()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "code", "first", "last", "member", "group", "version"),
                        name="report_once",
                        nulls_distinct=False,
                    )
                ]
            },
        ),
        *_fence.own_operations("reportmeeting", "writtenreport", app="insight"),
        migrations.RunSQL([FROZEN], migrations.RunSQL.noop),
    ]
