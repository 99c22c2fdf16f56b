"""An organisation begun in Beheer is not public before somebody reads complaints; those that are there already stay public."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0004_four_eyes"),
    ]

    operations = [
        migrations.AddField(
            model_name="organisation",
            name="held_back",
            field=models.BooleanField(
                default=False, help_text="Not public yet: nobody has held the role that reads complaints."
            ),
        ),
    ]
