"""`wederhoor migrate`: bring the database up to date."""

import argparse
import json

from wederhoor.site.cli import django_site
from wederhoor.site.cli.main import Subparsers

EPILOG = """examples:
  wederhoor migrate
  DATABASE_OWNER_URL=postgresql://owner@db/wederhoor DATABASE_URL=postgresql://app@db/wederhoor wederhoor migrate"""


def add(subparsers: "Subparsers[argparse.ArgumentParser]") -> argparse.ArgumentParser:
    """Declare the arguments."""
    parser = subparsers.add_parser(
        "migrate",
        description="Bring the database up to date, with the login of its owner.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    django_site.add_json(parser)
    return parser


def run(args: argparse.Namespace) -> int:
    """Migrate; 0 when all went well."""
    django_site.set_up()
    django_site.migrate(quiet=args.json)
    if args.json:
        print(json.dumps({"migrated": True}))
    return 0
