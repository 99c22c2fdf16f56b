"""Dates of birth, years of birth, ages that are said; and other dates, to make them coarser. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wederhoor.insight.deidentify.ages import AGE_BEHIND, AGES, BELOW, MONTHS
from wederhoor.insight.deidentify.days import days
from wederhoor.insight.deidentify.finding import Finding, Kind
from wederhoor.insight.deidentify.rules import rule
from wederhoor.insight.deidentify.vocabulary import section

_M = (
    r"(?:jan(?:uari)?|feb(?:r(?:uari)?)?|mrt|maart|apr(?:il)?|mei|juni?|juli?|aug(?:ustus)?"
    r"|sept?(?:ember)?|okt(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_Y = r"(?:(?:18|19|20)\d\d|['’`]\d\d)"
_NUMERIC = r"\d{1,2} ?[-/.] ?\d{1,2} ?[-/.] ?(?:(?:19|20)?\d\d|['’`]\d\d)(?!\d)|(?:19|20)\d\d[-/]\d\d[-/]\d\d|\d{1,2}-[IVX]{1,4}-(?:19|20)?\d\d"
_WRITTEN = rf"(?:den |de (?=\d{{1,2}}(?:e|ste|de)))?\d{{1,2}}(?:e|ste|de|den|sten)?[ \-]{_M}(?:[ \-]{_Y})?"
_SEASON = r"(?:(?:de |het )?(?:begin|eind|half|midden|zomer|winter|herfst|lente|voorjaar|najaar)(?: van)? )?"
_PERIOD = rf"(?:\d{{1,2}} ?[-/.] ?(?:['’`]\d\d|(?:19|20)\d\d)|{_M} ?(?:(?:19|20)\d\d|['’`]\d\d))(?![\d\-/])"
"""A month of a year: '10-1948', 'juni 2023'."""
_DAY_WORD = rf"(?:eerste|derde|achtste|{BELOW}(?:den|sten|de|ste)?)"
_YEAR_WORDS = (
    rf"(?:negentien ?(?:honderd)? ?(?:en ?)?(?:{BELOW})|twee ?duizend ?(?:en ?)?(?:{BELOW})?|(?:18|19|20)\d\d)"
)
_YEAR_SAID = _YEAR_WORDS.removesuffix(r"|(?:18|19|20)\d\d)") + ")"
_DATE = rule(
    rf"(?:(?<![\d\w/.\-])|(?<=\d\d\d/))(?:{_NUMERIC}|{_WRITTEN}|\d{{1,2}} \d{{1,2}} (?:19|20)\d\d)(?![\d\-/])", re.I
)
_CALLED = rule(
    rf"\b(?:geboren|geb|gebdat|gebdatum|geboortedatum|geboortedag|geboortejaar|geb[.\- ]?dat(?:um)?|geboorte|berne|born|geboortejr"
        rf"|d\.?o\.?b|jarig|bday|b-day|birthday|verjaart|verjaardag|bouwjaar|jaargang|lichting|kind van|ter wereld"
        rf"|levenslicht|bj|g\.d|gebjr|geb\.? ?j(?:aar|r))\b"
    rf"[^\d\n;]{{0,30}}?({_SEASON}"
        rf"(?:{_NUMERIC}|\d{{1,2}} {_M} \d\d(?![\d:]| uur)|{_WRITTEN}|{_PERIOD}|(?:{_M} )?{_Y}|\d{{6,8}}"
        rf"|\d{{1,2}}(?:e|de|den|ste)? \w+ (?:18|19|20)\d\d"
        rf"|\d{{1,2}} \d{{1,2}} \d{{2,4}})(?!\d))", re.I)  # fmt: skip
_AFTERWARDS = rule(
    rf"\b({_NUMERIC}|{_WRITTEN}|{_SEASON}(?:{_M} )?(?:19|20)\d\d|\d{{1,2}} (?:{_M}) (?:['’]?\d\d)?)[ ,()]{{1,3}}(?:ben|is|was|werd)? ?(?:ik|hij"
    rf"|zij|ze|u|mijn \w+)? ?(?:ben |is )?(?:geboren|jarig|(?:mijn|mn|m'n|zijn|z'n|haar|uw|hun) (?:\w+ )?verjaardag)\b",
    re.I,
)
_NO_SPAN = r"(?!\d| (?:tot|t/m|naar|en met)\b| ?[-–] ?\d)"
_OF_YEAR = rule(
    rf"\b(?:ben|is|was|ik|hij|zij|ze)(?: zelf| ook| al)? (?:van|uit) ({_SEASON}(?:{_NUMERIC}|{_WRITTEN}|(?:{_M} )?{_Y}"
    rf"|\d{{1,2}} \d{{1,2}} (?:19|20)?\d\d)){_NO_SPAN}",
    re.I,
)
_PERSON = rf"(?:ik|hij|zij|ze|{'|'.join(sorted(section('children') | section('elders')))})"
_SOMEBODY = rule(rf"\b(?:{_PERSON}(?: \w+)?|ben|ik)(?: zelf| ook| al)? (?:ben|is|was|ik)? ?(?:zelf |ook |al )?$", re.I)
"""Somebody, not a letter or an appointment, is 'van 12 november'."""
_OF_DAY = rule(
    rf"(?:\b(?:ik ben|ben ik|ik heet|mijn naam is|m[ie']?j?n naam is|u spreekt met|hier|dit is) [^.!?\n]{{1,40}}"
    rf"|\b\d{{1,3}}(?: ?(?:jaar|jr\.?))?(?: oud)?)"
    rf"(?:, ?(?:en )?| en )(?:ik ben )?(?:van|uit) (?:de )?({_WRITTEN}|\d{{1,2}}[-/]\d{{1,2}}|{_PERIOD}){_NO_SPAN}",
    re.I,
)
"""'ik ben Mien, 89 jaar, van 12 november'."""
_OF_OLD_YEAR = rule(
    r"(?<!krant )(?<!foto )(?<!gebouw )\b(?:van|uit|anno)(?: het jaar)? ((?:18|19)\d\d)(?![\w.\-/]*\d)", re.I
)
"""A year of the last century behind 'van' is that of a person mostly."""
_IS = r"(?:ben|is|was|word|wordt|werd|worden)"
_WHO = r"(?:ik|hij|zij|ze|u|je|mijn \w+|onze? \w+|(?-i:[A-Z])[\w'’\-]+|opa|oma|mama|papa|mam|pap|ma|pa)"
_NUMBER_OF_YEARS = (
    rf"(?P<age>(?:\d{{1,3}}|{BELOW})(?:e(?= verjaardag))?(?: ?(?:jaar|jr)\b)?)(?!\w)"
    r"(?! ?(?:[.,:]\d|uur|keer|dagen|weken|maanden|minuten|euro|mensen|%|\w+ (?:geleden|lang)))"
)
_DAY = rf"(?:{_NUMERIC}|{_WRITTEN}|\d{{1,2}}[-/]\d{{1,2}}|(?:{'|'.join(MONTHS)})\b(?: (?:19|20)\d\d)?)"
_TURNS = (
    rule(
        rf"\b(?:op |in )?(?P<day>{_DAY})(?: a\.?s\.?| aanstaande| jl\.?)?,? (?:\w+ )?{_IS} {_WHO}(?: \w+)?? {_NUMBER_OF_YEARS}",
        re.I,
    ),
    rule(rf"\b{_WHO} (?:word|wordt|werd|zou) (?:[^\W\d]+ )?(?:op |in )?(?P<day>{_DAY}) {_NUMBER_OF_YEARS}", re.I),
    rule(
        rf"\b(?:{_WHO} (?:word|wordt|werd|ben|is)|(?:word|wordt|werd) {_WHO}|bijna)(?: dan| al| pas| nu)? {_NUMBER_OF_YEARS}"
        rf"(?: \w+)?,? (?:op|in) (?P<day>{_DAY})(?! (?:naar|gevallen|opgenomen|overleden))",
        re.I,
    ),
)
"""The day on which somebody turns so many years old."""
_SPOKEN = rule(
    rf"\b(?:geboren|geb|geboortedatum|jarig)\b[^\d\n.]{{0,20}}?\b((?:(?:\d{{1,2}}|{BELOW}(?:de|ste)?|eerste"
    rf"|derde|achtste) )(?:(?:{_M}|{BELOW}) )"
    rf"(?:{_YEAR_WORDS}|{BELOW}))\b|\b(\d{{1,2}} {_M} {_YEAR_SAID})\b"
    rf"|\b(?:geboren|geb|geboortejaar|jaargang|bouwjaar|lichting|ben|is|was)\b(?: (?:van|uit|in|het|jaar)){{1,4}} ({_YEAR_SAID})\b"
    rf"|\b((?:de )?{_DAY_WORD} van de {_DAY_WORD}(?:,? (?:{_YEAR_WORDS}|{BELOW}|\d\d))?)\b", re.I)  # fmt: skip
_EIGHT = rule(
    r"(?<![\w.\-])((?:19\d\d|200\d|201[0-2])(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])|(?:0[1-9]|[12]\d|3[01])"
    r"(?:0[1-9]|1[0-2])(?:19\d\d|200\d|201[0-2]))(?![\w\-])"
)
_BESIDE_AGE = rule(
    rf"\b(?:jaar|jr\.?)(?: oud)?[,;/( ]{{1,3}}(?:{_DATE.pattern}|{_PERIOD})|\(\d{{1,3}}[,;/] ?(?:{_DATE.pattern}|{_PERIOD})"
    rf"|(?:{_DATE.pattern})[,;/ ]{{1,3}}\d{{1,3}} ?"
    rf"(?:jaar|jr)\b",
    re.I,
)
_MONTH = rule(_PERIOD, re.I)
_YEAR_BEHIND = rule(
    r",? \(?(?:(?:van|uit) )?((?:19[0-9]|200|201|202)\d|['’‘]\d\d|(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:\d\d|(?:19|20)\d\d)"
    r"|(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))(?=\)|[ ,.;\n]|$)(?! ?(?:uur|euro))"
)


_TOLD = (
    *((pattern, "called birth", sure) for pattern, sure in ((_CALLED, 0.96), (_AFTERWARDS, 0.95), (_OF_DAY, 0.8))),
    *((pattern, "called birth", 0.8) for pattern in (_OF_OLD_YEAR, _SPOKEN, _EIGHT)),
    *((age, "age", 0.75) for age in AGES),
)
"""What says by itself that it is a birth or an age."""


def births(text: str) -> Iterator[Finding]:
    """Dates of birth and telling ages; the same letters may be found twice."""
    for pattern, reason, sure in _TOLD:
        for found in pattern.finditer(text):
            yield Finding(*found.span(found.lastindex or 0), Kind.BIRTH, reason, sure)
    yield from days(text)
    yield from _turning(text)
    for found in _BESIDE_AGE.finditer(text):
        start = found.start() + found[0].startswith("(")
        date = _DATE.search(text, start, found.end()) or _MONTH.search(text, start, found.end())
        if date and year_of(date[0]):
            yield Finding(*date.span(), Kind.BIRTH, "beside an age", 0.85)


def _turning(text: str) -> Iterator[Finding]:
    """The day on which somebody turns an age, and what somebody is 'van'."""
    for found in (one for pattern in _TURNS for one in pattern.finditer(text)):
        yield Finding(*found.span("day"), Kind.BIRTH, "called birth", 0.8)
        if found["age"]:
            yield Finding(*found.span("age"), Kind.BIRTH, "age", 0.75)
    for found in _OF_YEAR.finditer(text):
        if (
            year_of(found[1])
            or re.search(r"['’`]?\d\d$", found[1])
            or _SOMEBODY.search(text[: found.start(1)].rsplit(" ", 2)[0][-40:] + " ")
        ):
            yield Finding(*found.span(1), Kind.BIRTH, "called birth", 0.8)


_BEHIND = rule(rf"[ ,(/;:\-]{{1,4}}(?:[^\W\d]+[ ,]{{1,2}})?({_DATE.pattern}|{_M} (?:19|20)\d\d)", re.I)


def beside(text: str, names: list[Finding]) -> Iterator[Finding]:
    """A full date right behind a name is a date of birth."""
    for name in names:
        found = _BEHIND.match(text, name.end)
        if found and year_of(found[1]):
            yield Finding(*found.span(1), Kind.BIRTH, "beside a name", 0.8)
        if year := _YEAR_BEHIND.match(text, name.end):
            yield Finding(*year.span(1), Kind.BIRTH, "beside a name", 0.75)
        if age := AGE_BEHIND.match(text, name.end):
            yield Finding(*age.span(1), Kind.BIRTH, "age", 0.8)


def dates(text: str) -> Iterator[Finding]:
    """Every other date with a day in it, with the month that may stand in its place as its tag: 'op 3 mei' becomes 'in mei'."""
    for found in _DATE.finditer(text):
        if coarse := coarser(found[0]):
            on = text[max(0, found.start() - 3) : found.start()]
            small = {"op ": "in ", "Op ": "In "}.get(on, "")
            yield Finding(found.start() - len(small), found.end(), Kind.DATE, "date", 0.5, small + coarse)


def coarser(date: str) -> str:
    """'3 april 2026' and '3-4-2026' become 'april 2026'; '' where no month can be read."""
    year = year_of(date)
    if written := re.search(_M, date, re.I):
        month = next(
            name for name in MONTHS if name.startswith(written[0].lower().rstrip(".")[:3].replace("mrt", "maa"))
        )
    else:
        parts = [int(part) for part in re.findall(r"\d+", date)]
        number = parts[1] if len(parts) > 1 else 0
        if not 1 <= number <= len(MONTHS):
            return ""
        month = MONTHS[number - 1]
    return f"{month} {year}" if year else month


def year_of(date: str) -> int:
    """The year of a date, 0 where it has none; of two digits those up to 29 are of this century."""
    if found := re.search(r"(?:18|19|20)\d\d", date):
        return int(found[0])
    found = re.search(r"(?:['’`]|[-/.] ?|[a-z.][ \-])(\d\d)$", date)
    if not found or not re.search(r"\d.*\D.*\d\d$", date):
        return 0
    return (2000 if int(found[1]) < 30 else 1900) + int(found[1])
