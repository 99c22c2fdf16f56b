"""Somebody in the dossier who takes part from their own pages: their link and session, and what they are still writing."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from wederhoor.dossier.models.core import Compartment, DossierRow


class TakingPart(DossierRow):
    """One person of the dossier was invited. The link works once, until a day; of every secret only a hash is kept."""

    pk = models.CompositePrimaryKey("organisation_id", "dossier_id", "id")
    id = models.UUIDField(default=uuid.uuid4, editable=False)
    person = models.CharField(max_length=12, help_text="Their code in the dossier.")
    works_as = models.CharField(max_length=60, blank=True, help_text="The role they hold at the provider, if any.")
    shares_complaint = models.BooleanField(default=False, help_text="A witness may read the complaint too.")
    link_hash = models.BinaryField(default=bytes, help_text="Empty once the link was used.")
    second = models.CharField(max_length=10, blank=True, help_text="What is asked besides the link: code, mailbox.")
    second_hash = models.BinaryField(default=bytes)
    way_back_hash = models.BinaryField(default=bytes, help_text="Of the code to come back with.")
    session_hash = models.BinaryField(default=bytes)
    made = models.DateTimeField()
    by = models.CharField(max_length=40)
    valid_until = models.DateField()
    entered = models.DateTimeField(null=True, help_text="When they came in for the first time.")
    revoked = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("organisation", "link_hash"), condition=~Q(link_hash=b""), name="taking_part_link_once"
            ),
            models.UniqueConstraint(
                fields=("organisation", "way_back_hash"), condition=~Q(way_back_hash=b""), name="taking_part_way_back"
            ),
            models.UniqueConstraint(fields=("organisation", "dossier_id", "person"), name="taking_part_person_once"),
        ]


class OutsideDraft(DossierRow):
    """What a party is still writing on their own page: sealed, gone when it is sent or the dossier goes."""

    pk = models.CompositePrimaryKey("organisation_id", "dossier_id", "who", "act", "part")
    who = models.CharField(max_length=40, help_text="The opaque id under which they act.")
    act = models.CharField(max_length=60)
    part = models.CharField(max_length=12, blank=True)
    compartment = models.CharField(max_length=12, choices=Compartment.choices)
    saved = models.DateTimeField()
    content = models.BinaryField()
