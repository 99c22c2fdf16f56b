"""Names nobody told us: by titles and roles before them, by lists, by capitals, by how letters begin and end. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wederhoor.insight.deidentify.alone import ARTICLES, SAYING, VERBS, by_itself, joined
from wederhoor.insight.deidentify.announced import NOT_CALLED, announced, signed
from wederhoor.insight.deidentify.finding import Finding, Kind
from wederhoor.insight.deidentify.reading import (
    INITIALS,
    LONGEST,
    ROLES,
    TITLES,
    Reading,
    could_be,
    is_initial,
    last_of,
    skipped,
    some_first,
    span_of,
)
from wederhoor.insight.deidentify.rules import rule
from wederhoor.insight.deidentify.tokens import Token, shouted, tokens
from wederhoor.insight.deidentify.vocabulary import (
    PREFIXES,
    is_common,
    is_first,
    is_surname,
    is_word,
    listed,
    mostly_name,
    mostly_word,
    no_person,
    plain,
    section,
)

_ABSTRACT = rule(r"(?:ing|ingen|heid|atie|aties|iteit|isme|schap|ment|baar|lijk|loos|tie|sie|uur|age)$")
_NAMES = 4
_SHORT, _CLIENTS = section("short titles"), section("clients")
_LETTERS = rule(r"(?<![\w.])[A-Z]\. ?(?:(?:v|d|vd|van|de|der|den)\.? ?){0,3}[A-Z]\.(?:[A-Z]\.)*(?![\w])(?! [A-Z])")
_CAPITAL = r"[A-ZÀ-Þ][\w'’\-]+"
_BRACKETED = rule(
    rf"(?:(?:[A-Z]\.)+|{_CAPITAL})(?: (?:(?:[A-Z]\.)+|{_CAPITAL})){{0,3}} \({_CAPITAL}\)(?: (?:van|de|der|den"
    rf"|ten|ter|v\.?d\.?))*(?: {_CAPITAL})?"
)
_REVERSED = rule(rf"{_CAPITAL},(?: (?:van|de|der|den|ten|ter|el))* ?(?:[A-Z]\.){{1,4}}(?! ?{_CAPITAL})")
_LISTED = rule(
    rf"^[ \t\-*•\d.)]*(?P<name>(?P<prefix>(?:(?:[Vv]an|[Dd]e|der|den|[Tt]er|[Tt]en|[Ee]l|in) )*)(?P<family>{_CAPITAL}(?:-{_CAPITAL})?),"
    rf"(?: (?:van|de|der|den|ter|ten))* (?P<first>{_CAPITAL}|(?:[A-Z]\. ?){{1,4}}))(?= ?[(:;,–]| -|\s*$)",
    re.M,
)
"""A line of a list: 'Hoekman, Berend: ...', '18. de Goede, W. (...)'."""
_BLANK_INITIALS = rule(
    rf"(?<![\w.])(?:(?!U )[A-Z] ){{2,4}}(?:(?:van|de|der|den|ten|ter|el) )*{_CAPITAL}|(?<![\w.])(?!U )[A-Z] "
    rf"(?:van|de) (?:(?:der|den|la) )?{_CAPITAL}"
)
_ARCHAIC = rule(r"\b(?:van d(?:er|en)|vd|v\.?d\.?|van ['’]t) (?!heer\b|beginne\b)[a-z][\w'’\-]{2,}")
"""'van der' and 'van den' stand in surnames only, in small letters too."""
_TWICE = rule(
    r"\b(?:over|tegen|met|door|van) (van (?:de |der |den |het )?(?!(?:alles|alle|die|de|het|deze|dit"
    r"|dat|mijn|zijn|haar|hun|onze|jullie|uw|een|onder|boven|binnen|buiten|tevoren|harte|alles|wie|wat|hier"
    r"|daar)\b)[a-z][\w'’\-]{2,})"
)
"""Two prepositions: 'een klacht over van dongen'."""
_VAN = rule(rf"(?<=[\w,] )(?:Van|Ten|Ter|Van der|Van den|Van de|El|Al) {_CAPITAL}")
_LETTER_ALONE = rule(
    r"(?:^|[.!?:]\s+|\n|\b(?:volgens|met|door|aan|tegen|bij|dat|en) )([A-Z]\.)"
    r"(?= (?:van (?:de|het)|heeft|had|zei|zegt|was|is|kwam|komt|ging|deed|vond|wil|wilde|riep|en ik)\b)"
)
"""'B. van de avonddienst': a letter that does something."""
_ABBREVIATED = section("abbreviated")


def unknown_names(text: str) -> list[Finding]:
    """Every name that a rule finds; several rules may find the same letters."""
    reading = Reading(text, tokens(text), shouted(text))
    starts = {word.start: place for place, word in enumerate(reading.words)}
    found = [
        *_titled(reading),
        *announced(reading, starts),
        *signed(reading, starts),
        *_by_initials(reading, starts),
        *_by_prefix(reading),
        *_listed(text),
        *_loud(reading),
        *by_itself(reading),
        *joined(text),
    ]
    found += _beside_others(reading, found)
    found += _bracketed(reading, found)
    return [*found, *_again(reading, found)]


def _listed(text: str) -> Iterator[Finding]:
    """Surname first, at the begin of a line."""
    for found in _LISTED.finditer(text):
        initials, family = found["first"].rstrip().endswith("."), plain(found["family"])
        called = initials or some_first(plain(found["first"]))
        if called and (found["prefix"] or (not no_person(family) and (is_surname(family) or not is_common(family)))):
            yield Finding(*found.span("name"), Kind.NAME, "surname", 0.85)


def _loud(reading: Reading) -> Iterator[Finding]:
    """A first name or a strange word among words that are shouted in a quiet text: 'DIE BERRY ONTSLAGEN'."""
    for place, word in enumerate(reading.words if not reading.shouting else ()):
        if not word.text.isupper() or len(word.text) < _NAMES or no_person(word.plain) or listed(word.plain):
            continue
        beside = [one.text for one in reading.words[max(0, place - 1) : place + 2] if one is not word]
        shouted_too = all(one.isupper() for one in beside) and any(
            len(one) > 1 and is_word(plain(one)) for one in beside
        )
        if shouted_too and (is_first(word.plain) or not is_word(word.plain)):
            yield span_of(reading, place, "capital", 0.65)


def _titled(reading: Reading) -> Iterator[Finding]:
    for place, word in enumerate(reading.words[:-1]):
        titled, role = (
            word.plain in TITLES,
            word.plain.endswith(ROLES) and (word.plain in ROLES or is_word(word.plain) or len(word.plain) > 7),
        )
        beside = " .'’" if word.plain in _SHORT else " '’"
        inserted = (
            role
            and not titled
            and reading.gap(place) == ", "
            and reading.words[place + 1].capital
            and _set_apart(reading, place + 1)
        )
        if inserted:
            yield span_of(reading, place + 1, "role", 0.8)
        if not (titled or role) or reading.gap(place).strip(beside) not in ("", "(") or "\n" in reading.gap(place):
            continue
        ahead = place + 1
        while (
            ahead + 1 < len(reading.words)
            and ahead - place <= LONGEST
            and (reading.words[ahead].plain in PREFIXES | TITLES or is_initial(reading, ahead))
            and reading.gap(ahead).strip(" .'’/") == ""
        ):
            ahead += 1
        name, prefixed = reading.words[ahead], ahead > place + 1
        if titled and _after_title(name, prefixed=prefixed):
            first = next(i for i in range(place + 1, ahead + 1) if reading.words[i].plain not in TITLES or i == ahead)
            whole = span_of(reading, ahead, "title", 0.95)
            yield Finding(min(reading.words[first].start, whole.start), whole.end, Kind.NAME, "title", 0.95)
        elif role and not titled and _after_role(reading, ahead, prefixed=prefixed):
            whole = span_of(reading, ahead, "role", 0.85)
            first = next(i for i in range(place + 1, ahead + 1) if reading.words[i].plain not in TITLES or i == ahead)
            yield Finding(min(reading.words[first].start, whole.start), whole.end, Kind.NAME, "role", 0.85)


def _set_apart(reading: Reading, place: int) -> bool:
    """'mijn zus, Roos, zegt': a capital between commas behind a role."""
    last = last_of(reading, place)
    return not no_person(reading.words[place].plain) and reading.gap(last)[:1] in (",", "(") and last - place <= _NAMES


def _after_title(word: Token, *, prefixed: bool) -> bool:
    if len(word.text) < 2:
        return word.text.isupper()
    if word.capital:
        return True
    if no_person(word.plain):
        return False
    if word.plain in VERBS | SAYING and not prefixed:
        return False
    surname = is_surname(word.plain)
    return surname or is_first(word.plain) or (not is_word(word.plain) and len(word.plain) > 2)


def _after_role(reading: Reading, place: int, *, prefixed: bool) -> bool:
    word = reading.words[place]
    if len(word.text) == 1:
        return word.text.isupper() and reading.text[word.end : word.end + 1] == "."
    if len(word.text) == 2 and word.text.isupper() and reading.before(place) in _CLIENTS:
        return not no_person(word.plain)
    opened = reading.text[word.start - 1 : word.start] == "("
    if opened and word.capital and reading.text[word.end : word.end + 1] == ")" and not no_person(word.plain):
        return True
    if prefixed and word.capital and reading.words[place - 1].capital:
        return True
    if word.capital and mostly_word(word.plain) and _capital_behind(reading, place):
        return True
    if no_person(word.plain) or (word.begins and not opened):
        return False
    if word.capital:
        return could_be(word) or not (some_first(word.plain) or is_common(word.plain))
    if prefixed:
        return False
    if word.text.isupper() and is_surname(word.plain) and reading.words[place - 1].text.isupper():
        return True
    strange = not is_word(word.plain) and len(word.plain) > 3 and not _ABSTRACT.search(word.plain)
    return is_first(word.plain) or mostly_name(word.plain) or strange


def _capital_behind(reading: Reading, place: int) -> bool:
    """'verpleegkundige Mei Ling': another capital right behind."""
    return reading.gap(place) == " " and reading.words[place + 1].capital and not reading.shouting


def _by_initials(reading: Reading, starts: dict[int, int]) -> Iterator[Finding]:
    """'J.P. de Vries', 'Th. van der Meulen'."""
    for found in _LETTERS.finditer(reading.text):
        if plain(found[0].replace(".", "")) not in _ABBREVIATED:
            yield Finding(*found.span(), Kind.NAME, "initials", 0.6)
    for found in INITIALS.finditer(reading.text):
        if plain(found[0].replace(".", "").strip()) in _ABBREVIATED:
            continue
        place = skipped(reading, starts, found.end())
        if (
            place is not None
            and reading.words[place].plain not in NOT_CALLED
            and (reading.words[place].text[0].isupper() or reading.words[place].capital)
        ):
            whole = span_of(reading, place, "initials", 0.9)
            yield Finding(min(found.start(), whole.start), whole.end, Kind.NAME, "initials", 0.9)


def _by_prefix(reading: Reading) -> Iterator[Finding]:
    """What the prefix of a surname tells, and initials without full stops: 'J P de Vries', 'van den berg', 'over van dongen'."""
    for pattern in (_LETTER_ALONE, _BLANK_INITIALS, _ARCHAIC, _TWICE, _VAN):
        for found in pattern.finditer(reading.text):
            yield Finding(*found.span(found.lastindex or 0), Kind.NAME, "surname", 0.75)


def _beside_others(reading: Reading, found: list[Finding]) -> Iterator[Finding]:
    """'Kevin en Roos', 'Bas, Tijn en Jeroen': beside a name stands another."""
    ends, begins = {one.end for one in found}, {one.start for one in found}
    for place, word in enumerate(reading.words):
        if (
            not (
                could_be(word)
                or mostly_word(word.plain)
                or (word.capital and not word.begins and not no_person(word.plain))
            )
            or (word.begins and reading.text[word.start - 2 : word.start] != ": ")
            or word.plain in PREFIXES | TITLES
        ):
            continue
        if reading.before(place) in PREFIXES:
            continue
        named = word.capital or is_first(word.plain) or mostly_name(word.plain)
        behind = re.search(
            r"(\S)(?:,| en| of| &)(?: tegen| met| van| aan)? $", reading.text[max(0, word.start - 14) : word.start]
        )
        before = _AND.match(reading.text, word.end)
        if named and ((behind and word.start - len(behind[0]) + 1 in ends) or (before and before.end() in begins)):
            yield span_of(reading, place, "beside a name", 0.7)


_AND = rule(r"(?: en|,| of)(?: tegen| met| van| aan)? ")


def _bracketed(reading: Reading, found: list[Finding]) -> Iterator[Finding]:
    """'Maria (Riet) Hoogland', 'A.P.M. (Ad) Hoogland', 'Blauw, A.': what belongs to a name that was found."""
    for whole in (*_BRACKETED.finditer(reading.text), *_REVERSED.finditer(reading.text)):
        if any(one.start < whole.end() and whole.start() < one.end for one in found):
            yield Finding(*whole.span(), Kind.NAME, "beside a name", 0.8)


def _again(reading: Reading, found: list[Finding]) -> Iterator[Finding]:
    """A name that was found surely is found everywhere in the text, in small letters too unless it is a word."""
    sure: set[str] = set()
    for words in {one.of(reading.text) for one in found if one.confidence >= 0.75}:
        sure |= {word.plain for word in tokens(words) if len(word.plain) > 2 and word.plain not in PREFIXES}
    for place, word in enumerate(reading.words):
        if word.text.islower() and listed(word.plain) and reading.before(place) in ARTICLES:
            continue
        bare = word.plain.removesuffix("s") if word.text[0].isupper() and word.plain not in sure else word.plain
        if bare in sure and (
            (word.text[0].isupper() and not (word.begins and is_common(word.plain)))
            or (not is_word(word.plain) and not mostly_word(word.plain))
        ):
            yield span_of(reading, place, "again", 0.7)
