"""The child process: limits itself, then makes one document after the other until its pipe closes or nothing is asked for a while
(``python -m wederhoor.correspondence.press.child``)."""

from __future__ import annotations

import resource
import select
import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any, BinaryIO

from wederhoor.correspondence.press import HEAD
from wederhoor.dossier.gate.confined import packed, unpacked

MEMORY = 2_000_000_000
REST = 60
"""Seconds without a question after which it ends."""
MOST = 5_000
"""Documents after which it ends: the next one starts in a fresh process."""
HERE = "wederhoor.correspondence.press"
TASKS = {"type": "typesetting:set_in_type", "word": "wording:written", "fillable": "fillable:filled"}


def limit() -> None:
    """No more memory than a very long dossier takes, no new files, no core dumps."""
    for what, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_CORE, 0)):
        resource.setrlimit(what, (most, most))


def task(name: str) -> Callable[[dict[str, Any], list[bytes]], bytes]:
    """The function of a task; its module, with the libraries it needs, is only loaded now."""
    module, _, function = TASKS[name].partition(":")
    found: Callable[[dict[str, Any], list[bytes]], bytes] = getattr(import_module(f"{HERE}.{module}"), function)
    return found


def answer(message: bytes) -> bytes:
    """What the task made; or its error, by kind and words of the library, for whoever asked."""
    head, blobs = unpacked(message)
    try:
        return packed({}, [task(head["task"])(head["with"], blobs)])
    except Exception as error:
        return packed({"jammed": f"{type(error).__name__}: {error}"}, ())


def turn(asked: BinaryIO, told: BinaryIO) -> bool:
    """Answer one question; whether there was one."""
    if not select.select([asked], [], [], REST)[0]:
        return False
    head = asked.read(HEAD)
    if len(head) < HEAD:
        return False
    made = answer(asked.read(int.from_bytes(head, "big")))
    told.write(len(made).to_bytes(HEAD, "big") + made)
    told.flush()
    return True


def main() -> None:
    """Until there is nothing more to make."""
    limit()
    told, sys.stdout = sys.stdout.buffer, sys.stderr  # nothing but documents goes over the pipe
    for _ in range(MOST):
        if not turn(sys.stdin.buffer, told):
            return


if __name__ == "__main__":
    main()
