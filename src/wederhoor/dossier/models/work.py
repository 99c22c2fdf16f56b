"""What the work at the desk needs beside the dossiers: who must do what first, who follows what, kept views, a blind index.

Tasks and search words are disposable, like summaries: they are made again from what the dossier holds.
"""

# ruff: noqa: DJ008  (rows are never printed: what they would show is sealed)

from __future__ import annotations

import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from wederhoor.dossier.models.core import Compartment, DossierRow
from wederhoor.organisations.models import Account, Organisation


class Task(DossierRow):
    """The first duty of one role in one dossier: one that it holds, or else one that it may discharge."""

    pk = models.CompositePrimaryKey("organisation_id", "dossier_id", "role")
    role = models.CharField(max_length=60)
    duty = models.CharField(max_length=60)
    holder = models.CharField(max_length=60)
    held = models.BooleanField(help_text="The role owes it itself; else it may discharge what another owes.")
    aim = models.DateField(null=True)
    due = models.DateField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=("organisation", "role", "held", "aim"), name="task_of_role")]


class Follow(DossierRow):
    """An account follows a dossier: it sees it in a list of its own and is told what happens."""

    pk = models.CompositePrimaryKey("organisation_id", "dossier_id", "account_id")
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField()


class SavedView(models.Model):
    """A kept set of filters: one's own, or shared with everybody at the organisation. Its name is sealed."""

    pk = models.CompositePrimaryKey("organisation_id", "id")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, db_index=False, related_name="+")
    id = models.UUIDField(default=uuid.uuid4, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    shared = models.BooleanField(default=False)
    name = models.BinaryField()
    query = models.CharField(max_length=400, help_text="The filters as they stand in the address; never free text.")
    made = models.DateTimeField()


class OwnTold(models.Model):
    """That the administrators were told of a duty of the organisation itself, such as an affiliation that ends; once per stage."""

    pk = models.CompositePrimaryKey("organisation_id", "id")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, db_index=False, related_name="+")
    id = models.UUIDField(default=uuid.uuid4, editable=False)
    about = models.CharField(max_length=200)
    stage = models.CharField(max_length=20)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("organisation", "about", "stage"), name="own_told_once"),
        ]


class OwnNotice(models.Model):
    """One account is told one thing that the organisation itself must do, once per stage. Codes only: no name, no text."""

    pk = models.CompositePrimaryKey("organisation_id", "id")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, db_index=False, related_name="+")
    id = models.UUIDField(default=uuid.uuid4, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, db_index=False, related_name="+")
    about = models.CharField(
        max_length=120, help_text="What sort of thing, and which: 'signal:<id>', 'report:<day>:<place>'."
    )
    code = models.CharField(max_length=60, help_text="The report, duty or body of the regulation that it is.")
    stage = models.CharField(max_length=20)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("organisation", "account", "about", "code", "stage"), name="own_notice_once"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=("organisation", "account", "-at"), name="own_notice_of_account"),
            models.Index(
                fields=("organisation", "account"), condition=models.Q(read_at__isnull=True), name="own_notice_unread"
            ),
        ]


class SearchKey(models.Model):
    """The key of an organisation's blind index, wrapped; replaced with every word of the index, so that backups go blind."""

    organisation = models.OneToOneField(Organisation, primary_key=True, on_delete=models.PROTECT, related_name="+")
    wrapped = models.BinaryField()
    made = models.DateTimeField()


class SearchWords(DossierRow):
    """The words of one compartment of one dossier, each as a keyed hash that tells nothing without the key."""

    pk = models.CompositePrimaryKey("organisation_id", "dossier_id", "compartment")
    compartment = models.CharField(max_length=12, choices=Compartment.choices)
    tokens = ArrayField(models.BigIntegerField())

    class Meta:
        # new words wait together, so that a word which everybody writes is put in its place once for many texts
        indexes: ClassVar = [
            GinIndex(fields=("tokens",), name="search_tokens", fastupdate=True, gin_pending_list_limit=256)
        ]
