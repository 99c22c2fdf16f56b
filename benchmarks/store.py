"""How fast the store is with 100,000 dossiers in one organisation: worklist, opening a dossier with sixty events, search.

The dossiers are those of `benchmarks.dossiers`. The measured reads go through the policy, the fence, the keys and the
access log, on the embedded PostgreSQL with its usual safety. `rows()` works in a process of its own, so that its
database is its own.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from time import perf_counter

from benchmarks import dossiers
from benchmarks.dossiers import DOSSIERS, EVENTS, NOW
from benchmarks.table import Figure, figures

SEARCHED = "django-helpdesk 1,746, not sealed"
LISTED = "django-helpdesk 399, Signalen 714 (whole pages)"
NEWEST = "django-helpdesk 399, Signalen 353 (whole pages)"
DETAIL = "django-helpdesk 52, Signalen 54 (whole pages)"


def rows() -> list[Figure]:
    """What, how much, and the mark."""
    return apart("benchmarks.store")


def apart(module: str) -> list[Figure]:
    """The figures of a part that works in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        command, where = [sys.executable, "-m", module], dossiers.HERE.parent
        environment = dossiers.environment(Path(folder))
        done = subprocess.run(command, env=environment, cwd=where, check=True, stdout=subprocess.PIPE)
    return figures(json.loads(done.stdout))


def milliseconds(work: Callable[[], object], times: int = 60) -> float:
    """The median of so many runs, after five to warm up."""
    return together({"": work}, times)[""]


def together(works: Mapping[str, Callable[[], object]], times: int = 60) -> dict[str, float]:
    """The median of each, measured in turns, so that what else the machine does falls on all of them."""
    taken: dict[str, list[float]] = {name: [] for name in works}
    for turn in range(-5, times):
        for name, work in works.items():
            took = _once(work)
            if turn >= 0:
                taken[name].append(took)
    return {name: round(statistics.median(found) * 1000, 2) for name, found in taken.items()}


def _once(work: Callable[[], object]) -> float:
    began = perf_counter()
    work()
    return perf_counter() - began


def measure() -> list[Figure]:
    """The figures, in the environment that `rows` made."""
    place = dossiers.ready()["bench"]
    from wederhoor.dossier.queries import Filters, search, worklist

    def page(view: str, **filters: str) -> float:
        wanted = Filters(view, **filters)
        return milliseconds(lambda: worklist(place.organisation, place.officer, wanted, now=NOW, counted=True))

    def found(words: str, times: int = 30) -> float:
        return milliseconds(lambda: search(place.organisation, place.officer, words, Filters("all"), now=NOW), times)

    many = f"{DOSSIERS:,}"
    return [
        Figure(f"store: worklist, 50 of {many}, with all counts, ms", page("open"), LISTED, 15),
        Figure(f"store: worklist of what is late, of {many}, ms", page("overdue"), LISTED, 15),
        Figure(f"store: worklist of all, newest first, of {many}, ms", page("all"), NEWEST, 15),
        Figure(f"store: dossier with {EVENTS} events and texts, opened, ms", milliseconds(lambda: dossiers.opened(place)), DETAIL, 15),
        Figure(f"store: search, one word in one of {many}, ms", found("zeldzaam777"), SEARCHED, 100),
        Figure(f"store: search, the beginning of a name, {many}, ms", found("achternaam77"), SEARCHED, 100),
        Figure(f"store: search, a word that is in a third of {many}, ms", found("zorg", 10), SEARCHED, 100),
        Figure(f"store: search, a common and a rare word, {many}, ms", found("woning zeldzaam77"), SEARCHED, 100),
    ]  # fmt: skip


if __name__ == "__main__":
    sys.stdout.write(json.dumps(measure()))
