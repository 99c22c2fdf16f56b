"""Invented organisations that publish about complaints for years: small and large, with quarters, years, editions and members.

What they ask to publish has the form that ``publishing/reading.py`` gives it: some divisions count complaints and go out with those,
another counts parts, and goes out with complaints as long as each complaint has one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

from tests.insight.attack import recovered
from wederhoor.insight.disclosure.outside import outside
from wederhoor.insight.disclosure.releases import (
    TOTAL,
    Dimension,
    Figures,
    Release,
    Scope,
    Table,
    Why,
    cells_of,
    key_of,
)
from wederhoor.insight.disclosure.weighing import weighed

Complaint = dict[str, str]
Wish = list[Figures]
Publish = Callable[[Wish, list[Release]], list[Release]]
OUTCOME = Dimension("outcome", ("founded", "partly", "unfounded", "none"))
ROUTE = Dimension("route", ("confidant", "committee", "officer"))
FEWEST = 5
ROUTED = 0.3
"""So many also publish what complaints were about for each way, as the public report of LOJ does ("nature per route")."""


@dataclass
class World:
    """One organisation: how it divides complaints, who complained when, and of what ``apart`` it publishes by itself."""

    random: Random
    divisions: list[Dimension]
    members: list[str]
    apart: tuple[str, list[str]]
    second: float
    complaints: list[Complaint]
    cross: bool
    routed: bool = False

    def wish(self, scope: Scope, upto: int) -> Wish:
        """What it knows of this stretch of time after ``upto`` complaints were written down."""
        rows = [one for one in self.complaints[:upto] if one["quarter"] in scope.quarters]
        rows = [one for one in rows if all(one[axis] == code for axis, code in scope.only)]
        pairs: list[tuple[Dimension, ...]] = [(one,) for one in self.divisions if one.name not in dict(scope.only)]
        if self.members and not scope.only:
            pairs.append((Dimension("member", tuple(self.members)),))
        if self.cross and not scope.only:
            pairs.append((self.divisions[0], self.divisions[1]))
        if self.routed and not scope.only and not any(row["second"] for row in rows):
            pairs.append((self.divisions[0], ROUTE))
        tables = [Table("-".join(d.name for d in some), some, _count(rows, some)) for some in pairs]
        ends = Counter[tuple[str, ...]]((row[name],) for row in rows for name in ("outcome", "second") if row[name])
        more, ended = ends.total() - len(rows), Table("outcome", (OUTCOME,), ends)
        found = [Figures(scope, "closed", len(rows), (*tables, *([] if more else [ended])))]
        return [*found, Figures(scope, "parts", ends.total(), (ended,))] if more >= FEWEST else found


def _count(rows: list[Complaint], some: tuple[Dimension, ...]) -> Counter[tuple[str, ...]]:
    return Counter(tuple(row[one.name] for one in some) for row in rows)


def world(seed: int) -> World:
    """The organisation of this number."""
    random = Random(seed)
    themes = [f"t{n}" for n in range(random.randint(3, 10))]
    places = [f"p{n}" for n in range(random.randint(2, 7))]
    divisions = [
        Dimension("theme", tuple(themes), _groups(random, themes, "h")),
        Dimension("place", tuple(places), _groups(random, places, "r")),
        Dimension("in_time", ("yes", "no")),
    ]
    members = [f"m{n}" for n in range(random.choice((0, 0, 2, 3)))]
    apart = random.choice((("member", members), ("place", places[:3])))
    second = random.choice((0, 0.03, 0.3))
    found = World(random, divisions, members, apart, second, [], random.random() < 0.5)
    if Random(f"routed {seed}").random() < ROUTED:
        found.routed = True
        found.divisions.append(ROUTE)
    for year in (2023, 2024, 2025):
        for _ in range(int(random.lognormvariate(3.6, 1))):
            found.complaints.append(_complaint(found, f"{year}-Q{random.randint(1, 4)}"))
    return found


def _groups(random: Random, codes: list[str], letter: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    if random.random() < 0.4 or len(codes) < 4:
        return ()
    cut = random.randint(1, len(codes) - 1)
    return ((f"{letter}0", tuple(codes[:cut])), (f"{letter}1", tuple(codes[cut:])))


def _complaint(here: World, quarter: str) -> Complaint:
    drawn = {one.name: _skewed(here.random, one.codes) for one in (*here.divisions, OUTCOME)}
    second = here.random.choice(OUTCOME.codes) if here.random.random() < here.second else ""
    return drawn | {"quarter": quarter, "second": second, "member": here.random.choice(here.members or [""])}


def _skewed(random: Random, codes: tuple[str, ...]) -> str:
    return codes[min(int(random.expovariate(2.5 / len(codes))), len(codes) - 1)]


def _quarters(here: World, quarters: list[str], first: float, everything: int) -> Iterator[Wish]:
    """Before the year: quarters of all, or of parts, or nothing."""
    axis, parts = here.apart
    for quarter in here.random.sample(quarters, here.random.randint(1, 4)) if first < 0.4 else ():
        yield here.wish(Scope(frozenset({quarter})), everything)
    for part in parts[:1] if first > 0.6 else ():
        for quarter in quarters[: here.random.choice((3, 4, 4))]:
            yield here.wish(Scope(frozenset({quarter}), ((axis, part),)), everything)


def wishes(here: World) -> Iterator[Wish]:
    """What it asks to publish, one after the other; complaints come in late, and now and then one is put right."""
    everything = len(here.complaints)
    axis, parts = here.apart
    for year in (2023, 2024, 2025):
        quarters = [f"{year}-Q{n}" for n in range(1, 5)]
        whole = frozenset(quarters)
        first = here.random.random()
        yield from _quarters(here, quarters, first, everything)
        late = [_complaint(here, here.random.choice(quarters)) for _ in range(here.random.choice((0, 0, 1, 3, 12)))]
        yield here.wish(Scope(whole), everything)
        here.complaints += late
        everything = len(here.complaints)
        if late:
            yield here.wish(Scope(whole), everything)
        if here.random.random() < 0.3:
            moved = here.random.choice(here.complaints)
            moved["theme"] = here.random.choice(here.divisions[0].codes)
            yield here.wish(Scope(whole), everything)
        if here.random.random() < 0.2:
            for one in here.random.sample(here.complaints, min(8, everything)):
                one["second"] = here.random.choice(OUTCOME.codes)
            yield here.wish(Scope(whole), everything)
        for part in parts:
            if here.random.random() < 0.7:
                yield here.wish(Scope(whole, ((axis, part),)), everything)
    yield here.wish(Scope(frozenset(f"{y}-Q{n}" for y in (2023, 2024) for n in range(1, 5))), everything)


def carefully(threshold: int, secret: str) -> Publish:
    """As the program publishes."""

    def publish(wish: Wish, before: list[Release]) -> list[Release]:
        return list(weighed(wish, before, threshold=threshold, secret=secret).shown.values())

    return publish


def naively(threshold: int) -> Publish:
    """As is often done: small numbers hidden, and nothing else."""

    def publish(wish: Wish, before: list[Release]) -> list[Release]:
        return [_naive(one, threshold) for one in wish]

    return publish


def _naive(figures: Figures, threshold: int) -> Release:
    cells = cells_of(figures.tables, figures.total)
    hidden = {key: Why.SMALL for key, n in cells.items() if 0 < n < threshold}
    return Release(figures.scope, figures.basis, figures.tables, cells, hidden, threshold)


def published(seed: int, publish: Publish) -> list[Release]:
    """Everything this organisation published in the end."""
    here, out = world(seed), list[Release]()
    for wish in wishes(here):
        out += publish(wish, out)
    return out


def papers(releases: list[Release]) -> list[dict[str, Any]]:
    """As the outside world has them."""
    return [outside(one) for one in releases]


def moved(releases: list[Release]) -> Callable[[int, tuple[int, ...], frozenset[Any]], str]:
    """Whether something was put right or taken out, so that what is left is under 0 somewhere; or came in between."""

    def told(large: int, some: tuple[int, ...], whom: frozenset[Any]) -> str:
        every = [(large, whom), *((at, frozenset[Any]()) for at in some)]
        narrow = {frozenset(key) - more for at, more in every for key in releases[at].cells if more <= set(key)}
        alike = len({releases[at].basis for at, _ in every}) == 1
        keys = [
            one for one in narrow if (one or alike) and all(_divides(releases[at], one | more) for at, more in every)
        ]
        left = [_cell(releases[large], one | whom) - sum(_cell(releases[at], one) for at in some) for one in keys]
        return "moved" if any(n < 0 for n in left) else "grown" if any(left) else "settled"

    return told


def _divides(release: Release, key: frozenset[Any]) -> bool:
    return not key or release.divides(tuple(key))


def _cell(release: Release, key: frozenset[Any]) -> int:
    return release.cells.get(key_of(sorted(key)) if key else TOTAL, 0)


def attacked(releases: list[Release]) -> dict[Any, int]:
    """What somebody finds out of all that this organisation published."""
    return recovered(papers(releases), moved(releases))
