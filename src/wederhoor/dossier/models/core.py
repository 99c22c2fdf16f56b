"""All dossier tables. Every primary key starts with the organisation, so a cluster can be divided by it.

Rows of a dossier point at it by (organisation, dossier): one foreign key in the database, with cascade, made in the
first migration next to the triggers and the row-level fence. Nothing outside this app writes here; see ``door.py``.
"""

# ruff: noqa: DJ008  (rows are never printed: what they would show is sealed)

from __future__ import annotations

import uuid
from typing import ClassVar

from django.contrib.postgres.indexes import BrinIndex
from django.db import models

from wederhoor.organisations.expressions import Empty
from wederhoor.organisations.models import Account, Location, Organisation

OPEN = models.Q(closed=False)
AFTERWARDS = models.Q(closed=True) & ~models.Q(next_duty=Empty())
"""Closed, and something is still owed: what must be done after closing, such as to answer who asks for their data."""
INDEXED = models.Q(closed=True) & ~models.Q(next_duty="")
"""The same as an index has it."""
COMPLIMENT = "compliment"
"""A kind of message that is no complaint: counted apart, never among complaints."""
PRAISE = models.Q(kind=COMPLIMENT)
OF_TEAM = models.Q(team__isnull=False)
COUNTED = ("dossier_id",)
"""What the fence looks at, beside what is counted: a count then comes out of the index alone."""


class Compartment(models.TextChoices):
    """The parts of a dossier that open for different people, each with a key of its own."""

    PARTY = "party", "Partijen"
    HANDLER = "handler", "Behandelaar"
    MEDIATION = "mediation", "Bemiddeling"
    CONFIDANT = "confidant", "Vertrouwenspersoon"
    COMMITTEE = "committee", "Commissie"


class Counter(models.Model):
    """The last dossier number given out, per organisation and year."""

    pk = models.CompositePrimaryKey("organisation_id", "year")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    year = models.SmallIntegerField()
    last = models.IntegerField(default=0)


class Dossier(models.Model):
    """One complaint: its number, the code of the complainant (as a hash), and the regulation it was received under."""

    pk = models.CompositePrimaryKey("organisation_id", "id")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    id = models.UUIDField(default=uuid.uuid4, editable=False)
    number = models.CharField(max_length=20)
    code_hash = models.BinaryField()
    regulation = models.CharField(max_length=100, help_text="File under regulations/, such as 'ott/2025-01-01.yaml'.")
    version = models.CharField(max_length=60)
    beside = models.CharField(
        max_length=100, blank=True, help_text="File of the cooperative's regulation, where a member has its own."
    )
    submitted_key = models.CharField(max_length=64)
    member = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    location = models.ForeignKey(Location, null=True, on_delete=models.PROTECT, related_name="+")
    team = models.BigIntegerField(
        null=True, help_text="Id of the team it is about; one that was removed is no longer named."
    )
    received = models.DateTimeField()
    quarantined = models.BooleanField(default=False, help_text="Waits for a person to say whether it is a complaint.")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("organisation", "number"), name="dossier_number_once"),
            models.UniqueConstraint(fields=("organisation", "submitted_key"), name="dossier_submitted_once"),
            models.UniqueConstraint(fields=("organisation", "code_hash"), name="dossier_code_once"),
        ]

    def __str__(self) -> str:
        return self.number


