"""Counting lays rows of the register side by side only where a complaint has several parts, and months out of an index alone."""

from django.db import migrations, models

SEVERAL = """
ALTER TABLE dossier_registerrow NO FORCE ROW LEVEL SECURITY;
UPDATE dossier_registerrow r SET several = true WHERE NOT r.counts OR EXISTS (
  SELECT 1 FROM dossier_registerrow p WHERE p.organisation_id = r.organisation_id AND p.complaint = r.complaint AND NOT p.counts);
ALTER TABLE dossier_registerrow FORCE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):
    dependencies = [("dossier", "0027_places_before"), ("organisations", "0004_four_eyes")]

    operations = [
        migrations.AddField(
            model_name="registerrow",
            name="several",
            field=models.BooleanField(
                db_default=False, default=False, help_text="One of several parts of its complaint, the first too."
            ),
        ),
        migrations.RunSQL(SEVERAL, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="registerrow",
            constraint=models.CheckConstraint(
                condition=models.Q(("counts", True), ("several", True), _connector="OR"),
                name="register_part_of_several",
            ),
        ),
        migrations.AddIndex(
            model_name="registerrow",
            index=models.Index(
                condition=models.Q(("several", True)), fields=["organisation", "complaint"], name="register_parts"
            ),
        ),
        migrations.AddIndex(
            model_name="registerlink",
            index=models.Index(
                condition=models.Q(("part", ""), _negated=True),
                fields=["organisation", "closed_on"],
                name="register_link_parts",
            ),
        ),
        migrations.AddIndex(
            model_name="registerlink",
            index=models.Index(
                fields=["organisation", "closed_on"], include=("part", "dossier_id"), name="register_link_closed"
            ),
        ),
        migrations.RemoveIndex(model_name="summary", name="summary_received"),
        migrations.AddIndex(
            model_name="summary",
            index=models.Index(
                fields=["organisation", "received_on", "number"],
                include=("location", "member", "dossier_id"),
                name="summary_received_where",
            ),
        ),
    ]
