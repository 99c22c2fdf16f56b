"""Letters on their way out: outbox, what left (append-only), drafts, and the worker's chores. A sent letter never changes."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

from wederhoor.dossier.migrations import _fence

KEPT = """
CREATE FUNCTION dossier_letter_refuse_update() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a letter stays as it was made: stop it and write another' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER dossier_document_letter_no_update BEFORE UPDATE ON dossier_document
  FOR EACH ROW WHEN (OLD.kind IN ('letter', 'letter on screen', 'letter large'))
  EXECUTE FUNCTION dossier_letter_refuse_update();

CREATE FUNCTION dossier_letter_refuse_delete() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM dossier_lettersent s WHERE s.organisation_id = OLD.organisation_id
      AND s.dossier_id = OLD.dossier_id AND s.letter = OLD.letter AND s.seq = OLD.seq)
    AND NOT EXISTS (SELECT FROM dossier_tombstone t WHERE t.organisation_id = OLD.organisation_id
      AND t.dossier_id = OLD.dossier_id AND t.written_in = pg_current_xact_id()) THEN
    RAISE EXCEPTION 'a letter that left is kept as long as its dossier' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN OLD;
END $$;
CREATE TRIGGER dossier_document_letter_no_delete BEFORE DELETE ON dossier_document
  FOR EACH ROW WHEN (OLD.kind IN ('letter', 'letter on screen', 'letter large'))
  EXECUTE FUNCTION dossier_letter_refuse_delete();

CREATE TRIGGER dossier_lettersent_no_update BEFORE UPDATE ON dossier_lettersent
  FOR EACH ROW EXECUTE FUNCTION dossier_event_refuse_update();
CREATE TRIGGER dossier_lettersent_no_delete BEFORE DELETE ON dossier_lettersent
  FOR EACH ROW EXECUTE FUNCTION dossier_event_refuse_delete();
REVOKE UPDATE, DELETE ON dossier_lettersent FROM wederhoor_app;

GRANT SELECT, INSERT, UPDATE ON dossier_job TO wederhoor_app;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("dossier", "0003_work"),
        ("organisations", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Job",
            fields=[
                ("name", models.CharField(max_length=60, primary_key=True, serialize=False)),
                ("due", models.DateTimeField()),
                ("began", models.DateTimeField(null=True)),
                ("ended", models.DateTimeField(null=True)),
                ("problem", models.CharField(blank=True, help_text="The kind of error of the last time; '' when it went well.", max_length=120)),
            ],
        ),
        migrations.CreateModel(
            name="LetterDraft",
            fields=[
                ("dossier_id", models.UUIDField()),
                ("pk", models.CompositePrimaryKey("organisation_id", "dossier_id", "letter", "seq", blank=True, editable=False, primary_key=True, serialize=False)),
                ("letter", models.CharField(max_length=60)),
                ("seq", models.IntegerField()),
                ("typed", models.BinaryField(default=bytes)),
                ("remark", models.BinaryField(default=bytes)),
                ("state", models.CharField(blank=True, choices=[("", "Concept"), ("asked", "Ter beoordeling"), ("approved", "Akkoord"), ("returned", "Teruggegeven")], default="", max_length=10)),
                ("sha256", models.CharField(blank=True, help_text="Hash of the content that was shown to the second person.", max_length=64)),
                ("asked_by", models.CharField(blank=True, max_length=40)),
                ("typed_by", models.TextField(blank=True, help_text="Everybody who wrote in it, the last one last.")),
                ("checked_by", models.CharField(blank=True, max_length=40)),
                ("changed", models.DateTimeField()),
                ("organisation", models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.organisation")),
            ],
            options={"abstract": False},
        ),
        migrations.CreateModel(
            name="LetterSent",
            fields=[
                ("dossier_id", models.UUIDField()),
                ("pk", models.CompositePrimaryKey("organisation_id", "dossier_id", "letter", "seq", "recipient", blank=True, editable=False, primary_key=True, serialize=False)),
                ("letter", models.CharField(max_length=60)),
                ("seq", models.IntegerField()),
                ("recipient", models.CharField(max_length=60)),
                ("role", models.CharField(max_length=60)),
                ("way", models.CharField(choices=[("mail", "E-mail"), ("print", "Post"), ("desk", "In het dossier"), ("hand", "Door iemand")], max_length=10)),
                ("document", models.UUIDField()),
                ("sha256", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=40)),
                ("organisation", models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.organisation")),
            ],
            options={"abstract": False},
        ),
        migrations.CreateModel(
            name="Outbox",
            fields=[
                ("dossier_id", models.UUIDField()),
                ("pk", models.CompositePrimaryKey("organisation_id", "dossier_id", "id", blank=True, editable=False, primary_key=True, serialize=False)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("letter", models.CharField(max_length=60)),
                ("seq", models.IntegerField(help_text="The event that caused the letter.")),
                ("recipient", models.CharField(help_text="Code of the person ('p1'), or the role when nobody is named.", max_length=60)),
                ("role", models.CharField(max_length=60)),
                ("way", models.CharField(choices=[("mail", "E-mail"), ("print", "Post"), ("desk", "In het dossier"), ("hand", "Door iemand")], max_length=10)),
                ("document", models.UUIDField(help_text="The sealed letter that leaves.")),
                ("sha256", models.CharField(max_length=64)),
                ("state", models.CharField(choices=[("waiting", "Wacht"), ("sending", "Wordt verstuurd"), ("sent", "Verstuurd"), ("failed", "Niet gelukt"), ("stopped", "Tegengehouden")], default="waiting", max_length=10)),
                ("not_before", models.DateTimeField()),
                ("tries", models.SmallIntegerField(default=0)),
                ("reason", models.CharField(blank=True, help_text="Code of what went wrong; never words of a mail server.", max_length=30)),
                ("message_id", models.CharField(blank=True, max_length=120)),
                ("made", models.DateTimeField()),
                ("by", models.CharField(max_length=40)),
                ("taken", models.DateTimeField(null=True)),
                ("ended", models.DateTimeField(null=True)),
                ("ended_by", models.CharField(blank=True, max_length=40)),
                ("organisation", models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.organisation")),
            ],
            options={
                "indexes": [models.Index(condition=models.Q(("state__in", ("waiting", "sending"))), fields=["not_before"], name="outbox_to_do")],
                "constraints": [models.UniqueConstraint(condition=models.Q(("state", "stopped"), _negated=True), fields=("organisation", "dossier_id", "letter", "seq", "recipient"), name="outbox_letter_once")],
            },
        ),
        *_fence.child_operations("letterdraft", "lettersent", "outbox"),
        migrations.RunSQL([KEPT], migrations.RunSQL.noop),
    ]  # fmt: skip
