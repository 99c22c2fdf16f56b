import django.db.models.deletion
from django.db import migrations, models

WHERE = """
UPDATE dossier_receptioncontact c SET member_id = m.organisation_id
FROM organisations_membership m JOIN organisations_organisation o ON o.id = m.organisation_id
WHERE o.parent_id = c.organisation_id AND m.account_id = c.account_id AND m.role = c.role AND NOT EXISTS (
  SELECT FROM organisations_membership x JOIN organisations_organisation y ON y.id = x.organisation_id
  WHERE x.account_id = c.account_id AND x.role = c.role AND x.organisation_id <> m.organisation_id
    AND c.organisation_id IN (y.id, y.parent_id))
"""
"""Who recorded it held the role at one member only: it was there."""


class Migration(migrations.Migration):
    dependencies = [("dossier", "0022_learning"), ("organisations", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="receptioncontact",
            name="member",
            field=models.ForeignKey(
                db_index=False,
                help_text="The member of a cooperative at which it was; empty for the cooperative itself.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisations.organisation",
            ),
        ),
        migrations.RunSQL(
            [
                "ALTER TABLE dossier_receptioncontact NO FORCE ROW LEVEL SECURITY;",
                WHERE,
                "ALTER TABLE dossier_receptioncontact FORCE ROW LEVEL SECURITY;",
            ],
            migrations.RunSQL.noop,
        ),
    ]
