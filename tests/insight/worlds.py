"""Invented organisations that publish about complaints for years: small and large, with quarters, years, editions and members."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

from tests.insight.attack import recovered
from wederhoor.insight.disclosure.deciding import control
from wederhoor.insight.disclosure.outside import outside
from wederhoor.insight.disclosure.releases import Dimension, Figures, Key, Release, Scope, Table, Why, cells_of

Complaint = dict[str, str]
Publish = Callable[[Figures, list[Release]], Release | None]


@dataclass
class World:
    """One organisation: how it divides complaints, and who complained when."""

    random: Random
    divisions: list[Dimension]
    members: list[str]
    complaints: list[Complaint]
    cross: bool

    def figures(self, scope: Scope, upto: int) -> Figures:
        """What it knows of this stretch of time after ``upto`` complaints were written down."""
        rows = [one for one in self.complaints[:upto] if one["quarter"] in scope.quarters]
        rows = [one for one in rows if all(one[axis] == code for axis, code in scope.only)]
        pairs: list[tuple[Dimension, ...]] = [(one,) for one in self.divisions]
        if self.cross:
            pairs.append((self.divisions[0], self.divisions[1]))
        tables = (Table("-".join(d.name for d in some), some, _count(rows, some)) for some in pairs)
        return Figures(scope, "closed", len(rows), tuple(tables))


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
        Dimension("outcome", ("founded", "partly", "unfounded", "none")),
        Dimension("in_time", ("yes", "no")),
    ]
    members = [f"m{n}" for n in range(random.choice((0, 0, 2, 3)))]
    found = World(random, divisions, members, [], random.random() < 0.5)
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
    drawn = {one.name: _skewed(here.random, one.codes) for one in here.divisions}
    return drawn | {"quarter": quarter, "member": here.random.choice(here.members or [""])}


def _skewed(random: Random, codes: tuple[str, ...]) -> str:
    return codes[min(int(random.expovariate(2.5 / len(codes))), len(codes) - 1)]


def wishes(here: World) -> Iterator[Figures]:
    """What it asks to publish, one after the other; complaints come in late, and now and then one is put right."""
    everything = len(here.complaints)
    for year in (2023, 2024, 2025):
        quarters = [f"{year}-Q{n}" for n in range(1, 5)]
        whole = frozenset(quarters)
        if here.random.random() < 0.5:
            for quarter in here.random.sample(quarters, here.random.randint(1, 4)):
                yield here.figures(Scope(frozenset({quarter})), everything)
        late = [_complaint(here, here.random.choice(quarters)) for _ in range(here.random.choice((0, 0, 1, 3, 12)))]
        yield here.figures(Scope(whole), everything)
        here.complaints += late
        everything = len(here.complaints)
        if late:
            yield here.figures(Scope(whole), everything)
        if here.random.random() < 0.3:
            moved = here.random.choice(here.complaints)
            moved["theme"] = here.random.choice(here.divisions[0].codes)
            yield here.figures(Scope(whole), everything)
        for member in here.members:
            if here.random.random() < 0.7:
                yield here.figures(Scope(whole, (("member", member),)), everything)
    yield here.figures(Scope(frozenset(f"{y}-Q{n}" for y in (2023, 2024) for n in range(1, 5))), everything)


def carefully(threshold: int, secret: str) -> Publish:
    """As the program publishes."""
    return lambda figures, before: control(figures, before, threshold=threshold, secret=secret).release


def naively(threshold: int) -> Publish:
    """As is often done: small numbers hidden, and nothing else."""

    def publish(figures: Figures, before: list[Release]) -> Release | None:
        cells = cells_of(figures.tables, figures.total)
        hidden = {key: Why.SMALL for key, n in cells.items() if 0 < n < threshold}
        return Release(figures.scope, figures.basis, figures.tables, cells, hidden, threshold)

    return publish


def published(seed: int, publish: Publish) -> list[Release]:
    """Everything this organisation published in the end."""
    here, out = world(seed), list[Release]()
    for figures in wishes(here):
        release = publish(figures, out)
        if release is not None:
            out.append(release)
    return out


def papers(releases: list[Release]) -> list[dict[str, Any]]:
    """As the outside world has them."""
    return [outside(one) for one in releases]


def moved(releases: list[Release]) -> Callable[[int, tuple[int, ...]], bool]:
    """Whether something was put right or taken out, so that what is left of the large publication is under 0 somewhere."""

    def told(large: int, some: tuple[int, ...]) -> bool:
        some_keys = {key for at in (large, *some) for key in releases[at].cells}
        keys = [key for key in some_keys if all(releases[at].divides(key) or not key for at in (large, *some))]
        return any(_cell(releases[large], key) < sum(_cell(releases[at], key) for at in some) for key in keys)

    return told


def _cell(release: Release, key: Key) -> int:
    return release.cells.get(key, 0)


def attacked(releases: list[Release]) -> dict[Any, int]:
    """What somebody finds out of all that this organisation published."""
    return recovered(papers(releases), moved(releases))
