"""Names nobody told us: by titles and roles before them, by lists, by capitals, by how letters begin and end. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wederhoor.insight.deidentify.finding import Finding, Kind
from wederhoor.insight.deidentify.reading import (
    INITIALS,
    TITLES,
    Reading,
    could_be,
    is_initial,
    last_of,
    skipped,
    some_first,
    span_of,
)
from wederhoor.insight.deidentify.tokens import Token, shouted, tokens
from wederhoor.insight.deidentify.vocabulary import (
    PREFIXES,
    is_common,
    is_first,
    is_surname,
    is_word,
    mostly_name,
    mostly_word,
    no_person,
    section,
)

ROLES = tuple(section("roles"))
ANNOUNCED = re.compile(
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
SIGNED = re.compile(
    r"\b(?:groet(?:en|jes|je)?|liefs|hoogachtend|mvg|m\.v\.g\.?|gr|grtjs|grt|hoogachting|knuffel|kus|xxx?|dank u wel|dankjewel"
    r"|bedankt|(?:was )?getekend|w\.g\.|afz)\b[.,!]*(?: (?:van|uw|je|jullie|namens))?[ \t]*(?:\n\s*)*",
    re.I,
)
GREETED = re.compile(
    r"\b(?:beste|geachte|lieve|hoi|hallo|dag|hey|hai|goedemorgen|goedemiddag|goedenavond|yo|he)\s+", re.I
)
_ABSTRACT = re.compile(r"(?:ing|ingen|heid|atie|aties|iteit|isme|schap|ment|baar|lijk|loos|tie|sie|uur|age)$")
_SOUNDS = re.compile(r"(?:[aoy]|ah|ya|ie|elle|ette|ine|ina|ika|isha|am|id|ir|im|oud|een|isz|ek|an)$")
_SHORT = section("short titles")
_INSIDE = frozenset(("der", "den", "ter", "ten", "el", "vd"))
_SAYING = frozenset(
    ("zei", "zegt", "vertelde", "vertelt", "belde", "belt", "vroeg", "vindt", "vond", "riep", "beloofde", "luistert")
)
_VERBS, _WITH, _PLACED, _NOT_NEXT = section("verbs"), section("with"), section("placed"), section("not next")
_HOUSING = section("housing")
_TOLD = frozenset(("verteld", "gezegd", "gevraagd", "gemeld", "gegeven", "geweest"))
_ROOMS = frozenset(("zaal", "gebouw", "vleugel", "pand", "woonvorm", "afdeling"))
_SAINT = frozenset(("sint", "st", "huize", "villa"))
_HOUSES = (
    "ziekenhuis",
    "kliniek",
    "instituut",
    "school",
    "college",
    "centrum",
    "hospice",
    "lyceum",
    "fonds",
    "hospitaal",
)
_TAKEN = section("taken")
_WITHIN = frozenset(("in", "bij", "van", "naar", "uit", "door", "vanuit", "en", "binnen"))


def unknown_names(text: str) -> list[Finding]:
    """Every name that a rule finds; several rules may find the same letters."""
    reading = Reading(text, tokens(text), shouted(text))
    starts = {word.start: place for place, word in enumerate(reading.words)}
    found = [
        *_titled(reading),
        *_announced(reading, starts),
        *_signed(reading, starts),
        *_by_initials(reading, starts),
        *_by_itself(reading),
    ]
    found += _beside_others(reading, found)
    return [*found, *_again(reading, found)]


def _titled(reading: Reading) -> Iterator[Finding]:
    for place, word in enumerate(reading.words[:-1]):
        titled, role = (
            word.plain in TITLES,
            word.plain.endswith(ROLES) and (word.plain in ROLES or is_word(word.plain) or len(word.plain) > 7),
        )
        beside = " ." if word.plain in _SHORT else " "
        if not (titled or role) or reading.gap(place).strip(beside) not in ("", "(") or "\n" in reading.gap(place):
            continue
        ahead = place + 1
        while (
            ahead + 1 < len(reading.words)
            and (reading.words[ahead].plain in PREFIXES | TITLES or is_initial(reading, ahead))
            and reading.gap(ahead).strip(" .'’") == ""
        ):
            ahead += 1
        name, prefixed = reading.words[ahead], ahead > place + 1
        if titled and _after_title(name, prefixed=prefixed):
            first = next(i for i in range(place + 1, ahead + 1) if reading.words[i].plain not in TITLES or i == ahead)
            whole = span_of(reading, ahead, "title", 0.95)
            yield Finding(min(reading.words[first].start, whole.start), whole.end, Kind.NAME, "title", 0.95)
        elif role and not titled and _after_role(reading, ahead, prefixed=prefixed):
            whole = span_of(reading, ahead, "role", 0.85)
            yield Finding(min(reading.words[place + 1].start, whole.start), whole.end, Kind.NAME, "role", 0.85)


def _after_title(word: Token, *, prefixed: bool) -> bool:
    if no_person(word.plain) or len(word.text) < 2:
        return len(word.text) == 1 and word.text.isupper()
    if word.capital:
        return True
    if word.plain in _VERBS | _SAYING and not prefixed:
        return False
    surname = is_surname(word.plain)
    return surname or is_first(word.plain) or (not is_word(word.plain) and len(word.plain) > 2)


def _after_role(reading: Reading, place: int, *, prefixed: bool) -> bool:
    word = reading.words[place]
    if len(word.text) == 1:
        return word.text.isupper() and reading.text[word.end : word.end + 1] == "."
    opened = reading.text[word.start - 1 : word.start] == "("
    if prefixed and word.capital and reading.words[place - 1].capital:
        return True
    if no_person(word.plain) or (word.begins and not opened):
        return False
    if word.capital:
        return could_be(word) or not (some_first(word.plain) or is_common(word.plain))
    if prefixed:
        return False
    strange = not is_word(word.plain) and len(word.plain) > 3 and not _ABSTRACT.search(word.plain)
    return is_first(word.plain) or mostly_name(word.plain) or strange


def _announced(reading: Reading, starts: dict[int, int]) -> Iterator[Finding]:
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
                yield _from(reading, starts.get(found.end(), place), place, "announced", sure)
    for found in re.finditer(r"\b[Ii]k (?:ben|heet)(?: de| ook)? ", reading.text):
        place = starts.get(found.end())
        if place is not None and _is_me(reading, place):
            yield _from(reading, place, place, "announced", 0.85)


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


def _signed(reading: Reading, starts: dict[int, int]) -> Iterator[Finding]:
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
            whole = _from(reading, starts.get(found.end(), place), place, "signed", 0.9)
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
    last = re.search(r"(?:[.!?)\n]\s*|\n)([^\W\d_][\w'’.\-]*(?: [\w'’.\-]+){0,4})\s*$", reading.text)
    place = skipped(reading, starts, last.start(1)) if last else None
    if (
        place is not None
        and could_be(reading.words[place])
        and (some_first(reading.words[place].plain) or reading.words[place].text[0].isupper())
    ):
        yield _from(reading, starts.get(last.start(1), place) if last else place, place, "signed", 0.75)


def _only_names(reading: Reading, start: int, end: int) -> bool:
    inside = [word for word in reading.words if start <= word.start < end]
    return all(could_be(word) or word.plain in PREFIXES for word in inside)


def _by_initials(reading: Reading, starts: dict[int, int]) -> Iterator[Finding]:
    """'J.P. de Vries', 'Th. van der Meulen'."""
    for found in INITIALS.finditer(reading.text):
        place = skipped(reading, starts, found.end())
        if place is not None and reading.words[place].text[0].isupper() and not no_person(reading.words[place].plain):
            whole = span_of(reading, place, "initials", 0.9)
            yield Finding(min(found.start(), whole.start), whole.end, Kind.NAME, "initials", 0.9)


def _by_itself(reading: Reading) -> Iterator[Finding]:
    """A word that is a name by the lists or by its capital."""
    for place, word in enumerate(reading.words):
        if (found := _alone(reading, place, word)) and not _housed(reading, place, found[0]):
            whole = span_of(reading, place, *found)
            first = place
            while (
                first
                and reading.words[first - 1].plain in PREFIXES
                and reading.gap(first - 1) == " "
                and found[0] == "surname"
            ):
                first -= 1
            yield Finding(min(whole.start, reading.words[first].start), whole.end, Kind.NAME, *found)


def _housed(reading: Reading, place: int, reason: str) -> bool:
    """Whether a house bears this name: 'het Antoni van Leeuwenhoek', 'zaal De Linde'. Before a person stands no 'het'."""
    first = place
    while (
        first
        and reading.gap(first - 1) == " "
        and (reading.words[first - 1].capital or reading.words[first - 1].plain in _INSIDE | {"van", "de"})
    ):
        first -= 1
    before = reading.before(first)
    if not reading.words[place].capital:
        return False
    if before in _ROOMS or reading.before(place) in _SAINT:
        return True
    last = last_of(reading, place)
    behind = [reading.words[last], *(reading.words[last + 1 : last + 2] if reading.gap(last) == " " else ())]
    if any(one.capital and one.start > reading.words[place].start and one.plain.endswith(_HOUSES) for one in behind):
        return True
    article = reading.words[first].text in ("De", "Het", "'t", "Sint", "St", "Huize", "Ons")
    indoors = before == "het" and reading.before(first - 1) in _WITHIN and reason != "first name"
    return not reading.words[first].begins and (
        indoors or (before in _HOUSING and (article or reason in ("surname", "capital")))
    )


def _alone(reading: Reading, place: int, word: Token) -> tuple[str, float] | None:
    """Why this word by itself is a name, and how sure that is."""
    capital = word.capital and not reading.shouting
    if is_first(word.plain) and len(word.plain) > 2 - capital:
        return "first name", 0.9 if capital else 0.8
    if mostly_name(word.plain):
        return _mixed(reading, place, word, capital=capital)
    if not capital or len(word.plain) < 2 or no_person(word.plain):
        return _small(reading, place, word)
    if is_surname(word.plain) and not (word.begins and is_word(word.plain)):
        prefixed = reading.before(place) in PREFIXES
        plain_word = is_word(word.plain) and not prefixed
        return ("surname", 0.8) if not plain_word else ("surname", 0.6)
    if mostly_word(word.plain):
        return ("first name", 0.6) if not word.begins or reading.after(place) == "van" else None
    if reading.before(place) in _INSIDE and not word.begins and word.plain not in PREFIXES:
        return "surname", 0.75
    return _strange(reading, place, word)


def _strange(reading: Reading, place: int, word: Token) -> tuple[str, float] | None:
    """A word of no list with a capital, unless it stands where houses and medicines stand."""
    if is_word(word.plain) or word.plain in PREFIXES or word.plain in TITLES:
        return None
    if reading.before(place) in _TAKEN or re.match(r" \d+ ?(?:mg|ml)\b", reading.text[word.end :]):
        return None
    if reading.before(place) in _PLACED or _ABSTRACT.search(word.plain):
        return None
    if word.begins:
        return ("capital", 0.5) if _like_a_person(reading, place) else None
    return "capital", 0.65


def _like_a_person(reading: Reading, place: int) -> bool:
    """Whether a strange word that begins a sentence does what persons do: it says, has, comes; or it stands behind a colon."""
    word, after = reading.words[place], reading.after(place)
    listed = re.search(r":\s$", reading.text[max(0, word.start - 2) : word.start])
    ends = reading.gap(place).strip(" ")[:1] in (",", ".", ";", "\n")
    return after in _VERBS or after == "van" or last_of(reading, place) > place or bool(listed and ends)


def _small(reading: Reading, place: int, word: Token) -> tuple[str, float] | None:
    """A word in small letters (or in a text that is all capitals): a surname of the list, or a strange word where persons stand."""
    if len(word.plain) < 4 or is_word(word.plain) or no_person(word.plain):
        return None
    if is_surname(word.plain):
        return "surname", 0.65
    if not (word.text.islower() or reading.shouting) or _ABSTRACT.search(word.plain):
        return None
    before, after = reading.before(place), reading.after(place)
    sounds = before in _WITH and (_SOUNDS.search(word.plain) or before in ("dat", "tegen"))
    acts = after in _SAYING or (word.begins and after in _VERBS)
    return ("strange word", 0.55) if sounds or acts else None


def _mixed(reading: Reading, place: int, word: Token, *, capital: bool) -> tuple[str, float] | None:
    before, after = reading.before(place), reading.after(place)
    if capital and (not word.begins or after in _VERBS or last_of(reading, place) > place):
        return "first name", 0.75
    if word.begins and word.text.islower() and after in _VERBS:
        return "first name", 0.6
    if not capital and before in ("aan", "tegen", "bij") and after in _TOLD:
        return "first name", 0.6
    if (
        not capital
        and before in _WITH
        and (after in _VERBS or reading.gap(place).strip(" ") in (",", ".", ".\n", "?", "!"))
    ):
        return "first name", 0.6
    return None


def _beside_others(reading: Reading, found: list[Finding]) -> Iterator[Finding]:
    """'Kevin en Roos', 'Bas, Tijn en Jeroen': beside a name stands another."""
    ends, begins = {one.end for one in found}, {one.start for one in found}
    for place, word in enumerate(reading.words):
        if (
            not (could_be(word) or mostly_word(word.plain))
            or (word.begins and reading.text[word.start - 2 : word.start] != ": ")
            or word.plain in PREFIXES
        ):
            continue
        if reading.before(place) in PREFIXES:
            continue
        named = word.capital or is_first(word.plain) or mostly_name(word.plain)
        behind = re.search(
            r"(\S)(?:,| en| of| &)(?: tegen| met| van| aan)? $", reading.text[max(0, word.start - 14) : word.start]
        )
        before = re.compile(r"(?: en|,| of)(?: tegen| met| van| aan)? ").match(reading.text, word.end)
        if named and ((behind and word.start - len(behind[0]) + 1 in ends) or (before and before.end() in begins)):
            yield span_of(reading, place, "beside a name", 0.7)


def _again(reading: Reading, found: list[Finding]) -> Iterator[Finding]:
    """A name that was found surely is found everywhere in the text, in small letters too unless it is a word."""
    sure: set[str] = set()
    for one in found:
        if one.confidence >= 0.75:
            sure |= {
                word.plain
                for word in tokens(one.of(reading.text))
                if len(word.plain) > 2 and word.plain not in PREFIXES
            }
    for place, word in enumerate(reading.words):
        if word.plain in sure and (
            (word.text[0].isupper() and not word.begins) or (not is_word(word.plain) and not mostly_word(word.plain))
        ):
            yield span_of(reading, place, "again", 0.7)
