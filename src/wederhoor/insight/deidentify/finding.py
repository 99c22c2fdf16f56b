"""What was found in a text: where, what kind of thing, why we think so, and how sure we are. Pure."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum


class Kind(StrEnum):
    """What can point to a person. The values are the words of the labelled texts."""

    NAME = "naam"
    BSN = "bsn"
    TELEPHONE = "telefoon"
    MAIL = "mail"
    ADDRESS = "adres"
    BIRTH = "geboorte"
    IBAN = "iban"
    NUMBER = "nummer"
    PLATE = "kenteken"
    WEB = "web"
    ROOM = "kamer"
    PLACE = "plaats"
    DATE = "datum"


@dataclass(frozen=True, slots=True)
class Finding:
    """Letters ``start`` to ``end`` of a text. ``reason`` is a code, such as 'known' or 'eleven test'; ``tag`` what replaces it."""

    start: int
    end: int
    kind: Kind
    reason: str
    confidence: float
    tag: str = ""

    def of(self, text: str) -> str:
        """The words that were found."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody or some place that the dossier knows; ``Kind.PLACE`` for a location or the provider itself."""

    name: str
    kind: Kind = Kind.NAME


def apart(findings: Iterable[Finding]) -> list[Finding]:
    """In order of the text, none overlapping: what is surely a number or an address first, then names, each as wide as found.

    A name, or an address with a street, that runs into something surer keeps what is left of it.
    """
    kept: list[Finding] = []
    for one in sorted(joined(findings), key=_rank):
        left = [one]
        for other in _across(kept, one):
            left = [piece for part in left for piece in _without(part, other)]
        partly = one.kind is Kind.NAME or (one.kind is Kind.ADDRESS and one.confidence > STREET)
        for piece in left if partly or left == [one] else ():
            insort(kept, piece, key=_start)
    return kept


def _start(one: Finding) -> int:
    return one.start


def _across(kept: list[Finding], one: Finding) -> list[Finding]:
    """Those of a list in order, none overlapping, that this one runs into."""
    last = bisect_left(kept, one.end, key=_start)
    first = last
    while first and kept[first - 1].end > one.start:
        first -= 1
    return kept[first:last]


def _without(one: Finding, other: Finding) -> list[Finding]:
    """What of one finding lies outside another."""
    if one.end <= other.start or one.start >= other.end:
        return [one]
    pieces = (replace(one, end=other.start), replace(one, start=other.end))
    return [piece for piece in pieces if piece.end - piece.start > LEAST]


LEAST = 2
SURE = 0.8
STREET = 0.84
"""An address surer than this has a street or a postcode in it."""


def _rank(one: Finding) -> tuple[bool, float, int, int]:
    return one.kind is Kind.NAME or one.confidence < SURE, -one.confidence, one.start - one.end, one.start


def joined(findings: Iterable[Finding]) -> list[Finding]:
    """Names that overlap become one name, with the reason of the surest; addresses one address, dates of birth one date."""
    found = list(findings)
    wide = (Kind.NAME, Kind.ADDRESS, Kind.BIRTH)
    return [
        *(f for f in found if f.kind not in wide),
        *(one for kind in wide for one in _merged(f for f in found if f.kind is kind)),
    ]


def _merged(some: Iterable[Finding]) -> list[Finding]:
    kept: list[Finding] = []
    for one in sorted(some, key=lambda f: f.start):
        last = kept[-1] if kept else None
        if last and one.start < last.end:
            surest = max(last, one, key=lambda f: f.confidence)
            kept[-1] = replace(surest, start=last.start, end=max(last.end, one.end))
        else:
            kept.append(one)
    return kept
