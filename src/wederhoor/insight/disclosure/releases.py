"""Figures as disclosure control sees them: numbers by codes, in tables, about a stretch of time and a part of the organisation. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import product
from typing import Any

Key = tuple[tuple[str, str], ...]
"""Which complaints a number counts: (dimension, code) pairs in order; () is all of them."""
TOTAL: Key = ()
HOLDS: Mapping[str, str] = {"parts": "closed"}
"""Ways of counting that count what another counts, and more: parts of complaints are complaints with their further parts."""


class Why(StrEnum):
    """Why a number is hidden: it is small, or a small one would follow from it."""

    SMALL = "small"
    COVER = "cover"


@dataclass(frozen=True, slots=True)
class Dimension:
    """A way to divide complaints: each has exactly one of the codes. ``groups`` joins codes, as headings join themes."""

    name: str
    codes: tuple[str, ...]
    groups: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def nodes(self) -> tuple[str, ...]:
        """Codes and groups; '' is all."""
        return ("", *self.codes, *(name for name, _ in self.groups))

    def leaves(self, node: str) -> tuple[str, ...]:
        """The codes that this node counts."""
        return self.codes if node == "" else dict(self.groups).get(node, (node,))

    @property
    def sums(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Each node that is the sum of others. Groups add up to all when they hold every code once."""
        yield "", self.codes
        yield from self.groups


@dataclass(frozen=True, slots=True)
class Table:
    """Counts per code of one dimension, or per pair of two; what is not there is 0."""

    name: str
    dimensions: tuple[Dimension, ...]
    counts: Mapping[tuple[str, ...], int]


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose complaints: of these quarters; ``only`` narrows, as (('member', 'zk-lid'),) does."""

    quarters: frozenset[str]
    only: tuple[tuple[str, str], ...] = ()

    def inside(self, other: Scope) -> bool:
        """Whether every complaint here is also there."""
        return self.quarters <= other.quarters and set(other.only) <= set(self.only)

    def apart(self, other: Scope) -> bool:
        """Whether no complaint can be in both."""
        mine, theirs = dict(self.only), dict(other.only)
        differ = any(theirs.get(axis, value) != value for axis, value in mine.items())
        return differ or not self.quarters & other.quarters

    def __str__(self) -> str:
        return f"{','.join(sorted(self.quarters))}|{self.only}"


@dataclass(frozen=True, slots=True)
class Figures:
    """What an organisation wishes to publish. ``basis`` says what is counted, such as 'closed'."""

    scope: Scope
    basis: str
    total: int
    tables: tuple[Table, ...]


@dataclass(frozen=True, slots=True)
class Release:
    """What was published: every number with those that were hidden, as it was then."""

    scope: Scope
    basis: str
    tables: tuple[Table, ...]
    cells: Mapping[Key, int]
    hidden: Mapping[Key, Why]
    threshold: int

    def divides(self, key: Key) -> bool:
        """Whether a table divides complaints this way, whatever the codes."""
        names = {name for name, _ in key}
        return any(names <= {one.name for one in table.dimensions} for table in self.tables)

    def shown(self, key: Key) -> int | None:
        """The number, or None where it is hidden."""
        return None if key in self.hidden else self.cells.get(key, 0)

    def as_data(self) -> dict[str, Any]:
        """To keep as JSON: codes and numbers, no person and no word."""
        return {
            "quarters": sorted(self.scope.quarters), "only": [list(pair) for pair in self.scope.only],
            "basis": self.basis, "threshold": self.threshold,
            "tables": [_table_data(table) for table in self.tables],
            "total": self.cells[TOTAL],
            "hidden": [[[list(pair) for pair in key], why.value] for key, why in sorted(self.hidden.items())],
        }  # fmt: skip


def _table_data(table: Table) -> dict[str, Any]:
    shapes = [
        {"name": one.name, "codes": list(one.codes), "groups": [[name, list(codes)] for name, codes in one.groups]}
        for one in table.dimensions
    ]
    return {"name": table.name, "dimensions": shapes, "counts": [[list(k), n] for k, n in sorted(table.counts.items())]}


def read(kept: Mapping[str, Any]) -> Release:
    """A release again from what ``as_data`` gave."""
    scope = Scope(frozenset(kept["quarters"]), tuple((axis, value) for axis, value in kept["only"]))
    tables = tuple(_table(one) for one in kept["tables"])
    hidden = {tuple((axis, code) for axis, code in key): Why(why) for key, why in kept["hidden"]}
    return Release(scope, kept["basis"], tables, cells_of(tables, kept["total"]), hidden, kept["threshold"])


def _table(kept: Mapping[str, Any]) -> Table:
    shapes = tuple(
        Dimension(one["name"], tuple(one["codes"]), tuple((name, tuple(codes)) for name, codes in one["groups"]))
        for one in kept["dimensions"]
    )
    return Table(kept["name"], shapes, {tuple(key): n for key, n in kept["counts"]})


def key_of(pairs: Sequence[tuple[str, str]]) -> Key:
    """The key of these pairs; '' is: not divided this way."""
    return tuple(sorted((name, node) for name, node in pairs if node))


def cells_of(tables: Sequence[Table], total: int) -> dict[Key, int]:
    """Every number of the tables once, margins and groups too. Raises ValueError where two tables do not agree."""
    found: dict[Key, int] = {TOTAL: total}
    for table in tables:
        for nodes in product(*(one.nodes for one in table.dimensions)):
            pairs = list(zip(table.dimensions, nodes, strict=True))
            leaves = product(*(one.leaves(node) for one, node in pairs))
            n = sum(table.counts.get(codes, 0) for codes in leaves)
            key = key_of([(one.name, node) for one, node in pairs])
            if found.setdefault(key, n) != n:
                raise ValueError(f"table '{table.name}' says {n} where another says {found[key]}: {key or 'total'}")
    return found


def sums_of(tables: Sequence[Table]) -> Iterator[tuple[Key, tuple[Key, ...]]]:
    """Every number that is the sum of others, each once."""
    seen = set()
    for table in tables:
        for at, divided in enumerate(table.dimensions):
            others = [one.nodes if place != at else ("",) for place, one in enumerate(table.dimensions)]
            for nodes, (whole, parts) in product(product(*others), divided.sums):
                given = [(one.name, node) for one, node in zip(table.dimensions, nodes, strict=True)]
                one = (
                    key_of([*given, (divided.name, whole)]),
                    tuple(key_of([*given, (divided.name, p)]) for p in parts),
                )
                if one not in seen:
                    seen.add(one)
                    yield one
