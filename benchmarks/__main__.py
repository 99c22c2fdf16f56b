"""`make bench`: the marks, each beside the figure of a peer."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

ORDER = ("terms", "procedure", "letters", "store", "pages", "memory", "front")


def main() -> None:
    """Print one table; every part measures in turn, so that they do not disturb each other."""
    print(f"{'what':<58} {'figure':>14}   mark and peers")
    for name in ORDER:
        if (Path(__file__).parent / f"{name}.py").is_file():
            for what, figure, peers in import_module(f"benchmarks.{name}").rows():
                print(f"{what:<58} {figure:>14,.2f}   {peers}", flush=True)


if __name__ == "__main__":
    main()
