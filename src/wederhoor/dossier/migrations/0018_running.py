import django.db.models.deletion
from django.db import migrations, models

from wederhoor.dossier.migrations import _fence


class Migration(migrations.Migration):
    dependencies = [("dossier", "0017_abuse"), ("organisations", "0004_four_eyes")]

    operations = [
        migrations.CreateModel(
            name="MailServer",
            fields=[
                (
                    "organisation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="organisations.organisation",
                    ),
                ),
                ("sender", models.EmailField(help_text="The organisation's own contact point.", max_length=254)),
                ("source", models.BinaryField(help_text="smtp(s)://user:password@host:port; sealed.")),
            ],
        ),
        *_fence.own_operations("mailserver"),
    ]
