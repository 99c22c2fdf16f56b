"""A text cut into words, each with what its letters and its place say. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from wederhoor.insight.deidentify.rules import rule
from wederhoor.insight.deidentify.vocabulary import plain

_WORD = rule(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")
_START = rule(r"(?:^|[.!?:;>\n\"“”«(]|\n\s*[-*•>])[\s\"“'‘(>*•\-]*$")
_ELIDED = rule(r"[dlo]['’][A-ZÀ-Þ]")
_GENITIVE = ("'s", "’s", "'", "’")
_SHOUTED = 0.7
WIDE = 60
"""A line of so many letters that ends without a sign goes on on the next one."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word: where it stands, its letters, and whether it begins a sentence."""

    start: int
    end: int
    text: str
    plain: str
    begins: bool
    capital: bool
    """A capital that says something: not shouted, and not an abbreviation."""


def tokens(text: str) -> list[Token]:
    """The words of the text in order. A genitive 's is no part of its word."""
    return [_token(text, found) for found in _WORD.finditer(text)]


def _token(text: str, found: re.Match[str]) -> Token:
    word = found[0]
    for ending in _GENITIVE[:2]:
        if word.endswith(ending) and len(word) > len(ending) + 1:
            word = word.removesuffix(ending)
    begins = found.start() == 0 or bool(_START.search(text, max(0, found.start() - 8), found.start()))
    begins = begins and not _wrapped(text, found.start())
    capital = (word[0].isupper() or bool(_ELIDED.match(word))) and (len(word) == 1 or not word.isupper() or "-" in word)
    return Token(found.start(), found.start() + len(word), word, plain(word), begins, capital)


def _wrapped(text: str, start: int) -> bool:
    """Whether the line before only broke off here because it was full."""
    if start < WIDE or text[start - 1] != "\n" or not (text[start - 2].isalnum() or text[start - 2] == ","):
        return False
    return "\n" not in text[start - WIDE : start - 1]


def between(text: str, one: Token, other: Token) -> str:
    """What stands between two words."""
    return text[one.end : other.start]


def shouted(text: str) -> bool:
    """Whether the text is written in capitals throughout."""
    letters = [c for c in text if c.isalpha()]
    return bool(letters) and sum(c.isupper() for c in letters) > _SHOUTED * len(letters)
