"""Letters and lists are made into PDF and Word in a process of their own, which starts when it is needed and ends after a minute of
rest: the memory that setting type takes, and never gives back, is not that of the web server.

Every process that makes letters has one such child, kept alive between letters: one letter costs a few milliseconds, the first one
after a rest some tenths of a second. What is asked and answered goes over its pipes; the child has no keys, no database and no files.
"""

from __future__ import annotations

import atexit
import os
import selectors
import subprocess
import sys
import threading
from contextlib import suppress
from time import monotonic
from typing import Any

from wederhoor.dossier.gate import confined

CHILD = "wederhoor.correspondence.press.child"
LONGEST = 60
"""Seconds by the clock, for one document."""
PIECE = 1 << 20
FAMILY = "Atkinson Hyperlegible Next"
"""The font of everything that is made here."""
HEAD = 8
"""Bytes before each message that say how long it is."""


class Jammed(RuntimeError):
    """A document could not be made: what the child said, or that it gave no answer."""


class _Gone(OSError):
    """The child ended before it answered."""


class Press:
    """The child, and the turn to use it: it makes one document at a time."""

    def __init__(self) -> None:
        self.turn, self.owner = threading.Lock(), 0
        self.child: subprocess.Popen[bytes] | None = None

    def ask(self, message: bytes) -> bytes:
        """Its answer. A child that went to rest just now is started again, once."""
        with self.turn:
            with suppress(OSError):
                return self._whole(message)
            try:
                return self._whole(message)
            except OSError:
                raise Jammed("the process that makes documents ended twice") from None

    def _whole(self, message: bytes) -> bytes:
        """A turn that breaks off ends the child: else its answer stays in the pipe, for who asks next."""
        try:
            return self._asked(message)
        except BaseException:
            self.end()
            raise

    def _asked(self, message: bytes) -> bytes:
        child = self._started()
        if child.stdin is None or child.stdout is None:
            raise _Gone
        until = monotonic() + LONGEST
        self._write(child.stdin.fileno(), len(message).to_bytes(HEAD, "big"), until)
        self._write(child.stdin.fileno(), message, until)
        size = int.from_bytes(self._read(child.stdout.fileno(), HEAD, until), "big")
        return self._read(child.stdout.fileno(), size, until)

    def _started(self) -> subprocess.Popen[bytes]:
        """The child of this very process: one that was inherited belongs to the parent."""
        if self.child is None or self.owner != os.getpid() or self.child.poll() is not None:
            self.end()
            environment = confined.environment() | {"MALLOC_ARENA_MAX": "2", "RAYON_NUM_THREADS": "2"}
            self.child = subprocess.Popen(
                [sys.executable, "-m", CHILD], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment,
                start_new_session=True,  # it ends when its pipe closes, and not by a key that was pressed
            )  # fmt: skip
            self.owner = os.getpid()
        return self.child

    def _write(self, pipe: int, message: bytes, until: float) -> None:
        left = memoryview(message)
        os.set_blocking(pipe, False)
        with selectors.DefaultSelector() as ready:
            ready.register(pipe, selectors.EVENT_WRITE)
            while left:
                self._await(ready, until)
                left = left[os.write(pipe, left[:PIECE]) :]

    def _await(self, ready: selectors.BaseSelector, until: float) -> None:
        if not ready.select(max(until - monotonic(), 0)):
            raise Jammed(f"no document within {LONGEST} seconds")

    def _read(self, pipe: int, size: int, until: float) -> bytes:
        kept = bytearray()
        with selectors.DefaultSelector() as ready:
            ready.register(pipe, selectors.EVENT_READ)
            while len(kept) < size:
                self._await(ready, until)
                part = os.read(pipe, min(size - len(kept), PIECE))
                if not part:
                    raise _Gone
                kept += part
        return bytes(kept)

    def end(self) -> None:
        """Stop the child, when there is one of this process."""
        child, self.child = self.child, None
        if child is None or self.owner != os.getpid():
            return
        child.kill()
        child.wait()
        for pipe in (child.stdin, child.stdout):
            with suppress(OSError):
                if pipe is not None:
                    pipe.close()


_press = Press()
atexit.register(_press.end)


def made(task: str, given: dict[str, Any], *blobs: bytes) -> bytes:
    """The document that a task of `child.TASKS` makes of this. Raises Jammed when it cannot."""
    said, found = confined.unpacked(_press.ask(confined.packed({"task": task, "with": given}, blobs)))
    if "jammed" in said:
        raise Jammed(said["jammed"])
    return found[0]
