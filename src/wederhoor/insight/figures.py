"""What is counted for reports, dashboard and signals: a period, whose complaints, and answers. The counting is in ``insight.tallies``.

Whoever counts says first who may see it (``insight.rights``); what leaves the organisation passes ``insight.disclosure``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from wederhoor.dossier.register import quarter
from wederhoor.organisations.models import Organisation


@dataclass(frozen=True, slots=True)
class Period:
    """Whole quarters, from the first day to the last (both included); Europe/Amsterdam dates."""

    first: date
    last: date

    @classmethod
    def of_quarter(cls, name: str) -> Period:
        """Of '2026-Q3'. Raises ValueError where that is no quarter."""
        year, number = int(name[:4]), int(name.removeprefix(f"{name[:4]}-Q"))
        first = date(year, 3 * number - 2, 1)
        return cls(first, _month_after(date(year, 3 * number, 1)) - timedelta(days=1))

    @classmethod
    def of_year(cls, year: int) -> Period:
        """From 1 January to 31 December."""
        return cls(date(year, 1, 1), date(year, 12, 31))

    @property
    def quarters(self) -> tuple[str, ...]:
        """'2026-Q1', ... in order."""
        return tuple(self._quarters())

    def _quarters(self) -> Iterator[str]:
        day = self.first
        while day <= self.last:
            yield quarter(day)
            day = _month_after(date(day.year, 3 * ((day.month + 2) // 3), 1))


def _month_after(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


@dataclass(frozen=True, slots=True)
class Cut:
    """What is counted: whose complaints, in which period, of which member or group of locations ('' and None: of all)."""

    organisation: Organisation
    period: Period
    member: Organisation | None = None
    group: str = ""
    laws: tuple[str, ...] = ()
    routes: tuple[str, ...] = ()
    compliments: bool = False
    """Count what people thought good, instead of complaints."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What was answered to one question about satisfaction: per step of the scale, worst first; of how many closed complaints."""

    question: str
    steps: dict[str, int]
    closed: int
    target: str = ""
    elsewise: int = 0
    """Answers on the scale of another text: a member of a cooperative may have one of its own."""

    @property
    def n(self) -> int:
        """How many answered on this scale."""
        return sum(self.steps.values())

    @property
    def rate(self) -> float | None:
        """Which share of the closed complaints has an answer; None where none was closed."""
        return (self.n + self.elsewise) / self.closed if self.closed else None

    @property
    def share(self) -> float | None:
        """Which share of the answers is at the regulation's target or better; None without a target or an answer."""
        return self.reached / self.n if self.target in self.steps and self.n else None

    @property
    def reached(self) -> int:
        """How many answers are at the regulation's target or better."""
        scale = list(self.steps)
        return sum(self.steps[step] for step in scale[scale.index(self.target) :]) if self.target in scale else 0
