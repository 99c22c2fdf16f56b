"""`wederhoor demo`: fill the site with demo data, and start it unless told not to."""

import argparse
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
    parser.add_argument("--no-serve", action="store_true", help="build the data and stop")
    django_site.add_json(parser)
    return parser


def run(args: argparse.Namespace) -> int:
    """Build the data, then serve."""
    run_command.prepare(demo=True)
    from wederhoor.site import demo

    started = time.monotonic()
    people = list(demo.build())
    print(f"demo data ready in {time.monotonic() - started:.1f} s", file=sys.stderr)
    if args.no_serve:
        for line in people:
            print(line)
        return 0
    run_command.announce(args, people)
    run_command.serve(args)
    return 0
