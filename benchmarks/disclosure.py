"""No person in what is published: 1,000 invented organisations publish for years, and somebody tries to reckon what was hidden.

The attack is that of `tests/insight/attack.py`. It also goes against the usual way, where only the small numbers are hidden:
an attack that finds nothing there proves nothing. Three in ten also publish what complaints were about for each way. About ten minutes
on two cores; `WEDERHOOR_ORGANISATIONS=60` looks at fewer.
"""

from __future__ import annotations

import os
import sys
from concurrent.futures import ProcessPoolExecutor
from typing import NamedTuple

from benchmarks.table import Figure
from tests.insight.worlds import attacked, carefully, naively, published

ORGANISATIONS = int(os.environ.get("WEDERHOOR_ORGANISATIONS", "1000"))
THRESHOLD = 5
USUAL, FIRST = 15, 6
"""Organisations that publish the usual way, and how many of their publications: enough to show that the attack can win."""


class Found(NamedTuple):
    """Of one organisation."""

    publications: int
    numbers: int
    hidden: int
    left_open: int
    recovered: int


def careful(seed: int) -> Found:
    """As the program publishes."""
    out = published(seed, carefully(THRESHOLD, f"secret {seed}"))
    numbers = [n for one in out for n in one.cells.values() if n]
    hidden = [one.cells[key] for one in out for key in one.hidden]
    return Found(len(out), len(numbers), sum(n < THRESHOLD for n in hidden), len(hidden), len(attacked(out)))


def naive(seed: int) -> int:
    """How many numbers are found when only the small ones are hidden."""
    return len(attacked(published(seed, naively(THRESHOLD))[:FIRST]))


def rows() -> list[Figure]:
    """The figures, with the mark: nothing found."""
    with ProcessPoolExecutor() as workers:
        found = [_told(at, one) for at, one in enumerate(workers.map(careful, range(ORGANISATIONS), chunksize=5))]
        usual = list(workers.map(naive, range(USUAL)))
    numbers, small, hidden = (sum(one[at] for one in found) for at in (1, 2, 3))
    return [
        Figure("organisations that published for three years", len(found)),
        Figure("publications", sum(one.publications for one in found)),
        Figure("numbers in them (not 0)", numbers),
        Figure("of these small, and hidden (%)", 100 * small / numbers),
        Figure("of these hidden to cover a small one (%)", 100 * (hidden - small) / numbers),
        Figure("counts under the threshold recovered exactly", sum(one.recovered for one in found), mark=0),
        Figure("organisations with one recovered", sum(one.recovered > 0 for one in found), mark=0),
        Figure(f"the same, of {USUAL}, where only small numbers are hidden", sum(n > 0 for n in usual)),
    ]


def _told(at: int, one: Found) -> Found:
    if at % 10 == 9:
        sys.stderr.write(f"\rdisclosure: {at + 1} of {ORGANISATIONS}")
        sys.stderr.flush()
    return one
