"""How complaints came in, what they resemble, contacts that became no complaint, and questions to people without an account."""

# ruff: noqa: DJ008  (rows are never printed: what they would show is sealed)

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from wederhoor.dossier.models.core import Compartment, DossierRow
from wederhoor.organisations.models import Account, Organisation


class Reception(DossierRow):
    """How one complaint came in: received and registered apart, through whom, and what was not asked yet."""

    pk = models.CompositePrimaryKey("organisation_id", "dossier_id")
    received = models.DateTimeField()
    registered = models.DateTimeField()
    by = models.CharField(max_length=40)
    body = models.CharField(max_length=60, blank=True, help_text="The outside body it came through, by its code.")
    received_there = models.DateField(null=True)
    known_here = models.DateField(null=True)
    known_by = models.CharField(max_length=10, blank=True, help_text="letter or mail")
    reference = models.BinaryField(default=bytes, help_text="Their reference, sealed with the party key.")
    wording = models.CharField(max_length=10, blank=True, help_text="Read back: confirmed, changed, later.")


class Placed(DossierRow):
    """Where a complaint was said to be, and of which team, until somebody put it right. Ids only; 0 for not known."""

    pk = models.CompositePrimaryKey("organisation_id", "dossier_id", "id")
    id = models.UUIDField(default=uuid.uuid4, editable=False)
    location = models.IntegerField(default=0)
    team = models.IntegerField(default=0)
    until = models.DateTimeField()
    by = models.CharField(max_length=40, help_text="Who put it right, by the id of their account.")


class Likeness(DossierRow):
    """A blind mark of a name, address, number, account, place or word: the same words give the same mark, nobody can read it."""

    pk = models.CompositePrimaryKey("organisation_id", "dossier_id", "mark")
    mark = models.BinaryField(max_length=16)
    kind = models.CharField(max_length=10)
    day = models.DateField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=("organisation", "mark", "day"), name="likeness_mark")]


class ReceptionContact(models.Model):
    """Somebody was heard, informed or helped without a complaint of it. The confidant's are the confidant's own."""

    pk = models.CompositePrimaryKey("organisation_id", "id")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, db_index=False, related_name="+")
    id = models.UUIDField(default=uuid.uuid4, editable=False)
    member = models.ForeignKey(
        Organisation, null=True, on_delete=models.PROTECT, db_index=False, related_name="+",
        help_text="The member of a cooperative at which it was; empty for the cooperative itself.",
    )  # fmt: skip
    account = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")
    role = models.CharField(max_length=60)
    private = models.BooleanField(default=False, help_text="Only for who wrote it; counted all the same.")
    day = models.DateField()
    channel = models.CharField(max_length=60)
    topic = models.CharField(max_length=60, blank=True)
    duration = models.CharField(max_length=10)
    did = models.CharField(
        max_length=200,
        blank=True,
        default="",
        db_default="",
        help_text="What was done for them, codes with a comma between.",
    )
    followed = models.BooleanField(default=False, help_text="A complaint followed.")
    note = models.BinaryField(default=bytes)
    forget_after = models.DateField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=("organisation", "-day"), name="contact_day")]


class Asked(DossierRow):
    """One question to one named person, answered through a link that works once and until a day. Only its hash is kept."""

    pk = models.CompositePrimaryKey("organisation_id", "dossier_id", "id")
    id = models.UUIDField(default=uuid.uuid4, editable=False)
    secret_hash = models.BinaryField()
    seq = models.IntegerField(help_text="The event that asked.")
    role = models.CharField(max_length=60, help_text="The role that asked.")
    account = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")
    compartment = models.CharField(max_length=12, choices=Compartment.choices)
    person = models.BinaryField(help_text="Their name, sealed in the compartment of who asked.")
    shares_complaint = models.BooleanField(default=False)
    made = models.DateTimeField()
    valid_until = models.DateField()
    answered_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("organisation", "secret_hash"), name="asked_secret_once"),
        ]
