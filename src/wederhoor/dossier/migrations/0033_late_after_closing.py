"""What came too late in a closed dossier is counted out of an index of its own, like what is late in those that are open."""

from django.db import migrations, models

AFTERWARDS = models.Q(("closed", True), models.Q(("next_duty", ""), _negated=True))


class Migration(migrations.Migration):
    dependencies = [("dossier", "0032_owed_after_closing")]

    operations = [
        migrations.AddIndex(
            model_name="summary",
            index=models.Index(
                condition=AFTERWARDS,
                fields=("organisation", "next_due"),
                include=("dossier_id",),
                name="summary_late_afterwards",
            ),
        )
    ]
