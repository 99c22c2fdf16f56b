"""What publications tell of one part of the complaints: what that part published itself, and its row in tables of more. Pure.

A cooperative's table per member says of each member what the quarters of that member say together. So publications are laid
beside each other once as they are, and once for each part that some publication is about.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any, NamedTuple

from wederhoor.insight.disclosure.releases import Key, Release, Scope, key_of


class Name(NamedTuple):
    """A number of a publication (by its place in the list), or of what is left of one beside its parts."""

    place: Any
    key: Key


@dataclass(slots=True)
class View:
    """Publications as far as they tell of ``whom``, each by its place; ``more`` is the row in which one does."""

    whom: Key
    releases: Mapping[int, Release]
    last: int
    groups: frozenset[tuple[str, str]]
    more: dict[int, Key] = field(init=False)
    scopes: dict[int, Scope] = field(init=False)
    families: dict[int, list[int]] = field(init=False)

    def __post_init__(self) -> None:
        """Who holds whom."""
        self.more = {at: _more(one.scope, self.whom) for at, one in self.releases.items()}
        self.scopes = {
            at: Scope(one.scope.quarters, key_of([*one.scope.only, *self.more[at]]))
            for at, one in self.releases.items()
        }
        self.families = {}
        for at in self.releases:
            parent = self._parent(at)
            if parent is not None:
                self.families.setdefault(parent, []).append(at)

    def _parent(self, at: int) -> int | None:
        """The smallest publication that holds this one; a later edition of the same holds the earlier."""
        over = [one for one in self.releases if one != at and self._within(at, one)]
        return next((one for one in over if all(other == one or self._within(one, other) for other in over)), None)

    def _within(self, one: int, other: int) -> bool:
        small, large = self.scopes[one], self.scopes[other]
        return small.inside(large) and (_alike(small) != _alike(large) or one < other)

    def name(self, at: int, key: Key) -> Name:
        """Where the number of these complaints stands in that publication."""
        return Name(at, key_of([*key, *self.more[at]]))

    def counted(self, at: int, key: Key) -> bool:
        """Whether this number was published, if only as 0 for want of such a code; a group that did not exist was not."""
        release, whole = self.releases[at], self.name(at, key).key
        return whole in release.cells or (release.divides(whole) and not self.groups.intersection(whole))

    def keys(self, place: int, below: Sequence[int]) -> Iterator[Key]:
        """The numbers of these publications that the large one has too."""
        for key in dict.fromkeys(key for at in (place, *below) for key in self._narrowed(at)):
            if self.counted(place, key):
                yield key

    def _narrowed(self, at: int) -> Iterator[Key]:
        more = set(self.more[at])
        return (tuple(one for one in key if one not in more) for key in self.releases[at].cells if more <= set(key))

    def new(self, places: Iterable[int]) -> bool:
        """Whether only this view shows how these belong together."""
        return not self.whom or len({self.more[at] for at in places}) > 1

    def complete(self, place: int, parts: Sequence[int]) -> bool:
        """Whether the parts together are about the very complaints of a row."""
        quarters = {quarter for at in parts for quarter in self.scopes[at].quarters}
        alike = all(set(self.scopes[at].only) == set(self.scopes[place].only) for at in parts)
        return bool(self.whom) and alike and quarters == self.scopes[place].quarters

    def left(self, kind: str, place: int, parts: tuple[int, ...], key: Key) -> Name:
        """The name of what is left; of a row that the newest publication has no part in hiding, all of the key."""
        whole = key if self.last in parts else key_of([*key, *self.whom])
        return Name((kind, place, parts, self.whom), whole)

    def difference(self, place: int, parts: Sequence[int], key: Key) -> dict[Name, int]:
        """The large one less its parts."""
        return {self.name(place, key): 1} | {self.name(at, key): -1 for at in parts}


def _alike(scope: Scope) -> tuple[frozenset[str], frozenset[tuple[str, str]]]:
    return scope.quarters, frozenset(scope.only)


def _more(scope: Scope, whom: Key) -> Key:
    return tuple(pair for pair in whom if pair not in scope.only)


def views(releases: Sequence[Release]) -> Iterator[View]:
    """Of everything, and of each part that some publication is about and that a table of another has as a row."""
    groups = frozenset(_groups(releases))
    parts = {
        key_of(some)
        for one in releases
        for n in range(len(one.scope.only) + 1)
        for some in combinations(one.scope.only, n)
    }
    for whom in sorted(parts):
        tells = {at: one for at, one in enumerate(releases) if _tells(one, whom)}
        yield View(whom, tells, len(releases) - 1, groups)


def _tells(release: Release, whom: Key) -> bool:
    """Whether it is about these, or has them as a row."""
    own = dict(release.scope.only)
    more = _more(release.scope, whom)
    return all(own.get(axis, code) == code for axis, code in whom) and (not more or release.divides(more))


def _groups(releases: Sequence[Release]) -> Iterator[tuple[str, str]]:
    for release in releases:
        for table in release.tables:
            for one in table.dimensions:
                yield from ((one.name, name) for name, _ in one.groups)
