"""Where a street begins behind the person who wrote it on the same line: 'Gerda Smit Kerkstraat 12'. Pure."""

from __future__ import annotations

import re

from wederhoor.insight.deidentify.rules import rule
from wederhoor.insight.deidentify.vocabulary import (
    PREFIXES,
    is_first,
    is_surname,
    is_town,
    listed,
    mostly_name,
    mostly_word,
    plain,
    section,
)

_WORDS = rule(r"[^\W\d_][\w'’.\-]*|\d+e")
_INITIALS = rule(r"(?:[A-Z]\.)+[A-Z]?\.?$|[A-Z]$")
_LED_BY = rule(
    r"(?:^|[\s(])((?:[A-Z]\. ?)+(?<!\s)|[A-Z][\w'’\-]+\.?|[dm][rhwve]+\.?)(?: (?:van|de|der|den|ten|ter|in|'t|el)){0,2} $"
)
_ENDING = rule(
    r"(straat|str|laan|weg|plein|kade|gracht|singel|dreef|plantsoen|dijk|steeg|pad|hof|hofje|markt|park|baan|burg|akker|veld)$"
)
_LEADS = (
    section("leads")
    | section("titles")
    | {"laan", "weg", "pastoor", "kardinaal", "bisschop", "mgr", "rector", "kanunnik", "jhr"}
)


def behind_person(text: str, start: int, end: int) -> int:
    """How many letters of an address are the name of somebody before it."""
    number = rule(r"\d(?!\d?e )").search(text, start, end)
    words = [*_WORDS.finditer(text, start, number.start() if number else end)]
    if len(words) < 2:
        return 0
    bare = [plain(word[0].rstrip(".")) for word in words]
    written = [word[0] for word in words]
    before = plain(text[max(0, start - 14) : start]).split()
    led = _LED_BY.search(text, max(0, start - 24), start)
    named = led is not None and (
        led[1].endswith(".")
        or plain(led[1]) in section("titles")
        or (_first(plain(led[1])) and (bare[0] in PREFIXES or not _first(bare[0])))
    )
    if _first(bare[0]) and len(words) > 2 and bare[1] in ("op", "aan", "in", "uit", "te"):
        return words[2].start() - start
    if written[0].islower() and not (named and bare[0] in PREFIXES):
        return _small(words, bare, before, start)
    least = 1 if named else 2
    if least == 2 and not (_first(bare[0]) or _INITIALS.match(written[0]) or bare[0] in section("titles")):
        return 0
    for at in range(least, len(words)):
        if _ends_name(written[:at], bare[:at]) and _begins_street(written, bare, at):
            return words[at].start() - start
    return 0


_OTHERS = rule(
    r"(?P<who>.*\S) (?:(?:aan|op|in|uit|te|naar) (?:de |het |['’]t )?|van (?:de |het "
    r"|['’]t ))(?=(?:[\w.'’\-]+ ){0,4}?[\w'’\-]*(?:straat|laan|weg|plein"
    r"|kade|gracht|singel|dreef|plantsoen"
    r"|dijk|steeg|pad|hof|markt)\.?(?: (?:nr\.? ?|nummer )?\d|$))",
    re.S,
)
_OF_STREETS = rule(
    r"(?:['’]|\d|(?:laan|weg|plein|kade|park|hof|straat|pad|flat|\w*flat|woonboot|woonark|woonschip|camping|\w*park|boerderij"
    r"|huize|villa|residentie|appartement|app"
    r"|unit|kamer|standplaats|ligplaats|hoek|op|aan|in|achter|bij|nr|nummer|huisnummer|jan|anna|karel|willem|willem de|karel de)\b)",
    re.I,
)


def behind_others(street: str) -> int:
    """How much of an address is told before it: 'Brouwer aan de Holleweg 71', 'meer sturen naar Eperweg 51'."""
    found = _OTHERS.match(street)
    if (
        not found
        or _OF_STREETS.match(found["who"])
        or found["who"].endswith(".")
        or plain(found["who"].split()[-1]) in _LEADS
        or is_town(plain(found["who"].rstrip(",")))
    ):
        return 0
    return found.end()


def _small(words: list[re.Match[str]], bare: list[str], before: list[str], start: int) -> int:
    """'jan bos kerklaan 2': a first name before it says that the word before the street is a surname."""
    called = bool(before) and (is_first(before[-1]) or bool(re.fullmatch(r"(?:[a-z]\.)+", before[-1])))
    if called and is_surname(bare[0]) and not _first(bare[0]) and bare[0] not in _LEADS | PREFIXES:
        return words[1].start() - start
    return (
        words[2].start() - start
        if len(words) > 2 and _first(bare[0]) and is_surname(bare[1]) and not _first(bare[1])
        else 0
    )


def _first(word: str) -> bool:
    return is_first(word) or mostly_name(word) or mostly_word(word)


def _ends_name(written: list[str], bare: list[str]) -> bool:
    """Whether these words can be a whole name: its last one is a capital that is no prefix, title or initial."""
    last = written[-1]
    return (
        last[0].isupper()
        and not last.endswith(".")
        and bare[-1] not in PREFIXES | section("titles") | _LEADS
        and not _INITIALS.match(last)
        and (is_surname(bare[-1]) or not _ENDING.search(bare[-1]))
    )


def _begins_street(written: list[str], bare: list[str], at: int) -> bool:
    """Whether a street begins here: with what streets begin with, or as one word that ends as streets do."""
    if not (written[at][0].isupper() or written[at][0].isdigit()):
        return False
    last = at == len(written) - 1
    if not last:
        return bare[at] in _LEADS or bare[at] in PREFIXES or _first(bare[at]) or bool(_INITIALS.match(written[at]))
    if bare[at] in _LEADS:
        return False
    stem = _ENDING.sub("", bare[at])
    surname = is_surname(bare[at - 1]) and not is_first(bare[at - 1])
    if stem == bare[at]:
        return surname and not is_surname(bare[at])
    return bool(stem) and (surname or listed(stem) or at - 1 > 1)
