"""What people are told about their dossiers: notices, how they want them, and calendars that can be revoked."""

# ruff: noqa: DJ008  (rows are never printed)

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from wederhoor.dossier.models.core import DossierRow
from wederhoor.organisations.models import Account, Membership, Organisation


class Notice(DossierRow):
    """One account is told one thing about one dossier, once. Codes only: no name, no text."""

    pk = models.CompositePrimaryKey("organisation_id", "dossier_id", "id")
    id = models.UUIDField(default=uuid.uuid4, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, db_index=False, related_name="+")
    number = models.CharField(max_length=20)
    kind = models.CharField(max_length=30)
    about = models.CharField(max_length=120, help_text="The event or duty it is about; the same is never told twice.")
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    mail = models.CharField(max_length=10, blank=True, help_text="'once' or 'daily' while it waits to be mailed.")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("organisation", "dossier_id", "account", "kind", "about"), name="notice_told_once"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=("organisation", "account", "-at"), name="notice_of_account"),
            models.Index(
                fields=("organisation", "account"), condition=models.Q(read_at__isnull=True), name="notice_unread"
            ),
            models.Index(fields=("organisation", "mail"), condition=~models.Q(mail=""), name="notice_to_mail"),
        ]


class NoticeChoice(models.Model):
    """How an account wants to be told, per kind: 'once', 'daily', 'app' or 'none'. What is not named follows the usual."""

    pk = models.CompositePrimaryKey("organisation_id", "account_id")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, db_index=False, related_name="+")
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    how = models.JSONField(default=dict)


class CalendarFeed(models.Model):
    """A secret address with somebody's terms and meetings. Only the hash of the secret is kept; deleting it revokes it."""

    pk = models.CompositePrimaryKey("organisation_id", "id")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, db_index=False, related_name="+")
    id = models.UUIDField(default=uuid.uuid4, editable=False)
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    secret_hash = models.BinaryField()
    made = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("organisation", "membership"), name="calendar_feed_once"),
            models.UniqueConstraint(fields=("organisation", "secret_hash"), name="calendar_feed_secret_once"),
        ]
