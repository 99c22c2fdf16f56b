from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dossier", "0012_memory")]

    operations = [
        migrations.AddField(
            model_name="summary",
            name="last_for_complainant",
            field=models.DateTimeField(help_text="The last that this side may know of.", null=True),
        ),
        migrations.AddField(
            model_name="summary",
            name="last_for_accused",
            field=models.DateTimeField(help_text="The last that this side may know of.", null=True),
        ),
    ]
