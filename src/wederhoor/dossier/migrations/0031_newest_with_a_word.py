"""The order of the last act holds which dossier it is: the newest with a word are found by going along it, without the table."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dossier", "0030_counted_in_the_index")]

    operations = [
        migrations.RemoveIndex(model_name="summary", name="summary_last"),
        migrations.AddIndex(
            model_name="summary",
            index=models.Index(
                fields=("organisation", "last_at", "number"), include=("dossier_id",), name="summary_last"
            ),
        ),
    ]
