"""Playing the world to practise in: acts a second through the door, sealed and logged, by all cores."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.table import Figure

COMPLAINTS = os.environ.get("BENCH_SIMULATED", "3000")


def rows() -> Iterator[Figure]:
    """One run in a home of its own; starting the processes counts."""
    with tempfile.TemporaryDirectory() as home:
        found = _run(Path(home))
    what = f"simulate: {found['acts']:,.0f} acts, sealed and logged, a second"
    yield Figure(what, found["a second"], mark=300, at_least=True)


def _run(home: Path) -> dict[str, float]:
    size = ["--years", "3", "--organisations", "12", "--complaints", COMPLAINTS, "--seed", "1", "--json"]
    program = [sys.executable, "-c", "import sys; from wederhoor.site.cli import main; sys.exit(main(sys.argv[1:]))"]
    env = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "WEDERHOOR_TESTING")}
    done = subprocess.run(
        [*program, "simulate", *size],
        env=env | {"WEDERHOOR_HOME": str(home)},
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    found: dict[str, float] = json.loads(done.stdout)
    return found
