"""Of a contact without a complaint is kept what was done for who came: listened, informed, advised, assisted."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dossier", "0028_counting")]

    operations = [
        migrations.AddField(
            model_name="receptioncontact",
            name="did",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                help_text="What was done for them, codes with a comma between.",
                max_length=200,
            ),
        ),
    ]
