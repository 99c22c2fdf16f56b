"""What signals are worth: false alarms in quiet years and weeks until a doubling is noticed, beside two common rules.

Simulated organisations of three sizes, with seasons, a trend of the whole, locations of unlike size and a mix of themes.
The limits (``CAUTION`` of `insight/scanning.py`) were chosen on the seeds 0 to 499; what is printed is of 500 to 999.
Then the organisations of `wederhoor simulate`, which no limit was chosen on: as planned, before they are played.
"""

from __future__ import annotations

import os
import random
import statistics
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache, partial
from itertools import groupby
from math import exp, inf, pi, sin
from typing import NamedTuple

from benchmarks.table import Figure
from wederhoor.insight.scanning import Complaint, Key, Watch, related, signals
from wederhoor.site.practice import world as practice
from wederhoor.site.practice.kinds import kinds

FIRST, BEFORE, YEAR, QUARTER = date(2023, 1, 2), 104, 52, 13
WEEKS = BEFORE + QUARTER + YEAR
THEMES = {"a": 25, "b": 18, "c": 15, "d": 12, "e": 10, "f": 9, "g": 7, "h": 4}
OPEN = 4
"""Weeks until somebody decides on a signal: until then it is not raised again."""
TUNED, TOLD = range(500), range(500, 1000)
MOST = 1.0
"""False alarms a year of an organisation, on average."""
PLAYED, YEARS, BEGINS = 40, 5, date(2024, 1, 1)
"""Organisations in a world of `wederhoor simulate`; the years it is planned for, so that two come before the planted problem."""
PLAYED_YEARLY = 167
"""Complaints a year of an organisation there: 20,000 in three years for forty."""
PLAYED_WORLDS = int(os.environ.get("BENCH_PRACTICE_WORLDS", "12"))
FELT = 12
"""A planted problem of fewer complaints than this in its first year is counted, but hardly to be seen by anybody."""


@dataclass(frozen=True, slots=True)
class Size:
    """An organisation: how many locations, how many complaints a year."""

    name: str
    locations: int
    yearly: int
    worlds: int
    """How many are simulated: the large ones take longer, and differ less."""


SIZES = (Size("small", 2, 30, 500), Size("middle", 10, 250, 250), Size("large", 40, 2000, 60))


@dataclass(frozen=True, slots=True)
class World:
    """One simulated organisation; from week ``change`` on more complaints come at ``place`` ('' in quiet years)."""

    complaints: tuple[Complaint, ...]
    place: str
    change: int
    theme: str = ""
    """The one theme that comes up more often; '' is every theme."""
    weeks: int = WEEKS

    def told(self, week: int, key: Key) -> bool:
        """Whether an alarm is about what changed."""
        return bool(self.place) and week > self.change and related(key, (self.theme, self.place))


@lru_cache(maxsize=2_000)
def world(size: Size, seed: int, *, change: bool) -> World:
    """The same seed gives the same world."""
    dice = random.Random(f"{size.name} {seed}")
    places = [f"l{number}" for number in range(size.locations)]
    weights = [dice.lognormvariate(0, 0.4) for _ in places]
    mix = {place: [share * dice.lognormvariate(0, 0.3) for share in THEMES.values()] for place in places}
    season, shift, trend = dice.uniform(0, 0.25), dice.uniform(0, 2 * pi), dice.uniform(-0.15, 0.2)
    chosen, begins = dice.choice(places) if change else "", BEFORE + dice.randrange(QUARTER)
    made = []
    for day in range(WEEKS * 7):
        years = day / 365
        busy = (1 + season * sin(2 * pi * years + shift)) * (1 + trend) ** years
        here = list(weights)
        if chosen and day >= begins * 7:
            here[places.index(chosen)] *= 2
        expected = size.yearly / 365 * busy * sum(here) / sum(weights)
        for place in dice.choices(places, here, k=_poisson(dice, expected)):
            theme = dice.choices(list(THEMES), mix[place])[0]
            made.append(Complaint(FIRST + timedelta(days=day), theme, place))
    return World(tuple(made), chosen, begins)


