"""Days and years in every notation people use, and which of them can be those of a birth by themselves or by what is told around. Pure.

A date with a year that lies some time before the text is a birthday more often than an event: of what complaints tell the year
mostly is that of the letter, and then it stands without one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from wederhoor.insight.deidentify.ages import BELOW
from wederhoor.insight.deidentify.finding import Finding, Kind
from wederhoor.insight.deidentify.rules import rule

LATEST = 2026
"""The year of the texts these rules were measured over; a text that names a later one is read from there."""
BACK = 2
"""A date so many years before the text is that of a birth."""
_CENTURY, _TURN = 1900, 27
_LAST_OF_CENTURY = 1999
_MONTHS_OF_YEAR, _LONGEST_MONTH = 12, 31

_M = (
    r"(?:jan(?:n?[aeu]\w{0,6}|n\w{2,6})?|f[ei]b(?:[ru]\w{1,7})?|mrt|maart|maert|mart|m[äa]rz|mar(?:ch|s)?|apr(?:i?l|ill)?|avril|mei|may|mai"
    r"|maaie|jun[iey]?|jul[iy]?|a[ug]?ug(?:u\w{1,6})?|agust\w{0,3}|se[ptb]{1,2}(?:\w{3,6})?|o[kc]t(?:\w{2,5})?|nov(?:\w{3,6})?"
    r"|de[csz](?:[ei]m\w{2,4})?|ocak|[sş]ubat|nisan|may[ıi]s|haziran|temmuz|a[gğ]ustos|eyl[uü]l|ekim|kas[ıi]m|aral[ıi]k)(?![^\W\d_])\.?"
)
"""A month, written in Dutch, badly, shortly, or in a language of a neighbour."""
_Y4 = r"(?:18|19|20)\d\d"
_APOSTROPHE = r"['’‘`´]"
_TENS = (
    r"(?:(?:een|één|twee|drie|vier|vijf|zes|zeven|acht|negen) ?(?:en|ën) ?)?(?:twintig|dertig|veertig|vijftig|zestig|zeventig"
    r"|tachtig|negentig)"
)
_TEENS = r"(?:tien|elf|twaalf|dertien|veertien|vijftien|zestien|zeventien|achttien|negentien)"
_NINETEEN = (
    rf"(?:negentien[ \-]?(?:honderd)?[ \-]?(?:en[ \-]?)?(?:{_TENS}|{_TEENS})|negentienhonderd(?: ?(?:en ?)?{BELOW}))"
)
_TWO_THOUSAND = rf"(?:tweeduizend[ \-]?(?:en[ \-]?)?{BELOW}|twee duizend (?:en )?{BELOW})"
_SHORT = rf"\d\d(?![\d:]|[.,]\d| ?(?:{_M}|uur|u\b|euro|mg|ml|keer|x\b|%|minuten|mensen|dagen|weken|maanden|personen|stuks|tot|jaar)|-)"
_YEAR = rf"(?:{_Y4}|{_APOSTROPHE}\d\d|{_NINETEEN}|{_TWO_THOUSAND})(?!\d)"
_DAY = r"\d{1,2}(?:e|ste|de|den|sten|st|nd|rd|th|\.)?"
_DAY_WORD = rf"(?:eerste|derde|achtste|{BELOW}(?:den|sten|de|ste)?)"
_LEAD = r"(?:(?:de|den) )?"
_TOLD = r"(?:(?:op )?(?:de|een) (?:(?:aller)?laatste|eerste|tweede|derde|vierde|\w+dag) (?:(?:dag|week|\w+dag) )?(?:van|in|uit)(?: de maand)? )"
"""'de laatste dag van'."""
_FEAST = (
    r"(?:(?:eerste|tweede|1e|2e|1ste|2de) (?:kerst|paas|pinkster)dag|kerstavond|kerstdag|kerstmis|oudejaarsdag|oudejaarsavond"
    r"|oudjaar|nieuwjaarsdag"
    r"|nieuwjaar|koninginnedag|koningsdag|sinterklaas(?:avond)?|bevrijdingsdag|valentijnsdag|dierendag|hemelvaartsdag|driekoningen"
    r"|schrikkeldag|allerzielen|allerheiligen|sint[ \-]maarten|pakjesavond|prinsjesdag|moederdag|vaderdag|goede vrijdag)"
)
_SEASON = (
    r"(?:(?:in )?(?:de |het )?(?:begin|eind|einde|half|midden|medio|zomer|winter|herfst|lente|voorjaar|najaar|hongerwinter|oorlogswinter"
    r"|maand|jaar)(?: van)?(?: de)?(?: maand)?(?: het jaar)?,? )"
)
_BEFORE = r"(?:(?<!\w)(?<!\d[/.\-–])|(?<=\d\d\d/))"
_FULL = rule(
    rf"{_BEFORE}(?:"
    rf"\d{{1,2}} ?[-/.–] ?\d{{1,2}}(?: ?[-/.–] ?(?:{_Y4}|{_APOSTROPHE}?\d\d)|,? (?:{_Y4}|{_APOSTROPHE}\d\d))"
    rf"|{_Y4} ?[-/.] ?\d{{1,2}} ?[-/.] ?\d{{1,2}}"
    rf"|\d{{1,2}} ?[-./ ] ?(?-i:[IVX]{{1,4}}|iii?|iv|vi{{0,3}}|ix|xii?) ?[-./ ] ?(?:{_Y4}|{_APOSTROPHE}?\d\d)"
    rf"|{_LEAD}{_DAY}[ \-]?(?:van )?{_M}(?:[,\-]? ?|-| (?:anno|van|in|van het jaar) )(?:{_YEAR}|{_SHORT})"
    rf"|{_DAY} [^\W\d_]{{3,12}}\.? {_Y4}"
    rf"|\d{{1,2}} \d{{1,2}} (?:{_Y4}|{_APOSTROPHE}\d\d)"
    rf")(?![\d\-/]|[.,]\d)",
    re.I,
)
"""A day with its year, in digits or with a month in letters."""
_TURNED = rule(rf"\b{_M} {_DAY},? {_Y4}\b|\b{_FEAST}(?: van| in| anno)? {_YEAR}", re.I)
"""'March 4, 1941' and 'eerste kerstdag 1941'."""
_SAID = rule(
    rf"\b{_LEAD}{_DAY_WORD} (?:van de )?(?:{_M}|{_DAY_WORD}(?: maand)?) (?:{_YEAR}|{_TENS}(?! ?(?:uur|jaar|euro|procent|keer|minuten)))\b",
    re.I,
)
"""All in words: 'vier maart negentien eenenveertig', 'vier drie eenenveertig'."""
_NO_UNIT = (
    r"(?![\w'’]|[.,:]\d| ?(?-i:[A-Z]{2})\b| ?(?:euro|mg|gram|ml|meter|km|stuks|keer|uur|kcal|calorie|mensen|cliënten"
    r"|bewoners|klachten|getrouwd|gehuwd)\b| ?[-–/] ?\d)"
)
_LONE_YEAR = rule(
    rf"(?:{_BEFORE}|(?<=\D\d\d[-/.])|(?<=\D\d[-/.]))(?:(?:18|19)\d\d|{_APOSTROPHE}(?:2[7-9]|[3-9]\d)){_NO_UNIT}"
)
"""A year of the last century: few events of that time are told in a complaint."""
_TO_YEAR = rule(rf"(?:^|(?<=\W))(?:(?:{_SEASON}|{_TOLD})?(?:{_LEAD}{_M}[ \-]?|\d{{1,2}} ?[-/.] ?)?)$", re.I)
_EVENT = rule(
    r"(?:jaren|sinds|sedert|vanaf|tot|tussen|nummer|nr|nr\.|plein|laan|€|euro|(?:getrouwd|huwelijk) in"
    r"|(?:krant|foto|gebouw|wet|uitspraak|besluit|zorgplan|richtlijn|indicatie|beschikking|brief|rapport|versie|overeenkomst"
    r"|d\.?d\.?|lift|bus|auto|tv"
    r"|pand)(?: is| dateert)?(?: van| uit)?)[ \-]$",
    re.I,
)
_YEAR_IN_WORDS = rule(
    rf"\b{_SEASON}?(?:{_M} )?(?:{_NINETEEN}|{_TWO_THOUSAND})\b(?! ?(?:euro|keer|jaar|mensen|uur))", re.I
)
_BRACKETED = rule(
    rf"(?<!wet )(?<!besluit )(?<!richtlijn )(?<!rapport )\((?:van|uit|geb\.?|°|\*|bj\.?)? ?({_Y4})(?=[),;])", re.I
)
_PERSON = (
    r"(?:ben|is|was|ik|hij|zij|ze|mw|dhr|mevrouw|meneer|zoon|dochter|man|vrouw|jongen|meisje|kind|moeder|vader|jaargang"
    r"|bouwjaar|lichting|klant|cli[eë]nte?)"
)
_CHILDS = rule(
    r"[,(–\-] ?(?:en |ook |zelf |(?:ik ben|hij is|zij is|ze is) )?(?:van|uit) (20[012]\d)(?=[.,;!?)\n]|$| dus\b)|\b(?:van"
    r"|uit) (20[012]\d) (?=dus|hoor|ja)",
    re.I,
)
"""'Ik word in november 18, van 2008 dus'."""
_FROM = rule(
    rf"\b(?:{_PERSON}\.?(?: nog| al| zelf| ook| dus)?(?: (?:van|uit)(?: het(?: jaar)?| bouwjaar)?)|bouwjaar|jaargang|lichting"
    rf"|geb\.? ?j(?:aa)?r\.?)"
    rf" ((?:{_SEASON}|{_M} )?(?:2[7-9]|[3-9]\d))(?=[.,;!?)\n](?!\d)|$| (?:en|dus|hoor|ben|maar|geboren)\b)"
    rf"|\b(?:ben|is|was) (?:nog )?(?:van|uit) ({_TENS})(?=[.,;!?)\n]|$| (?:en|dus|hoor|maar)\b)",
    re.I,
)
"""'ik ben van 41', 'bouwjaar 51'."""
_CHILD = (
    r"(?:zo+ne?n?|zoontjes?|dochters?|dochtertjes?|kind(?:eren)?|kindje|tweeling|jongens?|jongetje|meisjes?|kleinkind(?:eren)?|kleinzo+ne?n?"
    r"|kleindochters?|zusjes?|broertjes?|baby|peuter|kleuter|puber|pleegkind(?:eren)?|pleegzoon|pleegdochter|nichtje|neefje"
    r"|leerling|echtelieden)"
)
_CHILDREN = rule(
    rf"\b(?:{_CHILD}(?: (?!sinds|in|vanaf)[^\W\d]+){{0,2}}|{_PERSON}),? ?\(?(?:(?:van|uit"
    rf"|geboren in) )?{_SEASON}?(?:{_M} )?(?:{_Y4}|{_APOSTROPHE}\d\d)(?:(?:,| en|, en| &| /) (?:{_Y4}|{_APOSTROPHE}\d\d))*",
    re.I,
)
_NUMBER = rule(rf"{_SEASON}?(?:{_M} )?(?:{_Y4}|{_APOSTROPHE}\d\d)(?!\d)", re.I)
_BORN_IN = rule(rf"(?<=een )((?:{_Y4}|{_APOSTROPHE}?\d\d))(?=['’]?-?er\b)")
_BIRTH_WORD = rule(
    r"\b(?:geboren|geb|gebo+rtedatum|geboorte\w*|gebdat\w*|gebjr|g\.d|d\.?o\.?b|b-?day|birthday|born|jarig|verjaar\w*|verjaardag\w*"
    r"|bouwjaar|jaargang|lichting|levenslicht|ter wereld|wieg|beviel|bevallen|berne|ier jierdei|jierdei|geburt\w*|geb\.?dat\w*"
    r"|urodz\w*|do[gğ]um\w*|n[ée]e? le"
    r"|maartkind|leeftijd|baby|pasgeboren\w*)\b",
    re.I,
)
_ANY_DAY = rule(
    rf"(?<![\w])(?:{_FULL.pattern}|{_TURNED.pattern}|{_SAID.pattern}|{_LEAD}{_DAY} ?-?(?:van )?{_M}|{_LEAD}{_DAY_WORD} (?:van )?{_M}|{_FEAST}"
    rf"|{_LEAD}{_DAY_WORD} {_DAY_WORD} (?:{_TENS}|{_YEAR})"
    rf"|{_SEASON}?(?:{_M} |\d{{1,2}} ?[-/] ?)?{_YEAR}|(?:0?[1-9]|[12]\d|3[01])[-/.](?:0?[1-9]|1[0-2])(?![\d\-/]|[.,]\d)|\d{{8}}(?!\d)"
    rf"|{_TOLD}{_M}(?: {_YEAR})?|(?<=in ){_M}|{_APOSTROPHE}\d\d(?!\d))(?! ?(?:uur|u\b)|:\d)",
    re.I,
)
_BREAK = rule(
    r"[!?;)]|\.(?=\s+[A-Z])|\n|\b(?:sinds|overleden|opgenomen|gevallen|overleed|viel|vanaf|tot en met|sedert|nummer)\b",
    re.I,
)
_OWN_DAY = rule(r"[^\d\n]{0,12}\d")
_REACH, _REACH_BACK, _CLOSE, _LONGEST_DAY = 42, 34, 24, 44
_TURNS = (
    rule(
        rf"(?P<day>{_LEAD}{_DAY} ?{_M}|{_LEAD}{_DAY_WORD} {_M}|\d{{1,2}}[-/]\d{{1,2}}|{_FEAST}"
        rf"|(?<=in ){_M})(?: \w+){{0,2}} (?:word|wordt|werd|worden|werden)(?: \w+){{1,3}}?"
        rf" (?:\d{{1,3}}|{BELOW})\b(?! ?(?:uur|keer|dagen|weken|maanden|minuten|euro|mensen|%))",
        re.I,
    ),
    rule(
        rf"\b(?:word|wordt|werd|worden|werden)(?: \w+){{0,3}}? (?:op |in )?(?P<day>{_LEAD}{_DAY} ?{_M}|{_LEAD}{_DAY_WORD} {_M}"
        rf"|\d{{1,2}}[-/]\d{{1,2}}|{_FEAST}|(?<=in ){_M})(?: \w+)?"
        rf" (?:\d{{1,3}}|{BELOW})\b(?! ?(?:uur|keer|dagen|weken|maanden|minuten|euro|mensen|%))",
        re.I,
    ),
)
_TURNING = rule(r"\b(?:word|wordt|werd|worden|werden)\b", re.I)
_LAW = rule(r"\b(?:artikel(?:en)?|art\.?|lid|paragraaf|hoofdstuk|bepaling|versie|onder|punt|par\.|HR|§)[ §]*$", re.I)


def days(text: str) -> Iterator[Finding]:
    """Days and years that can be those of a birth; the same letters may be found twice."""
    last = newest(text) - BACK
    for found in (one for pattern in (_FULL, _TURNED, _SAID) for one in pattern.finditer(text)):
        if _can_be(found[0]) and _year(found[0]) <= last and not _told_else(text, found.start()):
            yield Finding(*found.span(), Kind.BIRTH, "old date", 0.82)
    yield from _years(text)
    for family in _CHILDREN.finditer(text):
        for year in _NUMBER.finditer(text, *family.span()):
            if _year(year[0]) <= last + 1:
                yield Finding(year.start(), year.end(), Kind.BIRTH, "old date", 0.7)
    yield from _turning(text)
    yield from _called(text, last)


def _told_else(text: str, start: int) -> bool:
    """Whether what stands before says that this is a law, or the day of something else: 'sinds', 'het besluit van'."""
    return bool(
        _LAW.search(text[max(0, start - 12) : start]) or _EVENT.search(text[max(0, start - _LONGEST_DAY) : start])
    )


def _years(text: str) -> Iterator[Finding]:
    """Years of long ago, with their month or season where it stands before."""
    spelled = [_YEAR_IN_WORDS] if re.search(r"negentien|duizend", text, re.I) else []
    for found in (
        one for pattern in [_BRACKETED, _CHILDS, _FROM, _BORN_IN, *spelled] for one in pattern.finditer(text)
    ):
        yield Finding(*found.span(found.lastindex or 0), Kind.BIRTH, "old date", 0.81)
    for year in _LONE_YEAR.finditer(text):
        before = _TO_YEAR.search(text[max(0, year.start() - _LONGEST_DAY) : year.start()])
        start = year.start() - (len(before[0]) if before else 0)
        old = not text.startswith("18", year.start()) or start < year.start()
        if old and not _EVENT.search(text[max(0, start - _LONGEST_DAY) : start]):
            yield Finding(start, year.end(), Kind.BIRTH, "old date", 0.81)


def _turning(text: str) -> Iterator[Finding]:
    """The day on which somebody turns an age."""
    for word in _TURNING.finditer(text):
        for pattern in _TURNS:
            for found in pattern.finditer(text, max(0, word.start() - _REACH), word.end() + _REACH):
                yield Finding(*found.span("day"), Kind.BIRTH, "called birth", 0.8)


def newest(text: str) -> int:
    """The year in which a text was written: the latest that it names, or that of these rules."""
    return max((LATEST, *(int(year) for year in re.findall(r"(?<!\d)20[2-4]\d(?!\d)", text))))


def _called(text: str, last: int) -> Iterator[Finding]:
    """Every day near a word that says a birth, in its sentence; one of the time of the text only right beside it."""
    for word in _BIRTH_WORD.finditer(text):
        begin = max(0, word.start() - _REACH_BACK - _LONGEST_DAY)
        for found in _ANY_DAY.finditer(text, begin, word.end() + _REACH + _LONGEST_DAY):
            ahead = word.end() <= found.start()
            between = text[word.end() : found.start()] if ahead else text[found.end() : word.start()]
            ended = not ahead and re.match(r"\s*\.\s", between)
            ended = ended or (not ahead and (re.search(r"[:(]", between) or _OWN_DAY.match(text, word.end())))
            other = re.search(r"\d", between) and not re.fullmatch(r"\W*\d{4}(?:\W| en )*", between)
            far = ended or other or len(between) > (_REACH if ahead else _REACH_BACK) or _BREAK.search(between)
            if not far and (_year(found[0]) <= last or len(between) <= _CLOSE):
                yield Finding(*found.span(), Kind.BIRTH, "called birth", 0.83)


def _can_be(date: str) -> bool:
    """Whether a date of digits only has a day and a month."""
    parts = [int(part) for part in re.findall(r"\d+", date)]
    if len(parts) < 3 or re.search(r"[^\W\d_]", date):
        return True
    small = parts[:2] if parts[0] < _CENTURY else parts[1:]
    return min(small) >= 1 and min(small) <= _MONTHS_OF_YEAR and max(small) <= _LONGEST_MONTH


def _year(date: str) -> int:
    """The year of a date; 0 where it is told in words or not at all."""
    if found := re.search(r"(?<!\d)(?:18|19|20)\d\d(?!\d)", date):
        return int(found[0])
    found = re.search(r"\D(\d\d)$", date)
    if not found or not re.search(r"\d\D.*\d\d$|^\D\d\d$|[a-z]\W*\d\d$", date, re.I):
        return 0
    return (_CENTURY if int(found[1]) >= _TURN else _CENTURY + 100) + int(found[1])
