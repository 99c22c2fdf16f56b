"""Disclosure control: which numbers may leave the organisation, so that nobody in them can be found. Pure; no Django.

The promise, also to a reader who knows this program, is told of every hidden number whether it is small or covers a small one,
and has everything that was published before: of no number from 1 to the threshold is the exact value certain. For each there
is a second answer, in whole numbers, that makes the very same publication (``undoing``). ``docs/decisions/027``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from random import Random

from wederhoor.insight.disclosure.known import Known, known
from wederhoor.insight.disclosure.releases import TOTAL, Figures, Key, Release, Table, Why, cells_of
from wederhoor.insight.disclosure.undoing import Bounds, Puzzle, Sum, unproven
from wederhoor.insight.disclosure.views import Name

LEAST = 3
"""No organisation sets the threshold lower."""
USUAL = 5
MORE = 0.1
"""How often one more number is hidden than needed, so that the choice of what is hidden tells nothing for certain."""


class Refusal(StrEnum):
    """Why nothing of the figures may be published."""

    FEW = "few"
    DIFFERENCE = "difference"
    CROSSING = "crossing"


class LeftOut(StrEnum):
    """Why one table is not published."""

    DEEP = "deep"
    LOOP = "loop"
    EARLIER = "earlier"
    COUNTED = "counted"
    UNSAFE = "unsafe"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What may be published, what not and why; ``proofs`` are the second answers that show it is safe."""

    release: Release | None
    refused: Refusal | None = None
    left_out: Mapping[str, LeftOut] = field(default_factory=dict)
    proofs: tuple[dict[Name, int], ...] = ()


def fewest(threshold: int) -> int:
    """With fewer complaints in all nothing is published but words: nearly every number would be hidden."""
    return 2 * threshold


def control(figures: Figures, before: Sequence[Release], *, threshold: int = USUAL, secret: str = "") -> Verdict:
    """Decide. ``before`` is everything that was ever published, oldest first; ``secret`` makes the choice unguessable."""
    if threshold < LEAST:
        raise ValueError(f"a threshold of {threshold} shows who complained: it is at least {LEAST}")
    same = [old for old in before if old.basis == figures.basis]
    if refused := _refused(figures, same, threshold):
        return Verdict(None, refused)
    related = _related(figures, same)
    left_out = _not_fit(figures.tables, related) | _counted_otherwise(figures, before)
    while True:
        tables = tuple(table for table in figures.tables if table.name not in left_out)
        draft = Release(figures.scope, figures.basis, tables, cells_of(tables, figures.total), {}, threshold)
        weighing = _Weighing(draft, related, Random(f"{secret}|{figures.scope}|{figures.basis}"))  # noqa: S311  # secret
        stuck = weighing.settle()
        if stuck is None:
            return Verdict(weighing.finish(), None, left_out, tuple(weighing.proofs))
        if stuck == TOTAL or not tables:
            return Verdict(None, Refusal.DIFFERENCE)
        worst = [table for table in tables if _holds(table, stuck)] or list(tables)
        left_out = {**left_out, max(worst, key=lambda table: len(table.dimensions)).name: LeftOut.UNSAFE}


def _holds(table: Table, key: Key) -> bool:
    return {name for name, _ in key} <= {one.name for one in table.dimensions}


def _refused(figures: Figures, before: Sequence[Release], threshold: int) -> Refusal | None:
    if 0 < figures.total < fewest(threshold):
        return Refusal.FEW
    for old in before:
        nested = figures.scope.inside(old.scope) or old.scope.inside(figures.scope)
        if not nested and not figures.scope.apart(old.scope):
            return Refusal.CROSSING
    return None


def _counted_otherwise(figures: Figures, before: Sequence[Release]) -> dict[str, LeftOut]:
    """Tables that divide as another did that counted something else: parts of complaints are complaints where each has one."""
    others = [old for old in before if old.basis != figures.basis and not figures.scope.apart(old.scope)]
    there = {one.name for old in others for table in old.tables for one in table.dimensions}
    return {table.name: LeftOut.COUNTED for table in figures.tables if there & {one.name for one in table.dimensions}}


def _related(figures: Figures, before: Sequence[Release]) -> list[Release]:
    """What was published about the same complaints, or some of them, or about what holds those."""
    found: list[Release] = []
    new = [figures.scope]
    while new:
        near = [old for old in before if old not in found and any(not old.scope.apart(one) for one in new)]
        found, new = [*found, *near], [old.scope for old in near]
    return [old for old in before if old in found]


def _not_fit(tables: Sequence[Table], related: Sequence[Release]) -> dict[str, LeftOut]:
    """Tables that no hiding makes safe enough to reason about: three ways deep, closing a loop, or cut otherwise before."""
    found: dict[str, LeftOut] = {}
    joined: list[frozenset[str]] = []
    shapes = [{frozenset(one.name for one in table.dimensions) for table in old.tables} for old in related]
    for table in tables:
        names = frozenset(one.name for one in table.dimensions)
        if len(names) > 2:
            found[table.name] = LeftOut.DEEP
        elif len(names) == 2 and names not in joined:
            touching = [part for part in joined if part & names]
            if any(names <= part for part in touching):
                found[table.name] = LeftOut.LOOP
            elif any(names not in shape and all(frozenset({one}) in shape for one in names) for shape in shapes):
                found[table.name] = LeftOut.EARLIER
            else:
                joined = [part for part in joined if part not in touching] + [names.union(*touching)]
    return found