class DossierRow(models.Model):
    """What every row of a dossier has: the organisation and the dossier it belongs to."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, db_index=False, related_name="+")
    dossier_id = models.UUIDField()

    class Meta:
        abstract = True


class Event(DossierRow):
    """Something that happened. Codes, dates, ids and amounts: never a name or free text. Never changed."""

    pk = models.CompositePrimaryKey("organisation_id", "dossier_id", "seq")
    seq = models.IntegerField()
    recorded = models.DateTimeField()
    payload = models.JSONField()


class SealedText(DossierRow):
    """The free text of one field of one event; ``seq`` 0 is about the dossier as a whole (its subject)."""

    pk = models.CompositePrimaryKey("organisation_id", "dossier_id", "seq", "field")
    seq = models.IntegerField(default=0)
    field = models.CharField(max_length=60)
    compartment = models.CharField(max_length=12, choices=Compartment.choices)
    ciphertext = models.BinaryField()


class Person(DossierRow):
    """Somebody in the dossier. Events say ``code`` ('p1'); the name and how to reach them are sealed."""

    pk = models.CompositePrimaryKey("organisation_id", "dossier_id", "code")
    code = models.CharField(max_length=12)
    side = models.CharField(max_length=30, help_text="complainant, client, representative, accused, witness, ...")
    capacity = models.CharField(max_length=60, blank=True)
    compartment = models.CharField(max_length=12, choices=Compartment.choices, default=Compartment.PARTY)
    name = models.BinaryField()
    contact = models.BinaryField(default=bytes)
    account = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")
    helps = models.CharField(
        max_length=120,
        blank=True,
        help_text="Of a helper: the codes of whom they help of several accused, with spaces.",
    )


class Document(DossierRow):
    """A letter as it was sent, or a file that came in: sealed bytes, with the hash of the plain bytes."""

    pk = models.CompositePrimaryKey("organisation_id", "dossier_id", "id")
    id = models.UUIDField(default=uuid.uuid4, editable=False)
    seq = models.IntegerField(default=0)
    kind = models.CharField(max_length=30)
    letter = models.CharField(max_length=60, blank=True)
    shown_to = models.CharField(
        max_length=30,
        blank=True,
        help_text="What is no letter: the party that may open it, 'both', or nobody but who works on it.",
    )
    paper = models.UUIDField(null=True, help_text="The paper that this is a file of.")
    shown_at = models.DateTimeField(null=True, help_text="When a party was last let in, or no longer; by whom.")
    shown_by = models.CharField(max_length=40, blank=True)
    only_for = models.CharField(
        max_length=120,
        blank=True,
        help_text="Of several accused: the codes of those it is for, with spaces; empty for all.",
    )
    compartment = models.CharField(max_length=12, choices=Compartment.choices, default=Compartment.PARTY)
    media_type = models.CharField(max_length=100)
    size = models.IntegerField()
    sha256 = models.CharField(max_length=64)
    name = models.BinaryField()
    content = models.BinaryField()
    added = models.DateTimeField()
    by = models.CharField(max_length=40)


class DossierKey(DossierRow):
    """The key of one compartment of one dossier, wrapped by the organisation's key."""

    pk = models.CompositePrimaryKey("organisation_id", "dossier_id", "compartment")
    compartment = models.CharField(max_length=12, choices=Compartment.choices)
    wrapped = models.BinaryField()


class Summary(DossierRow):
    """What a list shows of a dossier. Disposable: ``rebuild_summaries`` makes it again from the events."""

    pk = models.CompositePrimaryKey("organisation_id", "dossier_id")
    number = models.CharField(max_length=20)
    regulation = models.CharField(max_length=100)
    member = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    phase = models.CharField(max_length=60)
    location = models.ForeignKey(Location, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    team = models.BigIntegerField(null=True, help_text="Id of the team; one that was removed is no longer named.")
    law = models.CharField(max_length=60, blank=True)
    kind = models.CharField(max_length=60, blank=True)
    capacity = models.CharField(max_length=60, blank=True)
    theme = models.CharField(max_length=60, blank=True)
    finer = models.CharField(max_length=60, blank=True, help_text="The theme as the register refined it.")
    further = models.JSONField(default=list, help_text="Of the second and later parts: [law, kind, theme].")
    edition = models.PositiveSmallIntegerField(default=0, help_text="Which columns it was made with.")
    source = models.CharField(max_length=60, blank=True, help_text="The channel by which it came in.")
    next_due = models.DateField(null=True, help_text="The first day on which a duty ends: that of `due_duty`.")
    due_duty = models.CharField(max_length=60, blank=True)
    next_aim = models.DateField(null=True, help_text="The day to work to: that of `next_duty`.")
    next_duty = models.CharField(max_length=60, blank=True)
    next_holder = models.CharField(max_length=60, blank=True)
    handler = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")
    closed = models.BooleanField(default=False)
    destroy_after = models.DateField(null=True)
    last_seq = models.IntegerField()
    last_act = models.CharField(max_length=60)
    last_at = models.DateTimeField()
    last_for_complainant = models.DateTimeField(null=True, help_text="The last that this side may know of.")
    last_for_accused = models.DateTimeField(null=True, help_text="The last that this side may know of.")
    received_on = models.DateField()
    unasked = models.CharField(max_length=120, blank=True, help_text="Questions of the reception without an answer.")
    hidden_from = models.CharField(max_length=400, blank=True, help_text="'|role|role|' that may not know of it now.")
    unread_by = models.CharField(
        max_length=400, blank=True, help_text="'|role|role|' that may not read the complaint now."
    )
    subject = models.BinaryField(default=bytes, help_text="A copy of the sealed subject: opens with the party key.")

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=("organisation", "next_aim", "number"), include=COUNTED, condition=OPEN, name="summary_open"
            ),
            models.Index(
                fields=("organisation", "handler", "next_aim"),
                include=COUNTED,
                condition=OPEN,
                name="summary_of_handler",
            ),
            models.Index(fields=("organisation", "phase", "next_aim"), condition=OPEN, name="summary_in_phase"),
            models.Index(fields=("organisation", "location", "next_aim"), condition=OPEN, name="summary_at_location"),
            models.Index(fields=("organisation", "team", "next_aim"), condition=OPEN & OF_TEAM, name="summary_of_team"),
            models.Index(fields=("organisation", "law", "next_aim"), condition=OPEN, name="summary_of_law"),
            models.Index(fields=("organisation", "location", "received_on", "number"), name="summary_ever_at_location"),
            models.Index(fields=("organisation", "next_due"), include=COUNTED, condition=OPEN, name="summary_due"),
            models.Index(
                fields=("organisation", "received_on", "number"),
                include=("location", "member", "dossier_id"),
                name="summary_received_where",
            ),
            models.Index(
                fields=("organisation", "received_on"),
                include=("location", "member", "dossier_id"),
                condition=PRAISE,
                name="summary_praise",
            ),
            models.Index(fields=("organisation", "last_at", "number"), include=COUNTED, name="summary_last"),
            models.Index(fields=("organisation", "last_at", "number"), condition=~OPEN, name="summary_closed"),
            models.Index(
                fields=("organisation", "next_aim", "number"),
                include=COUNTED,
                condition=INDEXED,
                name="summary_afterwards",
            ),
            models.Index(
                fields=("organisation", "next_due"),
                include=COUNTED,
                condition=INDEXED,
                name="summary_late_afterwards",
            ),
        ]


