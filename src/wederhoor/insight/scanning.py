"""All series of an organisation watched together, so that chance brings few signals over all of them. Pure, no Django.

A series is one theme, one location, or one theme at one location. What is usual comes from the series' own past of two
years; how busy it is elsewhere in the organisation shifts it, so a season or a trend of the whole is no signal of one place.

An organisation with more complaints has more chances that something looks odd. So the limit of every chart is set for one
complaint: each complaint may, by mere chance, raise a signal once in (complaints a year x ``CAUTION`` x ``CAREFUL``) times.
Those numbers were chosen on simulated quiet years, and checked on others (`python -m benchmarks signals`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from math import log

from wederhoor.insight import control
from wederhoor.insight.control import Usual

PAST = 104
"""Weeks that are looked at: complaints of two years are never destroyed yet."""
LEAST = 26
"""Weeks of history before anything is called unusual."""
LONGEST = 52
"""Weeks that a change may be old; what lasts longer has become usual."""
MONTH = 4
"""Weeks in a period of the u-chart."""
FEWEST = 3
"""Fewer complaints than this are never a signal."""
STEADY = 30.0
"""So many complaints elsewhere it takes to believe half of what they say about busy and quiet times."""
ENOUGH = 1.4
"""What is left without its cause counts as usual below this many times what is expected."""
QUIET = 10.0
"""A limit is never set for fewer complaints a year than this."""
CAUTION: Mapping[str, float] = {"cusum": 0.45, "u": 10.0, "g": 10.0}
"""Per chart: the CUSUM finds most, and gets most of the room for false alarms."""
CAREFUL: Mapping[str, float] = {"location": 1.0, "theme": 5.0, "both": 5.0}
"""Per kind of series: there are many themes at many locations, and few locations."""

Key = tuple[str, str]
"""Theme and location; '' is all of them."""


@dataclass(frozen=True, slots=True)
class Complaint:
    """All that is known here of a complaint."""

    day: date
    theme: str
    location: str
    further: tuple[str, ...] = ()
    """The themes of its later parts. It counts once at its location, and once under each theme."""


@dataclass(frozen=True, slots=True)
class Found:
    """Something unusual in one series: by which chart, since when, how many against how many expected."""

    key: Key
    chart: str
    since: int
    """The week in which it began (of the g-chart: the day, as a number)."""
    count: int
    expected: float
    value: float
    """What the chart shows: the evidence, the count, or the days."""
    limit: float
    margin: float
    """How far beyond the limit, as a logarithm; comparable between charts."""


@dataclass(frozen=True, slots=True)
class Series:
    """Complaints per week, added up, and the days on which they came."""

    added: tuple[int, ...]
    days: tuple[int, ...]

    @classmethod
    def of(cls, weeks: int, days: Sequence[int]) -> Series:
        """From days, numbered from the first day of the first week."""
        counts = [0] * weeks
        for day in days:
            counts[day // 7] += 1
        return cls((0, *accumulate(counts)), tuple(sorted(days)))

    def between(self, first: int, until: int) -> int:
        """Complaints from this week up to, not in, that week."""
        return self.added[until] - self.added[first]


class Watch:
    """The complaints of an organisation by series; weeks are numbered from the first, and the last may still be running."""

    def __init__(self, complaints: Iterable[Complaint], first: date, weeks: int) -> None:
        days: dict[Key, list[int]] = {("", ""): []}
        for one in complaints:
            day = (one.day - first).days
            if 0 <= day < weeks * 7:
                for key in _keys(one):
                    days.setdefault(key, []).append(day)
        self.weeks = weeks
        self.series = {key: Series.of(weeks, found) for key, found in days.items()}
        self.themes = max(1, sum(1 for theme, location in self.series if theme and not location))
        self.places = max(1, sum(1 for theme, location in self.series if location and not theme))
        self.begun = min(days[("", "")], default=0) // 7

    def watched(self) -> list[Key]:
        """The series that are watched; with one location, it is not told apart from the whole."""
        alone = self.places < 2
        return [key for key in self.series if key != ("", "") and not (alone and key[1])]

    def usual(self, key: Key, first: int, until: int) -> Usual:
        """What is usual for a series, from these weeks."""
        weeks, whole = until - first, self.series[("", "")]
        return Usual(
            self.series[key].between(first, until), weeks, self._guess(key, whole.between(first, until) / weeks)
        )

    def _guess(self, key: Key, whole: float) -> float:
        """Before anything is counted, every location and every theme has an equal part of the whole."""
        parts = (self.themes if key[0] else 1) * (self.places if key[1] else 1)
        return max(whole, 0.02) / parts

    def busy(self, key: Key, first: int, start: int, until: int) -> float:
        """How busy it was elsewhere from ``start``, against before: 1 is as usual. Few complaints there say little."""
        here, whole = self.series[("", key[1]) if key[1] else key], self.series[("", "")]
        now = whole.between(start, until) - here.between(start, until)
        before = (whole.between(first, start) - here.between(first, start)) / (start - first)
        return (STEADY + now) / (STEADY + before * (until - start))

    def caution(self, first: int, until: int) -> float:
        """Complaints a year, for which the limits are set."""
        return max(QUIET, self.series[("", "")].between(first, until) / (until - first) * 52)

    def first(self, until: int) -> int:
        """The first week that counts."""
        return max(self.begun, until - PAST)


def _keys(one: Complaint) -> Iterator[Key]:
    yield ("", "")
    if one.location:
        yield ("", one.location)
    for theme in {one.theme, *one.further} - {""}:
        yield (theme, "")
        if one.location:
            yield (theme, one.location)


def related(one: Key, other: Key) -> bool:
    """Whether two series may tell of the same cause: one holds the other."""
    return all(mine == theirs or not mine or not theirs for mine, theirs in zip(one, other, strict=True)) and (
        _holds(one, other) or _holds(other, one)
    )


def _holds(one: Key, other: Key) -> bool:
    return all(mine in ("", theirs) for mine, theirs in zip(one, other, strict=True))


def signals(watch: Watch, until: int, *, decided: Mapping[Key, int] | None = None, fresh: bool = True) -> list[Found]:
    """What is unusual at the end of this week, the strongest first, one per cause.

    ``decided``: the week in which something was decided about a series; only what came after that counts.
    ``fresh``: only series with a complaint in the last week, as nothing else can become unusual.
    """
    unusual = sorted(_unusual(watch, until, decided or {}, fresh), key=lambda found: -found.margin)
    raised: list[Found] = []
    for one in unusual:
        if any(related(one.key, other.key) or _explained(watch, one, other, until) for other in raised):
            continue
        raised.append(_narrowed(watch, one, unusual, until))
    return raised


def _narrowed(watch: Watch, one: Found, unusual: Sequence[Found], until: int) -> Found:
    """The one theme at the one location where all of it comes from, when there is such a place."""
    inside = (other for other in unusual if all(other.key) and _holds(one.key, other.key))
    return next((other for other in inside if not all(one.key) and _explained(watch, one, other, until)), one)


def _explained(watch: Watch, one: Found, other: Found, until: int) -> bool:
    """Whether it is no longer much without what there is too much of where the two meet."""
    cell = (one.key[0] or other.key[0], one.key[1] or other.key[1])
    meet = any(mine != theirs for mine, theirs in zip(one.key, other.key, strict=True)) and cell in watch.series
    if not meet or any(mine and theirs and mine != theirs for mine, theirs in zip(one.key, other.key, strict=True)):
        return False
    first, start = watch.first(until), one.since // 7 if one.chart == "g" else one.since
    too_many = watch.series[cell].between(start, until) - _expected(watch, cell, first, start, until)
    left = watch.series[one.key].between(start, until) - max(0.0, too_many)
    return left < ENOUGH * _expected(watch, one.key, first, start, until)


def _unusual(watch: Watch, until: int, decided: Mapping[Key, int], fresh: bool) -> Iterator[Found]:
    first = watch.first(until)
    if until - first <= LEAST:
        return
    for key in watch.watched():
        if fresh and not watch.series[key].between(until - 1, until):
            continue
        after = max((week for other, week in decided.items() if related(key, other)), default=0)
        found = [one for chart in CHARTS if (one := chart(watch, key, first, max(after, first + LEAST), until))]
        if found:
            yield max(found, key=lambda one: one.margin)


def cusum(watch: Watch, key: Key, first: int, after: int, until: int) -> Found | None:
    """The start from which the evidence for twice as many is strongest, when it is beyond the limit."""
    start, value = strongest(watch, key, first, after, until)
    limit = -log(allowance(watch, "cusum", key, first, until))
    count = watch.series[key].between(start, until)
    if value < limit or count < FEWEST:
        return None
    expected = _expected(watch, key, first, start, until)
    return Found(key, "cusum", start, count, expected, value, limit, value - limit)


def strongest(watch: Watch, key: Key, first: int, after: int, until: int) -> tuple[int, float]:
    """From which week on the evidence is strongest, and how strong; nothing is 0."""
    series, best = watch.series[key], (until, 0.0)
    for start in range(max(after, until - LONGEST), until):
        if series.added[start + 1] == series.added[start]:
            continue
        usual = watch.usual(key, first, start)
        exposure = (until - start) * watch.busy(key, first, start, until)
        best = max(
            best, (start, control.evidence(series.between(start, until), exposure, usual)), key=lambda two: two[1]
        )
    return best


def u_chart(watch: Watch, key: Key, first: int, after: int, until: int) -> Found | None:
    """The last four weeks against the upper limit."""
    start = until - MONTH
    count = watch.series[key].between(start, until)
    if start < after or count < FEWEST:
        return None
    usual, exposure = watch.usual(key, first, start), MONTH * watch.busy(key, first, start, until)
    chance, allowed = control.at_least(count, exposure, usual), allowance(watch, "u", key, first, until)
    if chance > allowed:
        return None
    limit = control.upper_limit(exposure, usual, allowed)
    return Found(key, "u", start, count, usual.rate * exposure, count, limit, log(allowed) - log(max(chance, 1e-15)))


def g_chart(watch: Watch, key: Key, first: int, after: int, until: int) -> Found | None:
    """The time in which the last three complaints came against the lower limit."""
    days = [day for day in watch.series[key].days if after * 7 <= day < until * 7][-FEWEST:]
    if len(days) < FEWEST:
        return None
    start = days[0] // 7
    if start <= first:
        return None
    usual, busy = watch.usual(key, first, start), watch.busy(key, first, start, until)
    length, allowed = days[-1] - days[0], allowance(watch, "g", key, first, until)
    chance = control.together(FEWEST - 1, length, busy, usual)
    if chance > allowed:
        return None
    limit = control.shortest(FEWEST - 1, busy, usual, allowed)
    usually = (FEWEST - 1) * 7 / (usual.rate * busy)
    return Found(key, "g", days[0], FEWEST, usually, length, limit, log(allowed) - log(max(chance, 1e-15)))


def allowance(watch: Watch, chart: str, key: Key, first: int, until: int) -> float:
    """The chance per complaint that may raise a signal for nothing."""
    return 1 / (watch.caution(first, until) * CAUTION[chart] * CAREFUL[kind(key)])


def kind(key: Key) -> str:
    """What a series is of."""
    return "both" if all(key) else "theme" if key[0] else "location"


def _expected(watch: Watch, key: Key, first: int, start: int, until: int) -> float:
    usual = watch.usual(key, first, start)
    return usual.rate * (until - start) * watch.busy(key, first, start, until)


CHARTS = (cusum, u_chart, g_chart)
