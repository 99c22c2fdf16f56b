"""Letters on their way: what waits to leave, what left (with its hash, never changed), what is being written, and the worker's chores."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any, ClassVar

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Case, Q, Value, When
from django.db.models.functions import Now

from wederhoor.dossier.models.core import DossierRow

BY_VOICE = ("call", "talk", "helper")
"""Why a letter is told by somebody: how who it is for wants to hear it."""
BY_CODE = ("no contact", "by code", *BY_VOICE)
"""Why a letter is found behind the code once the time to stop it is over: nothing sure brings it to who it is for before that."""
NO_OTHER_TRY = ("unsure", "no address")
"""Failed mail that is found behind the code too. What the mail server refused is kept back until a person decides."""


class Way(models.TextChoices):
    """How a letter leaves the house."""

    MAIL = "mail", "E-mail"
    PRINT = "print", "Post"
    DESK = "desk", "In het dossier"
    HAND = "hand", "Door iemand"


class Outbox(DossierRow):
    """One letter for one recipient, waiting to leave. No address: that stays sealed with the person until the moment of sending."""

    class State(models.TextChoices):
        """Where it is. `sending` is written before the mail server hears a word, so that a crash shows."""

        WAITING = "waiting", "Wacht"
        SENDING = "sending", "Wordt verstuurd"
        SENT = "sent", "Verstuurd"
        FAILED = "failed", "Niet gelukt"
        STOPPED = "stopped", "Tegengehouden"

    pk = models.CompositePrimaryKey("organisation_id", "dossier_id", "id")
    id = models.UUIDField(default=uuid.uuid4, editable=False)
    letter = models.CharField(max_length=60)
    seq = models.IntegerField(help_text="The event that caused the letter.")
    recipient = models.CharField(
        max_length=60, help_text="Code of the person ('p1'), or the role when nobody is named."
    )
    role = models.CharField(max_length=60)
    way = models.CharField(max_length=10, choices=Way.choices)
    document = models.UUIDField(help_text="The sealed letter that leaves.")
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    not_before = models.DateTimeField()
    tries = models.SmallIntegerField(default=0)
    reason = models.CharField(
        max_length=30, blank=True, help_text="Code of what went wrong; never words of a mail server."
    )
    message_id = models.CharField(max_length=120, blank=True)
    made = models.DateTimeField()
    by = models.CharField(max_length=40)
    taken = models.DateTimeField(null=True)
    ended = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("organisation", "dossier_id", "letter", "seq", "recipient"),
                condition=~Q(state="stopped"),
                name="outbox_letter_once",
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=("not_before",), condition=Q(state__in=("waiting", "sending")), name="outbox_to_do")
        ]

    def stoppable(self, now: datetime) -> bool:
        """Whether it can still be held back: it did not leave, and nobody finds it behind the code. As `left`."""
        if self.state == self.State.FAILED:
            return self.reason not in NO_OTHER_TRY
        return self.state == self.State.WAITING and not (
            self.reason in BY_CODE and (self.tries > 0 or self.not_before <= now)
        )


def _same(rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
    """Of these rows those of the letter that a document is; of a letter of one of several readers those of that reader."""
    same = {name: models.OuterRef(name) for name in ("organisation_id", "dossier_id", "letter", "seq")}
    of_whom = models.ExpressionWrapper(models.OuterRef("only_for"), output_field=models.CharField())
    found: models.QuerySet[Any] = rows.filter(**same).alias(of_whom=of_whom)
    return found.filter(Q(of_whom="") | Q(of_whom=models.F("recipient")))


def leaving() -> Case:
    """Beside a document: how far its letter is while not everybody it is for has it, the worst first ('failed').

    The letter of one of several readers is 'stopped' when that one was held back while others left.
    """
    under_way = _same(Outbox.objects.filter(state__in=("failed", "sending", "waiting"))).order_by("state")
    live = models.Exists(_same(Outbox.objects.exclude(state=Outbox.State.STOPPED)))
    its_own = ~Q(only_for="") & ~Q(letter="")
    return Case(
        When(its_own & ~Q(live), then=Value(str(Outbox.State.STOPPED))),
        default=models.Subquery(under_way.values("state")[:1]),
    )


def left() -> models.Q:
    """Beside a document: whether its letter left to anybody, after which it can only be corrected.

    Who has no address, is told by somebody or wants no contact finds it behind the code when the time to stop it is over.
    """
    over = Q(not_before__lte=Now()) | Q(tries__gt=0)  # a call that is tried again later
    waits = Q(over, state=Outbox.State.WAITING, reason__in=BY_CODE)
    failed = Q(state=Outbox.State.FAILED, reason__in=NO_OTHER_TRY)
    found = _same(Outbox.objects.filter(waits | failed))
    return Q(models.Exists(_same(LetterSent.objects.all()))) | Q(models.Exists(found))


def open_ones() -> models.QuerySet[Outbox]:
    """Every letter that somebody still must tell; who wants no contact at all is not told."""
    return Outbox.objects.filter(way=Way.HAND, state=Outbox.State.WAITING, reason__in=BY_VOICE)


def telling() -> ArraySubquery:
    """Beside a document: the codes of who still must be told its letter."""
    same = {name: models.OuterRef(name) for name in ("organisation_id", "dossier_id", "letter", "seq")}
    return ArraySubquery(open_ones().filter(**same).order_by("recipient").values("recipient"))


class LetterSent(DossierRow):
    """A letter left: which, because of which event, to whom, how, and the hash of what left. Append-only, like an event."""

    pk = models.CompositePrimaryKey("organisation_id", "dossier_id", "letter", "seq", "recipient")
    letter = models.CharField(max_length=60)
    seq = models.IntegerField()
    recipient = models.CharField(max_length=60)
    role = models.CharField(max_length=60)
    way = models.CharField(max_length=10, choices=Way.choices)
    document = models.UUIDField()
    sha256 = models.CharField(max_length=64)
    at = models.DateTimeField()
    by = models.CharField(max_length=40)


class CallMade(DossierRow):
    """Somebody tried to tell a letter: when, who, and what came of it. What was said is sealed."""

    pk = models.CompositePrimaryKey("organisation_id", "dossier_id", "id")
    id = models.UUIDField(default=uuid.uuid4, editable=False)
    letter = models.CharField(max_length=60)
    seq = models.IntegerField(help_text="The event that caused the letter.")
    at = models.DateTimeField()
    by = models.CharField(max_length=40)
    result = models.CharField(max_length=20)
    note = models.BinaryField(default=bytes)


class LetterDraft(DossierRow):
    """What somebody typed for a letter, sealed, and what a second person thinks of it."""

    class State(models.TextChoices):
        """Whether a second person looked."""

        TYPED = "", "Concept"
        ASKED = "asked", "Ter beoordeling"
        APPROVED = "approved", "Akkoord"
        RETURNED = "returned", "Teruggegeven"

    pk = models.CompositePrimaryKey("organisation_id", "dossier_id", "letter", "seq")
    letter = models.CharField(max_length=60)
    seq = models.IntegerField()
    typed = models.BinaryField(default=bytes)
    remark = models.BinaryField(default=bytes)
    state = models.CharField(max_length=10, choices=State.choices, default=State.TYPED, blank=True)
    sha256 = models.CharField(
        max_length=64, blank=True, help_text="Hash of the content that was shown to the second person."
    )
    asked_by = models.CharField(max_length=40, blank=True)
    typed_by = models.TextField(blank=True, help_text="Everybody who wrote in it, the last one last.")
    checked_by = models.CharField(max_length=40, blank=True)
    changed = models.DateTimeField()


class Job(models.Model):
    """A chore of the worker and when it is due; taking it moves `due`, so that two workers never do it both."""

    name = models.CharField(max_length=60, primary_key=True)
    due = models.DateTimeField()
    began = models.DateTimeField(null=True)
    ended = models.DateTimeField(null=True)
    problem = models.CharField(
        max_length=120, blank=True, help_text="The kind of error of the last time; '' when it went well."
    )

    def __str__(self) -> str:
        return self.name
