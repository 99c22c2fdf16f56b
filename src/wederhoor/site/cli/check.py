"""`wederhoor check`: everything wrong in regulation files, each with file, line, path and the nearest right word; and each against the law."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from textwrap import wrap

import orjson

from wederhoor.procedure.conformity import Finding, LawFindings, conformity_of
from wederhoor.procedure.loading import advice_of, problems_of
from wederhoor.procedure.reading import Problem

EPILOG = """examples:
  wederhoor check regulations/ott/2024-01-01.yaml
  wederhoor check regulations/*/*.yaml --json
  wederhoor check regulations/ott/2024-01-01.yaml --strict

Each file is also held against the statutes (law/*.yaml), per law under which the provider works: `good`, `partly`, `MISSING`
or `WRONG`, or `UNKNOWN` when the file cannot tell and somebody must say. These are warnings unless --strict; so is `advice`:
a sentence of our own that names the provider, while another organisation may use the text.

exit codes: 0 fine, 1 problems found (with --strict also: advice, or something is not good by law), 2 wrong use"""
WORDS = {"good": "good", "partly": "partly", "open": "UNKNOWN", "missing": "MISSING", "wrong": "WRONG"}
WIDE = 118


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> argparse.ArgumentParser:
    """Add the arguments of `wederhoor check`."""
    parser = subparsers.add_parser(
        "check",
        help="check regulation files, also against the law; every problem with its file and line",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="a regulation file")
    parser.add_argument("--strict", action="store_true", help="advice and what is not good by law count as a problem")
    parser.add_argument("--json", action="store_true", help="print as JSON")
    return parser


def run(args: argparse.Namespace) -> int:
    """Check each file; 1 when there is a problem, 2 when a file is not there."""
    missing = [path for path in args.files if not path.is_file()]
    if missing:
        print(f"wederhoor check: {missing[0]}: {_no_file(missing[0])}", file=sys.stderr)
        return 2
    problems = [problem for path in args.files for problem in problems_of(path)[1]]
    advice = [one for path in args.files for one in advice_of(path)]
    laws = {path.as_posix(): conformity_of(path) for path in args.files}
    to_mend = sum(len(law.to_mend) for found in laws.values() for law in found)
    print(_json(problems, advice, laws) if args.json else _text(problems, advice, laws, to_mend))
    return 1 if problems or (args.strict and (advice or to_mend)) else 0


def _no_file(path: Path) -> str:
    if path.is_dir():
        return "this is a folder: name the files in it, as in regulations/*/*.yaml"
    return "there is no such file"


Laws = dict[str, tuple[LawFindings, ...]]


def _json(problems: list[Problem], advice: list[Problem], laws: Laws) -> str:
    found = [{"file": file, "laws": [asdict(law) for law in laws]} for file, laws in laws.items()]
    said = {"problems": _as_rows(problems), "advice": _as_rows(advice), "conformity": found}
    return orjson.dumps(said, option=orjson.OPT_INDENT_2).decode()


def _as_rows(problems: list[Problem]) -> list[dict[str, str | int]]:
    return [{"file": p.file, "line": p.line, "path": p.path, "wrong": p.wrong} for p in problems]


def _text(problems: list[Problem], advice: list[Problem], laws: Laws, to_mend: int) -> str:
    lines = [*map(str, problems), *(f"advice: {one}" for one in advice)]
    for file, found in laws.items():
        lines += _table(file, found)
    return "\n".join([*lines, f"{len(laws)} file(s) checked, {len(problems)} problem(s), {to_mend} to look at by law"])


def _table(file: str, found: tuple[LawFindings, ...]) -> Iterator[str]:
    for law in found:
        where = f" ({', '.join(law.bases)})" if law.law else ""
        yield f"{file} against {law.law or 'what holds for all'}: {law.name}{where}"
        for finding in law.findings:
            yield from _rows(file, finding)


def _rows(file: str, finding: Finding) -> Iterator[str]:
    article = f" (art. {finding.article})" if finding.article else ""
    yield f"  {WORDS[finding.result]:<8} {finding.check} {finding.level:<6}  {finding.asks}{article}"
    if finding.result == "good":
        return
    for quote in finding.quotes:
        place = f"{file}:{quote.line}" if quote.line else quote.path
        yield from _wrapped(
            f"{place} [{quote.source}] {quote.says}" if quote.says else f"{place} [{quote.source or 'not in the text'}]"
        )
    yield from _wrapped(f"why: {finding.why}")
    yield from _wrapped(f"who must say: {finding.who}" if finding.who else f"do: {finding.do}")


def _wrapped(text: str) -> list[str]:
    return wrap(
        text, WIDE, initial_indent=" " * 11, subsequent_indent=" " * 13, break_long_words=False, break_on_hyphens=False
    )
