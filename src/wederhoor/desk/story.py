"""What happened in a dossier, a part at a time: the newest first, and each older part at an address of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from django.http import HttpRequest

from wederhoor.desk import paper_story, presenting
from wederhoor.dossier.door import OpenDossier

T = TypeVar("T")
AT = "at"
"""The address of a part names the number of an event in it."""
MOMENTS, LETTERS = 20, 8_000
"""So many events stand on a page, and fewer when their texts together are longer than this."""


def cut(things: Iterable[T], length: Callable[[T], int]) -> list[list[T]]:
    """These in their order, in parts; one that is too long by itself stands alone."""
    found, letters = list[list[T]](), 0
    for one in things:
        letters += length(one)
        if not found or len(found[-1]) == MOMENTS or letters > LETTERS:
            found.append([])
            letters = length(one)
        found[-1].append(one)
    return found or [[]]


def shown(
    request: HttpRequest, dossier: OpenDossier, links: dict[int, list[dict[str, str]]], known: dict[str, str]
) -> dict[str, Any]:
    """One part of what happened in words, with the way to the newer and the older ones; on paper all of it."""
    long: dict[int, int] = {}
    for (seq, _), text in dossier.texts.items():
        long[seq] = long.get(seq, 0) + len(text)
    events = dossier.events[::-1]
    found = [list(events)] if "print" in request.GET else cut(events, lambda event: long.get(event.seq, 0))
    place, around = _part(request, [[event.seq for event in part] for part in found])
    return around | {
        "items": list(paper_story.beside(dossier, presenting.timeline(dossier, links, known, found[place]), known))
    }


def written(request: HttpRequest, items: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """The same of what was written in a compartment."""
    found = cut(items, lambda item: sum(len(text["text"]) for text in item["texts"]))
    place, around = _part(request, [[item["seq"] for item in part] for part in found])
    return around | {"items": found[place]}


def _part(request: HttpRequest, found: list[list[int]]) -> tuple[int, dict[str, Any]]:
    """Which part holds the event that the address names (the newest where none does), and what lies around it."""
    asked = request.GET.get(AT, "")
    number = int(asked) if asked.isdecimal() else 0
    at = next((place for place, part in enumerate(found) if number and part and part[-1] <= number), 0)
    before = sum(map(len, found[:at]))
    older = f"?{AT}={found[at + 1][0]}#story-title" if at + 1 < len(found) else ""
    newer = (f"?{AT}={found[at - 1][0]}" if at > 1 else "?") + "#story-title" if at else ""
    return at, {
        "first": before + 1, "last": before + len(found[at]), "total": sum(map(len, found)),
        "newer_url": newer and f"{request.path}{newer}", "older_url": older and f"{request.path}{older}",
    }  # fmt: skip
