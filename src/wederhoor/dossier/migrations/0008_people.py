import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from wederhoor.dossier.migrations import _fence

#: A link goes with either of its two dossiers.
OTHER = (
    "ALTER TABLE dossier_link ADD CONSTRAINT dossier_link_other FOREIGN KEY (organisation_id, other_id) "
    "REFERENCES dossier_dossier (organisation_id, id) ON DELETE CASCADE;"
)


class Migration(migrations.Migration):
    dependencies = [
        ("dossier", "0007_care"),
        ("organisations", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Draft",
            fields=[
                ("dossier_id", models.UUIDField()),
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "organisation_id",
                        "dossier_id",
                        "account_id",
                        "act",
                        "part",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("act", models.CharField(max_length=60)),
                ("part", models.CharField(blank=True, max_length=4)),
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
                        max_length=12,
                    ),
                ),
                ("saved", models.DateTimeField()),
                ("content", models.BinaryField()),
                (
                    "account",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Link",
            fields=[
                ("dossier_id", models.UUIDField()),
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "organisation_id",
                        "dossier_id",
                        "other_id",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("other_id", models.UUIDField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("same", "Zelfde gebeurtenis"),
                            ("follows", "Volgt op"),
                            ("related", "Hoort bij elkaar"),
                        ],
                        max_length=10,
                    ),
                ),
                ("made", models.DateTimeField()),
                ("by", models.CharField(max_length=40)),
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
                "indexes": [models.Index(fields=["organisation", "other_id"], name="link_other")],
            },
        ),
        migrations.CreateModel(
            name="Mention",
            fields=[
                ("dossier_id", models.UUIDField()),
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "organisation_id",
                        "dossier_id",
                        "account_id",
                        "seq",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("seq", models.IntegerField()),
                ("read_at", models.DateTimeField(null=True)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
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
            ],
            options={
                "abstract": False,
            },
        ),
        *_fence.child_operations("draft", "mention", "link"),
        migrations.RunSQL(OTHER, migrations.RunSQL.noop),
    ]
