"""Measures and recommendations of an organisation, and what became of them. They outlive the dossiers they came from."""

# ruff: noqa: DJ008  (rows are never printed: what they would show is sealed)

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from wederhoor.organisations.models import Account, Location, Organisation, Team


class Measure(models.Model):
    """A measure, or a recommendation on its way to a decision: codes, dates and sealed texts; no dossier, nobody of one.

    ``status`` and the days follow from the steps that were done (``insight.steps``); ``MeasureStep`` keeps who did them.
    """

    pk = models.CompositePrimaryKey("organisation_id", "id")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, db_index=False, related_name="+")
    id = models.UUIDField(default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=20, help_text="'measure' or 'recommendation'.")
    origin = models.CharField(max_length=20, help_text="What brought it about: dossier, report, signal, itself, ...")
    origin_id = models.UUIDField(null=True, help_text="Which report, signal or recommendation; never a dossier.")
    member = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    location = models.ForeignKey(Location, null=True, on_delete=models.SET_NULL, db_index=False, related_name="+")
    team = models.ForeignKey(Team, null=True, on_delete=models.SET_NULL, db_index=False, related_name="+")
    theme = models.CharField(max_length=60, blank=True)
    aim = models.CharField(max_length=60, blank=True)
    asked = models.BooleanField(null=True, help_text="Of a recommendation: whether somebody asked for it.")
    owner = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, db_index=False, related_name="+")
    role = models.CharField(
        max_length=60, blank=True, help_text="The role in which the owner does it; who must answer."
    )
    due = models.DateField(null=True)
    remind_on = models.DateField(
        null=True, help_text="Without a day of the regulation: our own, to remind who must answer."
    )
    status = models.CharField(max_length=12)
    what = models.BinaryField(default=bytes, help_text="Sealed. Empty while nobody put it in words without names.")
    result = models.BinaryField(default=bytes)
    reason = models.BinaryField(default=bytes, help_text="Why it was dropped, accepted or rejected. Sealed.")
    made_on = models.DateField()
    by = models.CharField(max_length=40)
    by_role = models.CharField(max_length=60)
    decided_on = models.DateField(null=True)
    done_on = models.DateField(null=True)
    check_months = models.SmallIntegerField(null=True)
    check_on = models.DateField(null=True)
    before = models.IntegerField(null=True, help_text="Complaints on its theme and place in as long a time before.")
    after = models.IntegerField(null=True, help_text="The same after it was done.")
    counted_days = models.SmallIntegerField(null=True, help_text="Over so many days, when somebody looked sooner.")
    conclusion = models.CharField(max_length=12, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=("organisation", "status", "due"), name="measure_status"),
            models.Index(fields=("organisation", "owner", "status"), name="measure_owner"),
            models.Index(fields=("organisation", "location", "made_on"), name="measure_location"),
            models.Index(fields=("organisation", "made_on"), name="measure_made"),
        ]


class MeasureStep(models.Model):
    """One thing that was done to a measure or a recommendation: by whom, when, codes and dates, and sealed words."""

    pk = models.CompositePrimaryKey("organisation_id", "id")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, db_index=False, related_name="+")
    id = models.UUIDField(default=uuid.uuid4, editable=False)
    measure = models.UUIDField()
    seq = models.SmallIntegerField()
    step = models.CharField(max_length=20)
    at = models.DateTimeField()
    by = models.CharField(max_length=40)
    role = models.CharField(max_length=60)
    said = models.JSONField(default=dict, help_text="Codes, dates and ids: what was chosen, and what it was before.")
    words = models.BinaryField(default=bytes)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("organisation", "measure", "seq"), name="measure_step_once"),
        ]
