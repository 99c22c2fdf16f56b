import uuid

import django.db.models.deletion
from django.db import migrations, models

from wederhoor.dossier.migrations import _fence


class Migration(migrations.Migration):
    dependencies = [
        ("dossier", "0004_outbox"),
        ("organisations", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Mailbox",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "organisation_id", "id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("source", models.BinaryField(help_text="imaps://user:password@host/folder or a folder; sealed.")),
                ("active", models.BooleanField(default=True)),
                (
                    "cursor",
                    models.CharField(
                        blank=True,
                        help_text="UIDVALIDITY and last UID that was kept; '' is from the start.",
                        max_length=60,
                    ),
                ),
                ("looked", models.DateTimeField(null=True)),
                (
                    "problem",
                    models.CharField(
                        blank=True, help_text="Why the last look failed, in words without addresses.", max_length=200
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="IncomingMail",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "organisation_id", "id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False)),
                (
                    "fingerprint",
                    models.BinaryField(
                        help_text="Keyed hash of the Message-ID and the bytes: the same mail twice is one."
                    ),
                ),
                ("raw", models.BinaryField(default=bytes)),
                (
                    "head",
                    models.BinaryField(
                        default=bytes, help_text="Subject and sender, sealed, for the list; '' once filed."
                    ),
                ),
                ("size", models.IntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("new", "Nieuw"),
                            ("matched", "Hoort bij een dossier"),
                            ("unreadable", "Niet te lezen"),
                            ("bounced", "Kwam niet aan"),
                            ("aside", "Opzij gezet"),
                            ("filed", "In een dossier"),
                        ],
                        max_length=12,
                    ),
                ),
                ("sort", models.CharField(blank=True, help_text="message, automatic, bounce or loop", max_length=12)),
                (
                    "dossier",
                    models.CharField(
                        blank=True, help_text="The number of the dossier it seems to belong to, or does.", max_length=20
                    ),
                ),
                (
                    "known_sender",
                    models.BooleanField(
                        default=False, help_text="It came from an address of somebody in that dossier."
                    ),
                ),
                ("reason", models.CharField(blank=True, help_text="Code of why it was set aside.", max_length=60)),
                ("came", models.DateTimeField(help_text="When it was fetched.")),
                ("decided", models.DateTimeField(null=True)),
                ("by", models.CharField(blank=True, max_length=40)),
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
                "indexes": [models.Index(fields=["organisation", "state", "came"], name="mail_state")],
                "constraints": [models.UniqueConstraint(fields=("organisation", "fingerprint"), name="mail_once")],
            },
        ),
        *_fence.own_operations("mailbox", "incomingmail"),
    ]
