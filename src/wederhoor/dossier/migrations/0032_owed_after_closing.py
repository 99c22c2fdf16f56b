"""What must still be done in a closed dossier is found without reading all that were ever closed."""

from django.db import migrations, models

AFTERWARDS = models.Q(("closed", True), models.Q(("next_duty", ""), _negated=True))


class Migration(migrations.Migration):
    dependencies = [("dossier", "0031_newest_with_a_word")]

    operations = [
        migrations.AddIndex(
            model_name="summary",
            index=models.Index(
                condition=AFTERWARDS,
                fields=("organisation", "next_aim", "number"),
                include=("dossier_id",),
                name="summary_afterwards",
            ),
        )
    ]
