"""Pages of papers as pictures: a few at once from one child process, kept in memory for a moment, and logged once for each look.

Whoever asks for a picture was let in by the policy first, each time. What is kept is little, for two minutes, and never on a disk.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from time import monotonic
from typing import Any
from uuid import UUID

from django.core.signing import BadSignature, TimestampSigner
from django.urls import reverse

from wederhoor.dossier.actor import Actor
from wederhoor.dossier.gate import confined
from wederhoor.dossier.gate.bad import Bad

WIDTH = 1000
MOST_SHOWN = 40
AT_ONCE = 4
ROOM = 2 * 1024 * 1024
"""Bytes that one server process keeps."""
SECONDS = 120
LOOK = 60 * 60
"""Seconds in which the pictures of a page that was logged belong to that look."""
SEEN = "blik"
_signer = TimestampSigner(salt="desk.sheets")
_turns = [Lock() for _ in range(16)]


class Pictures:
    """The newest pictures, as long as there is room for them."""

    def __init__(self, room: int, seconds: float) -> None:
        self.room, self.seconds, self.turn = room, seconds, Lock()
        self.kept: OrderedDict[tuple[UUID, int], tuple[float, bytes]] = OrderedDict()

    def get(self, key: tuple[UUID, int]) -> bytes | None:
        """The picture, when it is still there."""
        with self.turn:
            self._tidy()
            return self.kept[key][1] if key in self.kept else None

    def put(self, key: tuple[UUID, int], picture: bytes) -> None:
        """Keep it, instead of the oldest."""
        with self.turn:
            self.kept[key] = (monotonic() + self.seconds, picture)
            self._tidy()

    def _tidy(self) -> None:
        while self.kept and (next(iter(self.kept.values()))[0] < monotonic() or self.size > self.room):
            self.kept.popitem(last=False)

    @property
    def size(self) -> int:
        """Bytes that are kept now."""
        return sum(len(picture) for _, picture in self.kept.values())


_pictures = Pictures(ROOM, SECONDS)


def picture(document: UUID, page: int, content: Callable[[], bytes]) -> bytes:
    """The picture of a page; when it has to be drawn, its neighbours are drawn as well. Raises Bad when there is none, or not now."""
    key = (document, page)
    if (known := _pictures.get(key)) is not None:
        return known
    first = (page - 1) // AT_ONCE * AT_ONCE + 1
    with _turns[hash((document, first)) % len(_turns)]:
        if (known := _pictures.get(key)) is not None:  # somebody who asked for a neighbour had it drawn
            return known
        drawn = _drawn(content(), list(range(first, first + AT_ONCE)))
        for number, made in drawn.items():
            _pictures.put((document, number), made)
    if page not in drawn:
        raise Bad("damaged")
    return drawn[page]


def _drawn(content: bytes, pages: list[int]) -> dict[int, bytes]:
    answer = confined.run("pages", {"pages": pages, "width": WIDTH}, content)
    if answer.refused:
        raise Bad(answer.refused)
    return dict(zip(answer.said["pages"], answer.blobs, strict=True))


def listed(number: str, document: UUID, pages: int, *, actor: Actor) -> list[dict[str, Any]]:
    """The pages of a document, each with the address of its picture. For a page whose look at this document was logged."""
    shown = min(max(pages, 1), MOST_SHOWN)
    look = _signer.sign(_look(actor, document)).removeprefix(_look(actor, document) + ":")
    return [
        {"page": page, "url": f"{reverse('desk:paper sheet', args=[number, document, page])}?{SEEN}={look}"}
        for page in range(1, shown + 1)
    ]


def of_a_look(given: str, document: UUID, *, actor: Actor) -> bool:
    """Whether this picture belongs to a page that this person, in this role, opened not long ago: then that is logged already."""
    try:
        _signer.unsign(f"{_look(actor, document)}:{given}", max_age=LOOK)
    except BadSignature:
        return False
    return True


def _look(actor: Actor, document: UUID) -> str:
    return f"{actor.who}.{actor.role}.{document.hex}"
