"""How fast a due date is computed, on one core. `rows()` gives the figures beside those of peers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from time import perf_counter

from wederhoor.procedure.terms import count, count_bare, parse_term, standard

NO_PEER = "no peer gives steps"
PEERS = "workalendar 121,000; holidays in a loop 436,000; a table look-up 14,700,000"
STARTS = [date(2026, 1, 1) + timedelta(days=n) for n in range(365)]


def _bare(rounds: int) -> int:
    profile, counting = standard(), count_bare
    for _ in range(rounds):
        for start in STARTS:
            counting(5, start, profile)
    return rounds * len(STARTS)


def _with_steps(rounds: int) -> int:
    term = parse_term("5 workdays")
    for _ in range(rounds):
        for start in STARTS:
            count(term, start)
    return rounds * len(STARTS)


def _statutory(rounds: int) -> int:
    term, extra = parse_term("6 weeks"), (parse_term("4 weeks"),)
    for _ in range(rounds):
        for start in STARTS:
            count(term, start, statutory=True, extensions=extra)
    return rounds * len(STARTS)


def _per_second(work: Callable[[int], int], rounds: int) -> float:
    """The best of three runs, in calls a second."""
    work(1)
    return max(_timed(work, rounds) for _ in range(3))


def _timed(work: Callable[[int], int], rounds: int) -> float:
    began = perf_counter()
    done = work(rounds)
    return done / (perf_counter() - began)


def rows() -> list[tuple[str, float, str]]:
    """Name, calls a second, and the figure of peers for the same work."""
    return [
        ("due date, 5 working days, bare (a second; mark 2,000,000)", _per_second(_bare, 1000), PEERS),
        ("due date, 5 working days, with steps (a second; mark 100,000)", _per_second(_with_steps, 60), NO_PEER),
        ("due date, 6 + 4 weeks by statute, with steps (a second)", _per_second(_statutory, 60), NO_PEER),
    ]


if __name__ == "__main__":
    for name, figure, peer in rows():
        print(f"{name}: {figure:,.0f}  ({peer})")
