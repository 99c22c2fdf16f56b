"""`make bench`: the marks, each beside the figure of a peer. `python -m benchmarks store pages` measures only those parts.

Whatever python starts it, the environment in `.venv` does the work, on the code of this checkout and with databases of its own.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from pathlib import Path
from subprocess import CalledProcessError
from time import perf_counter

from benchmarks.table import figures, heading, line

ORDER = (
    "terms", "procedure", "letters", "store", "pages", "memory", "front", "simulating", "signals", "dashboard", "learning",
    "disclosure", "reports", "register", "deidentify",
)  # fmt: skip
QUICK = ("terms", "procedure", "letters", "store", "pages")
"""What `python -m benchmarks quick` measures: about six minutes on two cores from nothing, two when the dossiers are there."""


HERE = Path(__file__).resolve().parent.parent
NOT_HANDED_ON = (
    "DATABASE_URL", "DATABASE_OWNER_URL", "DJANGO_SETTINGS_MODULE", "WEDERHOOR_HOME", "WEDERHOOR_DATA", "WEDERHOOR_TESTING",
    "WEDERHOOR_EMBEDDED", "WEDERHOOR_DEMO",
)  # fmt: skip
"""What would lead a part to another database, or to the settings of tests."""


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
    except (CalledProcessError, OSError, SystemExit) as error:
        print(f"{name}: {error}", file=sys.stderr, flush=True)
        return False
    return True


def _in_own_environment() -> None:
    """Go on in `.venv` when that is there, with the code of this checkout before any other."""
    own, code = HERE / ".venv", str(HERE / "src")
    for name in NOT_HANDED_ON:
        os.environ.pop(name, None)
    before = os.environ.get("PYTHONPATH", "").split(os.pathsep)
    os.environ["PYTHONPATH"] = os.pathsep.join([code, *(one for one in before if one and one != code)])
    if (own / "bin" / "python").exists() and Path(sys.prefix).resolve() != own.resolve():
        os.execv(own / "bin" / "python", [str(own / "bin" / "python"), "-m", "benchmarks", *sys.argv[1:]])  # noqa: S606  # itself
    if code not in sys.path:
        sys.path.insert(0, code)


if __name__ == "__main__":
    _in_own_environment()
    main(sys.argv[1:])
