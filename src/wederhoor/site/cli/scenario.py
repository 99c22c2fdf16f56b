"""`wederhoor scenario`: play dated events under a regulation and show, or check, where the dossier stands."""

from __future__ import annotations

import argparse
import sys
from datetime import date, datetime
from pathlib import Path

import orjson

from wederhoor.procedure.reading import RegulationError
from wederhoor.procedure.scenario import failures, moment, picture, play

EPILOG = """examples:
  wederhoor scenario regulations/ott/scenarios/withdrawal.yaml
  wederhoor scenario regulations/ott/scenarios/withdrawal.yaml --at 2026-05-12T09:00

without --at the expectations in the file itself are checked, and each that fails is told.
exit codes: 0 fine, 1 an expectation or a step failed, 2 wrong use"""


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> argparse.ArgumentParser:
    """Add the arguments of `wederhoor scenario`."""
    parser = subparsers.add_parser(
        "scenario",
        help="run a scenario file: phase, duties, permitted acts, letters",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("file", type=Path, metavar="FILE", help="a scenario file")
    parser.add_argument("--at", metavar="WHEN", help="show the dossier at this date or date-time (Amsterdam)")
    parser.add_argument("--json", action="store_true", help="print as JSON (always so with --at)")
    return parser


def run(args: argparse.Namespace) -> int:
    """Show or check; 2 with a message when a file or the moment cannot be read."""
    try:
        return _show(args.file, args.at) if args.at else _check(args.file, args.json)
    except BrokenPipeError:  # whoever reads it has read enough
        raise
    except (RegulationError, ValueError, OSError) as error:
        print(f"wederhoor scenario: {error}", file=sys.stderr)
        return 2


def _moment(text: str) -> datetime:
    try:
        return moment(datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text))
    except ValueError:
        raise ValueError(f"--at {text}: give a date (2026-05-12) or a date-time (2026-05-12T09:00)") from None


def _show(path: Path, at: str) -> int:
    now, played = _moment(at), play(path)
    print(orjson.dumps(picture(played.state_at(now), now), option=orjson.OPT_INDENT_2).decode())
    for failure in played.failures:
        print(failure, file=sys.stderr)
    return 1 if played.failures else 0


def _check(path: Path, as_json: bool) -> int:
    found = failures(path)
    if as_json:
        print(orjson.dumps({"file": path.as_posix(), "failures": found}, option=orjson.OPT_INDENT_2).decode())
    else:
        print(
            "\n".join(
                [
                    *(f"{path}: {failure}" for failure in found),
                    f"{path}: {'fine' if not found else f'{len(found)} failed'}",
                ]
            )
        )
    return 1 if found else 0
