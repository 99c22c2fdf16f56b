"""Mail that came in, before a person gave it its place. Sealed with a key of the organisation, not of a dossier."""

# ruff: noqa: DJ008  (rows are never printed: what they would show is sealed)

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from wederhoor.organisations.models import Organisation


class Mailbox(models.Model):
    """Where mail of an organisation comes in: an IMAP mailbox or a folder of .eml files. The address to reach it is sealed."""

    pk = models.CompositePrimaryKey("organisation_id", "id")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, db_index=False, related_name="+")
    id = models.UUIDField(default=uuid.uuid4, editable=False)
    source = models.BinaryField(help_text="imaps://user:password@host/folder or a folder; sealed.")
    active = models.BooleanField(default=True)
    cursor = models.CharField(
        max_length=60, blank=True, help_text="UIDVALIDITY and last UID that was kept; '' is from the start."
    )
    looked = models.DateTimeField(null=True)
    problem = models.CharField(
        max_length=200, blank=True, help_text="Why the last look failed, in words without addresses."
    )


class MailServer(models.Model):
    """Along which mail server mail of an organisation leaves, and from which address of the organisation. Sealed: it holds a password."""

    organisation = models.OneToOneField(Organisation, on_delete=models.CASCADE, primary_key=True, related_name="+")
    sender = models.EmailField(help_text="The organisation's own contact point.")
    source = models.BinaryField(help_text="smtp(s)://user:password@host:port; sealed.")


class IncomingMail(models.Model):
    """One mail. ``raw`` holds its sealed bytes until it is filed in a dossier, which then has them; '' after that."""

    class State(models.TextChoices):
        NEW = "new", "Nieuw"
        MATCHED = "matched", "Hoort bij een dossier"
        UNREADABLE = "unreadable", "Niet te lezen"
        BOUNCED = "bounced", "Kwam niet aan"
        ASIDE = "aside", "Opzij gezet"
        FILED = "filed", "In een dossier"

    pk = models.CompositePrimaryKey("organisation_id", "id")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, db_index=False, related_name="+")
    id = models.UUIDField(default=uuid.uuid4, editable=False)
    fingerprint = models.BinaryField(
        help_text="Keyed hash of the Message-ID and the bytes: the same mail twice is one."
    )
    raw = models.BinaryField(default=bytes)
    head = models.BinaryField(default=bytes, help_text="Subject and sender, sealed, for the list; '' once filed.")
    size = models.IntegerField()
    state = models.CharField(max_length=12, choices=State.choices)
    sort = models.CharField(max_length=12, blank=True, help_text="message, automatic, bounce or loop")
    dossier = models.CharField(
        max_length=20, blank=True, help_text="The number of the dossier it seems to belong to, or does."
    )
    known_sender = models.BooleanField(default=False, help_text="It came from an address of somebody in that dossier.")
    reason = models.CharField(max_length=60, blank=True, help_text="Code of why it was set aside.")
    came = models.DateTimeField(help_text="When it was fetched.")
    decided = models.DateTimeField(null=True)
    by = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("organisation", "fingerprint"), name="mail_once"),
        ]
        indexes: ClassVar = [models.Index(fields=("organisation", "state", "came"), name="mail_state")]
