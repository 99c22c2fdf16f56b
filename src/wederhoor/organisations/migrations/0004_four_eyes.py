"""The letters for which an organisation itself wants a second pair of eyes."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0003_logo_version"),
    ]

    operations = [
        migrations.AddField(
            model_name="organisation",
            name="four_eyes",
            field=models.JSONField(
                blank=True, default=list, help_text="Letters that leave only after a second person approved them."
            ),
        ),
    ]
