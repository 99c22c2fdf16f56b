from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dossier", "0024_theme_and_parts")]

    operations = [
        migrations.AddField(
            model_name="person",
            name="helps",
            field=models.CharField(
                blank=True,
                default="",
                help_text="Of a helper: the codes of whom they help of several accused, with spaces.",
                max_length=120,
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="document",
            name="only_for",
            field=models.CharField(
                blank=True,
                default="",
                help_text="Of several accused: the codes of those it is for, with spaces; empty for all.",
                max_length=120,
            ),
            preserve_default=False,
        ),
    ]
