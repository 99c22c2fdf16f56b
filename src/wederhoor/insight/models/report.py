"""Reports: drafts, and what was adopted and stays as it was."""

# ruff: noqa: DJ008  (rows are never printed: what they would show is sealed)

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from wederhoor.organisations.models import Organisation


class WrittenReport(models.Model):
    """One report over one period (of one region or member, where the regulation says so), in one version.

    ``texts`` is what the writer adds per section. ``content`` is the whole report as it was handed in: figures and texts.
    An adopted row never changes again: the database refuses it; a correction is a new version.
    """

    class State(models.TextChoices):
        """How far it is."""

        DRAFT = "draft", "Concept"
        SUBMITTED = "submitted", "Ingediend"
        ADOPTED = "adopted", "Vastgesteld"

    pk = models.CompositePrimaryKey("organisation_id", "id")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, db_index=False, related_name="+")
    id = models.UUIDField(default=uuid.uuid4, editable=False)
    code = models.CharField(max_length=60, help_text="Which report of the regulation.")
    regulation = models.CharField(max_length=100, help_text="The version of the regulation it was made under.")
    first = models.DateField()
    last = models.DateField()
    member = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, db_index=False, related_name="+")
    group = models.CharField(max_length=60, blank=True, help_text="Group of locations.")
    version = models.SmallIntegerField(default=1)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    edition = models.IntegerField(
        default=0, help_text="Goes up when a text is kept: of two writers the later one is told."
    )
    texts = models.BinaryField(default=bytes)
    remark = models.BinaryField(default=bytes, help_text="Why it was sent back, sealed.")
    content = models.BinaryField(default=bytes)
    sha256 = models.CharField(max_length=64, blank=True)
    made = models.DateTimeField()
    changed = models.DateTimeField()
    by = models.CharField(max_length=40)
    submitted = models.DateTimeField(null=True)
    submitted_by = models.CharField(max_length=40, blank=True)
    adopted = models.DateTimeField(null=True)
    adopted_by = models.CharField(max_length=40, blank=True)
    adopted_role = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("organisation", "code", "first", "last", "member", "group", "version"), name="report_once",
                nulls_distinct=False,
            ),
        ]  # fmt: skip


class ReportMeeting(models.Model):
    """A meeting at which a report is discussed: when, with which roles, and what was said, sealed. Its actions are measures."""

    pk = models.CompositePrimaryKey("organisation_id", "id")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, db_index=False, related_name="+")
    id = models.UUIDField(default=uuid.uuid4, editable=False)
    report = models.UUIDField()
    at = models.DateTimeField()
    place = models.BinaryField(default=bytes)
    roles = models.JSONField(default=list)
    minutes = models.BinaryField(default=bytes)
    held = models.BooleanField(default=False)
    cancelled = models.BooleanField(default=False)
    moved = models.SmallIntegerField(default=0, help_text="How often; the calendar file says so.")
    planned_by = models.CharField(max_length=40)
    changed = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=("organisation", "report"), name="report_meeting")]
