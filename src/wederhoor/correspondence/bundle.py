"""Several PDFs and pictures as one PDF, behind a first part that says on which page each begins. The joining is done in a child
process: its libraries and the whole of the papers never stay in the memory of the server.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from wederhoor.dossier.gate import confined
from wederhoor.dossier.gate.bad import Bad

Contents = Callable[[Mapping[str, int]], bytes]
"""Makes the first part from the page on which each of the others begins, by key."""
Part = tuple[str, str, bytes]
"""Key, name, and a PDF or picture."""


def asked(task: str, given: dict[str, Any], *blobs: bytes) -> confined.Answer:
    """What the child made of these files. Raises Bad when it refuses."""
    answer = confined.run(task, given, *blobs)
    if answer.refused:
        raise Bad(answer.refused)
    return answer


def readable(parts: Sequence[Part]) -> list[Part]:
    """The parts that can stand in a PDF: all of them at once, and one by one when one of them cannot."""
    try:
        asked("count", {}, *(content for _, _, content in parts))
    except Bad:
        return [part for part in parts if len(parts) > 1 and readable([part])]
    return list(parts)


def bundled(contents: Contents, title: str, parts: Sequence[Part]) -> bytes:
    """One PDF: the contents, then every part in order, each with a bookmark. Raises Bad when one cannot be read."""
    blobs = [content for _, _, content in parts]
    lengths = dict(zip((key for key, _, _ in parts), asked("count", {}, *blobs).said["pages"], strict=True))
    (own,) = asked("count", {}, contents(_begins(lengths, 1))).said["pages"]
    return joined([(title, contents(_begins(lengths, own))), *((name, content) for _, name, content in parts)])


def joined(parts: Sequence[tuple[str, bytes]]) -> bytes:
    """The parts (title, PDF or picture) one after the other, each with a bookmark."""
    return asked("bind", {"titles": [title for title, _ in parts]}, *(content for _, content in parts)).blobs[0]


def _begins(lengths: Mapping[str, int], offset: int) -> dict[str, int]:
    found, page = dict[str, int](), offset + 1
    for key, length in lengths.items():
        found[key] = page
        page += length
    return found