def played(seed: int, organisations: int = PLAYED) -> tuple[practice.Provider, ...]:
    """The organisations of one world of `wederhoor simulate`."""
    until = BEGINS + timedelta(days=365 * YEARS)
    complaints = organisations * PLAYED_YEARLY * YEARS
    return tuple(
        practice.world(
            kinds(BEGINS), years=YEARS, organisations=organisations, complaints=complaints, seed=seed, until=until
        )
    )


def to_the_year(found: practice.Provider) -> World:
    """One of those organisations up to the end of the year that others are watched too."""
    return _up_to(found, BEFORE + YEAR)


def to_the_problem(found: practice.Provider) -> World:
    """One with a planted problem, up to a year after that began."""
    return _up_to(found, _week(found.trouble.since) + YEAR + 1 if found.trouble else BEFORE + YEAR)


def _up_to(found: practice.Provider, weeks: int) -> World:
    made = tuple(Complaint(FIRST + (one.day - BEGINS), one.theme, one.place) for one in found.complaints)
    until, planted = FIRST + timedelta(weeks=weeks), found.trouble
    kept = tuple(one for one in made if one.day < until)
    if planted is None:
        return World(kept, "", weeks, weeks=weeks)
    return World(kept, planted.place, _week(planted.since), planted.theme, weeks)


def _week(day: date) -> int:
    return (day - BEGINS).days // 7


def felt(found: World) -> bool:
    """Whether so many complaints come of the planted problem in its first year that somebody could see it."""
    begun = FIRST + timedelta(weeks=found.change)
    return (
        sum(
            1
            for one in found.complaints
            if one.day >= begun and (one.theme, one.location) == (found.theme, found.place)
        )
        >= FELT
    )


def _poisson(dice: random.Random, mean: float) -> int:
    limit, product, count = exp(-mean), dice.random(), 0
    while product > limit:
        product *= dice.random()
        count += 1
    return count


Alarm = tuple[int, Key]
"""At the end of which week, and about what."""


def ours(found: World) -> Iterator[Alarm]:
    """Signals as the software raises them: none twice while open, and after a decision only on what is new."""
    watch = Watch(found.complaints, FIRST, found.weeks)
    open_: dict[Key, int] = {}
    decided: dict[Key, int] = {}
    for week in range(BEFORE + 1, found.weeks + 1):
        for key in [key for key, raised in open_.items() if week - raised >= OPEN]:
            decided[key] = open_.pop(key) + OPEN
        for one in signals(watch, week, decided=decided):
            if not any(related(one.key, key) for key in open_):
                open_[one.key] = week
                yield week, one.key


def in_a_month(found: World, least: int = 3) -> Iterator[Alarm]:
    """So many complaints about one theme at one location within 30 days; not again within those 30 days."""
    for key, days in _days(found, lambda one: (one.theme, one.location)):
        quiet = BEFORE * 7
        for place, day in enumerate(days):
            if day >= quiet and place >= least - 1 and day - days[place - least + 1] < 30:
                yield day // 7 + 1, key
                quiet = day + 30


