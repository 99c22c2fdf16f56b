"""Case notes: a complaint told without persons, to learn from; and when it was discussed. No dossier, no number, no way back."""

# ruff: noqa: DJ008  (rows are never printed: what they would show is sealed)

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from wederhoor.organisations.models import Organisation


class CaseNote(models.Model):
    """A story that somebody approved, with codes as far as enough complaints share them.

    Of the day only the month is kept. The story is wiped after ``kept_until``; lessons and measures stay.
    """

    pk = models.CompositePrimaryKey("organisation_id", "id")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, db_index=False, related_name="+")
    id = models.UUIDField(default=uuid.uuid4, editable=False)
    member = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    month = models.DateField(help_text="The first day of the month in which it was approved.")
    kept_until = models.DateField()
    law = models.CharField(max_length=60, blank=True)
    theme = models.CharField(max_length=60, blank=True)
    route = models.CharField(max_length=60, blank=True)
    outcome = models.CharField(max_length=60, blank=True)
    lead_time = models.CharField(max_length=20, blank=True)
    story = models.BinaryField(default=bytes, help_text="Sealed; empty once it was wiped.")

    class Meta:
        indexes: ClassVar = [models.Index(fields=("organisation", "-month"), name="case_note_month")]


class CaseDiscussion(models.Model):
    """A talk about a case note: on which day, with which group, what was learned, and the measure that came of it."""

    pk = models.CompositePrimaryKey("organisation_id", "id")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, db_index=False, related_name="+")
    id = models.UUIDField(default=uuid.uuid4, editable=False)
    note = models.UUIDField()
    held_on = models.DateField()
    with_whom = models.BinaryField(help_text="A group, such as a team; sealed.")
    lessons = models.BinaryField(default=bytes, help_text="Sealed.")
    measure = models.UUIDField(null=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=40)
    role = models.CharField(max_length=60)

    class Meta:
        indexes: ClassVar = [models.Index(fields=("organisation", "note"), name="case_discussion_of")]
