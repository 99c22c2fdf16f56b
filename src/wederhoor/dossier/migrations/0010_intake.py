import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from wederhoor.dossier.migrations import _fence


class Migration(migrations.Migration):
    dependencies = [
        ("dossier", "0009_notices"),
        ("organisations", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Reception",
            fields=[
                ("dossier_id", models.UUIDField()),
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "organisation_id", "dossier_id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("received", models.DateTimeField()),
                ("registered", models.DateTimeField()),
                ("by", models.CharField(max_length=40)),
                (
                    "body",
                    models.CharField(
                        blank=True, help_text="The outside body it came through, by its code.", max_length=60
                    ),
                ),
                ("received_there", models.DateField(null=True)),
                ("known_here", models.DateField(null=True)),
                ("known_by", models.CharField(blank=True, help_text="letter or mail", max_length=10)),
                (
                    "reference",
                    models.BinaryField(default=bytes, help_text="Their reference, sealed with the party key."),
                ),
                (
                    "wording",
                    models.CharField(blank=True, help_text="Read back: confirmed, changed, later.", max_length=10),
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
            name="Likeness",
            fields=[
                ("dossier_id", models.UUIDField()),
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "organisation_id",
                        "dossier_id",
                        "mark",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("mark", models.BinaryField(max_length=16)),
                ("kind", models.CharField(max_length=10)),
                ("day", models.DateField()),
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
                "indexes": [models.Index(fields=["organisation", "mark", "day"], name="likeness_mark")],
            },
        ),
        migrations.CreateModel(
            name="ReceptionContact",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "organisation_id", "id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("role", models.CharField(max_length=60)),
                (
                    "private",
                    models.BooleanField(default=False, help_text="Only for who wrote it; counted all the same."),
                ),
                ("day", models.DateField()),
                ("channel", models.CharField(max_length=60)),
                ("topic", models.CharField(blank=True, max_length=60)),
                ("duration", models.CharField(max_length=10)),
                ("followed", models.BooleanField(default=False, help_text="A complaint followed.")),
                ("note", models.BinaryField(default=bytes)),
                ("forget_after", models.DateField()),
                (
                    "account",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
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
                "indexes": [models.Index(fields=["organisation", "-day"], name="contact_day")],
            },
        ),
        migrations.CreateModel(
            name="Asked",
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
                ("secret_hash", models.BinaryField()),
                ("seq", models.IntegerField(help_text="The event that asked.")),
                ("role", models.CharField(help_text="The role that asked.", max_length=60)),
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
                ("person", models.BinaryField(help_text="Their name, sealed in the compartment of who asked.")),
                ("shares_complaint", models.BooleanField(default=False)),
                ("made", models.DateTimeField()),
                ("valid_until", models.DateField()),
                ("answered_at", models.DateTimeField(null=True)),
                ("revoked_at", models.DateTimeField(null=True)),
                (
                    "account",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
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
                "constraints": [
                    models.UniqueConstraint(fields=("organisation", "secret_hash"), name="asked_secret_once")
                ],
            },
        ),
        migrations.AddField(
            model_name="summary",
            name="unasked",
            field=models.CharField(
                blank=True, help_text="Questions of the reception without an answer.", max_length=120
            ),
        ),
        *_fence.child_operations("reception", "likeness", "asked"),
        *_fence.own_operations("receptioncontact"),
    ]
