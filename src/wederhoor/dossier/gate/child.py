"""The child process: limits itself, then does one task on bytes from its input (``python -m wederhoor.dossier.gate.child``)."""

from __future__ import annotations

import resource
import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any

from wederhoor.dossier.gate.bad import Bad
from wederhoor.dossier.gate.confined import packed, unpacked

MEMORY = 1_500_000_000
SECONDS = 25
HERE = "wederhoor.dossier.gate"
TASKS = {
    "pdf": "pdfs:cleaned",
    "picture": "pictures:cleaned",
    "office": "office:cleaned",
    "text": "texts:cleaned",
    "pages": "drawing:pages",
    "find": "blacking:found",
    "black out": "blacking:blacked",
    "bind": "binding:bound",
    "count": "binding:counted",
    "table": "tables:read",
}
Made = tuple[dict[str, Any], list[bytes]]


def limit() -> None:
    """Less memory and time than would hurt the server, no new files, no core dumps."""
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def task(name: str) -> Callable[[dict[str, Any], list[bytes]], Made]:
    """The function of a task; its module, with the libraries it needs, is only loaded now."""
    module, _, function = TASKS[name].partition(":")
    found: Callable[[dict[str, Any], list[bytes]], Made] = getattr(import_module(f"{HERE}.{module}"), function)
    return found


def answer(message: bytes) -> bytes:
    """What the task made, or the code of why it refuses."""
    head, blobs = unpacked(message)
    try:
        said, made = task(head["task"])(head["with"], blobs)
    except Bad as bad:
        return packed({"refused": bad.code}, ())
    except MemoryError:
        return packed({"refused": "too long"}, ())
    return packed(said, made)


def main() -> None:
    """Read, work, write."""
    limit()
    sys.stdout.buffer.write(answer(sys.stdin.buffer.read()))


if __name__ == "__main__":
    main()
