"""Signals of an organisation: what stood out, by which rule and figures, and what people did with it. Codes and numbers, no dossier."""

# ruff: noqa: DJ008  (rows are never printed)

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from wederhoor.organisations.models import Account, Location, Organisation


class Signal(models.Model):
    """Something unusual about a theme, a location, or a theme at a location, with all that made it so at that moment."""

    pk = models.CompositePrimaryKey("organisation_id", "id")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, db_index=False, related_name="+")
    id = models.UUIDField(default=uuid.uuid4, editable=False)
    theme = models.CharField(max_length=60, blank=True, help_text="'' is all themes.")
    location = models.ForeignKey(Location, null=True, on_delete=models.PROTECT, db_index=False, related_name="+")
    rule = models.CharField(max_length=10, help_text="Which chart: 'cusum', 'u' or 'g'.")
    since = models.DateField(help_text="From when on it is unusual.")
    raised = models.DateTimeField()
    figures = models.JSONField(help_text="Count, expected, value and limit, at the moment of the last evidence.")
    chart = models.JSONField(help_text="The points of its charts: days and numbers.")
    evidence_on = models.DateField(help_text="The last day of the week that these figures reach to.")
    status = models.CharField(max_length=10, default="open", help_text="'open' or 'decided'.")
    owner = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, db_index=False, related_name="+")
    decision = models.CharField(max_length=20, blank=True)
    decided_on = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("organisation", "theme", "location"), condition=models.Q(status="open"),
                nulls_distinct=False, name="signal_open_once",
            ),
        ]  # fmt: skip
        indexes: ClassVar = [models.Index(fields=("organisation", "status", "-raised"), name="signal_status")]


class SignalStep(models.Model):
    """One thing that happened to a signal: raised, more of it, looked at, given to somebody, decided; words are sealed."""

    pk = models.CompositePrimaryKey("organisation_id", "id")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, db_index=False, related_name="+")
    id = models.UUIDField(default=uuid.uuid4, editable=False)
    signal = models.UUIDField()
    seq = models.SmallIntegerField()
    step = models.CharField(max_length=20)
    at = models.DateTimeField()
    by = models.CharField(max_length=40, blank=True, help_text="'' is the software itself.")
    role = models.CharField(max_length=60, blank=True)
    said = models.JSONField(default=dict, help_text="Codes, numbers and ids.")
    words = models.BinaryField(default=bytes, help_text="The reason of a decision, sealed.")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("organisation", "signal", "seq"), name="signal_step_once"),
        ]
