"""Lists know the theme as the register refined it, and the laws, kinds and themes of further parts. The worker fills them in."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("dossier", "0023_front"),
    ]

    operations = [
        migrations.AddField(
            model_name="summary",
            name="edition",
            field=models.PositiveSmallIntegerField(default=0, help_text="Which columns it was made with."),
        ),
        migrations.AddField(
            model_name="summary",
            name="finer",
            field=models.CharField(blank=True, help_text="The theme as the register refined it.", max_length=60),
        ),
        migrations.AddField(
            model_name="summary",
            name="further",
            field=models.JSONField(default=list, help_text="Of the second and later parts: [law, kind, theme]."),
        ),
    ]
