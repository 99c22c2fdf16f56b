"""The arithmetic of terms in days and longer: legs, standing still, articles 1 and 2 of the Algemene termijnenwet."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

from wederhoor.procedure.calendar import FIRST, Profile, ordinary, outside
from wederhoor.procedure.term_syntax import Term, TermError

DAY = timedelta(days=1)
Stop = tuple[date, date]
"""The clock stands still from the first day until the day before the second."""

Whole = tuple[Term, tuple[Term, ...]]
"""A length and the lengths it was added up from."""

REACH = {"days": 90, "workdays": 90, "weeks": 12, "months": 3}
"""The longest terms under the Algemene termijnenwet (art. 4); hours, years and calendar dates are outside it."""


class Leg(NamedTuple):
    """One stretch of a term: consecutive lengths of one unit, taken together, from the end of the stretch before."""

    term: Term
    parts: tuple[Term, ...]
    start: date
    bare: date
    """The end as if the clock had never stood still."""
    end: date
    stops: tuple[tuple[date, date, int], ...]
    """Each time the clock stood still: first day, day it runs again, and how many (working) days were added."""


def count_bare(n_workdays: int, start: date | int, profile: Profile) -> date:
    """The n-th working day after a date (or its ordinal), by one look-up. Raises TermError outside 1990-2100."""
    day = start if isinstance(start, int) else start.toordinal()
    if day < FIRST or n_workdays < 1:
        raise outside(day) if day < FIRST else TermError(f"{n_workdays} working days: the number must be at least 1")
    try:
        return date.fromordinal(profile.ordinals[profile.rank[day - FIRST] + n_workdays - 1])
    except IndexError:
        raise TermError("working days are known from 1990 to 2100; this term ends later") from None


def merged(term: Term, extensions: Sequence[Term]) -> list[Whole]:
    """The chain of a term and its extensions, lengths of the same unit that follow each other taken together."""
    chain: list[Whole] = [(term, (term,))]
    for extra in extensions:
        last, parts = chain[-1]
        if extra.unit == last.unit and extra.unit != "before":
            chain[-1] = (replace(last, amount=last.amount + extra.amount), (*parts, extra))
        else:
            chain.append((extra, (extra,)))
    return chain


def still(paused: Sequence[tuple[date, date | None]]) -> list[Stop]:
    """The times the clock stood still, in order, overlapping ones taken together; one without end adds nothing yet."""
    stops: list[Stop] = []
    for first, again in sorted((a, b) for a, b in paused if b is not None and b > a):
        if stops and first <= stops[-1][1]:
            stops[-1] = (stops[-1][0], max(stops[-1][1], again))
        else:
            stops.append((first, again))
    return stops


def run(chain: Sequence[Whole], start: date, profile: Profile, stops: Sequence[Stop]) -> list[Leg]:
    """Each leg of the chain. Raises TermError when a date falls outside what is known."""
    legs: list[Leg] = []
    for term, parts in chain:
        bare = _end(term, start, profile)
        end, added = (bare, ()) if not stops or term.unit == "before" else _delayed(term, start, bare, profile, stops)
        if legs:
            end = max(end, legs[-1].end)
        legs.append(Leg(term, parts, start, bare, end, added))
        start = end
    return legs


def _end(term: Term, start: date, profile: Profile) -> date:
    if term.unit == "workdays":
        return count_bare(term.amount, start, profile)
    try:
        return _calendar_end(term, start)
    except TermError:
        raise
    except (OverflowError, ValueError):
        raise TermError(f"{term} after {start:%Y-%m-%d} lies beyond the calendar") from None


def _calendar_end(term: Term, start: date) -> date:
    if term.unit == "before":
        return _before(term, start)
    if term.unit in ("days", "weeks"):
        return start + timedelta(days=term.amount * (7 if term.unit == "weeks" else 1))
    if term.unit == "hours":
        raise TermError("hours cannot follow on a term in days or longer: its end is a day, not a moment")
    return plus_months(start, term.amount * (12 if term.unit == "years" else 1))


def plus_months(start: date, months: int) -> date:
    """The same day number so many months later, else the last day of that month."""
    years, month = divmod(start.month - 1 + months, 12)
    year = start.year + years
    if year > date.max.year:
        raise OverflowError
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def _before(term: Term, start: date) -> date:
    """The day before the calendar date: in its stated year, else the first such day that is not before the start."""
    this = _eve(term, term.year or start.year)
    if term.year and this < start:
        raise TermError(f"'{term}' had passed on {start:%Y-%m-%d}")
    return this if this >= start else _eve(term, start.year + 1)


def _eve(term: Term, year: int) -> date:
    return date(year, term.month, term.day - 1) if term.day > 1 else date(year, term.month, 1) - DAY


def _delayed(
    term: Term, start: date, bare: date, profile: Profile, stops: Sequence[Stop]
) -> tuple[date, tuple[tuple[date, date, int], ...]]:
    """The end when the clock stood still, and what each stop added. A stop after the end no longer counts."""
    end, total, added = bare, 0, []
    for stop_first, again in stops:
        first = max(stop_first, start + DAY)
        if first >= again or first > end:
            continue
        in_days = term.unit != "workdays"
        extra = (again - first).days if in_days else profile.between(first, again - DAY)
        total += extra
        end = bare + total * DAY if in_days else count_bare(term.amount + total, start, profile)
        added.append((first, again, extra))
    return end, tuple(added)


def in_reach(chain: Sequence[Whole]) -> bool:
    """Whether the Algemene termijnenwet covers these terms: each by itself, as an extension is a term of its own."""
    return all(part.amount <= REACH.get(part.unit, 0) for _, parts in chain for part in parts)


def shifted(end: date) -> date:
    """Article 1: an end on a Saturday, Sunday or (equated) holiday moves to the next day that is none of these."""
    return count_bare(1, end - DAY, ordinary())


def two_days(legs: Sequence[Leg]) -> date:
    """Article 2: the earliest end of a term of at least three days, so that it holds two ordinary days."""
    short = len(legs) == 1 and legs[0].term.unit in ("days", "workdays") and legs[0].term.amount < 3
    return legs[0].start if short else count_bare(2, legs[0].start, ordinary())
