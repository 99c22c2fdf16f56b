import django.db.models.deletion
from django.db import migrations, models

from wederhoor.dossier.migrations import _fence

RIGHTS = "GRANT SELECT, INSERT, DELETE ON dossier_usedproof, dossier_dailysalt TO wederhoor_app;"

# Counts and used puzzles may be lost in a crash: without a journal they cost no write to disk.
LIGHT = [f"ALTER TABLE {table} SET UNLOGGED;" for table in ("organisations_attempts", "dossier_usedproof")]


class Migration(migrations.Migration):
    dependencies = [("dossier", "0016_taking_part"), ("organisations", "0004_four_eyes")]

    operations = [
        migrations.AddField(
            model_name="dossier",
            name="quarantined",
            field=models.BooleanField(default=False, help_text="Waits for a person to say whether it is a complaint."),
        ),
        migrations.CreateModel(
            name="Quarantine",
            fields=[
                ("dossier_id", models.UUIDField()),
                ("pk", models.CompositePrimaryKey("organisation_id", "dossier_id", blank=True, editable=False, primary_key=True, serialize=False)),
                ("reasons", models.CharField(help_text="Codes of why, with commas.", max_length=200)),
                ("came", models.DateTimeField()),
                ("destroy_on", models.DateField(help_text="Somebody said that it is no complaint: the day it goes.", null=True)),
                ("decided", models.DateTimeField(null=True)),
                ("by", models.CharField(blank=True, max_length=40)),
                ("role", models.CharField(blank=True, max_length=60)),
                ("organisation", models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.organisation")),
            ],
            options={"indexes": [models.Index(fields=["organisation", "came"], name="quarantine_came")]},
        ),
        migrations.CreateModel(
            name="UsedProof",
            fields=[
                ("hash", models.BinaryField(primary_key=True, serialize=False)),
                ("submission", models.BinaryField()),
                ("until", models.DateTimeField()),
            ],
            options={"indexes": [models.Index(fields=["until"], name="used_proof_until")]},
        ),
        migrations.CreateModel(
            name="DailySalt",
            fields=[
                ("day", models.DateField(primary_key=True, serialize=False)),
                ("salt", models.BinaryField()),
            ],
        ),
        *_fence.child_operations("quarantine"),
        migrations.RunSQL([RIGHTS, *LIGHT], migrations.RunSQL.noop),
    ]  # fmt: skip
