"""Whether what stands before a house number can be a street, and where that street begins. Pure."""

from __future__ import annotations

import re

from wederhoor.insight.deidentify.ages import MONTHS
from wederhoor.insight.deidentify.rules import rule
from wederhoor.insight.deidentify.vocabulary import PREFIXES, is_common, is_first, is_surname, is_word, plain, section

SURE_ENDS = r"(?:straat+|strjitte|laan+|gracht|singel|dreef|plantsoen|steeg|steenweg|plein)"
_NOT_STREET = section("numbered") | section("before numbers") | section("no street before")
_NO_START = _NOT_STREET - section("street starts")
_NUMBER_WORDS = frozenset(("nr", "nummer", "huisnummer", "huisnr", "no"))
_LAST = tuple(section("reports"))
_CUT = rule(
    r"^.*\b(?:wonen|woont|woon|wonend|wonende|ben|en|is|heb|heet|adres|naam|ik|wij|mijn|zijn|haar|moet|naar) (?!\d)",
    re.I,
)
_SMALL_LEAD = rule(r"(?:[a-zà-ÿ]\S* )+(?=[A-Z])")
_YEAR = rule(r"(?<!\d)(?:19|20)\d\d$")
_BEFORE = rule(r"(?:^|(?<=[\s(,]))((?:[^\W_][\w'’.\-]*|['’][ts]))(?P<gap> | ?(?<=\.))$")
_ORDINAL = rule(r"\d{1,2}(?:e|de|ste)")
_DOTTED = rule(r"(?:\w\.)+")
_SHORTEST, _WORDS, _WIDE, _LEAST = 4, 6, 26, 3


def street_word(word: str, *, split: bool) -> bool:
    """Whether this is the name of a street and not a word that ends as one does."""
    bare = word.rstrip(".")
    if bare in section("no street") or bare in _NOT_STREET:
        return False
    if split:
        return bare.split()[0] not in _NOT_STREET | section("openers")
    return bool(re.search(rf"{SURE_ENDS}$", bare)) or not is_common(bare)


def led(found: re.Match[str]) -> bool:
    """'Laan van Meerdervoort 12', 'steenweg op aalst 12'; not 'weg naar kamer 12' or 'park met 12'."""
    words = [plain(word) for word in re.findall(r"[^\W\d_][\w'’\-]*", found["rest"])]
    if not words or words[-1] in _NOT_STREET or words[-1] in MONTHS:
        return False
    foreign = found["kind"].lower() in ("avenue", "rue")
    return found["kind"][0].isupper() or foreign or (words[0] in ("van", "op") and not is_common(words[-1]))


def stands(street: str, *, lives: bool) -> bool:
    """Whether what stands before the number can be a street at all; ``lives``: it was told that somebody lives there."""
    words = [word for word in _words(street) if word not in _NUMBER_WORDS]
    if not words or words[-1] in _NOT_STREET or words[0] in _NO_START or max(map(len, words)) < _LEAST:
        return False
    if re.match(r"\S*[^\W\d_]\d", street):
        return False
    inside = set(words[1:] if lives else words)
    if _YEAR.search(street) or inside & section("no street inside") or (not lives and "voor" in inside):
        return False
    if (
        words[-1].endswith(_LAST)
        or words[-1] in PREFIXES | section("openers")
        or section("verbs") & _small_words(street)
    ):
        return False
    return not (is_first(words[-1]) and len(words) < 2 + lives)


def strange(street: str) -> bool:
    """Whether the word before the number is one of no list: 'op sterrenkroos 61'."""
    last = _words(street)[-1]
    return len(last) >= _SHORTEST and not (is_word(last) or is_first(last))


def _words(street: str) -> list[str]:
    return [plain(word) for word in re.findall(r"[^\W\d_]+", re.split(r"\d", street)[0])]


def _small_words(street: str) -> set[str]:
    """The words in small letters: 'De Hoef' is a street, 'hoef' is done by somebody."""
    return set(re.findall(r"(?<!\w)[a-zà-ÿ]+", street))


def people(street: str) -> int:
    """How many letters before the street are not of it: 'fatima en yusuf wonen balistraat 4', 'm. driessen st. jansstraat 14'."""
    cut = _CUT.match(street)
    begin = cut.end() if cut else 0
    if (small := _SMALL_LEAD.match(street[begin:])) and not PREFIXES.issuperset(small[0].split()):
        begin += small.end()
    words = [*re.finditer(r"[^\W\d_][\w'’.\-]*", street[begin:])]
    bare = [plain(word[0].rstrip(".")) for word in words[:2]]
    called = len(words) >= _LEAST and (is_first(bare[0]) or words[0][0].endswith("."))
    return begin + words[2].start() if called and is_surname(bare[1]) and bare[1] not in PREFIXES else begin


def leftwards(text: str, start: int) -> int:
    """Where the street begins whose last word begins here: over names, initials, titles and prefixes before it."""
    at = begin = start
    small = text[start].islower()
    for _ in range(_WORDS):
        before = _BEFORE.search(text[max(0, at - _WIDE) : at])
        if not before:
            break
        word, bare = before[1], plain(before[1].rstrip("."))
        at -= len(before[0])
        if (
            _belongs(text, at, word, bare)
            or (small and _small(bare))
            or (bare == "van" and at + 4 == begin and not small)
        ):
            begin = at
        elif bare not in PREFIXES:
            break
    return begin


def _belongs(text: str, at: int, word: str, bare: str) -> bool:
    """An ordinal, a title or initials with a full stop, or a capital that is no beginning of a sentence."""
    if _ORDINAL.fullmatch(word):
        return True
    if word.endswith("."):
        return len(bare) <= 2 or bare in section("titles") | section("leads") or bool(_DOTTED.fullmatch(word))
    first = at == 0 or bool(re.search(r"[.!?:\n]\s*$", text[max(0, at - 3) : at]))
    opens = first and is_common(bare) and bare not in section("leads")
    return word[0].isupper() and bare not in section("openers") and not opens


def _small(bare: str) -> bool:
    """What leads a street in small letters: 'nieuwe', 'tweede', 'jan'."""
    return bare in section("leads") - PREFIXES or is_first(bare)
