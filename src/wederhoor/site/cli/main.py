"""Finds the subcommand, parses its arguments and runs it. Imports only the module that is asked for."""

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Protocol, cast

from wederhoor import __version__

Subparsers = argparse._SubParsersAction  # the only name argparse has for it

COMMANDS = {
    "check": "check regulation files; every problem with its file and line",
    "term": "compute a due date with the steps that led there",
    "scenario": "run a scenario file: phase, duties, permitted acts, letters",
    "schema": "write regulations/schema.json, so that editors complete and check",
    "coverage": "write regulations/COVERAGE.md: which rule carries which paragraph",
    "run": "start the site",
    "admin": "make an administrator: the first step after an empty start",
    "demo": "fill the site with demo data and start it",
    "simulate": "fill the site with years of invented complaints, to practise in",
    "work": "do what is due in the background: letters, mail, lists",
    "migrate": "bring the database up to date",
    "mailbox": "say where the mail of an organisation comes in",
    "texts": "check the sentences that organisations say in their own words",
    "doctor": "say what is missing and how to mend it",
}

EPILOG = """examples:
  wederhoor check regulations/*/*.yaml
  wederhoor term "5 workdays" --from 2026-04-02T22:15
  wederhoor scenario regulations/jot/scenarios/intrekken.yaml --at 2026-05-12T09:00
  wederhoor doctor

exit codes: 0 fine, 1 findings, 2 wrong use"""


class Subcommand(Protocol):
    """What a module of this package offers."""

    def add(self, subparsers: "Subparsers[argparse.ArgumentParser]") -> argparse.ArgumentParser | None: ...

    def run(self, args: argparse.Namespace) -> int: ...


def _module(name: str) -> Subcommand:
    return cast(Subcommand, import_module(f"wederhoor.site.cli.{name}"))


def _overview() -> argparse.ArgumentParser:
    """The parser for `wederhoor` alone and `--help`: names every subcommand without importing any."""
    parser = argparse.ArgumentParser(
        prog="wederhoor",
        description="Complaints procedures in Dutch care, run from the provider's own regulation.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"wederhoor {__version__}")
    subparsers = parser.add_subparsers(title="commands", dest="command", metavar="COMMAND", required=True)
    for name, help_ in COMMANDS.items():
        subparsers.add_parser(name, help=help_, add_help=False)
    return parser


def _parser_for(name: str) -> argparse.ArgumentParser:
    """The parser that knows the full arguments of one subcommand."""
    parser = argparse.ArgumentParser(prog="wederhoor")
    _module(name).add(parser.add_subparsers(dest="command", required=True))
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run `wederhoor` with these arguments and return its exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    if not words or words[0] not in COMMANDS:
        _overview().parse_args(words)
        return 2
    args = _parser_for(words[0]).parse_args(words)
    try:
        code = _module(words[0]).run(args)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(
            os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno()
        )  # what is left in the buffer goes nowhere, without a word
        return 0
    return code
