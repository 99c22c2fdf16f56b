"""Opening hours in words, as truthful as the regulation is: open now, opens when, or not stated for which days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext

from wederhoor.frontdoor.sentences import dutch, together
from wederhoor.procedure.calendar import holidays
from wederhoor.procedure.surroundings import Hours


@dataclass(frozen=True, slots=True)
class Openness:
    """``words`` for a small sign, with its ``tone``; '' when the text gives no hours."""

    words: str = ""
    tone: str = "neutral"


def clock(at: time) -> str:
    """'9.00 uur'."""
    return gettext("%s uur") % f"{at.hour}.{at.minute:02d}"


def _days(days: Sequence[int]) -> str:
    names = [str(WEEKDAYS[day - 1]) for day in days]
    if len(days) > 2 and list(days) == list(range(days[0], days[-1] + 1)):
        return gettext("%(first)s tot en met %(last)s") % {"first": names[0], "last": names[-1]}
    return gettext(" en ").join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]


def hours_words(hours: Sequence[Hours]) -> str:
    """All opening hours in one sentence."""
    return together((_one(hour) for hour in hours), "; ")


def _one(hour: Hours) -> str:
    between = gettext("van %(from)s tot %(until)s") % {"from": clock(hour.from_), "until": clock(hour.until)}
    days = _days(hour.days) if hour.days else gettext("op welke dagen staat niet in de regeling")
    way = dutch(hour.way)
    parts = (way, days, between) if hour.days else (way, between, days)
    return together(filter(None, parts), ", ")


def openness(hours: Sequence[Hours], now: datetime) -> Openness:
    """Whether it is open at ``now`` (aware, Europe/Amsterdam), as far as the text says."""
    if not hours:
        return Openness()
    if now.date() in holidays(now.year):
        return Openness(gettext("Vandaag is een feestdag. Misschien gesloten"), "warning")
    if any(not hour.days for hour in hours):
        return _unknown_days(hours, now)
    until = next((h.until for h in hours if now.isoweekday() in h.days and h.from_ <= now.time() < h.until), None)
    return Openness(gettext("Nu open tot %s") % clock(until), "success") if until else _next(hours, now)


def _unknown_days(hours: Sequence[Hours], now: datetime) -> Openness:
    within = any(hour.from_ <= now.time() < hour.until for hour in hours)
    if within:
        return Openness(gettext("Nu misschien open: de dagen staan niet in de regeling"), "warning")
    return Openness(gettext("Nu dicht"))


def _next(hours: Sequence[Hours], now: datetime) -> Openness:
    for ahead in range(8):
        day = now.date() + timedelta(days=ahead)
        starts = [h.from_ for h in hours if day.isoweekday() in h.days and (ahead or h.from_ > now.time())]
        if starts and day not in holidays(day.year):
            return Openness(gettext("Nu dicht. Opent %s") % _when(ahead, day.isoweekday(), min(starts)))
    return Openness(gettext("Nu dicht"))


def _when(ahead: int, weekday: int, at: time) -> str:
    day = (gettext("vandaag"), gettext("morgen"))[ahead] if ahead < 2 else str(WEEKDAYS[weekday - 1])
    return gettext("%(day)s om %(time)s") % {"day": day, "time": clock(at)}
