"""The chores of the background worker, each with its rhythm. To add one: a function that takes `now`, and a line in CHORES.

The loop is plain on purpose: a due date per chore in the database, taken by compare-and-set (`dossier/jobs.py`). Run as many
workers as you like, on as many machines.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.conf import settings
from django.utils import timezone

from wederhoor.correspondence import lapsing, lost_codes, outgoing, telling
from wederhoor.correspondence.inbox import collecting
from wederhoor.dossier import (
    calls,
    contacts,
    jobs,
    noticing,
    overseeing,
    post,
    quarantine,
    search_keys,
    summaries,
    unsent,
)
from wederhoor.frontdoor.guarding import networks
from wederhoor.insight import gathering, measures_due, notes, reminding, signals
from wederhoor.insight.importing import keeping
from wederhoor.insight.report import reminding as reports_due
from wederhoor.organisations import attempts
from wederhoor.organisations.models import Organisation
from wederhoor.procedure.terms import AMSTERDAM

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Chore:
    """Something to do by itself: every so long, or every day at a time (Europe/Amsterdam)."""

    name: str
    do: Callable[[datetime], object]
    every: timedelta = timedelta(days=1)
    at: time | None = None
    alone: bool = True
    """False: several workers may be at it at once; it shares out its own work."""

    def following(self, now: datetime) -> datetime:
        """The next turn after `now`."""
        if self.at is None:
            return now + self.every
        here = now.astimezone(AMSTERDAM)
        today = datetime.combine(here.date(), self.at, AMSTERDAM)
        return today if today > here else datetime.combine(here.date() + timedelta(days=1), self.at, AMSTERDAM)


def _lists(now: datetime) -> None:
    """Phases and next duties move with the calendar."""
    for organisation in Organisation.objects.all():
        summaries.refresh_stale(organisation, now)


def _forgotten(now: datetime) -> None:
    """What the guard of the front door need not know any more."""
    networks.run_forget(now)
    attempts.run_forget(now)


CHORES = (
    Chore("letters", outgoing.deliver, every=timedelta(seconds=5), alone=False),
    Chore("terms", noticing.run_escalations, every=timedelta(minutes=15)),
    Chore("calls", calls.run_reminders, every=timedelta(minutes=15)),
    Chore("lists", _lists, at=time(0, 5)),
    Chore("affiliations", lapsing.run, at=time(7, 30)),
    Chore("own duties", reminding.run, at=time(7, 35)),
    Chore("reports", reports_due.run, at=time(7, 40)),
    Chore("case notes", notes.forget, at=time(4, 50)),
    Chore("measures", gathering.everywhere, every=timedelta(minutes=1)),
    Chore("measures due", measures_due.run, at=time(7, 40)),
    Chore("contacts", contacts.run_forget, at=time(3)),
    Chore("unsent", unsent.run_forget, at=time(3, 5)),
    Chore("notices", telling.run_notices, every=timedelta(minutes=1)),
    Chore("lost codes", lost_codes.run, every=timedelta(seconds=30)),
    Chore("digest", telling.run_digest, every=timedelta(minutes=15)),
    Chore("anchors", lambda now: overseeing.keep_anchors(settings.ANCHORS, now), at=time(3, 30)),
    Chore("post", collecting.everywhere, every=timedelta(minutes=1)),
    Chore("quarantine", quarantine.run_chores, every=timedelta(minutes=15)),
    Chore("search keys", search_keys.run_renewal, every=timedelta(minutes=1)),
    Chore("guard", _forgotten, at=time(3, 20)),
    Chore("signals", signals.run, at=time(4, 30)),
    Chore("older registers", keeping.forget, at=time(3, 25)),
    Chore("post set aside", post.run_forget, at=time(3, 15)),
)


def turn(chores: tuple[Chore, ...] = CHORES) -> int:
    """Do every chore whose turn it is; returns how many were done. One that fails does not keep the others waiting."""
    return sum(_done(chore) for chore in chores)


def _done(chore: Chore) -> bool:
    now = timezone.now()
    if not jobs.take(chore.name, chore.following(now), alone=chore.alone, now=now):
        return False
    problem = ""
    try:
        chore.do(now)
    except Exception as error:  # whatever it is, the other chores go on, and the next turn comes
        problem = type(error).__name__
        logger.exception("chore '%s' failed", chore.name)
    jobs.ended(chore.name, problem, now=timezone.now())
    return True
