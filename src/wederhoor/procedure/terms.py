"""The one module that owns date arithmetic: from a term and a start to the day it is due, the day to aim for, and why.

All counting is by calendar date in Europe/Amsterdam. The day of the event does not count; a term ends at 24:00 of its
last day. `due` is the latest day that can be defended, `aim` the strictest reading; `aim` is never later than `due`.
While the clock stands still the days from the one it stopped until the day before it runs again are added.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from wederhoor.procedure.calendar import Profile, calendar, profile, standard, strictest
from wederhoor.procedure.term_explained import aim_in_words, legs_in_words, shift_in_words, unmoved_in_words
from wederhoor.procedure.term_legs import DAY, Leg, count_bare, in_reach, merged, run, shifted, still, two_days
from wederhoor.procedure.term_syntax import SAME_DAY, Term, TermError, parse_term
from wederhoor.procedure.term_words import Language, full, moment, say, term_words

__all__ = [
    "AMSTERDAM",
    "Counted",
    "Language",
    "Profile",
    "Term",
    "TermError",
    "combined_start",
    "count",
    "count_bare",
    "local_date",
    "parse_term",
    "profile",
    "standard",
    "term_words",
    "window",
]

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
Pauses = Sequence[tuple[date, date | None]]


@dataclass(frozen=True, slots=True)
class Counted:
    """Two dates (moments for a term in hours) and the steps to them; `stands_still` while the clock has stopped."""

    due: date | datetime
    aim: date | datetime
    steps: tuple[str, ...]
    warning: str = ""
    stands_still: bool = False


def local_date(at: date | datetime) -> date:
    """The date in Europe/Amsterdam; a moment without zone is local, a date is itself."""
    if not isinstance(at, datetime):
        return at
    return at.date() if at.tzinfo is None else at.astimezone(AMSTERDAM).date()


def combined_start(*moments: date | datetime) -> date | datetime:
    """The start of a term that runs once several things are all done: the last of them."""
    return max(moments, key=_moment)


def window(
    not_before: Term, within: Term, start: date | datetime, *, profile: Profile | None = None, language: Language = "nl"
) -> tuple[date, Counted]:
    """A window, as in 'between five and eight weeks after': its first day, and its end with steps."""
    opens = count(not_before, start, profile=profile, language=language).due
    return local_date(opens), count(within, start, profile=profile, language=language)


def count(
    term: Term,
    start: date | datetime,
    *,
    profile: Profile | None = None,
    statutory: bool = False,
    extensions: Sequence[Term] = (),
    paused: Pauses = (),
    aim_start: date | datetime | None = None,
    language: Language = "nl",
) -> Counted:
    """Count a term from its start event.

    statutory: set in a statute, so the Algemene termijnenwet may move the end. extensions: lengths added at the end, in
    order. paused: days on which the clock stopped and on which it ran again (None: it still stands). aim_start: the
    earliest start that can be argued. Raises TermError when the date cannot be known.
    """
    if term == SAME_DAY:
        day = local_date(start)
        return Counted(day, min(day, local_date(aim_start or start)), (say(language, "same day", full(day, language)),))
    if term.unit == "hours":
        return _hours(term, start, extensions, paused, aim_start, language)
    used, chain = profile or standard(), merged(term, extensions)
    first, stops = local_date(start), still(paused) if paused else ()
    legs = run(chain, first, used, stops)
    moves = statutory and in_reach(chain)
    due, steps = _due(legs, used, statutory, moves, language)
    strict = run(chain, min(first, local_date(aim_start)) if aim_start else first, strictest(used), stops)
    aim = min(strict[-1].end, due)
    if aim < due:
        steps.append(aim_in_words(legs, strict, (used, strictest(used)), due > legs[-1].end, aim, language))
    return _result(due, aim, steps, _warnings(legs, used, moves, due, language), paused, language)


def _due(legs: list[Leg], used: Profile, statutory: bool, moves: bool, language: Language) -> tuple[date, list[str]]:
    """The last day after the Algemene termijnenwet, where it applies, and the steps so far."""
    steps, end = legs_in_words(legs, used, language), legs[-1].end
    if not moves:
        return end, [*steps, *unmoved_in_words(legs[-1], statutory, language)]
    moved = shifted(end)
    due = max(moved, two_days(legs))
    if due > end:
        steps += shift_in_words(end, moved, due, language)
    return due, steps


def _warnings(legs: list[Leg], used: Profile, moves: bool, due: date, language: Language) -> str:
    """That decree days could still change this date: years whose decree is not known, where such days matter."""
    matters = moves or (not used.decree_days and any(leg.term.unit == "workdays" for leg in legs))
    if not matters:
        return ""
    years = [year for year in dict.fromkeys((legs[0].start.year, due.year)) if not calendar().decree_days.covers(year)]
    return say(language, "undecreed", years[-1]) if years else ""


def _result(
    due: date | datetime, aim: date | datetime, steps: list[str], warning: str, paused: Pauses, language: Language
) -> Counted:
    standing = min((first for first, again in paused if again is None), default=None) if paused else None
    if standing and standing <= local_date(due):
        warning = "; ".join(filter(None, (say(language, "standing", full(standing, language)), warning)))
    else:
        standing = None
    return Counted(due, aim, (*steps, warning) if warning else tuple(steps), warning, standing is not None)


def _hours(
    term: Term,
    start: date | datetime,
    extensions: Sequence[Term],
    paused: Pauses,
    aim_start: date | datetime | None,
    language: Language,
) -> Counted:
    """Elapsed hours, whatever the clock does. From a day without hour: `due` from its end, `aim` from its begin."""
    chain = merged(term, extensions)
    if len(chain) > 1:
        raise TermError(f"a term in hours can only be extended by hours, not by '{chain[1][0]}'")
    hours = timedelta(hours=chain[0][0].amount)
    begin = _moment(start) if isinstance(start, datetime) else _moment(start + DAY)
    earliest = min(_moment(start), _moment(aim_start)) if aim_start else _moment(start)
    due, aim = _after(begin, hours, paused), _after(earliest, hours, paused)
    steps = list(_hours_in_words(chain[0], start, paused, due, language))
    if aim < due:
        why = say(language, "aim start", moment(earliest, language))
        steps.append(say(language, "aim", why, moment(aim, language)))
    return _result(due, aim, steps, "", paused, language)


def _hours_in_words(
    whole: tuple[Term, tuple[Term, ...]], start: date | datetime, paused: Pauses, due: datetime, language: Language
) -> Iterator[str]:
    total, parts = whole
    shown = _moment(start) if isinstance(start, datetime) else start
    yield say(language, "begin moment" if isinstance(start, datetime) else "begin day", moment(shown, language))
    for first, again in still(paused):
        yield say(language, "stop hours", full(first, language), full(again, language))
    if len(parts) > 1:
        each = " + ".join(term_words(part, language) for part in parts)
        yield say(language, "sum", each, term_words(total, language))
    yield say(language, "hours", term_words(total, language), moment(due, language))


def _moment(at: date | datetime) -> datetime:
    """A moment in Europe/Amsterdam; a day begins at midnight."""
    if not isinstance(at, datetime):
        return datetime.combine(at, time(), AMSTERDAM)
    return at.replace(tzinfo=AMSTERDAM) if at.tzinfo is None else at.astimezone(AMSTERDAM)


def _after(begin: datetime, hours: timedelta, paused: Pauses) -> datetime:
    """So many hours of running clock later."""
    end = begin.astimezone(UTC) + hours
    for first, again in still(paused):
        stop, runs = max(_moment(first), begin).astimezone(UTC), _moment(again).astimezone(UTC)
        if stop < runs and stop <= end:
            end += runs - stop
    return end.astimezone(AMSTERDAM)
