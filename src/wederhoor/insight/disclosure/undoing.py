"""Whether what is hidden can be undone: a puzzle of unknown whole numbers and sums, and another answer to it.

A reader of published tables knows sums: the shown total less the shown parts is the sum of the hidden parts. A hidden number
is safe when the puzzle has at least two answers that differ there. The true numbers are one answer; ``another`` looks for a
second and returns it whole, so that whoever doubts can add it up. It never says "safe" without such a proof. Pure.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

N = TypeVar("N", bound=Hashable)
Bounds = tuple[int | None, int | None]
"""The least and the most that a reader knows a number to be; None is: no such limit."""
Sum = Mapping[N, int]
"""Numbers with 1 or -1 before each; together they are a number that the reader knows."""
DEPTHS = (4, 8, 14)
TRIES = 800


@dataclass(slots=True)
class Puzzle(Generic[N]):
    """The hidden numbers as they truly are, what a reader knows of each, and the sums they stand in."""

    true: Mapping[N, int]
    bounds: Mapping[N, Bounds]
    sums: list[Sum[N]]
    _at: dict[N, list[int]] = field(init=False)
    _tries: int = field(init=False, default=0)

    def __post_init__(self) -> None:
        """Remember in which sums each number stands."""
        self._at = {name: [] for name in self.true}
        for place, one in enumerate(self.sums):
            for name in one:
                self._at[name].append(place)

    def another(self, form: Mapping[N, int]) -> dict[N, int] | None:
        """What to add to the true numbers to have another answer with another value of ``form``; None when none was found.

        A form is a number or a sum of several, with 1 or -1 before each.
        """
        place = len(self.sums)
        self.sums.append(form)
        for name in form:
            self._at[name].append(place)
        try:
            return self._moved(place)
        finally:
            self.sums.pop()
            for name in form:
                self._at[name].pop()

    def _moved(self, place: int) -> dict[N, int] | None:
        self._tries = TRIES
        for depth in DEPTHS:
            for step in (1, -1):
                found = self._balanced({}, {place: -step}, depth)
                if found is not None:
                    return found
        return None

    def _may(self, name: N, step: int) -> bool:
        low, high = self.bounds[name]
        value = self.true[name] + step
        return (low is None or value >= low) and (high is None or value <= high)

    def _changed(self, off: Mapping[int, int], name: N, step: int) -> dict[int, int]:
        """By how much each sum is off after this step."""
        new = dict(off)
        for place in self._at[name]:
            new[place] = new.get(place, 0) + step * self.sums[place][name]
            if not new[place]:
                del new[place]
        return new

    def _balanced(self, moves: dict[N, int], off: dict[int, int], depth: int) -> dict[N, int] | None:
        """Put every sum right again, with at most ``depth`` more steps."""
        if not off:
            return dict(moves)
        if depth == 0 or self._tries <= 0:
            return None
        self._tries -= 1
        for name, step in self._fewest(off, moves):
            moves[name] = step
            found = self._balanced(moves, self._changed(off, name, step), depth - 1)
            if found is not None:
                return found
            del moves[name]
        return None

    def _fewest(self, off: Mapping[int, int], moves: Mapping[N, int]) -> list[tuple[N, int]]:
        """The steps for the sum that leaves the least choice, those first that stand in the fewest sums."""
        fewest: list[tuple[N, int]] | None = None
        for place, by in off.items():
            steps = self._steps(place, by, moves)
            if fewest is None or len(steps) < len(fewest):
                fewest = steps
                if len(steps) < 2:
                    break
        return sorted(fewest or [], key=lambda one: len(self._at[one[0]]))

    def _steps(self, place: int, by: int, moves: Mapping[N, int]) -> list[tuple[N, int]]:
        """Which numbers could put this sum right, in which direction."""
        found = []
        for name, sign in self.sums[place].items():
            step = -sign if by > 0 else sign
            if name not in moves and self._may(name, step):
                found.append((name, step))
        return found


def unproven(
    puzzle: Puzzle[N], forms: Iterable[Mapping[N, int]], proofs: list[dict[N, int]]
) -> Iterator[Mapping[N, int]]:
    """The forms for which there is no second answer among ``proofs``, nor one that could be added to them."""
    for form in forms:
        if any(sum(sign * moves.get(name, 0) for name, sign in form.items()) for moves in proofs):
            continue
        moves = puzzle.another({name: sign for name, sign in form.items() if name in puzzle.true})
        if moves is None:
            yield form
        else:
            proofs.append(moves)
