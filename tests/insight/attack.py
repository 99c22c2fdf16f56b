"""Somebody who wishes to know: takes everything that was ever published, and reckons what was hidden.

Written from the outside. It reads only what the public page gives as JSON, knows how the program works, shares no code with it,
and uses: the sums within each table and between linked tables, the ranges that are shown, differences between publications
about overlapping complaints (every choice of them, also beside a row of a table of more), however they were counted, tables that
explain a number of another, elimination over fractions, and trying every possibility where there are few.

An unknown is (publication, group); a group is a frozenset of (division, code).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import combinations
from math import lcm
from typing import Any

Row = tuple[dict[Any, Fraction], Fraction]
"""Unknowns with what stands before them, and what they come to together."""
Ends = dict[Any, int | None]
MANY = 4000
EXPLAINS = {
    "not taken up": ("outcome", {"inadmissible", "not taken up"}),
    "late": ("in term", {"no"}),
    "over six weeks": ("lead times", {"10 weeks", "26 weeks", "longer"}),
}
"""Divisions whose codes, without the rest ('-'), are together what another division calls so."""
Told = Callable[[int, tuple[int, ...], frozenset[Any]], str]
"""Of a publication (or a row of it) and some that it holds: 'moved', 'settled' when nothing came in between, or 'grown'."""
TRIES, FEW = 250, 90


@dataclass
class Attacker:
    """What is known, and what follows."""

    papers: list[dict[str, Any]]
    told: Told
    """Even this it is told: whether complaints were moved or came in between these publications."""
    low: Ends = field(default_factory=dict)
    high: Ends = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)
    groups: dict[int, list[frozenset[Any]]] = field(default_factory=dict)
    wished: dict[Any, dict[Any, int]] = field(default_factory=dict)
    """Groups that no table shows, each with the numbers it is the sum or difference of."""

    def found(self) -> dict[Any, int]:
        """Every number that was not shown and is now certain: hidden ones, and differences."""
        for at, paper in enumerate(self.papers):
            self._read(at, paper)
        for at, paper in enumerate(self.papers):
            self._sums(at, paper)
            self._explained(at)
        self._compare()
        self._name_what_is_wished()
        return dict(self._certain()) | dict(self._further())

    def _further(self) -> Iterator[tuple[Any, int]]:
        """How many parts complaints have beyond their first, where both totals are out; and how many of what is left."""
        more = {}
        for at, paper in enumerate(self.papers):
            same = [
                one for one in self.papers[:at] if one["counts"] == "closed" and self._about(one) == self._about(paper)
            ]
            if paper["counts"] == "parts" and same:
                more[at] = paper["total"] - same[-1]["total"]
        for large, n in more.items():
            yield ("further", large, ()), n
            for some in self._apart([at for at in more if self._holds(large, at)]):
                yield ("further", large, some), n - sum(more[at] for at in some)

    @staticmethod
    def _about(paper: dict[str, Any]) -> tuple[Any, ...]:
        return sorted(paper["quarters"]), sorted(paper["only"].items())

    def _read(self, at: int, paper: dict[str, Any]) -> None:
        self._bound((at, frozenset()), paper["total"], paper["total"])
        for table in paper["tables"]:
            for cell in table["cells"]:
                name = (at, frozenset(cell["of"].items()))
                if "count" in cell:
                    self._bound(name, cell["count"], cell["count"])
                else:
                    self._bound(name, cell["at_least"], cell["under"] - 1 if "under" in cell else None)

        self.groups[at] = [group for place, group in self.low if place == at]

    def _bound(self, name: Any, low: int | None, high: int | None) -> None:
        self.low[name], self.high[name] = low, high

    def _sums(self, at: int, paper: dict[str, Any]) -> None:
        for table in paper["tables"]:
            for place, division in enumerate(table["divided_by"]):
                rest = [other for where, other in enumerate(table["divided_by"]) if where != place]
                for fixed in self._fixed(rest):
                    for whole, parts in [("", division["codes"]), *division["groups"].items()]:
                        self._sum(at, fixed, division["name"], whole, parts)

    @staticmethod
    def _fixed(rest: list[dict[str, Any]]) -> Iterator[frozenset[Any]]:
        yield frozenset()
        for other in rest:
            for code in [*other["codes"], *other["groups"]]:
                yield frozenset({(other["name"], code)})

    def _sum(self, at: int, fixed: frozenset[Any], name: str, whole: str, parts: Iterable[str]) -> None:
        one: dict[Any, Fraction] = {(at, fixed | {(name, whole)} if whole else fixed): Fraction(1)}
        for part in parts:
            one[at, fixed | {(name, part)}] = Fraction(-1)
        self.rows.append((one, Fraction(0)))
        hidden = [name for name in one if one[name] < 0 and self.low[name] != self.high[name]]
        if len(hidden) > 1:
            together = ("together", at, (fixed, name, whole)), frozenset(parts)
            self.wished[together] = dict.fromkeys(hidden, 1)
            self._bound(together, 0, None)

    def _explained(self, at: int) -> None:
        """Why a complaint was late, or not taken up, is told of those that were."""
        for why, (division, codes) in EXPLAINS.items():
            reasons = [g for g in self.groups[at] if {d for d, _ in g} == {why} and (why, "-") not in g]
            whole = [g for g in self.groups[at] if {d for d, _ in g} == {division} and {code for _, code in g} <= codes]
            if reasons and whole:
                one = {(at, g): Fraction(1) for g in reasons} | {(at, g): Fraction(-1) for g in whole}
                self.rows.append((one, Fraction(0)))

    # between publications

    def _compare(self) -> None:
        for large in range(len(self.papers)):
            held = [at for at in range(len(self.papers)) if self._holds(large, at)]
            for whom in {frozenset[Any](), *self._rows(large, held)}:
                about = [at for at in held if whom <= self._only(at)]
                for some in self._apart(about):
                    self._subtract(large, some, whom)

    def _only(self, at: int) -> frozenset[Any]:
        return frozenset(self.papers[at]["only"].items())

    def _rows(self, large: int, held: list[int]) -> Iterator[frozenset[Any]]:
        """Rows of the large one about which others were published: of a member in the table of all."""
        for at in held:
            more = sorted(self._only(at) - self._only(large))
            for size in range(1, len(more) + 1):
                for some in combinations(more, size):
                    if (large, frozenset(some)) in self.low:
                        yield frozenset(some)

    def _holds(self, large: int, small: int) -> bool:
        a, b = self.papers[large], self.papers[small]
        inside = set(b["quarters"]) <= set(a["quarters"]) and a["only"].items() <= b["only"].items()
        same = set(a["quarters"]) == set(b["quarters"]) and a["only"] == b["only"]
        return large != small and inside and (not same or small < large)

    def _apart(self, held: list[int]) -> Iterator[tuple[int, ...]]:
        for size in range(1, min(len(held), 5) + 1):
            for some in combinations(held, size):
                if all(self._no_overlap(a, b) for a, b in combinations(some, 2)):
                    yield some

    def _no_overlap(self, a: int, b: int) -> bool:
        one, other = self.papers[a], self.papers[b]
        differ = any(other["only"].get(axis, code) != code for axis, code in one["only"].items())
        return differ or not set(one["quarters"]) & set(other["quarters"])

    def _subtract(self, large: int, some: tuple[int, ...], whom: frozenset[Any]) -> None:
        """What is left of the large one, or of a row of it; a number below 0 is possible only where complaints were moved."""
        told = self.told(large, some, whom)
        most = 0 if told == "settled" and self._complete(large, some, whom) else None
        alike = len({self.papers[at]["counts"] for at in (large, *some)}) == 1
        for whole in self.groups[large]:
            group = whole - whom
            if whom <= whole and (group or alike) and all(self._number(part, group) is not None for part in some):
                parts = [name for part in some if (name := self._number(part, group)) != "none"]
                left = ("left", large, some, tuple(sorted(whom))), group
                self.wished[left] = {(large, whole): 1} | dict.fromkeys(parts, -1)
                self._bound(left, None if told == "moved" else 0, None if told == "moved" else most)

    def _complete(self, large: int, some: tuple[int, ...], whom: frozenset[Any]) -> bool:
        """Whether a row and these publications are about the very same complaints."""
        quarters = {quarter for at in some for quarter in self.papers[at]["quarters"]}
        alike = all(self._only(at) == self._only(large) | whom for at in some)
        return bool(whom) and alike and quarters == set(self.papers[large]["quarters"])

    def _number(self, at: int, group: frozenset[Any]) -> Any:
        """The name of this number in that publication; 'none' when it has no such code; None when it says nothing of it."""
        if (at, group) in self.low:
            return at, group
        tables = self.papers[at]["tables"]
        divided = any({name for name, _ in group} <= {one["name"] for one in t["divided_by"]} for t in tables)
        groups = {
            (one["name"], g)
            for paper in self.papers
            for t in paper["tables"]
            for one in t["divided_by"]
            for g in one["groups"]
        }
        return "none" if divided and not groups & group else None

    def _name_what_is_wished(self) -> None:
        for name, form in self.wished.items():
            one = {part: Fraction(sign) for part, sign in form.items()}
            self.rows.append((one | {name: Fraction(-1)}, Fraction(0)))

    # reckoning

    def _certain(self) -> Iterator[tuple[Any, int]]:
        rows = [self._reduced(row) for row in self.rows]
        for names, part in components([row for row in rows if row[0]]):
            yield from self._solved(names, part)

    def _reduced(self, row: Row) -> Row:
        """Without what is known."""
        unknown, known = {}, row[1]
        for name, factor in row[0].items():
            if self.low[name] is not None and self.low[name] == self.high[name]:
                known -= factor * (self.low[name] or 0)
            else:
                unknown[name] = factor
        return unknown, known

    def _solved(self, names: set[Any], rows: list[Row]) -> Iterator[tuple[Any, int]]:
        every = Narrowing(rows + eliminated(rows))
        low = {name: self.low[name] for name in names}
        high = {name: self.high[name] for name in names}
        assert every.narrowed(low, high), "what was published contradicts itself"
        yield from Trying(Narrowing(rows), low, high, left=TRIES if len(names) <= FEW else 0).certain()


@dataclass
class Trying:
    """Fill in whole numbers until each unknown had two different ones, or cannot."""

    rows: Narrowing
    low: Ends
    high: Ends
    left: int
    seen: dict[Any, set[int]] = field(default_factory=dict)

    def certain(self) -> Iterator[tuple[Any, int]]:
        """The unknowns that have one value in every answer."""
        for name in sorted(self.low, key=str):
            least, most = self.low[name], self.high[name]
            if least is not None and least == most:
                yield name, least
            elif least is not None and most is not None and len(self.seen.get(name, ())) < 2:
                fits = [value for value in range(least, most + 1) if self._fits(name, value)]
                if len(fits) == 1:
                    yield name, fits[0]

    def _fits(self, name: Any, value: int) -> bool:
        if value in self.seen.get(name, ()):
            return True
        if len(self.seen.get(name, ())) > 1:
            return True
        return self._filled({**self.low, name: value}, {**self.high, name: value}, self.rows.at[name])

    def _filled(self, low: Ends, high: Ends, todo: Iterable[int]) -> bool:
        """Whether an answer was found; when it takes too long, there may be one."""
        self.left -= 1
        if self.left < 0:
            return True
        if not self.rows.narrowed(low, high, todo):
            return False
        open_ = [name for name in low if low[name] is None or low[name] != high[name]]
        if not open_:
            for name, value in low.items():
                self.seen.setdefault(name, set()).add(value or 0)
            return True
        pick = min(open_, key=lambda name: (span(low[name], high[name]), str(name)))
        start = low[pick] if low[pick] is not None else -8 if high[pick] is None else high[pick] - 8
        values = range(start, start + 1 + int(min(span(low[pick], high[pick]), 8)))
        return any(self._filled({**low, pick: v}, {**high, pick: v}, self.rows.at[pick]) for v in values)


def components(rows: list[Row]) -> Iterator[tuple[set[Any], list[Row]]]:
    """Rows that have no unknown in common are puzzles of their own."""
    left = list(rows)
    while left:
        names, part = set(left[0][0]), [left.pop(0)]
        grown = True
        while grown:
            near = [row for row in left if names & row[0].keys()]
            left = [row for row in left if not names & row[0].keys()]
            part += near
            names = names.union(*(row[0] for row in near))
            grown = bool(near)
        yield names, part


def eliminated(rows: list[Row]) -> list[Row]:
    """The same sums, with as few unknowns in each as elimination gives."""
    done: list[tuple[Any, Row]] = []
    for unknown, known in rows:
        for pivot, row in done:
            if pivot in unknown:
                unknown, known = less((unknown, known), row, unknown[pivot] / row[0][pivot])
        if unknown:
            pivot = min(unknown, key=str)
            done = [
                (p, less(row, (unknown, known), row[0][pivot] / unknown[pivot]) if pivot in row[0] else row)
                for p, row in done
            ]
            done.append((pivot, (unknown, known)))
    return [row for _, row in done]


def less(row: Row, other: Row, times: Fraction) -> Row:
    """One row less a number of times another."""
    new = dict(row[0])
    for name, factor in other[0].items():
        new[name] = new.get(name, Fraction(0)) - times * factor
        if not new[name]:
            del new[name]
    return new, row[1] - times * other[1]


class Narrowing:
    """Sums in whole numbers, with where each unknown stands."""

    def __init__(self, rows: list[Row]) -> None:
        self.rows = [whole(row) for row in rows]
        self.at: dict[Any, list[int]] = {}
        for place, (unknown, _) in enumerate(self.rows):
            for name, _ in unknown:
                self.at.setdefault(name, []).append(place)

    def narrowed(self, low: Ends, high: Ends, first: Iterable[int] | None = None) -> bool:
        """Draw every bound as tight as the sums allow, each by itself; False when nothing fits."""
        todo = dict.fromkeys(range(len(self.rows)) if first is None else first)
        turns = 0
        while todo and turns < MANY:
            turns += 1
            place = next(iter(todo))
            del todo[place]
            for name in tightened(*self.rows[place], low, high):
                least, most = low[name], high[name]
                if least is not None and most is not None and least > most:
                    return False
                todo.update(dict.fromkeys(self.at[name]))
        return True


def whole(row: Row) -> tuple[list[tuple[Any, int]], int]:
    """The same sum without fractions."""
    times = lcm(row[1].denominator, *(factor.denominator for factor in row[0].values()))
    return [(name, int(factor * times)) for name, factor in row[0].items()], int(row[1] * times)


def tightened(unknown: list[tuple[Any, int]], known: int, low: Ends, high: Ends) -> Iterator[Any]:
    """The unknowns whose bounds this sum moves."""
    ends = [ends_of(factor, low[name], high[name]) for name, factor in unknown]
    free_low, free_high = sum(one[0] is None for one in ends), sum(one[1] is None for one in ends)
    if free_low > 1 and free_high > 1:
        return
    all_low, all_high = sum(one[0] or 0 for one in ends), sum(one[1] or 0 for one in ends)
    for (name, factor), (mine_low, mine_high) in zip(unknown, ends, strict=True):
        least = known - all_high + (mine_high or 0) if free_high == (mine_high is None) else None
        most = known - all_low + (mine_low or 0) if free_low == (mine_low is None) else None
        if factor < 0:
            least, most = most, least
        new_low = None if least is None else -(-least // factor)
        new_high = None if most is None else most // factor
        old_low, old_high = low[name], high[name]
        up = new_low is not None and (old_low is None or new_low > old_low)
        down = new_high is not None and (old_high is None or new_high < old_high)
        if up:
            low[name] = new_low
        if down:
            high[name] = new_high
        if up or down:
            yield name


def ends_of(factor: int, low: int | None, high: int | None) -> tuple[int | None, int | None]:
    """The least and the most of a number times its factor."""
    ends = (None if low is None else factor * low, None if high is None else factor * high)
    return ends if factor > 0 else (ends[1], ends[0])


def span(low: int | None, high: int | None) -> float:
    """How many values less one."""
    return float("inf") if low is None or high is None else high - low


def recovered(papers: list[dict[str, Any]], told: Told) -> dict[Any, int]:
    """Every count under the threshold that is certain now, of a group that was not shown."""
    least = min((paper["threshold"] for paper in papers), default=0)
    return {name: n for name, n in Attacker(papers, told).found().items() if 0 < abs(n) < least}
