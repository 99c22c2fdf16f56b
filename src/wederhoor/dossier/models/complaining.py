"""A complaint that is not sent yet: what somebody filled in on the public form, kept for a while, opened by their secret only."""

# ruff: noqa: DJ008  (rows are never printed: what they would show is sealed)

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from wederhoor.organisations.models import Organisation


class Unsent(models.Model):
    """The answers so far, sealed with a key that follows from the visitor's own words. No dossier, no name, no network."""

    pk = models.CompositePrimaryKey("organisation_id", "mark")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, db_index=False, related_name="+")
    mark = models.CharField(max_length=64, help_text="Keyed hash of the words; who reads it cannot open anything.")
    content = models.BinaryField()
    forget_after = models.DateField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=("organisation", "forget_after"), name="unsent_forget")]


class UnsentFile(models.Model):
    """A file that goes with it, checked by the gate, as it came and as it was cleaned."""

    pk = models.CompositePrimaryKey("organisation_id", "mark", "id")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, db_index=False, related_name="+")
    mark = models.CharField(max_length=64)
    id = models.UUIDField(default=uuid.uuid4, editable=False)
    about = models.BinaryField(help_text="Name, type, pages and warnings, sealed.")
    original = models.BinaryField()
    cleaned = models.BinaryField()
