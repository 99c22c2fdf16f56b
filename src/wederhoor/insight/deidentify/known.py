"""The persons and places the dossier knows: in full, in part, by initials, as a pet name, with a typing error. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from wederhoor.insight.deidentify.finding import Finding, Kind, Known
from wederhoor.insight.deidentify.tokens import Token, between, tokens
from wederhoor.insight.deidentify.vocabulary import PREFIXES, is_word, plain, section

TITLES = frozenset(
    [
        "mevrouw",
        "mevr",
        "mw",
        "mej",
        "meneer",
        "mijnheer",
        "dhr",
        "heer",
        "dr",
        "drs",
        "mr",
        "ir",
        "prof",
        "ing",
        "familie",
        "fam",
        "zuster",
        "broeder",
    ]
)
_PET = ("ie", "je", "tje", "ke", "etje", "y", "s", "tie", "ske")
_LONG, _MIDDLE = 8, 5
_SHORT = {"vd": "van der ", "v": "van ", "d": "de ", "vdr": "van der "}


@dataclass(frozen=True, slots=True)
class Person:
    """A known name, cut: its parts without prefixes and titles, and its initials."""

    known: Known
    parts: tuple[str, ...]

    @property
    def initials(self) -> str:
        """'fa' of Fatima el Amrani."""
        return "".join(part[0] for part in self.parts)


def people(known: Iterable[Known | str]) -> list[Person]:
    """The names as they are looked for; in the order given, which is the order of their tags."""
    found = []
    for one in known:
        who = one if isinstance(one, Known) else Known(one)
        words = re.findall(r"[^\W\d_]+", plain(who.name))
        parts = tuple(word for word in words if word not in PREFIXES | TITLES and len(word) > 1)
        if parts:
            found.append(Person(who, parts))
    return found


def known_names(text: str, known: list[Person]) -> Iterator[Finding]:
    """Where known persons and places stand in the text."""
    words = tokens(text) if known else []
    for person in known:
        if person.known.kind is Kind.PLACE:
            yield from _places(text, person)
            continue
        hits = [
            how
            for place, word in enumerate(words)
            if (
                how := _hit(word, person)
                or _behind_its_prefix(words, place, person)
                or _together(text, words, place, person)
            )
        ]
        yield from (Finding(word.start, word.end, Kind.NAME, reason, sure) for word, reason, sure in hits)
        yield from _prefixed(text, words, hits)
        yield from _initials(text, person)


def _places(text: str, place: Person) -> Iterator[Finding]:
    for found in re.finditer(rf"(?<!\w){re.escape(place.known.name)}(?!\w)", text, re.I):
        yield Finding(*found.span(), Kind.PLACE, "known place", 0.97)


def _hit(word: Token, person: Person) -> tuple[Token, str, float] | None:
    pieces = {word.plain, *word.plain.split("-")}
    ordinary = is_word(word.plain)
    if pieces & set(person.parts):
        return None if ordinary and not word.text[0].isupper() else (word, "known", 0.99)
    if ordinary or len(word.plain) < 4 or word.plain in PREFIXES:
        return None
    if any(_pet(word.plain, part) for part in person.parts):
        return word, "known, pet name", 0.9
    if any(alike(word.plain, part) for part in person.parts):
        return word, "known, typing error", 0.85
    return None


def _together(text: str, words: list[Token], place: int, person: Person) -> tuple[Token, str, float] | None:
    """'dini schut' of Dini Schut, though 'schut' is a word; 'mees hier' of Mees, and 'mees zegt'."""
    word = words[place]
    if word.plain not in person.parts or word.plain in ("en", "of"):
        return None
    beside = {
        other.plain
        for one, other in ((n, words[n]) for n in (place - 1, place + 1) if 0 <= n < len(words))
        if between(text, *(words[min(place, one)], words[max(place, one)])) == " "
    }
    if beside & (set(person.parts) - {word.plain}):
        return word, "known", 0.9
    ahead = words[place + 1].plain if place + 1 < len(words) else ""
    if word.begins and (ahead == "hier" or ahead in section("verbs")) and word.plain not in section("verbs"):
        return word, "known", 0.8
    return None


def _behind_its_prefix(words: list[Token], place: int, person: Person) -> tuple[Token, str, float] | None:
    """'de ruiter' of Henk de Ruiter: an ordinary word, but behind the prefix that the name has, without another word behind it."""
    word, before = words[place], words[place - 1].plain if place else ""
    if word.plain not in person.parts or before not in PREFIXES or not word.text.islower():
        return None
    full = plain(person.known.name)
    named = f"{before} {word.plain}" in full or (before in _SHORT and _SHORT[before] + word.plain in full)
    return (word, "known", 0.8) if named else None


def _pet(word: str, part: str) -> bool:
    endings = any(word == part.rstrip("aeo") + ending or word == part + ending for ending in _PET)
    return endings or (len(word) >= 4 and part.startswith(word))


@lru_cache(maxsize=20_000)
def alike(one: str, other: str) -> bool:
    """Whether the words differ by one error, or two when they are long; the first letter mostly is right."""
    most = 2 if min(len(one), len(other)) >= _LONG else 1 if min(len(one), len(other)) >= _MIDDLE else 0
    return bool(most) and abs(len(one) - len(other)) <= most and distance(one, other) <= most


def distance(one: str, other: str) -> int:
    """How many letters must be put in, taken out, changed, or swapped with their neighbour."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        earlier, before, row = before, row, [i]
        for j, b in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, earlier[j - 2] + 1)
            row.append(cost)
    return row[-1]


_PREFIXES_BEFORE = 7


def _prefixed(text: str, words: list[Token], hits: list[tuple[Token, str, float]]) -> Iterator[Finding]:
    """'de ruiter' and 'el Amrani': the prefixes before a part belong to the name."""
    where = {word.start: place for place, word in enumerate(words)}
    for word, reason, sure in hits:
        first = where[word.start]
        while (
            first
            and where[word.start] - first < _PREFIXES_BEFORE
            and words[first - 1].plain in PREFIXES
            and between(text, words[first - 1], words[first]).strip(" .") == ""
        ):
            first -= 1
        if first != where[word.start] and words[first].plain in (
            "van",
            "de",
            "der",
            "den",
            "el",
            "al",
            "ten",
            "ter",
            "ben",
            "ait",
            "vd",
            "v",
            "in",
            "op",
        ):
            yield Finding(words[first].start, word.end, Kind.NAME, reason, sure)


def _initials(text: str, person: Person) -> Iterator[Finding]:
    for double in re.finditer(r"\b(\w)\w+-(\w)\w+", person.known.name):
        for found in re.finditer(rf"(?<![\w.]){(double[1] + double[2]).upper()}(?!\w)", text):
            yield Finding(*found.span(), Kind.NAME, "known, initials", 0.8)
    if len(person.parts) < 2:
        return
    dotted = r"\.? ?(?:(?:el|van|de|der|den) )*".join(map(re.escape, person.initials.upper()))
    for found in re.finditer(rf"(?<![\w.]){dotted}\.(?!\w)", text):
        yield Finding(*found.span(), Kind.NAME, "known, initials", 0.85)
