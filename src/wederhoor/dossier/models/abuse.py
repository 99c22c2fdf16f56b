"""What keeps a flood out of the way: complaints that wait for a look, solutions that were used, and the salt of a day."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from wederhoor.dossier.models.core import DossierRow


class Quarantine(DossierRow):
    """A complaint that looked suspicious and waits for a person. Its dossier is whole and sealed; nobody is told of it yet."""

    pk = models.CompositePrimaryKey("organisation_id", "dossier_id")
    reasons = models.CharField(max_length=200, help_text="Codes of why, with commas.")
    came = models.DateTimeField()
    destroy_on = models.DateField(null=True, help_text="Somebody said that it is no complaint: the day it goes.")
    decided = models.DateTimeField(null=True)
    by = models.CharField(max_length=40, blank=True)
    role = models.CharField(max_length=60, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=("organisation", "came"), name="quarantine_came")]


class UsedProof(models.Model):
    """A solved puzzle that was handed in, by its hash, until it would have ended anyway. It belongs to one submission."""

    hash = models.BinaryField(primary_key=True)
    submission = models.BinaryField()
    until = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=("until",), name="used_proof_until")]

    def __str__(self) -> str:
        return f"until {self.until}"


class DailySalt(models.Model):
    """What network addresses are hashed with today. Thrown away later, so that nobody can find them back."""

    day = models.DateField(primary_key=True)
    salt = models.BinaryField()

    def __str__(self) -> str:
        return str(self.day)
