"""What happens in the world to practise in, decided before anything is written: the same seed gives the same world.

Organisations of different sizes with locations of different sizes; complaints with themes, seasons and fewer at weekends;
handlers who are late in some months; and in some organisations a planted structural problem: from a day on one theme at
one location comes up more often. Nothing here knows a database.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from random import Random

MONTHS = (1.1, 1.05, 1.1, 1.0, 1.0, 0.95, 0.8, 0.75, 1.05, 1.1, 1.15, 0.95)
"""How much busier than usual each month is, from January."""
WEEKEND = 0.5
TROUBLED = 0.25
"""Which share of the organisations has a planted problem."""
LATE = 0.3
"""Which share of the organisations has months in which everything takes longer."""
PACES = (0.6, 1.0, 1.0, 1.2, 1.6)
SLOW = 2.2


@dataclass(frozen=True, slots=True)
class Kind:
    """An organisation's kind: the script it follows, with the plots (the most common first) and themes of its regulation.

    ``since``: from which day that regulation holds; nothing happens there before.
    """

    script: str
    plots: tuple[str, ...]
    themes: tuple[str, ...]
    since: date = date.min


@dataclass(frozen=True, slots=True)
class Trouble:
    """The planted problem: from ``since`` on, ``theme`` at ``place`` comes up ``times`` as often."""

    place: str
    theme: str
    since: date
    times: float


@dataclass(frozen=True, slots=True)
class Told:
    """One complaint to come: on which day, where, about what, how it goes and how fast (1: as the script says)."""

    day: date
    place: str
    theme: str
    plot: str
    pace: float
    nth: int


@dataclass(frozen=True, slots=True)
class Provider:
    """One invented organisation with everything that will happen there."""

    code: str
    name: str
    kind: Kind
    places: tuple[str, ...]
    complaints: tuple[Told, ...]
    trouble: Trouble | None
    slow_months: tuple[int, ...]


def world(
    kinds: Sequence[Kind], *, years: int, organisations: int, complaints: int, seed: int, until: date
) -> list[Provider]:
    """So many organisations that together have so many complaints in the years that end ``until``.

    Raises ValueError where there are fewer complaints than organisations, or nothing to do.
    """
    if min(years, organisations) < 1 or complaints < organisations:
        raise ValueError("at least one year, one organisation, and one complaint for each")
    luck = _luck(seed)
    sizes = _shares([luck.lognormvariate(0, 0.7) for _ in range(organisations)], complaints)
    first = until - timedelta(days=365 * years)
    return [
        _provider(kinds[n % len(kinds)], n, size, first, until, _luck(f"{seed}/{n}")) for n, size in enumerate(sizes)
    ]


def _luck(seed: object) -> Random:
    return Random(str(seed))  # noqa: S311  # a world to practise in needs no secrets


def _shares(weights: Sequence[float], total: int) -> list[int]:
    """So many in proportion to the weights, at least one each; they add up to the total."""
    rest, whole = total - len(weights), sum(weights)
    ends = [round(rest * part / whole) for part in accumulate(weights)]
    return [1 + end - before for before, end in zip([0, *ends], ends, strict=False)]


def _provider(kind: Kind, n: int, size: int, first: date, until: date, luck: Random) -> Provider:
    places = tuple(f"huis-{one}" for one in range(1, 2 + min(12, max(1, size // 40)) + luck.randrange(2)))
    slow = tuple(luck.sample(range(1, 13), 2)) if luck.random() < LATE else ()
    trouble = _trouble(kind, places, first, until, luck) if luck.random() < TROUBLED else None
    told = tuple(_told(kind, places, size, first, until, trouble, slow, luck))
    return Provider(f"oefen-{n + 1:02d}", f"Oefenorganisatie {n + 1}", kind, places, told, trouble, slow)


def _trouble(kind: Kind, places: tuple[str, ...], first: date, until: date, luck: Random) -> Trouble:
    days = (until - first).days
    since = first + timedelta(days=round(days * luck.uniform(0.55, 0.8)))
    return Trouble(luck.choice(places), luck.choice(kind.themes), since, luck.choice((2.0, 3.0, 4.0)))


def _told(
    kind: Kind, places: tuple[str, ...], size: int, first: date, until: date, trouble: Trouble | None,
    slow: tuple[int, ...], luck: Random,
) -> Iterator[Told]:  # fmt: skip
    """The complaints in order of day."""
    first = max(first, kind.since)
    days = [first + timedelta(days=n) for n in range((until - first).days)]
    pairs = _pairs(kind, places, luck)
    worse = _worse(pairs, trouble)
    common = [1 / rank for rank in range(1, len(kind.plots) + 1)]
    weights = [_busy(day) * (sum(worse.values()) if _began(trouble, day) else 1) for day in days]
    for nth, day in enumerate(sorted(luck.choices(days, weights, k=size)), 1):
        about = worse if _began(trouble, day) else pairs
        place, theme = luck.choices(list(about), list(about.values()))[0]
        pace = luck.choice(PACES) * (SLOW if day.month in slow else 1)
        yield Told(day, place, theme, luck.choices(kind.plots, common)[0], pace, nth)


def _pairs(kind: Kind, places: tuple[str, ...], luck: Random) -> dict[tuple[str, str], float]:
    """How often each theme comes up at each location, as shares of one."""
    where = {place: luck.uniform(0.5, 2) for place in places}
    themes = {theme: luck.uniform(0.5, 1.5) / rank for rank, theme in enumerate(kind.themes, 1)}
    whole = sum(where.values()) * sum(themes.values())
    return {(place, theme): w * t / whole for place, w in where.items() for theme, t in themes.items()}


def _worse(pairs: dict[tuple[str, str], float], trouble: Trouble | None) -> dict[tuple[str, str], float]:
    """The same once the planted problem began; they add up to more than one."""
    if trouble is None:
        return pairs
    key = (trouble.place, trouble.theme)
    return pairs | {key: pairs[key] * trouble.times}


def _began(trouble: Trouble | None, day: date) -> bool:
    return trouble is not None and day >= trouble.since


def _busy(day: date) -> float:
    return MONTHS[day.month - 1] * (WEEKEND if day.isoweekday() > 5 else 1)
