"""What a person adds to the register, the words it is kept in, and what of it is known only as long as a dossier exists."""

import uuid

import django.contrib.postgres.functions
import django.db.models.deletion
from django.db import migrations, models

from wederhoor.dossier.migrations import _fence

TOGETHER = """
ALTER TABLE dossier_registerrow NO FORCE ROW LEVEL SECURITY;
ALTER TABLE dossier_registerlink NO FORCE ROW LEVEL SECURITY;
WITH marks AS MATERIALIZED (
  SELECT organisation_id, dossier_id, gen_random_uuid() AS mark FROM dossier_registerlink GROUP BY organisation_id, dossier_id)
UPDATE dossier_registerrow r SET complaint = marks.mark FROM dossier_registerlink l
  JOIN marks ON marks.organisation_id = l.organisation_id AND marks.dossier_id = l.dossier_id
  WHERE r.organisation_id = l.organisation_id AND r.id = l.row;
ALTER TABLE dossier_registerlink FORCE ROW LEVEL SECURITY;
ALTER TABLE dossier_registerrow FORCE ROW LEVEL SECURITY;
"""
"""The parts of a complaint get one mark as far as their dossier still says that they belong together."""


class Migration(migrations.Migration):
    dependencies = [("dossier", "0019_figures"), ("organisations", "0004_four_eyes")]

    operations = [
        migrations.CreateModel(
            name="RegisterEntry",
            fields=[
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
                    "team",
                    models.BigIntegerField(
                        null=True, help_text="Id of the team; one that was removed is no longer named."
                    ),
                ),
                ("dossier_id", models.UUIDField()),
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "organisation_id",
                        "dossier_id",
                        "part",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("part", models.CharField(blank=True, max_length=4)),
                (
                    "theme",
                    models.CharField(blank=True, help_text="Finer than what was said at the reception.", max_length=60),
                ),
                ("cause", models.CharField(blank=True, max_length=60)),
                ("came_of_it", models.CharField(blank=True, max_length=20)),
                ("late_reason", models.CharField(blank=True, max_length=60)),
                ("late_words", models.BinaryField(default=bytes)),
                ("not_taken_up", models.CharField(blank=True, max_length=60)),
                ("not_taken_up_words", models.BinaryField(default=bytes)),
                (
                    "compartment",
                    models.CharField(
                        choices=[
                            ("party", "Partijen"),
                            ("handler", "Behandelaar"),
                            ("mediation", "Bemiddeling"),
                            ("confidant", "Vertrouwenspersoon"),
                            ("committee", "Commissie"),
                        ],
                        default="handler",
                        max_length=12,
                    ),
                ),
                ("changed", models.DateTimeField()),
                ("by", models.CharField(max_length=40)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RegisterWord",
            fields=[
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
                    "pk",
                    models.CompositePrimaryKey(
                        "organisation_id", "kind", "code", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("kind", models.CharField(help_text="The list: 'themes', 'headings', 'causes', ...", max_length=20)),
                ("code", models.CharField(max_length=60)),
                ("label", models.CharField(max_length=80)),
                (
                    "heading",
                    models.CharField(blank=True, help_text="Of a theme: the code of its heading.", max_length=60),
                ),
                ("until", models.DateField(help_text="The last day on which it can be chosen.", null=True)),
                ("changed", models.DateTimeField()),
                ("by", models.CharField(max_length=40)),
            ],
        ),
        migrations.AddField(
            model_name="registerlink",
            name="closed_on",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="registerlink",
            name="location",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisations.location",
            ),
        ),
        migrations.AddField(
            model_name="registerlink",
            name="missing",
            field=models.CharField(
                blank=True, help_text="Columns still to be filled in: 'cause,came_of_it'.", max_length=200
            ),
        ),
        migrations.AddField(
            model_name="registerlink",
            name="part",
            field=models.CharField(blank=True, max_length=4),
        ),
        migrations.AddField(
            model_name="registerlink",
            name="received_on",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="registerlink",
            name="team",
            field=models.BigIntegerField(
                null=True, help_text="Id of the team; one that was removed is no longer named."
            ),
        ),
        migrations.AddField(
            model_name="registerrow",
            name="batch",
            field=models.UUIDField(help_text="The import that it came with, so that it can be undone.", null=True),
        ),
        migrations.AddField(
            model_name="registerrow",
            name="complaint",
            field=models.UUIDField(
                db_default=django.contrib.postgres.functions.RandomUUID(),
                default=uuid.uuid4,
                help_text="By chance: the same for the parts of one complaint.",
            ),
        ),
        migrations.RunSQL(TOGETHER, migrations.RunSQL.noop),
        migrations.AddField(
            model_name="registerrow",
            name="heading",
            field=models.CharField(blank=True, help_text="The heading of the theme, as it was then.", max_length=60),
        ),
        migrations.AlterField(
            model_name="registerrow",
            name="in_time",
            field=models.BooleanField(help_text="Within the regulation's own term; None when it has none.", null=True),
        ),
        migrations.AddIndex(
            model_name="registerlink",
            index=models.Index(fields=["organisation", "row"], name="register_link_row"),
        ),
        migrations.AddIndex(
            model_name="registerlink",
            index=models.Index(
                condition=models.Q(("missing", ""), _negated=True),
                fields=["organisation", "closed_on"],
                name="register_link_missing",
            ),
        ),
        migrations.AddIndex(
            model_name="registerrow",
            index=models.Index(fields=["organisation", "-quarter", "id"], name="register_listed"),
        ),
        *_fence.child_operations("registerentry"),
        *_fence.own_operations("registerword"),
    ]
