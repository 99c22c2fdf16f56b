"""Which days are holidays and which are working days, from `law/calendar.yaml`. Nothing here counts a term."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache, lru_cache
from itertools import accumulate

import yaml
from pydantic import Field

from wederhoor.procedure import data
from wederhoor.procedure.base import Rule, Strict
from wederhoor.procedure.term_syntax import TermError, nearest

FIRST = date(1990, 1, 1).toordinal()
LAST = date(2100, 12, 31).toordinal()
EVERY = range(FIRST, LAST + 1)
"""Working days are tabulated from the first to the last of these ordinals, both included."""

ORDINARY = "ordinary days"
DECREE_DAY = "decree day"
"""The name under which a profile lists a day equated by royal decree."""


class Holiday(Rule):
    """One holiday and the rule for its date."""

    label: str
    english: str
    month_day: str = Field("", alias="date", pattern=r"^(\d\d-\d\d)?$")
    if_sunday: str = ""
    easter: int | None = None
    every: int = 1
    from_: int = Field(0, alias="from")
    until: int = 9999
    statutory: bool = True

    def in_year(self, year: int) -> date | None:
        """The day it falls on in this year, or nothing when it is not kept then."""
        if not self.from_ <= year <= self.until or year % self.every:
            return None
        if self.easter is not None:
            return easter(year) + timedelta(days=self.easter)
        day = _in(year, self.month_day)
        return _in(year, self.if_sunday) if self.if_sunday and day.isoweekday() == 7 else day


class Decree(Rule):
    """A royal decree and the days it equates with a holiday."""

    days: tuple[date, ...]


class DecreeDays(Strict):
    """The days equated by royal decree and the years that the decrees cover."""

    first_year: int
    last_year: int
    article: str
    decrees: tuple[Decree, ...]

    def covers(self, year: int) -> bool:
        """Whether the decree for this year is known."""
        return self.first_year <= year <= self.last_year


class ProfileData(Rule):
    """A named profile of working days as written in the law folder."""

    label: str
    weekdays: tuple[int, ...]
    not_counting: tuple[str, ...]
    decree_days: bool


class Calendar(Strict):
    """The whole of `law/calendar.yaml`."""

    holidays: dict[str, Holiday]
    decree_days: DecreeDays
    profiles: dict[str, ProfileData]
    strict_profile: str

    def equated(self) -> frozenset[date]:
        """Every day equated by a decree."""
        return frozenset(day for decree in self.decree_days.decrees for day in decree.days)


@cache
def calendar() -> Calendar:
    """The calendar of the law, read once."""
    path = data.root() / "law" / "calendar.yaml"
    return Calendar.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))


def easter(year: int) -> date:
    """Easter Sunday in the Gregorian calendar (the anonymous computus of Meeus, Jones and Butcher)."""
    a, (b, c) = year % 19, divmod(year, 100)
    (d, e), f = divmod(b, 4), (b + 8) // 25
    h = (19 * a + b - d - (b - f + 1) // 3 + 15) % 30
    i, k = divmod(c, 4)
    shift = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * shift) // 451
    month, day = divmod(h + shift - 7 * m + 114, 31)
    return date(year, month, day + 1)


def _in(year: int, month_day: str) -> date:
    return date(year, int(month_day[:2]), int(month_day[3:]))


@lru_cache(maxsize=1024)
def holidays(year: int) -> dict[date, str]:
    """The statutory holidays of a year (Algemene termijnenwet art. 3 lid 1 and 2): date to name in the data."""
    found = ((holiday.in_year(year), name) for name, holiday in calendar().holidays.items() if holiday.statutory)
    return dict(sorted((day, name) for day, name in found if day))


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """Which days are working days, with tables so that counting is one look-up. Make one with `make` or `profile`."""

    name: str
    weekdays: tuple[int, ...]
    """1 = Monday to 7 = Sunday."""
    excludes: tuple[str, ...]
    """Names of holidays that are not working days."""
    decree_days: bool
    """Whether a day equated by royal decree is a working day."""
    ordinals: Sequence[int] = field(repr=False)
    """Every working day of the tabulated years, as `date.toordinal`: four bytes each."""
    rank: Sequence[int] = field(repr=False)
    """By ordinal less FIRST: how many working days until and including that day."""
    off: list[tuple[date, str]] = field(repr=False)
    """The days left out although their weekday is a working one, with the name of the holiday."""
    off_rank: Sequence[int] = field(repr=False)
    """By ordinal less FIRST: how many such days until and including that day."""

    @staticmethod
    def make(name: str, weekdays: Iterable[int], excludes: Iterable[str], decree_days: bool) -> Profile:
        """A profile from data: weekdays 1 (Monday) to 7, holiday names (English or Dutch), whether decree days count.

        The same data gives the same object. Raises TermError on an unknown weekday or holiday.
        """
        return _made(name, tuple(sorted(set(weekdays))), tuple(_known(word) for word in excludes), decree_days)

    def is_workday(self, day: date) -> bool:
        """Whether this day is a working day. Raises TermError outside the tabulated years."""
        index = self.index(day)
        return self.rank[index] > (self.rank[index - 1] if index else 0)

    def between(self, first: date, last: date) -> int:
        """The number of working days from `first` to `last`, both included."""
        return self.rank[self.index(last)] - self.rank[self.index(first - timedelta(days=1))]

    def left_out(self, after: date, until: date) -> range:
        """Indices in `off` of the days left out after one day until and including another."""
        return range(self.off_rank[self.index(after)], self.off_rank[self.index(until)])

    def index(self, day: date) -> int:
        """The place of a day in the tables."""
        ordinal = day.toordinal()
        if not FIRST <= ordinal <= LAST:
            raise outside(day)
        return ordinal - FIRST


def outside(day: date | int) -> TermError:
    """The error for a day beyond the tabulated years."""
    shown = date.fromordinal(day) if isinstance(day, int) else day
    return TermError(f"{shown:%Y-%m-%d}: working days are known from 1990 to 2100")


def profile(name: str) -> Profile:
    """A profile of `law/calendar.yaml` by name: 'standard', 'without decree days', 'strict'. Raises TermError."""
    found = _named(name)
    if found is None:
        known = sorted(calendar().profiles)
        hint = nearest(name, known) or f" ({', '.join(known)})"
        raise TermError(f"'{name}' is no profile of working days{hint}")
    return found


@cache
def standard() -> Profile:
    """The profile that counts when nobody says otherwise."""
    return profile("standard")


@cache
def ordinary() -> Profile:
    """The days that are no Saturday, Sunday or (equated) holiday under the Algemene termijnenwet."""
    names = [name for name, holiday in calendar().holidays.items() if holiday.statutory]
    return Profile.make(ORDINARY, range(1, 6), names, decree_days=False)


@lru_cache(maxsize=256)
def strictest(base: Profile) -> Profile:
    """The strictest reading beside a profile: what is a working day in it or in the strict profile is one here."""
    strict = profile(calendar().strict_profile)
    return strict if base is strict else _tabulated(f"{base.name}, strict", base, {*base.ordinals, *strict.ordinals})


@lru_cache(maxsize=64)
def _named(name: str) -> Profile | None:
    found = calendar().profiles.get(name)
    return Profile.make(name, found.weekdays, found.not_counting, found.decree_days) if found else None


@lru_cache(maxsize=256)
def _made(name: str, weekdays: tuple[int, ...], excludes: tuple[str, ...], decree_days: bool) -> Profile:
    if not weekdays or not set(weekdays) <= set(range(1, 8)):
        raise TermError(f"profile '{name}': weekdays are numbers from 1 (Monday) to 7 (Sunday), at least one")
    bare = Profile(name, weekdays, excludes, decree_days, [], [], [], [])
    left_out = _left_out(bare)
    off = {day.toordinal() for day in left_out}
    return _tabulated(name, bare, {day for day in EVERY if (day - 1) % 7 + 1 in weekdays and day not in off})


def _left_out(bare: Profile) -> dict[date, str]:
    """The holidays that a profile does not count, by date."""
    law = calendar()
    years = range(date.fromordinal(FIRST).year, date.fromordinal(LAST).year + 1)
    found = ((law.holidays[name].in_year(year), name) for name in bare.excludes for year in years)
    named = {day: name for day, name in found if day}
    return named if bare.decree_days else dict.fromkeys(law.equated(), DECREE_DAY) | named


def _tabulated(name: str, base: Profile, working: set[int]) -> Profile:
    """A profile like `base` with these working days, as ordinals, and their tables."""
    left_out = sorted(_left_out(base).items())
    off = [(d, n) for d, n in left_out if d.isoweekday() in base.weekdays and d.toordinal() not in working]
    rank, off_rank = _counted(working), _counted({day.toordinal() for day, _ in off})
    days = array("i", (day for day in EVERY if day in working))
    return Profile(name, base.weekdays, base.excludes, base.decree_days, days, rank, off, off_rank)


def _counted(days: set[int]) -> Sequence[int]:
    """For every tabulated day how many of these there were until then, two bytes each."""
    return array("H", accumulate(int(day in days) for day in EVERY))


@cache
def _names() -> dict[str, str]:
    """Every word for a holiday, English or Dutch, to its name in the data."""
    listed = calendar().holidays.items()
    spoken = {word.casefold(): name for name, holiday in listed for word in (holiday.label, holiday.english)}
    return spoken | {name: name for name, _ in listed}


def _known(word: str) -> str:
    found = _names().get(word.casefold())
    if found is None:
        raise TermError(f"'{word}' is no holiday of law/calendar.yaml{nearest(word.casefold(), list(_names()))}")
    return found
