"""What was recorded of an organisation's own duties, and the steps by which its regulation was adopted or changed."""

# ruff: noqa: DJ008  (rows are never printed: what they would show is sealed)

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from wederhoor.organisations.models import Organisation


class OwnDone(models.Model):
    """A duty of the organisation itself that was done: which rule of the regulation, on which day, and who was told when."""

    pk = models.CompositePrimaryKey("organisation_id", "id")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, db_index=False, related_name="+")
    id = models.UUIDField(default=uuid.uuid4, editable=False)
    owing = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, db_index=False, related_name="+",
        help_text="Whose duty it is: the organisation, or a member under a regulation of its own.",
    )  # fmt: skip
    provider = models.CharField(max_length=60, help_text="Whose regulation owes it: its code.")
    code = models.CharField(max_length=80, help_text="Such as 'governance:evaluation' or 'meeting:quarter'.")
    on = models.DateField()
    told = models.JSONField(default=dict, help_text="Role of the regulation -> the day it was told.")
    words = models.BinaryField(default=bytes, help_text="What came of it; sealed.")
    by = models.CharField(max_length=40)
    role = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=("organisation", "owing", "code", "on"), name="own_done_code")]


class RegulationChange(models.Model):
    """A proposal to adopt, change or withdraw the regulation, with its steps in ``RegulationStep``."""

    pk = models.CompositePrimaryKey("organisation_id", "id")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, db_index=False, related_name="+")
    id = models.UUIDField(default=uuid.uuid4, editable=False)
    owing = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, db_index=False, related_name="+",
        help_text="Whose regulation it is: the organisation, or a member under a regulation of its own.",
    )  # fmt: skip
    change = models.CharField(max_length=12)
    what = models.BinaryField(help_text="What is proposed, in a few words; sealed.")
    holds_from = models.DateField(null=True, help_text="From which day the new text is to hold.")
    opened = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=("organisation", "owing", "opened"), name="change_opened")]


class RegulationStep(models.Model):
    """One step of a change: proposed, advised, consented or refused, decided, stopped."""

    pk = models.CompositePrimaryKey("organisation_id", "id")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, db_index=False, related_name="+")
    id = models.UUIDField(default=uuid.uuid4, editable=False)
    change = models.UUIDField()
    seq = models.SmallIntegerField()
    doing = models.CharField(max_length=12)
    of = models.CharField(max_length=60, blank=True, help_text="The role that advised, consented or decided.")
    on = models.DateField()
    answer = models.CharField(max_length=12, blank=True)
    words = models.BinaryField(default=bytes, help_text="Advice, conditions or reasons; sealed.")
    by = models.CharField(max_length=40)
    role = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("organisation", "change", "seq"), name="regulation_step_once"),
        ]
