"""Careful keeping: reasons of looking, legal hold, the register, certificates; the reason becomes part of the log's chain."""

import uuid

import django.contrib.postgres.indexes
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from wederhoor.dossier.migrations import _fence

LINE = """
CREATE FUNCTION dossier_access_line(previous bytea, seq bigint, who text, role text, on_behalf_of text, dossier text,
    action text, at timestamptz, hits integer, reason text) RETURNS bytea LANGUAGE sql IMMUTABLE AS $$
  SELECT sha256(previous || convert_to((jsonb_build_array(seq, who, role, on_behalf_of, dossier, action,
    extract(epoch FROM at), hits) || CASE WHEN reason = '' THEN '[]' ELSE jsonb_build_array(reason) END)::text, 'UTF8'))
$$;
CREATE OR REPLACE FUNCTION dossier_access_chain() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp AS $$
DECLARE head dossier_accesshead;
BEGIN
  INSERT INTO dossier_accesshead AS h VALUES (NEW.organisation_id, 1, '')
    ON CONFLICT (organisation_id) DO UPDATE SET seq = h.seq + 1 RETURNING * INTO head;
  NEW.seq := head.seq;
  NEW.previous := head.hash;
  NEW.hash := dossier_access_line(head.hash, head.seq, NEW.who, NEW.role, NEW.on_behalf_of, NEW.dossier, NEW.action,
    NEW.at, NEW.hits, NEW.reason);
  UPDATE dossier_accesshead SET hash = NEW.hash WHERE organisation_id = NEW.organisation_id;
  RETURN NEW;
END $$;
DROP FUNCTION dossier_access_line(bytea, bigint, text, text, text, text, text, timestamptz, integer);
"""
"""A line without a reason hashes as it always did, so the chain of before goes on."""


class Migration(migrations.Migration):
    dependencies = [
        ("dossier", "0006_papers"),
    ]

    operations = [
        migrations.CreateModel(
            name="Agreement",
            fields=[
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "organisation_id",
                        "account_id",
                        "wording",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("wording", models.CharField(max_length=20)),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Certificate",
            fields=[
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "organisation_id", "dossier_id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("dossier_id", models.UUIDField()),
                ("pdf", models.BinaryField()),
                ("sha256", models.CharField(max_length=64)),
                ("made", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="LegalHold",
            fields=[
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                ("dossier_id", models.UUIDField()),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False)),
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "organisation_id",
                        "dossier_id",
                        "id",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("since", models.DateTimeField()),
                ("by", models.CharField(max_length=40)),
                ("role", models.CharField(max_length=60)),
                (
                    "compartment",
                    models.CharField(
                        choices=[
                            ("party", "Partijen"),
                            ("handler", "Behandelaar"),
                            ("mediation", "Bemiddeling"),
                            ("confidant", "Vertrouwenspersoon"),
                            ("committee", "Commissie"),
                        ],
                        default="party",
                        max_length=12,
                    ),
                ),
                ("reason", models.BinaryField()),
                ("lifted", models.DateTimeField(null=True)),
                ("lifted_by", models.CharField(blank=True, max_length=40)),
                ("lifted_role", models.CharField(blank=True, max_length=60)),
                ("lifted_reason", models.BinaryField(default=bytes)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PrivacyOfficer",
            fields=[
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "organisation_id", "account_id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("since", models.DateField(null=True)),
                ("until", models.DateField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Rectification",
            fields=[
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                ("dossier_id", models.UUIDField()),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False)),
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "organisation_id",
                        "dossier_id",
                        "id",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "record",
                    models.CharField(help_text="What: '3:note' is a text of event 3, 'p1' a person.", max_length=80),
                ),
                ("column", models.CharField(max_length=20)),
                (
                    "compartment",
                    models.CharField(
                        choices=[
                            ("party", "Partijen"),
                            ("handler", "Behandelaar"),
                            ("mediation", "Bemiddeling"),
                            ("confidant", "Vertrouwenspersoon"),
                            ("committee", "Commissie"),
                        ],
                        max_length=12,
                    ),
                ),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=40)),
                ("role", models.CharField(max_length=60)),
                ("reason", models.BinaryField()),
                ("before", models.BinaryField(default=bytes, help_text="What stood there; empty when it was wiped.")),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RegisterLink",
            fields=[
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                ("dossier_id", models.UUIDField()),
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "organisation_id",
                        "dossier_id",
                        "row",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("row", models.UUIDField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RegisterRow",
            fields=[
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "organisation_id", "id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("regulation", models.CharField(max_length=100)),
                ("quarter", models.CharField(help_text="Of closing, such as '2026-Q1'.", max_length=7)),
                ("received_quarter", models.CharField(max_length=7)),
                (
                    "counts",
                    models.BooleanField(
                        default=True, help_text="Counts as a complaint; False for the second and later parts."
                    ),
                ),
                ("law", models.CharField(blank=True, max_length=60)),
                ("kind", models.CharField(blank=True, max_length=60)),
                ("theme", models.CharField(blank=True, max_length=60)),
                ("route", models.CharField(blank=True, max_length=60)),
                ("outcome", models.CharField(blank=True, max_length=60)),
                ("location_group", models.CharField(blank=True, max_length=60)),
                (
                    "in_time",
                    models.BooleanField(
                        help_text="Every dated duty towards the complainant was met in time.", null=True
                    ),
                ),
                ("lead_time", models.CharField(max_length=20)),
            ],
        ),
        migrations.CreateModel(
            name="RetentionChoice",
            fields=[
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "organisation_id", "id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("regulation", models.CharField(help_text="Code of the regulation, such as 'loj'.", max_length=40)),
                ("term", models.CharField(max_length=30)),
                ("decided_on", models.DateField()),
                ("chosen", models.DateTimeField()),
                ("by", models.CharField(max_length=40)),
                ("role", models.CharField(max_length=60)),
            ],
        ),
        migrations.CreateModel(
            name="Why",
            fields=[
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("dossier_id", models.UUIDField()),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False)),
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "organisation_id",
                        "dossier_id",
                        "id",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("role", models.CharField(max_length=60)),
                ("day", models.DateField()),
                ("code", models.CharField(max_length=30)),
                ("words", models.BinaryField(default=bytes, help_text="Sealed in the party file.")),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="accesslog",
            name="reason",
            field=models.CharField(blank=True, help_text="Code of the reason, where one was asked.", max_length=30),
        ),
        migrations.AddField(
            model_name="tombstone",
            name="digest",
            field=models.CharField(
                blank=True, help_text="Of everything above, as the certificate prints it.", max_length=64
            ),
        ),
        migrations.AddField(
            model_name="tombstone",
            name="kept_until",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="tombstone",
            name="role",
            field=models.CharField(blank=True, max_length=60),
        ),
        migrations.AddField(
            model_name="tombstone",
            name="rows",
            field=models.JSONField(default=dict, help_text="How many rows of each kind went: no content."),
        ),
        migrations.AddIndex(
            model_name="accesslog",
            index=django.contrib.postgres.indexes.BrinIndex(fields=["at"], name="access_at"),
        ),
        migrations.AddIndex(
            model_name="registerrow",
            index=models.Index(fields=["organisation", "quarter"], name="register_quarter"),
        ),
        migrations.RunSQL([LINE], migrations.RunSQL.noop),
        *_fence.child_operations("why", "legalhold", "registerlink", "rectification"),
        *_fence.own_operations("registerrow", "retentionchoice", "certificate", "privacyofficer", "agreement"),
    ]
