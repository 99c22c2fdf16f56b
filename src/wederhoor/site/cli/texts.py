"""`wederhoor texts check`: everything wrong in the sentences that organisations say in their own words."""

from __future__ import annotations

import argparse
import json
import sys

from wederhoor.site.cli import django_site

EPILOG = """examples:
  wederhoor texts check           the files under texts/ in WEDERHOOR_HOME
  wederhoor texts check --json

exit codes: 0 fine, 1 problems found, 2 wrong use"""


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> argparse.ArgumentParser:
    """Declare the arguments."""
    parser = subparsers.add_parser(
        "texts",
        description="Check the sentences of the public pages that organisations say in their own words.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("what", choices=["check"], help="check every file")
    django_site.add_json(parser)
    return parser


def run(args: argparse.Namespace) -> int:
    """List every problem with its file, line and remedy; 1 when there is one."""
    django_site.set_up()
    found = problems()
    if args.json:
        print(json.dumps({"problems": found}))
    else:
        print("\n".join([*found, f"{len(found)} problem(s)"]))
    return 1 if found else 0


def problems() -> list[str]:
    """What is wrong, a line each. Django must be ready."""
    from wederhoor.frontdoor import own_sentences, sentences
    from wederhoor.organisations.models import Organisation

    if not sentences.own_home().is_dir():
        return []
    known = set(Organisation.objects.values_list("code", flat=True))
    return [str(problem) for problem in own_sentences.problems(known)]


def refuse_wrong() -> None:
    """Before the site starts: a page in somebody's own words that cannot be read must not be found by a visitor."""
    found = problems()
    if found:
        lines = "\n".join(found)
        print(f"wederhoor: mend these texts, or take the files away; then start again\n{lines}", file=sys.stderr)
        raise SystemExit(1)
