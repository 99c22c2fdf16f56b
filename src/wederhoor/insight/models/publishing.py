"""What left the organisation: publications, the figures that went out with what was hidden, and the organisation's own rule."""

# ruff: noqa: DJ008  (rows are never printed)

from __future__ import annotations

import uuid

from django.db import models

from wederhoor.organisations.models import Organisation


class PublishingRule(models.Model):
    """From which number on counts are shown outside, and whether a second person approves. The newest row holds; older ones stay."""

    pk = models.CompositePrimaryKey("organisation_id", "id")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, db_index=False, related_name="+")
    id = models.UUIDField(default=uuid.uuid4, editable=False)
    threshold = models.SmallIntegerField()
    four_eyes = models.BooleanField(default=False)
    since = models.DateTimeField()
    by = models.CharField(max_length=40)
    role = models.CharField(max_length=60)


class Publication(models.Model):
    """An adopted report as the outside world reads it. ``content`` is public; ``texts`` are sealed until they are."""

    class State(models.TextChoices):
        """How far it is."""

        PROPOSED = "proposed", "Voorgesteld"
        PUBLISHED = "published", "Openbaar"
        WITHDRAWN = "withdrawn", "Ingetrokken"
        REPLACED = "replaced", "Vervangen door een correctie"
        DECLINED = "declined", "Niet goedgekeurd"

    pk = models.CompositePrimaryKey("organisation_id", "id")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, db_index=False, related_name="+")
    id = models.UUIDField(default=uuid.uuid4, editable=False)
    report = models.UUIDField(help_text="The written report that it was made of.")
    code = models.CharField(max_length=60)
    first = models.DateField()
    last = models.DateField()
    member = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, db_index=False, related_name="+")
    group = models.CharField(max_length=60, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PROPOSED)
    texts = models.BinaryField(default=bytes)
    without_figures = models.BooleanField(default=False)
    sha256 = models.CharField(max_length=64, help_text="Of what was looked at; what goes out is the same.")
    content = models.JSONField(default=dict, help_text="What is public, as it is shown; empty until then.")
    proposed = models.DateTimeField()
    proposed_by = models.CharField(max_length=40)
    decided = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=40, blank=True)
    decided_role = models.CharField(max_length=60, blank=True)
    withdrawn = models.DateTimeField(null=True)
    withdrawn_by = models.CharField(max_length=40, blank=True)


class PublishedTable(models.Model):
    """The memory of disclosure control: figures that went out, as codes and numbers with what was hidden. It is never emptied."""

    pk = models.CompositePrimaryKey("organisation_id", "id")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, db_index=False, related_name="+")
    id = models.UUIDField(default=uuid.uuid4, editable=False)
    publication = models.UUIDField()
    basis = models.CharField(max_length=20)
    data = models.JSONField()
    at = models.DateTimeField()
