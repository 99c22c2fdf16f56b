"""The points of the charts of a signal, as weeks and numbers: kept with it, drawn when somebody looks. Pure, no Django.

No point has the day of a single complaint, and none outlives the complaints (``younger``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from wederhoor.insight import control, scanning
from wederhoor.insight.scanning import FEWEST, LEAST, LONGEST, MONTH, Found, Key, Watch

MOST = 20
"""So many complaints a g-chart shows."""


def of(watch: Watch, found: Found, first: date) -> dict[str, Any]:
    """What came per four weeks, and the points of the chart that raised it: [first or last day, value, limit, usual].

    The g-chart has the number of a complaint in its row instead of a day.
    """
    shown = {"counts": list(_counts(watch, found.key, first))}
    if found.chart == "cusum":
        shown["cusum"] = list(_evidence(watch, found, first))
    if found.chart == "g":
        shown["g"] = list(_days(watch, found.key))
    return shown


def younger(chart: Mapping[str, list[list[Any]]], since: date, kept: date) -> dict[str, Any]:
    """The points of what came on the day ``kept`` or later; those of the g-chart, which have no day, while all its three did."""
    dated = {
        name: [point for point in points if point[0] >= kept.isoformat()]
        for name, points in chart.items()
        if name != "g"
    }
    days = {"g": chart["g"]} if "g" in chart and since >= kept else {}
    return {name: points for name, points in dated.items() if points} | days


def _counts(watch: Watch, key: Key, first: date) -> Iterator[list[Any]]:
    """Four weeks at a time over the last year: the count, the limit and what is usual, each from the weeks before it."""
    until, series = watch.weeks, watch.series[key]
    begun = watch.first(until)
    for start in range(until - LONGEST, until, MONTH):
        if start < begun:
            continue
        count = series.between(start, start + MONTH)
        if start - begun < LEAST:
            yield [_day(first, start), count, None, None]
            continue
        usual, exposure = watch.usual(key, begun, start), MONTH * watch.busy(key, begun, start, start + MONTH)
        limit = control.upper_limit(exposure, usual, scanning.allowance(watch, "u", key, begun, until))
        yield [_day(first, start), count, max(limit, FEWEST), round(usual.rate * exposure, 1)]


def _evidence(watch: Watch, found: Found, first: date) -> Iterator[list[Any]]:
    """The evidence at the end of every week of the last year."""
    for until in range(watch.weeks - LONGEST + 1, watch.weeks + 1):
        begun = watch.first(until)
        if until - begun <= LEAST:
            continue
        _, value = scanning.strongest(watch, found.key, begun, begun + LEAST, until)
        yield [_day(first, until, -1), round(value, 2), round(found.limit, 2), None]


def _days(watch: Watch, key: Key) -> Iterator[list[Any]]:
    """At each complaint, by its number: in how many days it and the two before it came, and how few days are too few."""
    begun, days = watch.first(watch.weeks), watch.series[key].days
    for number, place in enumerate(range(max(FEWEST - 1, len(days) - MOST), len(days)), 1):
        earlier, day = days[place - FEWEST + 1], days[place]
        start = earlier // 7
        limit = usually = None
        if start - begun >= LEAST:
            usual, busy = watch.usual(key, begun, start), watch.busy(key, begun, start, day // 7 + 1)
            allowed = scanning.allowance(watch, "g", key, begun, watch.weeks)
            limit = control.shortest(FEWEST - 1, busy, usual, allowed)
            usually = round((FEWEST - 1) * 7 / (usual.rate * busy), 1)
        yield [number, day - earlier, limit, usually]


def _day(first: date, week: int, more: int = 0) -> str:
    return (first + timedelta(days=week * 7 + more)).isoformat()
