"""Whose turn a chore is: a due date in the database, moved by compare-and-set, so that two workers never do the same chore at once."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import F, Q

from wederhoor.dossier.models import Job

#: A chore that began so long ago and never ended was left behind by a worker that died.
LOST = timedelta(minutes=15)


def take(name: str, following: datetime, *, alone: bool, now: datetime) -> bool:
    """Whether the chore is due and now ours; its next turn is then at `following`. `alone`: not while another is still at it."""
    Job.objects.bulk_create([Job(name=name, due=now)], ignore_conflicts=True)
    idle = Q(began=None) | Q(ended__gte=F("began")) | Q(began__lt=now - LOST)
    due = Job.objects.filter(name=name, due__lte=now)
    return bool((due.filter(idle) if alone else due).update(due=following, began=now))


def ended(name: str, problem: str, *, now: datetime) -> None:
    """The chore is done, or what kind of error it met."""
    Job.objects.filter(name=name).update(ended=now, problem=problem)
