"""`wederhoor check`: everything wrong in regulation files, each with file, line, path and the nearest right word."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import orjson

from wederhoor.procedure.loading import problems_of
from wederhoor.procedure.reading import Problem

EPILOG = """examples:
  wederhoor check regulations/ott/2024-01-01.yaml
  wederhoor check regulations/*/*.yaml --json

exit codes: 0 fine, 1 problems found, 2 wrong use"""


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> argparse.ArgumentParser:
    """Add the arguments of `wederhoor check`."""
    parser = subparsers.add_parser(
        "check",
        help="check regulation files; every problem with its file and line",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="a regulation file")
    parser.add_argument("--json", action="store_true", help="print as JSON")
    return parser


def run(args: argparse.Namespace) -> int:
    """Check each file; 1 when there is a problem, 2 when a file is not there."""
    missing = [path for path in args.files if not path.is_file()]
    if missing:
        print(f"wederhoor check: {missing[0]}: there is no such file", file=sys.stderr)
        return 2
    found = [(path, *problems_of(path)) for path in args.files]
    problems = [problem for _, _, listed in found for problem in listed]
    print(_json(problems) if args.json else _text(problems, len(found)))
    return 1 if problems else 0


def _json(problems: list[Problem]) -> str:
    rows = [{"file": p.file, "line": p.line, "path": p.path, "wrong": p.wrong} for p in problems]
    return orjson.dumps({"problems": rows}, option=orjson.OPT_INDENT_2).decode()


def _text(problems: list[Problem], files: int) -> str:
    lines = [str(problem) for problem in problems]
    return "\n".join([*lines, f"{files} file(s) checked, {len(problems)} problem(s)"])
