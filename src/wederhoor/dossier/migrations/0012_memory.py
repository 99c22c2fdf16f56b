from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dossier", "0011_speed")]

    operations = [
        migrations.AddField(
            "document", "paper", models.UUIDField(null=True, help_text="The paper that this is a file of.")
        ),
        migrations.AddField(
            "document",
            "shown_at",
            models.DateTimeField(null=True, help_text="When a party was last let in, or no longer; by whom."),
        ),
        migrations.AddField(
            "document", "shown_by", models.CharField(max_length=40, blank=True, default=""), preserve_default=False
        ),
        migrations.AddField(
            "paper",
            "version_of",
            models.UUIDField(null=True, help_text="The paper that this is a newer version of, such as its PDF."),
        ),
    ]