class _Weighing:
    """Hiding step by step until no small number is certain, and then no more than needed."""

    def __init__(self, draft: Release, before: Sequence[Release], random: Random) -> None:
        self.random = random
        self.releases = [*before, draft]
        self.place = len(before)
        self.draft = draft
        self.known = known(self.releases)
        self.near = _near(self.known)
        differences = [*({name: 1} for name in self.known.rest), *self.known.less]
        small = (form for form in differences if self._is_small(form))
        self.fixed = sorted(small, key=lambda form: next(iter(form)).key != TOTAL)
        self.proofs: list[dict[Name, int]] = []
        hidden = {key: Why.SMALL for key, n in draft.cells.items() if 0 < n < draft.threshold}
        self.same = {key for old in before if old.scope == draft.scope for key in old.hidden}
        again = {key: Why.COVER for key in self.same if draft.cells.get(key, 0) >= draft.threshold}
        self.draft = replace(draft, hidden=again | hidden)

    def settle(self) -> Key | None:
        """Hide what is needed; the key of a number for which that did not help, or None when all is safe."""
        while (weak := self._weak()) is not None:
            if any(name.key == TOTAL for name in weak):
                return TOTAL
            chosen = self._cover(weak)
            if chosen is None:
                return next(iter(weak)).key
            self._hide(chosen)
        return None

    def finish(self) -> Release:
        """Show again what turned out not to be needed, and now and then hide one more."""
        self._show_again()
        while self.draft.hidden and self.random.random() < MORE and (free := self._free()):
            self._hide(self._pick(free))
        return self.draft

    def _hide(self, key: Key) -> None:
        self.draft = replace(self.draft, hidden={**self.draft.hidden, key: Why.COVER})

    def _show_again(self) -> None:
        """What was hidden on the way and turned out not to be needed."""
        covers = sorted(key for key, why in self.draft.hidden.items() if why is Why.COVER and key not in self.same)
        self.random.shuffle(covers)
        for key in covers:
            kept, proofs = self.draft, self.proofs
            self.draft = replace(kept, hidden={one: why for one, why in kept.hidden.items() if one != key})
            if self._weak() is not None:
                self.draft, self.proofs = kept, proofs

    def _hidden(self, name: Name) -> Why | None:
        release = self.draft if name.place == self.place else self.releases[name.place]
        return release.hidden.get(name.key)

    def _unknown(self, name: Name) -> bool:
        return name in self.known.rest or self._hidden(name) is not None

    def _bounds(self, name: Name) -> Bounds:
        if name in self.known.rest:
            return self.known.rest[name]
        threshold = self.releases[name.place].threshold
        return (1, threshold - 1) if self._hidden(name) is Why.SMALL else (threshold, None)

    def _puzzle(self) -> Puzzle[Name]:
        everything = (*self.known.inside, *self.known.between)
        rows = [{name: sign for name, sign in one.items() if self._unknown(name)} for one in everything]
        names = {name for one in rows for name in one}
        true = {name: self.known.true[name] for name in names}
        return Puzzle(true, {name: self._bounds(name) for name in names}, [one for one in rows if one])

    def _weak(self) -> Sum[Name] | None:
        """The first small number for which there is no second answer."""
        self.proofs = [one for one in self.proofs if all(map(self._unknown, one))]
        forms = [form for form in self._forms() if self._is_small(form)]
        return next(unproven(self._puzzle(), [*self.fixed, *forms], self.proofs), None)

    def _is_small(self, form: Sum[Name]) -> bool:
        return 0 < abs(sum(sign * self.known.true[name] for name, sign in form.items())) < self.draft.threshold

    def _forms(self) -> Iterator[Sum[Name]]:
        """What somebody could find within a publication: a hidden number, and the hidden ones of one sum together."""
        for place, release in enumerate([*self.releases[:-1], self.draft]):
            yield from ({Name(place, key): 1} for key in sorted(release.hidden))
        for one in self.known.inside:
            yield {name: 1 for name, sign in one.items() if sign == -1 and self._unknown(name)}

    def _cover(self, form: Sum[Name]) -> Key | None:
        """A shown number to hide beside these: near, more often a small one than a great one."""
        seen, ring = set(form), list(form)
        while ring:
            near = dict.fromkeys([*ring, *(one for each in ring for other in self.near[each] for one in other)])
            free = sorted({one.key for one in near if self._may_cover(one)})
            if free:
                return self._pick(free)
            ring = [one for one in near if one not in seen and self._unknown(one)]
            seen.update(ring)
        return None

    def _pick(self, free: Sequence[Key]) -> Key:
        return self.random.choices(free, [1 / self.draft.cells[key] for key in free])[0]

    def _may_cover(self, name: Name) -> bool:
        return name.place == self.place and self._shows(name.key)

    def _shows(self, key: Key) -> bool:
        draft = self.draft
        return key != TOTAL and key not in draft.hidden and draft.cells.get(key, 0) >= draft.threshold

    def _free(self) -> list[Key]:
        return [key for key in sorted(self.draft.cells) if self._shows(key)]


def _near(found: Known) -> dict[Name, list[Sum[Name]]]:
    near: dict[Name, list[Sum[Name]]] = {}
    for one in (*found.inside, *found.between):
        for name in one:
            near.setdefault(name, []).append(one)
    return near
