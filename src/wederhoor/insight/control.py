"""Statistical process control for small counts: three charts of one series, each with its limit. Pure, and no Django.

Complaints of one theme at one place are few, so the usual charts (three deviations around a mean) do not fit. Here every
chart asks the same question in its own way: if nothing changed, how often would chance alone bring this? What is usual is
itself counted from few complaints; the negative binomial tail takes that along. With much history it is Poisson's.

- **u-chart**: complaints in a period against the upper limit, with exposure (without exposure it is a c-chart);
- **g-chart**: days between complaints against the lower limit;
- **CUSUM**: adds up the evidence, week after week, that complaints come twice as often as usual.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, log, log1p

TIMES = 2.0
"""The change that matters: twice as many."""


@dataclass(frozen=True, slots=True)
class Usual:
    """What is usual: ``count`` complaints over ``exposure`` (weeks, or weeks of clients).

    ``guess``: how many one would expect per unit before counting anything; it weighs as much as one complaint.
    """

    count: float
    exposure: float
    guess: float

    @property
    def shape(self) -> float:
        """Complaints counted, and the one of the guess."""
        return self.count + 1

    @property
    def over(self) -> float:
        """The exposure in which they came, and in which the guess would have brought one."""
        return self.exposure + 1 / self.guess

    @property
    def rate(self) -> float:
        """How many per unit of exposure."""
        return self.shape / self.over


def at_least(count: int, exposure: float, usual: Usual) -> float:
    """The chance of so many complaints or more, when nothing changed (the negative binomial tail)."""
    part = exposure / (usual.over + exposure)
    term = exp(usual.shape * log1p(-part))
    below = 0.0
    for number in range(count):
        below += term
        term *= part * (number + usual.shape) / (number + 1)
    return max(0.0, 1 - below)


def upper_limit(exposure: float, usual: Usual, chance: float) -> int:
    """The u-chart's limit: the smallest count that chance brings no more often than this."""
    part = exposure / (usual.over + exposure)
    term = exp(usual.shape * log1p(-part))
    left, count = 1.0, 0
    while left > chance:
        left -= term
        term *= part * (count + usual.shape) / (count + 1)
        count += 1
    return count


def together(further: int, days: int, per_week: float, usual: Usual) -> float:
    """The g-chart's chance: after a complaint, so many further ones within so many days (the same day counts as one)."""
    return at_least(further, (days + 1) / 7 * per_week, usual)


def shortest(further: int, per_week: float, usual: Usual, chance: float, most: int = 400) -> int:
    """The g-chart's limit: the longest time in days that is too short for so many further ones; -1 when none is."""
    low, high = -1, most
    while low < high:
        middle = (low + high + 1) // 2
        if together(further, middle, per_week, usual) <= chance:
            low = middle
        else:
            high = middle - 1
    return low


def evidence(count: int, exposure: float, usual: Usual) -> float:
    """What the CUSUM adds for so many complaints: how much likelier they are when twice as many come, as a logarithm.

    With much history it is Poisson's: ``count * ln 2 - expected``.
    """
    whole = usual.over + exposure
    return count * log(TIMES) - (usual.shape + count) * log((whole + (TIMES - 1) * exposure) / whole)
