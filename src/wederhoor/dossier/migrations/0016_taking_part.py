import uuid
from typing import Any

import django.db.models.deletion
from django.db import migrations, models

from wederhoor.dossier.migrations import _fence

COMPARTMENTS = [
    ("party", "Partijen"),
    ("handler", "Behandelaar"),
    ("mediation", "Bemiddeling"),
    ("confidant", "Vertrouwenspersoon"),
    ("committee", "Commissie"),
]


def organisation() -> Any:
    return models.ForeignKey(
        db_index=False,
        on_delete=django.db.models.deletion.PROTECT,
        related_name="+",
        to="organisations.organisation",
    )


def key(*names: str) -> Any:
    return models.CompositePrimaryKey(
        "organisation_id", "dossier_id", *names, blank=True, editable=False, primary_key=True, serialize=False
    )


class Migration(migrations.Migration):
    dependencies = [("dossier", "0015_following")]

    operations = [
        migrations.CreateModel(
            name="OutsideDraft",
            fields=[
                ("dossier_id", models.UUIDField()),
                ("pk", key("who", "act", "part")),
                ("who", models.CharField(help_text="The opaque id under which they act.", max_length=40)),
                ("act", models.CharField(max_length=60)),
                ("part", models.CharField(blank=True, max_length=12)),
                ("compartment", models.CharField(choices=COMPARTMENTS, max_length=12)),
                ("saved", models.DateTimeField()),
                ("content", models.BinaryField()),
                ("organisation", organisation()),
            ],
            options={"abstract": False},
        ),
        migrations.CreateModel(
            name="TakingPart",
            fields=[
                ("dossier_id", models.UUIDField()),
                ("pk", key("id")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("person", models.CharField(help_text="Their code in the dossier.", max_length=12)),
                (
                    "works_as",
                    models.CharField(
                        blank=True, help_text="The role they hold at the provider, if any.", max_length=60
                    ),
                ),
                (
                    "shares_complaint",
                    models.BooleanField(default=False, help_text="A witness may read the complaint too."),
                ),
                ("link_hash", models.BinaryField(default=bytes, help_text="Empty once the link was used.")),
                (
                    "second",
                    models.CharField(
                        blank=True, help_text="What is asked besides the link: code, mailbox.", max_length=10
                    ),
                ),
                ("second_hash", models.BinaryField(default=bytes)),
                ("way_back_hash", models.BinaryField(default=bytes, help_text="Of the code to come back with.")),
                ("session_hash", models.BinaryField(default=bytes)),
                ("made", models.DateTimeField()),
                ("by", models.CharField(max_length=40)),
                ("valid_until", models.DateField()),
                ("entered", models.DateTimeField(help_text="When they came in for the first time.", null=True)),
                ("revoked", models.DateTimeField(null=True)),
                ("organisation", organisation()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("link_hash", b""), _negated=True),
                        fields=("organisation", "link_hash"),
                        name="taking_part_link_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("way_back_hash", b""), _negated=True),
                        fields=("organisation", "way_back_hash"),
                        name="taking_part_way_back",
                    ),
                    models.UniqueConstraint(
                        fields=("organisation", "dossier_id", "person"), name="taking_part_person_once"
                    ),
                ]
            },
        ),
        *_fence.child_operations("outsidedraft", "takingpart"),
    ]
