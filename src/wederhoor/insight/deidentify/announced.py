"""Names that a text announces: after 'mijn naam is' and 'Beste', on a line of a form, and under a letter. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from wederhoor.insight.deidentify.finding import Finding, Kind
from wederhoor.insight.deidentify.reading import LONGEST, ROLES, TITLES, Reading, could_be, skipped, some_first, span_of
from wederhoor.insight.deidentify.rules import rule
from wederhoor.insight.deidentify.vocabulary import (
    PREFIXES,
    is_first,
    is_surname,
    is_word,
    mostly_word,
    no_person,
    plain,
    section,
)

ANNOUNCED = rule(
    r"\b(?:heet|heette|heten|genaamde?|roepnaam|bijgenaamd|noemt zich|noemen ze|wordt genoemd|mijn naam is|m'?n naam is"
    r"|naam ?:|spreekt met|hallo met|hoi met|u spreekt|ene|een zekere|aldus|namens|ondertekend door|getekend|t\.?a\.?v\.?"
    r"|contact ?:|klager ?:|inzake|betreft|van ?:|aan ?:|cc ?:|cc\b|(?:kind|cli[eë]nte?|bewoo?ner|bewoonster|getuigen?"
    r"|verweerd(?:er|ster)|aangeklaagde"
    r"|partij|moeder|vader|zoon|dochter|melder|actie|voogd"
    r"|mentor|arts"
    r"|behandelaar|(?:contact)?persoon|gemachtigde|verzoek(?:er|ster)|aanwezig|afwezig"
    r"|deelnemers?|notulist|secretaris|voorzitter|betrokkenen?)(?: \d{1,2})? ?:)\s+",
    re.I,
)
SIGNED = rule(
    r"\b(?:groet(?:en|jes|je)?|liefs|hoogachtend|mvg|m\.v\.g\.?|gr|grtjs|grt|hoogachting|knuffel|kus|xxx?|dank u wel|dankjewel"
    r"|bedankt|(?:was )?getekend|w\.g\.|afz)\b[.,!]*(?: (?:van|uw|je|jullie|namens))?[ \t]*(?:\n\s*)*",
    re.I,
)
GREETED = rule(r"\b(?:beste|geachte|lieve|hoi|hallo|dag|hey|hai|goedemorgen|goedemiddag|goedenavond|yo|he)\s+", re.I)
_ABSTRACT = rule(r"(?:ing|ingen|heid|atie|aties|iteit|isme|schap|ment|baar|lijk|loos|tie|sie|uur|age)$")
_FORM_WORDS = 5
_CALLED = rule(
    r"\b(?:mijn naam is|m'?n naam is|mn naam is|ik heet|mijn roepnaam is|noemt zich|noemde zich)(?: (?:officieel"
    r"|eigenlijk|gewoon|nu|dus|trouwens))* ",
    re.I,
)
ROLES_SET = frozenset(ROLES)
NOT_CALLED = section("not called")
_FORM = rule(r"^[ \-*•\d.)]*(?:naam )?([^\W\d_]+(?:/in)?)(?: \d)? ?: ", re.M)


def announced(reading: Reading, starts: dict[int, int]) -> Iterator[Finding]:
    """After 'heet', 'genaamd', 'mijn naam is', 'Beste': whatever can be a name."""
    for pattern, sure in ((ANNOUNCED, 0.9), (GREETED, 0.85)):
        for found in pattern.finditer(reading.text):
            place = skipped(reading, starts, found.end())
            if place is None:
                continue
            word = reading.words[place]
            if (
                could_be(word)
                and not (word.text.islower() and len(word.text) < 3)
                and (word.text[0].isupper() or _likely(reading, place))
            ):
                yield _with_family(reading, _from(reading, starts.get(found.end(), place), place, "announced", sure))
    yield from _filled_in(reading, starts)
    for found in _CALLED.finditer(reading.text):
        place = skipped(reading, starts, found.end())
        if place is not None and len(reading.words[place].plain) > 1 and reading.words[place].plain not in NOT_CALLED:
            yield _with_family(reading, _from(reading, starts.get(found.end(), place), place, "announced", 0.9))
    yield from _presenting(reading, starts)


_PRESENTING = rule(
    r"\b(?:[Ii]k (?:ben|heet)|[Ii]k,|[Dd]it is|[Hh]ier is|(?:[Hh]allo|[Hh]oi|[Hh]ey|spreekt|[Gg]oede\w+,?) met|naam)"
    r"(?: de| ook)? "
)


def _presenting(reading: Reading, starts: dict[int, int]) -> Iterator[Finding]:
    """'Ik ben Noor', 'dit is tonnie hoek': after 'ik ben' a name, elsewhere a first name and a surname in small letters."""
    for found in _PRESENTING.finditer(reading.text):
        place = starts.get(found.end())
        if place is None:
            continue
        whole = _with_family(reading, _from(reading, place, place, "announced", 0.85))
        me = re.match(r"[Ii]k [bh]", found[0]) and _is_me(reading, place)
        if me or _pair(reading, place, whole):
            yield whole


def _filled_in(reading: Reading, starts: dict[int, int]) -> Iterator[Finding]:
    """'Medewerker: Groen' on a line of a form."""
    for found in _FORM.finditer(reading.text):
        place = skipped(reading, starts, found.end())
        role = plain(found[1])
        if place is None or not (role.endswith(tuple(ROLES)) or role == "naam"):
            continue
        word = reading.words[place]
        if (
            word.text[0].isupper()
            and not no_person(word.plain)
            and len(reading.text[word.start :].split("\n", 1)[0].split()) <= _FORM_WORDS
        ):
            yield _from(reading, starts.get(found.end(), place), place, "announced", 0.85)


def _pair(reading: Reading, place: int, whole: Finding) -> bool:
    """Whether these small words are a first name and a surname."""
    first = reading.words[place]
    return first.text.islower() and some_first(first.plain) and " " in whole.of(reading.text)


def _with_family(reading: Reading, whole: Finding) -> Finding:
    """With the surname in small letters behind it: 'jo kuiper', 'ans de bie', though it is a word too."""
    place = next((n for n, word in enumerate(reading.words) if word.end == whole.end), None)
    if place is None or not reading.words[place].text.islower():
        return whole
    ahead = place + 1
    most = min(len(reading.words), place + LONGEST)
    while ahead < most and reading.words[ahead].plain in PREFIXES and reading.gap(ahead - 1) == " ":
        ahead += 1
    if ahead >= len(reading.words) or ahead > place + 4 or reading.gap(ahead - 1) not in (" ", ". "):
        return whole
    word, prefixed = reading.words[ahead], ahead > place + 1
    named = is_surname(word.plain) if not prefixed else is_surname(word.plain) or not is_word(word.plain)
    family = (
        named
        and not (prefixed and no_person(word.plain))
        and word.text.islower()
        and word.plain not in section("qualities") | ROLES_SET
    )
    return replace(whole, end=word.end) if family else whole


def _is_me(reading: Reading, place: int) -> bool:
    """After 'ik ben': a name, or a strange word with nothing behind it."""
    word = reading.words[place]
    if word.capital or is_first(word.plain):
        return could_be(word)
    alone = reading.gap(place).strip(" ")[:1] in (",", ".", "\n", "(") or reading.after(place) in ("en", "van")
    return len(word.plain) > 3 and not is_word(word.plain) and alone and not _ABSTRACT.search(word.plain)


def _likely(reading: Reading, place: int) -> bool:
    word = reading.words[place]
    return (some_first(word.plain) and not mostly_word(word.plain)) or (len(word.plain) > 3 and not is_word(word.plain))


def _from(reading: Reading, first: int, place: int, reason: str, sure: float) -> Finding:
    whole = span_of(reading, place, reason, sure)
    return Finding(
        min(whole.start, reading.words[first].start if reading.words[first].plain not in TITLES else whole.start),
        whole.end,
        Kind.NAME,
        reason,
        sure,
    )


def signed(reading: Reading, starts: dict[int, int]) -> Iterator[Finding]:
    """What stands under a letter, and the last words of a text behind its last full stop."""
    for found in SIGNED.finditer(reading.text):
        line = reading.text[found.end() :].split("\n", 1)[0]
        place = skipped(reading, starts, found.end())
        if place is None or not line.strip() or len(line.split()) > 9:
            continue
        word = reading.words[place]
        if (
            (could_be(word) or mostly_word(word.plain))
            and len(word.plain) > 1
            and word.plain not in ("de", "het", "een")
        ):
            whole = _with_family(reading, _from(reading, starts.get(found.end(), place), place, "signed", 0.9))
            end = (
                found.end() + len(line.split(",")[0].rstrip(" .!"))
                if len(line.split(",")[0].split()) <= 4
                else whole.end
            )
            yield Finding(
                whole.start,
                max(whole.end, end if _only_names(reading, whole.end, end) else 0),
                Kind.NAME,
                "signed",
                0.9,
            )
    last = _LAST_LINE.search(reading.text, max(0, len(reading.text) - _TAIL))
    place = skipped(reading, starts, last.start(1)) if last else None
    if (
        place is not None
        and could_be(reading.words[place])
        and (some_first(reading.words[place].plain) or reading.words[place].text[0].isupper())
    ):
        yield _from(reading, starts.get(last.start(1), place) if last else place, place, "signed", 0.75)


_LAST_LINE = rule(r"(?:[.!?)\n]\s*|\n)([^\W\d_][\w'’.\-]*(?: [\w'’.\-]+){0,4})\s*$")
_TAIL = 300
"""A signature stands in so many letters at the end."""


def _only_names(reading: Reading, start: int, end: int) -> bool:
    inside = [word for word in reading.words if start <= word.start < end]
    return all(could_be(word) or word.plain in PREFIXES for word in inside)
