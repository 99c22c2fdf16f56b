"""What a reader knows: every sum within one publication, and between publications about the same complaints. Pure.

A number has a name: (which publication, key). What is left between a publication and its parts, such as the fourth quarter when
a year and three quarters are out, or who was registered after the first edition, stands in no table and is still a number that
may be found: its name is (("rest", publication, parts), key).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from wederhoor.insight.disclosure.releases import Key, Release, key_of, sums_of
from wederhoor.insight.disclosure.undoing import Bounds, Sum

FEW = 5
MOST = 500


class Name(NamedTuple):
    """A number of a publication (by its place in the list), or of what is left of one beside its parts."""

    place: Any
    key: Key


@dataclass(frozen=True, slots=True)
class Known:
    """All sums over all numbers, hidden or not; ``true`` holds every number, ``rest`` what is known of those in no table.

    ``less`` are the other differences somebody could make: a publication less some of its parts.
    """

    inside: tuple[Sum[Name], ...]
    between: tuple[Sum[Name], ...]
    less: tuple[Sum[Name], ...]
    true: Mapping[Name, int]
    rest: Mapping[Name, Bounds]


def known(releases: Sequence[Release]) -> Known:
    """Of these publications, the oldest first."""
    grouped = _groups(releases)
    true = {Name(place, key): n for place, release in enumerate(releases) for key, n in release.cells.items()}
    links, less = dict(_links(releases, grouped)) | dict(_same(releases)), dict(_less(releases, grouped))
    left = {rest: _value(one, true) for rest, one in links.items()}
    if any(n < 0 for n in left.values()):
        sure = _never_under_nought(less, true)
        links |= sure
        left |= {rest: _value(one, true) for rest, one in sure.items()}
    bounds = {name: _bounds(name, n) for name, n in left.items()}
    between = (_counted_only(one, true) | {rest: -1} for rest, one in links.items())
    differences = (_counted_only(one, true) for one in less.values())
    return Known(tuple(_inside(releases)), tuple(between), tuple(differences), true | left, bounds)


def _bounds(name: Name, n: int) -> Bounds:
    """The same number in two publications of one time is the same to every reader."""
    return (0, 0) if name.place[0] == "same" and n == 0 else (0 if n >= 0 else None, None)


def _value(one: Sum[Name], true: Mapping[Name, int]) -> int:
    return sum(sign * true.get(name, 0) for name, sign in one.items())


def _never_under_nought(less: Mapping[Name, Sum[Name]], true: Mapping[Name, int]) -> dict[Name, Sum[Name]]:
    """Where complaints were moved between publications, a reader still knows that many other differences are no less than 0."""
    moved = {rest.place for rest, one in less.items() if _value(one, true) < 0}
    return {rest: one for rest, one in less.items() if rest.place not in moved}


def _counted_only(one: Sum[Name], true: Mapping[Name, int]) -> dict[Name, int]:
    """Without the numbers that are 0 for want of such a code."""
    return {name: sign for name, sign in one.items() if name in true}


def _inside(releases: Sequence[Release]) -> Iterator[Sum[Name]]:
    for place, release in enumerate(releases):
        for whole, parts in sums_of(release.tables):
            yield {Name(place, whole): 1} | {Name(place, part): -1 for part in parts}


def _links(releases: Sequence[Release], grouped: set[tuple[str, str]]) -> Iterator[tuple[Name, Sum[Name]]]:
    """What is left, with the numbers it is the difference of."""
    families = _families(releases)
    for place in families:
        for key in _keys(releases, [place, *_below(place, families)]):
            if _counted(releases[place], key, grouped):
                same = tuple(_nearest(place, key, families, lambda at, key: _counted(releases[at], key, grouped)))
                if same:
                    yield Name(("rest", place, same), key), _difference(place, same, key)


def _same(releases: Sequence[Release]) -> Iterator[tuple[Name, Sum[Name]]]:
    """What a table of the whole says of a part (the row of a member, or of a law) and what that part published itself."""
    for place, large in enumerate(releases):
        for at, small in enumerate(releases):
            more = tuple(pair for pair in small.scope.only if pair not in large.scope.only)
            if more and small.scope.inside(large.scope) and small.scope.quarters == large.scope.quarters:
                for key in small.cells:
                    whole = key_of([*key, *more])
                    if whole in large.cells:
                        yield Name(("same", place, at), key), {Name(place, whole): 1, Name(at, key): -1}


def _nearest(
    place: int, key: Key, families: Mapping[int, Sequence[int]], counted: Callable[[int, Key], bool]
) -> Iterator[int]:
    """The publications right under this one that have the number; where one has it not, those under that."""
    for child in families.get(place, ()):
        if counted(child, key):
            yield child
        else:
            yield from _nearest(child, key, families, counted)


def _less(releases: Sequence[Release], grouped: set[tuple[str, str]]) -> Iterator[tuple[Name, Sum[Name]]]:
    """Each publication less some of its parts, or parts of those, that have no complaint in common."""
    families = _families(releases)
    for place in families:
        for some in _apart(list(_below(place, families)), releases):
            for key in _keys(releases, [place, *some]):
                if all(_counted(releases[at], key, grouped) for at in (place, *some)):
                    yield Name(("less", place, some), key), _difference(place, some, key)


def _difference(place: int, parts: Sequence[int], key: Key) -> dict[Name, int]:
    return {Name(place, key): 1} | {Name(at, key): -1 for at in parts}


def _apart(held: Sequence[int], releases: Sequence[Release]) -> Iterator[tuple[int, ...]]:
    """Every choice of a few of these, smallest choices first; of very many choices the first."""
    found: list[tuple[int, ...]] = [()]
    for _ in range(FEW):
        found = [(*some, at) for some in found for at in held if _joins(some, at, releases)][:MOST]
        yield from found


def _joins(some: tuple[int, ...], at: int, releases: Sequence[Release]) -> bool:
    return (not some or some[-1] < at) and all(releases[at].scope.apart(releases[one].scope) for one in some)


def _below(place: int, families: Mapping[int, Sequence[int]]) -> Iterator[int]:
    for child in families.get(place, ()):
        yield child
        yield from _below(child, families)


def _families(releases: Sequence[Release]) -> dict[int, list[int]]:
    """Each publication that holds others, with those right under it."""
    found: dict[int, list[int]] = {}
    for at in range(len(releases)):
        parent = _parent(at, releases)
        if parent is not None:
            found.setdefault(parent, []).append(at)
    return found


def _keys(releases: Sequence[Release], places: Sequence[int]) -> Iterator[Key]:
    return iter(dict.fromkeys(key for at in places for key in releases[at].cells))


def _counted(release: Release, key: Key, grouped: set[tuple[str, str]]) -> bool:
    """Whether this number was published, if only as 0 for want of such a code; a group that did not exist was not."""
    return key in release.cells or (release.divides(key) and not grouped.intersection(key))


def _groups(releases: Sequence[Release]) -> set[tuple[str, str]]:
    shapes = (one for release in releases for table in release.tables for one in table.dimensions)
    return {(one.name, name) for one in shapes for name, _ in one.groups}


def _parent(at: int, releases: Sequence[Release]) -> int | None:
    """The smallest publication that holds this one; a later edition of the same holds the earlier."""
    over = [one for one in range(len(releases)) if one != at and _within(at, one, releases)]
    return next((one for one in over if all(other == one or _within(one, other, releases) for other in over)), None)


def _within(one: int, other: int, releases: Sequence[Release]) -> bool:
    small, large = releases[one].scope, releases[other].scope
    return small.inside(large) and (small != large or one < other)
