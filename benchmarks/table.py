"""One figure of the table: what, how much, the mark it should keep, and what peers have."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

WIDE = 66


class Figure(NamedTuple):
    """``at_least``: the mark is the least; else it is the most."""

    what: str
    figure: float
    peers: str = ""
    mark: float | None = None
    at_least: bool = False

    @property
    def kept(self) -> str:
        """Whether the mark is kept, in a word."""
        if self.mark is None:
            return ""
        return "yes" if (self.figure >= self.mark if self.at_least else self.figure <= self.mark) else "NO"


def heading() -> str:
    """The line above the table."""
    return f"{'what':<{WIDE}} {'figure':>12} {'mark':>12} {'kept':>5}   peers"


def line(found: Figure) -> str:
    """One line of the table."""
    mark = "" if found.mark is None else f"{'>=' if found.at_least else '<='} {found.mark:,g}"
    return f"{found.what:<{WIDE}} {found.figure:>12,.2f} {mark:>12} {found.kept:>5}   {found.peers}".rstrip()


def figures(rows: Iterable[Iterable[object]]) -> list[Figure]:
    """Figures again from rows that came as JSON, or that hold no mark."""
    return [Figure(*row) for row in rows]  # type: ignore[arg-type]  # they were figures before