def than_last_quarter(found: World, more: int = 1) -> Iterator[Alarm]:
    """At the end of a quarter: more complaints at a location than in the quarter before."""
    for key, days in _days(found, lambda one: ("", one.location)):
        for quarter in range(BEFORE // QUARTER, found.weeks // QUARTER):
            counts = [sum(1 for day in days if day // 91 == number) for number in (quarter - 1, quarter)]
            if counts[1] >= counts[0] + more:
                yield (quarter + 1) * QUARTER, key


def _days(found: World, by: Callable[[Complaint], Key]) -> Iterator[tuple[Key, list[int]]]:
    rows = sorted((by(one), (one.day - FIRST).days) for one in found.complaints)
    for key, some in groupby(rows, key=lambda row: row[0]):
        yield key, [day for _, day in some]


Rule = Callable[[World], Iterator[Alarm]]


class Trial(NamedTuple):
    """What a rule is measured on; the common rules are held to ``MOST`` on the worlds ``tuned``."""

    name: str
    tuned: Sequence[World]
    quiet: Sequence[World]
    changed: Sequence[World]


def trial(size: Size, worlds: int) -> Trial:
    """So many organisations of one size."""
    tuned, quiet = ([world(size, seed, change=False) for seed in seeds[:worlds]] for seeds in (TUNED, TOLD))
    changed = [world(size, seed, change=True) for seed in TOLD[:worlds]]
    return Trial(f"{size.name}: {size.locations} locations, {size.yearly:,} a year", tuned, quiet, changed)


def practice_trial(worlds: int) -> Trial:
    """The organisations of so many worlds of `wederhoor simulate`, and those where the planted problem can be felt."""
    tuned, told = ([one for seed in seeds[:worlds] for one in played(seed)] for seeds in (TUNED, TOLD))
    planted = [made for one in told if one.trouble and felt(made := to_the_problem(one))]
    quiet, name = [to_the_year(one) for one in told], f"{len(planted)} planted in {len(told)} of simulate"
    return Trial(name, [to_the_year(one) for one in tuned], quiet, planted)


def false_alarms(rule: Rule, worlds: Sequence[World]) -> float:
    """How many a year, on average, that are not about what changed."""
    return statistics.fmean(_false(rule, found) for found in worlds)


def _false(rule: Rule, found: World) -> int:
    return sum(1 for week, key in rule(found) if week <= BEFORE + YEAR and not found.told(week, key))


def weeks_to_notice(rule: Rule, worlds: Sequence[World]) -> float:
    """The median of the weeks until the first alarm about what changed; not within a year is infinite."""
    return statistics.median(_noticed(rule, found) for found in worlds)


def _noticed(rule: Rule, found: World) -> float:
    weeks = (week - found.change for week, key in rule(found) if found.told(week, key))
    return min((after for after in weeks if after <= YEAR), default=inf)


def rows() -> Iterator[Figure]:
    """Per size, and for the organisations of `wederhoor simulate`."""
    for size in SIZES:
        yield from _rows(trial(size, size.worlds), "a doubling")
    yield from _rows(practice_trial(PLAYED_WORLDS), "the planted problem")


def _rows(tried: Trial, what: str) -> Iterator[Figure]:
    """False alarms and weeks, ours and those of two common rules as they are and held to one false alarm a year."""
    plain = [(words.format(least), false_alarms(rule(least), tried.quiet), weeks_to_notice(rule(least), tried.changed))
             for words, rule, least, _ in COMMON]  # fmt: skip
    held = [_held(tried, words, rule, least, step) for words, rule, least, step in COMMON]
    beside = "; ".join(f"{words} {false:.1f}" for words, false, _ in plain)
    yield Figure(f"signals, {tried.name}: false alarms a year", false_alarms(ours, tried.quiet), beside, MOST)
    slow = min(weeks for *_, weeks in held)
    yield Figure(f"signals, {tried.name}: weeks to {what}", weeks_to_notice(ours, tried.changed), _weeks(held), slow)
    yield Figure(
        "  the common rules as they are, weeks: the quickest", min(weeks for *_, weeks in plain), _weeks(plain)
    )


def _weeks(found: Sequence[tuple[str, float, float]]) -> str:
    return "; ".join(f"{words} {'not within a year' if weeks == inf else f'{weeks:g}'}" for words, _, weeks in found)


def _held(tried: Trial, words: str, rule: Callable[[int], Rule], least: int, step: int) -> tuple[str, float, float]:
    """The common rule with the lowest number that keeps to one false alarm a year, chosen on the tuning worlds."""
    while false_alarms(rule(least), tried.tuned) > MOST:
        least += step
    return words.format(least), false_alarms(rule(least), tried.quiet), weeks_to_notice(rule(least), tried.changed)


COMMON: tuple[tuple[str, Callable[[int], Rule], int, int], ...] = (
    ("{} in a month", lambda least: partial(in_a_month, least=least), 3, 1),
    ("{} more than last quarter", lambda more: partial(than_last_quarter, more=more), 1, 1),
)
