"""Work on files of strangers in a child process: little memory, little time, no files, nothing of our environment.

The child is a fresh Python (``child.py``); what it is asked and what it answers goes over its pipes as one line of JSON
and then bytes. It never gets our keys or the address of the database, and a child that dies takes nothing with it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from threading import BoundedSemaphore
from typing import Any

from wederhoor.dossier.gate.words import REFUSALS

LONGEST = 30
"""Seconds by the clock, for one file."""
PATIENCE = 20
"""Seconds to wait for a place, when others are busy."""
_places = BoundedSemaphore(2)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the child made; or, in ``refused``, the code of why not."""

    said: Mapping[str, Any] = field(default_factory=dict)
    blobs: tuple[bytes, ...] = ()
    refused: str = ""


def packed(head: Mapping[str, Any], blobs: Iterable[bytes]) -> bytes:
    """One line of JSON that also tells how long each of the blobs after it is."""
    parts = list(blobs)
    line = json.dumps({**head, "sizes": [len(part) for part in parts]})
    return b"".join([line.encode(), b"\n", *parts])


def unpacked(message: bytes) -> tuple[dict[str, Any], list[bytes]]:
    """The line and the blobs again. Raises ValueError for what is no such message."""
    at = message.index(b"\n") + 1
    head, blobs = json.loads(message[:at]), []
    for size in head["sizes"]:
        blobs.append(message[at : at + size])
        at += size
    if at != len(message):
        raise ValueError("the message is not whole")
    return head, blobs


def run(task: str, given: Mapping[str, Any], *blobs: bytes) -> Answer:
    """Have a child do one task of ``child.TASKS``."""
    if not _places.acquire(timeout=PATIENCE):
        return Answer(refused="busy")
    try:
        return _answer(_child(packed({"task": task, "with": dict(given)}, blobs)))
    finally:
        _places.release()


def environment() -> dict[str, str]:
    """All that a child gets to know of where it runs: where the code is."""
    paths = os.pathsep.join(path for path in sys.path if path)
    return {"PYTHONPATH": paths, "PYTHONDONTWRITEBYTECODE": "1", "LANG": "C.UTF-8"}


def _child(message: bytes) -> bytes:
    """What the child wrote; nothing when it had to be stopped or died."""
    command = [sys.executable, "-m", "wederhoor.dossier.gate.child"]
    try:
        done = subprocess.run(
            command, input=message, capture_output=True, timeout=LONGEST, env=environment(), check=False
        )
    except subprocess.TimeoutExpired:
        return b""
    return done.stdout if done.returncode == 0 else b""


def _answer(message: bytes) -> Answer:
    if not message:
        return Answer(refused="too long")
    try:
        said, blobs = unpacked(message)
    except (ValueError, KeyError, TypeError, AttributeError):  # what a child says is believed no more than the file
        return Answer(refused="damaged")
    refused = str(said.get("refused", ""))
    return Answer(said, tuple(blobs), refused if refused in ("", *REFUSALS) else "damaged")
