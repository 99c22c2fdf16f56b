"""Does a text that goes into a report look as if it says who somebody is? A warning for its writer; a person decides."""

from __future__ import annotations

import re
from collections.abc import Iterator

BSN = re.compile(r"(?<!\d)\d{3}[ .-]?\d{3}[ .-]?\d{3}(?!\d)")
PATTERNS = {
    "mail": re.compile(r"\S+@\S+\.\w+"),
    "telephone": re.compile(r"(?<!\d)(?:\+31|0)[ -]?\d(?:[ -]?\d){7,8}(?!\d)"),
    "name": re.compile(r"\b(?:mevrouw|meneer|mevr\.|dhr\.|de heer|familie)\s+(?:van |de |der |den )*[A-Z]\w+"),
    "dossier": re.compile(r"\b20\d\d-\d{4,}\b"),
}


def looks_personal(text: str) -> list[tuple[str, str]]:
    """What it looks like, and the words themselves: ('bsn', '111222333'), ..."""
    return list(dict.fromkeys(_found(text)))


def _found(text: str) -> Iterator[tuple[str, str]]:
    for match in BSN.findall(text):
        if eleven(match):
            yield "bsn", match
    for kind, pattern in PATTERNS.items():
        yield from ((kind, match.group()) for match in pattern.finditer(text))


def eleven(number: str) -> bool:
    """The test that every BSN passes."""
    digits = [int(char) for char in number if char.isdigit()]
    weighted = sum(digit * weight for digit, weight in zip(digits, (9, 8, 7, 6, 5, 4, 3, 2, -1), strict=True))
    return any(digits) and weighted % 11 == 0