class Assignment(DossierRow):
    """An account acts in one dossier, in a role, from and until (last day); or may not (``recused``)."""

    id = models.UUIDField(default=uuid.uuid4, editable=False)
    pk = models.CompositePrimaryKey("organisation_id", "dossier_id", "id")
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    role = models.CharField(max_length=60)
    since = models.DateField()
    until = models.DateField(null=True)
    recused = models.BooleanField(default=False)

    class Meta:
        indexes: ClassVar = [models.Index(fields=("account", "organisation"), name="assignment_account")]


class AccessLog(models.Model):
    """Who looked, in which role, for whom, at what. Opaque ids only. ``seq`` and the hashes are made by the database."""

    pk = models.CompositePrimaryKey("organisation_id", "seq")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, db_index=False, related_name="+")
    seq = models.BigIntegerField(default=0)
    who = models.CharField(max_length=40)
    role = models.CharField(max_length=60)
    on_behalf_of = models.CharField(max_length=60, blank=True)
    dossier = models.CharField(max_length=20, blank=True, help_text="The number; empty for a list.")
    action = models.CharField(max_length=60)
    at = models.DateTimeField()
    hits = models.IntegerField(null=True)
    reason = models.CharField(max_length=30, blank=True, help_text="Code of the reason, where one was asked.")
    previous = models.BinaryField(default=bytes)
    hash = models.BinaryField(default=bytes)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=("organisation", "dossier"), name="access_dossier"),
            BrinIndex(fields=("at",), name="access_at"),
        ]


class Tombstone(models.Model):
    """What stays of a destroyed dossier: no person. The database lets the dossier go only in this row's transaction."""

    pk = models.CompositePrimaryKey("organisation_id", "dossier_id")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, db_index=False, related_name="+")
    dossier_id = models.UUIDField()
    number = models.CharField(max_length=20)
    regulation = models.CharField(max_length=100)
    version = models.CharField(max_length=60)
    closed_on = models.DateField(null=True)
    destroyed = models.DateTimeField()
    by = models.CharField(max_length=40)
    role = models.CharField(max_length=60, blank=True)
    kept_until = models.DateField(null=True)
    rows = models.JSONField(default=dict, help_text="How many rows of each kind went: no content.")
    digest = models.CharField(max_length=64, blank=True, help_text="Of everything above, as the certificate prints it.")
