"""An inspection set as one PDF: an index that says what is in it and what was withheld and why, then the papers, bookmarked."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from wederhoor.correspondence import press
from wederhoor.correspondence.bundle import asked
from wederhoor.dossier.inspections import REDACTED, WHOLE, WITHHELD

HOW = {WHOLE: "geheel", REDACTED: "met weglatingen", WITHHELD: "niet gegeven"}
APART = "apart bestand"
BOUND = ("application/pdf", "image/jpeg", "image/png")


@dataclass(frozen=True, slots=True)
class Entry:
    """A paper of the set: what it is, how it is given, and what was left out of it: (what, why)."""

    title: str
    about: str
    how: str
    withheld: tuple[tuple[str, str], ...] = ()
    media_type: str = ""
    content: bytes = b""

    @property
    def apart(self) -> bool:
        """Whether it is given as a file of its own, because it is no page."""
        return self.how != WITHHELD and self.media_type not in (*BOUND, "text/plain")


@dataclass(frozen=True, slots=True)
class Cover:
    """What stands on the first page."""

    organisation: str
    title: str
    facts: tuple[tuple[str, str], ...]
    says: str


def bound(cover: Cover, entries: Sequence[Entry]) -> bytes:
    """The whole set. Raises Bad when a paper cannot be bound."""
    blobs = [_pages(cover, entry) for entry in entries if entry.how != WITHHELD and not entry.apart]
    counts = asked("count", {}, *blobs).said["pages"] if blobs else []
    index = _index(cover, entries, counts, 1)
    (length,) = asked("count", {}, index).said["pages"]
    if length > 1:
        index = _index(cover, entries, counts, length)
    titles = [f"{n}. {e.title}" for n, e in enumerate(entries, 1) if e.how != WITHHELD and not e.apart]
    return asked("bind", {"titles": ["Overzicht", *titles]}, index, *blobs).blobs[0]


def _pages(cover: Cover, entry: Entry) -> bytes:
    if entry.media_type != "text/plain":
        return entry.content
    text = entry.content.decode("utf-8", "replace")
    return _compiled(cover, {"kind": "text", "title": entry.title, "text": text})


def _index(cover: Cover, entries: Sequence[Entry], counts: Sequence[int], own: int) -> bytes:
    """The first pages; ``own`` is how many they are themselves."""
    rows, withheld, at, left = [], [], own + 1, list(counts)
    for number, entry in enumerate(entries, 1):
        page = "–"
        if entry.apart:
            page = APART
        elif entry.how != WITHHELD:
            page, at = str(at), at + left.pop(0)
        rows.append(
            {"number": str(number), "title": entry.title, "about": entry.about, "how": HOW[entry.how], "page": page}
        )
        withheld += [{"number": str(number), "what": what, "why": why} for what, why in entry.withheld]
    data = {
        "kind": "index",
        "title": cover.title,
        "facts": cover.facts,
        "says": cover.says,
        "rows": rows,
        "withheld": withheld,
    }
    return _compiled(cover, data)


def _compiled(cover: Cover, data: dict[str, Any]) -> bytes:
    shared = {"organisation": cover.organisation, "footer": " · ".join((cover.organisation, cover.title))}
    return press.made("type", {"sheet": "inspection"}, json.dumps({**data, **shared}).encode())
