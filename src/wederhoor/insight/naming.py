"""Whether a text seems to name a person: a warning for its writer, never a promise. Pure.

What is published or discussed goes through de-identification and a person; this is for the short texts of measures.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

NUMBER = re.compile(r"(?<!\d)(?:\d[ .-]?){7,8}\d(?!\d)")
MAIL = re.compile(r"\S+@\S+\.\w{2,}")
TELEPHONE = re.compile(r"(?<![\d-])(?:\+31|0031|0)[ -]?[1-9](?:[ -]?\d){7,8}(?!\d)")
TITLED = re.compile(
    r"\b(?:de heer|meneer|mijnheer|mevrouw|dhr\.?|mevr\.?|mw\.?|dokter|dr\.) +(?:v[ad]n |de |der |den |ten |ter )*[A-Z]",
    re.I,
)
CAPITAL = r"[A-Z][a-zà-ÿ'’-]+"
FULL = re.compile(rf"(?:(?<=[a-z,;:] )|(?<=[a-z,;:]  )){CAPITAL} (?:(?:van|de|der|den|ten|ter|el|von) ?)*{CAPITAL}")
SHORT = 4
"""A word of a name with fewer letters counts only as it is written: 'Wit' is a name, 'wit' a colour."""


def is_bsn(digits: str) -> bool:
    """Whether nine digits (or eight) pass the eleven test of a citizen service number."""
    number = digits.zfill(9)
    if len(number) != 9 or not number.isdecimal() or number == "0" * 9:
        return False
    return sum(int(d) * w for d, w in zip(number, (9, 8, 7, 6, 5, 4, 3, 2, -1), strict=True)) % 11 == 0


def seen(text: str, names: Iterable[str] = ()) -> list[str]:
    """What in this text seems to point at a person: 'name', 'number', 'address'. ``names`` are those known here."""
    found = []
    if any(_known(text, name) for name in names) or TITLED.search(text) or FULL.search(text):
        found.append("name")
    if any(is_bsn(re.sub(r"\D", "", match.group())) for match in NUMBER.finditer(text)):
        found.append("number")
    if MAIL.search(text) or TELEPHONE.search(text):
        found.append("address")
    return found


def _known(text: str, name: str) -> bool:
    parts = [part for part in re.findall(r"[^\W\d_]+", name) if part[:1].isupper() and len(part) > 1]
    return any(
        re.search(rf"\b{re.escape(part)}\b", text, 0 if len(part) < SHORT + 1 else re.IGNORECASE) for part in parts
    )
