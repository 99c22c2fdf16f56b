import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from wederhoor.dossier.migrations import _fence


class Migration(migrations.Migration):
    dependencies = [
        ("dossier", "0025_accused"),
        ("organisations", "0004_four_eyes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="OwnNotice",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "organisation_id", "id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False)),
                (
                    "about",
                    models.CharField(
                        help_text="What sort of thing, and which: 'signal:<id>', 'report:<day>:<place>'.",
                        max_length=120,
                    ),
                ),
                (
                    "code",
                    models.CharField(help_text="The report, duty or body of the regulation that it is.", max_length=60),
                ),
                ("stage", models.CharField(max_length=20)),
                ("at", models.DateTimeField()),
                ("read_at", models.DateTimeField(null=True)),
                (
                    "account",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="dossier",
            name="team",
            field=models.BigIntegerField(
                help_text="Id of the team it is about; one that was removed is no longer named.", null=True
            ),
        ),
        migrations.AddField(
            model_name="summary",
            name="team",
            field=models.BigIntegerField(
                help_text="Id of the team; one that was removed is no longer named.", null=True
            ),
        ),
        migrations.AddIndex(
            model_name="summary",
            index=models.Index(
                condition=models.Q(("closed", False), ("team__isnull", False)),
                fields=["organisation", "team", "next_aim"],
                name="summary_of_team",
            ),
        ),
        migrations.AddIndex(
            model_name="ownnotice",
            index=models.Index(fields=["organisation", "account", "-at"], name="own_notice_of_account"),
        ),
        migrations.AddIndex(
            model_name="ownnotice",
            index=models.Index(
                condition=models.Q(("read_at__isnull", True)),
                fields=["organisation", "account"],
                name="own_notice_unread",
            ),
        ),
        migrations.AddConstraint(
            model_name="ownnotice",
            constraint=models.UniqueConstraint(
                fields=("organisation", "account", "about", "code", "stage"), name="own_notice_once"
            ),
        ),
        *_fence.own_operations("ownnotice"),
    ]
