"""What is counted for a report: a few readings of the database for all its sections together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from wederhoor.insight import tallies
from wederhoor.insight.figures import Cut
from wederhoor.insight.tallies import SHARED, By, Count, Open, Tally


@dataclass(frozen=True, slots=True)
class Facts:
    """The counts of one report: closed and received in the period, what of that is still open, and the period before it."""

    closed: Tally = field(default_factory=dict)
    since_closed: Tally = field(default_factory=dict)
    open: Open = field(default_factory=dict)
    before: Tally = field(default_factory=dict)

    def complaints(self, *by: str) -> Counter[tuple[Any, ...]]:
        """Closed complaints in the period, each counted once."""
        return Counter({value: count.complaints for value, count in self.closed.get(by, {}).items()})

    def parts(self, *by: str) -> Counter[tuple[Any, ...]]:
        """The same per part of a complaint."""
        return Counter({value: count.parts for value, count in self.closed.get(by, {}).items()})

    def received(self, *by: str) -> Counter[tuple[Any, ...]]:
        """Complaints that came in during the period, closed since or still open."""
        done = Counter({value: count.complaints for value, count in self.since_closed.get(by, {}).items()})
        return done + self.open.get(by, Counter())

    @property
    def waiting(self) -> Counter[tuple[Any, ...]]:
        """How many of what was received are open, under ()."""
        return self.open.get((), Counter())

    @property
    def total(self) -> Count:
        """All that closed in the period."""
        return self.closed.get((), {}).get((), Count(0, 0))


def gathered(cut: Cut, asked: Iterable[By]) -> Facts:
    """Count all that these sections need. Call inside ``in_organisation``."""
    sets = {tuple(by) for by in asked} | {()}
    shared = {by for by in sets if set(by) <= set(SHARED)}
    return Facts(
        closed=tallies.tallied(cut, sets),
        since_closed=tallies.tallied(cut, shared, of="received_quarter"),
        open=tallies.still_open(cut, shared),
    )
