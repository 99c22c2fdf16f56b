import uuid

import django.db.models.deletion
from django.db import migrations, models

from wederhoor.dossier.migrations import _fence


class Migration(migrations.Migration):
    dependencies = [
        ("dossier", "0005_post"),
        ("organisations", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="document",
            name="shown_to",
            field=models.CharField(
                blank=True,
                help_text="What is no letter: the party that may open it, 'both', or nobody but who works on it.",
                max_length=30,
            ),
        ),
        migrations.CreateModel(
            name="InspectionSet",
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
                ("document", models.UUIDField()),
                ("side", models.CharField(max_length=30)),
                ("way", models.CharField(max_length=30)),
                ("given", models.DateField()),
                (
                    "seq",
                    models.IntegerField(
                        default=0, help_text="The event by which it was given, where the regulation has such an act."
                    ),
                ),
                (
                    "entries",
                    models.BinaryField(help_text="JSON: per paper its title, whole, redacted or withheld, and why."),
                ),
                ("receiver", models.BinaryField(help_text="To whom it was given.")),
                ("at", models.DateTimeField()),
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
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Paper",
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
                ("original", models.UUIDField(help_text="The document as it came.")),
                ("cleaned", models.UUIDField(help_text="The document that the gate made of it.")),
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
                ("kind", models.CharField(max_length=30)),
                (
                    "side",
                    models.CharField(help_text="Who handed it in: a side, or the kind of the role.", max_length=30),
                ),
                ("dated", models.DateField()),
                ("pages", models.IntegerField(default=0)),
                ("warnings", models.JSONField(default=list, help_text="Codes of the gate.")),
                ("scanned", models.CharField(max_length=12)),
                ("title", models.BinaryField()),
                ("added", models.DateTimeField()),
                ("by", models.CharField(max_length=40)),
                ("withdrawn", models.BooleanField(default=False)),
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
            name="PaperChange",
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
                ("paper", models.UUIDField()),
                ("what", models.CharField(max_length=12)),
                ("before", models.CharField(blank=True, max_length=30)),
                ("after", models.CharField(blank=True, max_length=30)),
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
                ("reason", models.BinaryField()),
                ("at", models.DateTimeField()),
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
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Redaction",
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
                ("paper", models.UUIDField()),
                ("document", models.UUIDField()),
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
                ("rules", models.BinaryField(help_text="JSON: pages, areas and texts, each with its reason.")),
                ("pages", models.IntegerField(default=0)),
                ("at", models.DateTimeField()),
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
                "abstract": False,
            },
        ),
        *_fence.child_operations("paper", "paperchange", "redaction", "inspectionset"),
    ]
