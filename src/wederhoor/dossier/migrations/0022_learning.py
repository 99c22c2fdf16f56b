import uuid

import django.db.models.deletion
from django.db import migrations, models

from wederhoor.dossier.migrations import _fence

COMPARTMENTS = [
    ("party", "Partijen"), ("handler", "Behandelaar"), ("mediation", "Bemiddeling"), ("confidant", "Vertrouwenspersoon"),
    ("committee", "Commissie"),
]  # fmt: skip
APPROVED = [
    migrations.CreateModel(
        name="ApprovedText",
        fields=[
            ("dossier_id", models.UUIDField()),
            ("id", models.UUIDField(default=uuid.uuid4, editable=False)),
            (
                "pk",
                models.CompositePrimaryKey(
                    "organisation_id", "dossier_id", "id", blank=True, editable=False, primary_key=True, serialize=False
                ),
            ),
            ("use", models.CharField(help_text="What for: 'note'.", max_length=20)),
            ("goes_to", models.UUIDField(help_text="The note that it became.", null=True)),
            ("at", models.DateTimeField()),
            ("by", models.CharField(max_length=40)),
            ("role", models.CharField(max_length=60)),
            ("compartment", models.CharField(choices=COMPARTMENTS, default="handler", max_length=12)),
            ("text", models.BinaryField()),
            ("replaced", models.JSONField(default=list)),
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
        options={"abstract": False},
    ),
    *_fence.child_operations("approvedtext"),
]


class Migration(migrations.Migration):
    dependencies = [("dossier", "0021_measures"), ("organisations", "0004_four_eyes")]

    operations = [*APPROVED]
