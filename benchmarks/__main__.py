"""`make bench`: the marks, each beside the figure of a peer. `python -m benchmarks store pages` measures only those parts."""

from __future__ import annotations

import sys
from importlib import import_module
from subprocess import CalledProcessError
from time import perf_counter

from benchmarks.table import figures, heading, line

ORDER = (
    "terms", "procedure", "letters", "store", "pages", "memory", "front", "simulating", "signals", "dashboard", "disclosure",
    "reports", "register", "deidentify",
)  # fmt: skip
QUICK = ("terms", "procedure", "letters", "store", "pages")
"""What `python -m benchmarks quick` measures: about six minutes on two cores from nothing, two when the dossiers are there."""


def main(asked: list[str]) -> None:
    """Print one table; every part measures in turn, so that they do not disturb each other."""
    if unknown := set(asked) - {*ORDER, "quick"}:
        raise SystemExit(f"no such part: {', '.join(sorted(unknown))}; there are {', '.join(ORDER)}, and quick")
    began, parts = perf_counter(), QUICK if asked == ["quick"] else asked or ORDER
    print(heading(), flush=True)
    failed = [name for name in parts if not _printed(name)]
    print(f"measured in {perf_counter() - began:,.0f} s")
    if failed:
        raise SystemExit(f"not measured: {', '.join(failed)}")


def _printed(name: str) -> bool:
    """The lines of one part; one that fails does not take the others with it."""
    try:
        for found in figures(import_module(f"benchmarks.{name}").rows()):
            print(line(found), flush=True)
    except CalledProcessError:
        return False
    return True


if __name__ == "__main__":
    main(sys.argv[1:])
