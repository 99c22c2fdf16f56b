"""`wederhoor coverage`: write regulations/COVERAGE.md, the rules that carry each paragraph of each regulation."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

import orjson

from wederhoor.procedure.checking import rules_of
from wederhoor.procedure.data import root
from wederhoor.procedure.loading import load_regulation, providers, versions
from wederhoor.procedure.model import Regulation
from wederhoor.procedure.reading import dotted

HEAD = """# Which rule carries which paragraph

Made by `wederhoor coverage` from the regulation files; do not edit. A place without a rule says why it is carried elsewhere.
"""


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> argparse.ArgumentParser:
    """Add the arguments of `wederhoor coverage`."""
    epilog = "example:\n  wederhoor coverage\n\nexit codes: 0 fine, 1 a paragraph is carried by nothing, or out of date (with --check)"
    parser = subparsers.add_parser(
        "coverage",
        help="write regulations/COVERAGE.md",
        epilog=epilog,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--check", action="store_true", help="only say whether the file is up to date and complete")
    parser.add_argument("--json", action="store_true", help="print as JSON")
    return parser


def carried(regulation: Regulation) -> dict[str, list[str]]:
    """Place in the source -> the rules that name it as their source."""
    found: dict[str, list[str]] = {place: [] for place in regulation.paragraphs}
    for place, rule in rules_of(regulation):
        for source in (s.strip() for s in rule.source.split(";")):
            if source in found:
                found[source].append(dotted(place))
    for doubt in regulation.doubts:
        if doubt.source in found:
            found[doubt.source].append(f"twijfel: {doubt.about}")
    return found


def uncarried(regulation: Regulation) -> list[str]:
    """Places that no rule carries and for which no reason is given."""
    return [
        place
        for place, rules in carried(regulation).items()
        if not rules and not regulation.paragraphs[place].elsewhere
    ]


def _table(regulation: Regulation) -> Iterator[str]:
    yield f"\n## {regulation.name}: {regulation.title} ({regulation.version})\n"
    yield "| plaats | zegt | regels |\n| --- | --- | --- |"
    for place, rules in carried(regulation).items():
        paragraph = regulation.paragraphs[place]
        elsewhere = f"elders: {paragraph.elsewhere}" if paragraph.elsewhere else ""
        yield f"| {place} | {paragraph.says} | {'; '.join(filter(None, [*rules, elsewhere])) or '**niets**'} |"


def run(args: argparse.Namespace) -> int:
    """Write or check the table; 1 when a paragraph is carried by nothing."""
    regulations = [load_regulation(path) for provider in providers() for path in versions(provider)]
    missing = [f"{r.provider}: {place}" for r in regulations for place in uncarried(r)]
    text = HEAD + "\n".join(line for r in regulations for line in _table(r)) + "\n"
    path = root() / "regulations" / "COVERAGE.md"
    stale = args.check and (not path.is_file() or path.read_text("utf-8") != text)
    if args.json:
        print(orjson.dumps({r.provider: carried(r) for r in regulations}, option=orjson.OPT_INDENT_2).decode())
    elif not args.check:
        path.write_text(text, "utf-8")
    if not args.json:
        print(
            "\n".join(
                [
                    *(f"carried by nothing: {m}" for m in missing),
                    *(["COVERAGE.md is out of date: run wederhoor coverage"] if stale else []),
                ]
            )
            or "every paragraph is carried"
        )
    return 1 if missing or stale else 0
