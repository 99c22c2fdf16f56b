"""The shape of a published text: chapters of lines. The page and the PDF are both made from it, so they cannot differ."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that is said. ``notes`` stand under it, ``why`` is folded away, ``dutch`` marks words of the regulation.

    With ``ours`` only the title is the regulation's; the words under it are a sentence of the page.
    """

    words: str
    title: str = ""
    notes: tuple[str, ...] = ()
    why: tuple[str, ...] = ()
    anchor: str = ""
    dutch: bool = False
    ours: bool = False


@dataclass(frozen=True, slots=True)
class Chapter:
    """A heading with its lines; one without lines is left out."""

    key: str
    title: str
    lines: tuple[Line, ...]
    intro: str = ""
    icon: str = "file-text"

    @property
    def short(self) -> bool:
        """Whether it is a bare list."""
        return not any(line.title or line.notes or line.anchor for line in self.lines)


def written(chapters: Iterable[Chapter]) -> list[Chapter]:
    """The chapters that say something."""
    return [chapter for chapter in chapters if chapter.lines or chapter.intro]


def anchor(place: str) -> str:
    """The address within the page of a place in the regulation: '4.3 a' is '#deel-4-3-a'."""
    return "deel-" + re.sub(r"[^a-z0-9]+", "-", place.lower()).strip("-")


def sentence(words: str) -> str:
    """With a capital and a full stop."""
    words = words.strip()
    return f"{words[:1].upper()}{words[1:]}{'' if words.endswith(('.', '?', '!')) else '.'}" if words else ""


def small(word: str) -> str:
    """With a small first letter, unless it is an abbreviation."""
    return word if word[1:2].isupper() else word[:1].lower() + word[1:]
