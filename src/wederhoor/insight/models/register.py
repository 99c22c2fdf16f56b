"""Registers that were kept elsewhere: what was sent in, how its columns were read, and which rows came of it."""

# ruff: noqa: DJ008  (rows are never printed)

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from wederhoor.organisations.models import Organisation


class RegisterImport(models.Model):
    """One file of an older register. Its cells are sealed while they are read, and go when they are in or given up."""

    class State(models.TextChoices):
        """How far it is."""

        READ = "read", "Wordt ingelezen"
        DONE = "done", "Ingelezen"
        UNDONE = "undone", "Teruggedraaid"

    pk = models.CompositePrimaryKey("organisation_id", "id")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, db_index=False, related_name="+")
    id = models.UUIDField(default=uuid.uuid4, editable=False)
    state = models.CharField(max_length=10, choices=State.choices, default=State.READ)
    made = models.DateTimeField()
    by = models.CharField(max_length=40)
    finished = models.DateTimeField(null=True, help_text="When the rows went in, or were taken out again.")
    name = models.BinaryField(help_text="The name of the file, sealed.")
    cells = models.BinaryField(default=bytes, help_text="What was read, sealed; empty when it is done.")
    mapping = models.BinaryField(default=bytes, help_text="Which column is which and which value which code, sealed.")
    marks = models.BinaryField(
        default=bytes, help_text="Keyed marks of the rows that went in, to know them again; sealed."
    )
    digest = models.CharField(max_length=64, help_text="Keyed mark of all cells: the same file is known again.")
    rows = models.IntegerField(default=0, help_text="Rows in the file; once done, the rows that went in.")

    class Meta:
        indexes: ClassVar = [models.Index(fields=("organisation", "-made"), name="register_import_made")]
