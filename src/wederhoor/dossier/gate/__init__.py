"""The gate for files: whatever comes in is recognised by its content, checked and cleaned in a child process, or refused.

``take_in`` needs no database and no Django. A file is never trusted for its name or for the type somebody says it has.
"""

from __future__ import annotations

import os
from dataclasses import dataclass

from wederhoor.dossier.gate import confined, virus
from wederhoor.dossier.gate.aside import Aside
from wederhoor.dossier.gate.names import tidy
from wederhoor.dossier.gate.sniffing import Kind, kind_of
from wederhoor.dossier.gate.words import REFUSALS, WARNINGS

__all__ = ["ACCEPT", "MOST", "REFUSALS", "WARNINGS", "Aside", "Refused", "Taken", "take_in"]

MOST = 15 * 1024 * 1024
"""The most bytes of one file."""
SCANNER = "WEDERHOOR_CLAMD"
"""The environment says where the virus scanner is: the path of clamd's socket, or host:port. Without it nothing is scanned."""
ACCEPT = ".pdf,.jpg,.jpeg,.png,.gif,.webp,.tif,.tiff,.bmp,.docx,.xlsx,.pptx,.odt,.ods,.odp,.txt,.csv,.eml,.mp3,.m4a,.wav,.ogg,.mp4,.mov,.webm"
"""For the `accept` of a file field: a help for people, no check."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A file that may be kept: as it came, and the clean copy that people open; both laid aside until they are asked for.

    ``warnings`` are codes of ``WARNINGS`` to say to who reads it. ``scanned`` is 'clean' only when a virus scanner said so.
    """

    name: str
    as_it_came: Aside
    cleaned: Aside
    media_type: str
    warnings: tuple[str, ...] = ()
    pages: int = 0
    scanned: str = virus.NOT_SCANNED

    @property
    def original(self) -> bytes:
        """As it came."""
        return self.as_it_came.read()

    @property
    def clean(self) -> bytes:
        """The clean copy."""
        return self.cleaned.read()


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that is not kept, why, and what to do about it (Dutch; ``code`` is the key in ``REFUSALS``)."""

    name: str
    code: str

    @property
    def because(self) -> str:
        """One or two sentences for the person who gave it."""
        return REFUSALS[self.code]


def take_in(name: str, content: bytes) -> Taken | Refused:
    """Check and clean one file. Never raises for what is in it."""
    if not content or len(content) > MOST:
        return Refused(tidy(name), "too large" if content else "empty")
    scanned = virus.scan(content, os.environ.get(SCANNER, ""))
    if scanned == virus.FOUND:
        return Refused(tidy(name), "virus")
    kind = kind_of(content)
    if kind.refused:
        return Refused(tidy(name), kind.refused)
    return _cleaned(name, content, kind, scanned)


def _cleaned(name: str, content: bytes, kind: Kind, scanned: str) -> Taken | Refused:
    if not kind.task:
        warnings = ("not checked",)
        aside = Aside(content)
        return Taken(tidy(name, kind.media_type), aside, aside, kind.media_type, warnings, scanned=scanned)
    answer = confined.run(kind.task, {}, content)
    if answer.refused:
        return Refused(tidy(name), answer.refused)
    media_type = str(answer.said["media_type"])
    warnings = tuple(code for code in answer.said.get("warnings", ()) if code in WARNINGS)
    pages = int(answer.said.get("pages", 0))
    original, clean = Aside(content), Aside(answer.blobs[0])
    return Taken(tidy(name, media_type), original, clean, media_type, warnings, pages, scanned)
