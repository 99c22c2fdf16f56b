from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dossier", "0010_intake")]

    operations = [
        migrations.AddIndex(
            "summary",
            models.Index(fields=["organisation", "location", "received_on", "number"], name="summary_ever_at_location"),
        ),
        migrations.AddIndex(
            "summary",
            models.Index(
                condition=models.Q(("closed", False)), fields=["organisation", "law", "next_aim"], name="summary_of_law"
            ),
        ),
    ]
