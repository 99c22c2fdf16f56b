"""`wederhoor demo`: fill the site with demo data, and start it unless told not to."""

import argparse
import os
import subprocess
import sys
import time

from wederhoor.site.cli import django_site
from wederhoor.site.cli import run as run_command
from wederhoor.site.cli.main import Subparsers

EPILOG = """examples:
  wederhoor demo                 demo data where there is none yet, then the site
  wederhoor demo --no-serve      only the data
  wederhoor demo --port 9000"""


def add(subparsers: "Subparsers[argparse.ArgumentParser]") -> argparse.ArgumentParser:
    """Declare the arguments."""
    parser = subparsers.add_parser(
        "demo",
        description="Five invented organisations, each under its own regulation, dossiers in every phase.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    django_site.add_address(parser)
    parser.add_argument("--workers", type=int, default=1, help="server processes (1)")
    run_command.add_worker(parser)
    parser.add_argument("--no-serve", action="store_true", help="build the data and stop")
    django_site.add_json(parser)
    return parser


def run(args: argparse.Namespace) -> int:
    """Build the data, then serve."""
    if args.no_serve:
        return _build()
    run_command.prepare(demo=True)
    started = time.monotonic()
    people = _built_apart()
    print(f"demo data ready in {time.monotonic() - started:.1f} s", file=sys.stderr)
    run_command.announce(args, people)
    run_command.serve(args, demo=True)
    return 0


def _build() -> int:
    """Build the data here and say who can sign in. It can be built again: no change waits for the disk."""
    os.environ.setdefault("PGOPTIONS", "-c synchronous_commit=off")
    run_command.prepare(demo=True)
    from wederhoor.site.demo import building

    print("\n".join(building.build()))
    return 0


def _built_apart() -> list[str]:
    """Who can sign in. The demo's letters start threads that a forked worker would wait for: hence a process of its own."""
    program = "import sys; from wederhoor.site.cli import main; sys.exit(main(['demo', '--no-serve']))"
    return subprocess.run(
        [sys.executable, "-c", program], check=True, stdout=subprocess.PIPE, text=True
    ).stdout.splitlines()
