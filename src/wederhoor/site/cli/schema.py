"""`wederhoor schema`: write regulations/schema.json, so that editors complete and check while typing."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import orjson

from wederhoor.procedure.data import root, vocabulary
from wederhoor.procedure.model import Regulation


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> argparse.ArgumentParser:
    """Add the arguments of `wederhoor schema`."""
    epilog = "example:\n  wederhoor schema\n\nexit codes: 0 fine, 1 the file was out of date (with --check)"
    parser = subparsers.add_parser(
        "schema",
        help="write regulations/schema.json",
        epilog=epilog,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--check", action="store_true", help="only say whether the file is up to date")
    parser.add_argument("--json", action="store_true", help="print the schema instead of writing it")
    return parser


def run(args: argparse.Namespace) -> int:
    """Write or check the schema."""
    path, text = root() / "regulations" / "schema.json", schema()
    if args.json:
        print(text.decode())
        return 0
    if args.check:
        return _checked(path, text)
    path.write_bytes(text)
    print(f"{path.name} written")
    return 0


def _checked(path: Path, text: bytes) -> int:
    current = path.is_file() and path.read_bytes() == text
    print(f"{path.name} is up to date" if current else f"{path.name} is out of date: run wederhoor schema")
    return 0 if current else 1


def schema() -> bytes:
    """The JSON schema of a regulation file; acts of the common words need not repeat what they inherit."""
    built: dict[str, Any] = Regulation.model_json_schema(by_alias=True)
    act = built["$defs"]["Act"]
    act["required"] = [name for name in act["required"] if name not in ("label", "done")]
    acts = built["properties"]["acts"]
    acts["properties"] = {
        name: {"$ref": "#/$defs/Act", "description": a["label"]} for name, a in vocabulary()["acts"].items()
    }
    return orjson.dumps(built, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
