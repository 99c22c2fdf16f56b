"""Beside the people of a dossier: what somebody was still writing, who was asked to look, and dossiers that belong together."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from wederhoor.dossier.models.core import Compartment, DossierRow
from wederhoor.organisations.models import Account


class Draft(DossierRow):
    """What one account typed in one act and did not do yet: sealed, gone when the act is done or the dossier goes."""

    pk = models.CompositePrimaryKey("organisation_id", "dossier_id", "account_id", "act", "part")
    account = models.ForeignKey(Account, on_delete=models.CASCADE, db_index=False, related_name="+")
    act = models.CharField(max_length=60)
    part = models.CharField(max_length=4, blank=True)
    compartment = models.CharField(max_length=12, choices=Compartment.choices)
    saved = models.DateTimeField()
    content = models.BinaryField()


class Mention(DossierRow):
    """A colleague who was asked to read one note. Ids only: the note itself is sealed elsewhere."""

    pk = models.CompositePrimaryKey("organisation_id", "dossier_id", "account_id", "seq")
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    seq = models.IntegerField()
    read_at = models.DateTimeField(null=True)


class Link(DossierRow):
    """Two dossiers of one organisation that belong together; seen from both by who may open both."""

    class Kind(models.TextChoices):
        SAME = "same", "Zelfde gebeurtenis"
        FOLLOWS = "follows", "Volgt op"
        RELATED = "related", "Hoort bij elkaar"

    pk = models.CompositePrimaryKey("organisation_id", "dossier_id", "other_id")
    other_id = models.UUIDField()
    kind = models.CharField(max_length=10, choices=Kind.choices)
    made = models.DateTimeField()
    by = models.CharField(max_length=40)

    class Meta:
        indexes: ClassVar = [models.Index(fields=("organisation", "other_id"), name="link_other")]
