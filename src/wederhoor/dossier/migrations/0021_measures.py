import django.db.models.deletion
from django.db import migrations, models

from wederhoor.dossier.migrations import _fence


def _key(*names: str) -> models.CompositePrimaryKey:
    return models.CompositePrimaryKey(*names, blank=True, editable=False, primary_key=True, serialize=False)


class Migration(migrations.Migration):
    dependencies = [("dossier", "0020_register"), ("organisations", "0004_four_eyes")]

    operations = [
        migrations.CreateModel(
            name="MeasureLink",
            fields=[
                ("dossier_id", models.UUIDField()),
                ("pk", _key("organisation_id", "dossier_id", "seq")),
                ("seq", models.IntegerField()),
                ("waits", models.BooleanField(default=True, help_text="Not yet taken up in the list.")),
                (
                    "measure",
                    models.UUIDField(
                        help_text="The row it made; null for what only moved rows that were there.", null=True
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
                "indexes": [
                    models.Index(
                        condition=models.Q(("waits", True)), fields=["organisation"], name="measure_link_waits"
                    ),
                    models.Index(fields=["organisation", "measure"], name="measure_link_of"),
                ],
            },
        ),
        *_fence.child_operations("measurelink"),
    ]
