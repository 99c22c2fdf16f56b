"""What a reader knows: every sum within one publication, and between publications about the same complaints. Pure.

A number has a name: (which publication, key). What is left between a publication and its parts, such as the fourth quarter when
a year and three quarters are out, or who was registered after the first edition, stands in no table and is still a number that
may be found: its name is (("rest", publication, parts, of whom), key).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from wederhoor.insight.disclosure.releases import Key, Release, sums_of
from wederhoor.insight.disclosure.undoing import Bounds, Sum
from wederhoor.insight.disclosure.views import Name, View, views

FEW = 5
MOST = 500


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
    seen = list(views(releases))
    true = {Name(place, key): n for place, release in enumerate(releases) for key, n in release.cells.items()}
    links, less = ({name: one for view in seen for name, one in of(view)} for of in (_links, _less))
    left = {rest: _value(one, true) for rest, one in links.items()}
    if any(n < 0 for n in left.values()):
        sure = _never_under_nought(less, true)
        links |= sure
        left |= {rest: _value(one, true) for rest, one in sure.items()}
    same = {rest: one for rest, one in less.items() if rest.place[0] == "same" and _value(one, true) == 0}
    links, left = links | same, left | dict.fromkeys(same, 0)
    bounds = {name: _bounds(name, n) for name, n in left.items()}
    between = (_counted_only(one, true) | {rest: -1} for rest, one in links.items())
    differences = (_counted_only(one, true) for one in less.values())
    return Known(tuple(_inside(releases)), tuple(between), tuple(differences), true | left, bounds)


def _bounds(name: Name, n: int) -> Bounds:
    """The same number in publications of one time is the same to every reader."""
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


def _links(view: View) -> Iterator[tuple[Name, Sum[Name]]]:
    """What is left, with the numbers it is the difference of."""
    for place in view.families:
        for key in view.keys(place, list(_below(place, view))):
            parts = tuple(_nearest(place, key, view))
            if parts and view.new((place, *parts)):
                kind = "same" if view.complete(place, parts) else "rest"
                yield view.left(kind, place, parts, key), view.difference(place, parts, key)


def _nearest(place: int, key: Key, view: View) -> Iterator[int]:
    """The publications right under this one that have the number; where one has it not, those under that."""
    for child in view.families.get(place, ()):
        if view.counted(child, key):
            yield child
        else:
            yield from _nearest(child, key, view)


def _less(view: View) -> Iterator[tuple[Name, Sum[Name]]]:
    """Each publication less some of its parts, or parts of those, that have no complaint in common. 'same': an earlier edition too

    says the very same of a part, whatever was published in between: a reader may know that nothing came in there."""
    for place in view.families:
        held = list(_below(place, view))
        keys = list(view.keys(place, held))
        for some in _apart(held, view):
            if view.new((place, *some)):
                kind = "same" if view.complete(place, some) else "less"
                for key in keys:
                    if all(view.counted(at, key) for at in some):
                        yield view.left(kind, place, some, key), view.difference(place, some, key)


def _apart(held: Sequence[int], view: View) -> Iterator[tuple[int, ...]]:
    """Every choice of a few of these, smallest choices first; of very many choices the first."""
    found: list[tuple[int, ...]] = [()]
    for _ in range(FEW):
        found = [(*some, at) for some in found for at in held if _joins(some, at, view)][:MOST]
        yield from found


def _joins(some: tuple[int, ...], at: int, view: View) -> bool:
    return (not some or some[-1] < at) and all(view.scopes[at].apart(view.scopes[one]) for one in some)


def _below(place: int, view: View) -> Iterator[int]:
    for child in view.families.get(place, ()):
        yield child
        yield from _below(child, view)
