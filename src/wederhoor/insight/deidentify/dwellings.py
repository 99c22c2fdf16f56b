"""Addresses by a house number and what it stands behind: misspelled, in small letters, split, shortened, on water. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wederhoor.insight.deidentify.finding import Finding, Kind
from wederhoor.insight.deidentify.rules import rule
from wederhoor.insight.deidentify.standing import SURE_ENDS, led, leftwards, people, stands, strange, street_word
from wederhoor.insight.deidentify.tails import NUMBER_WORD, UNITS, placed
from wederhoor.insight.deidentify.vocabulary import is_common, is_first, is_town, listed, plain, section

_UP = r"[A-ZÀ-ÖØ-Þ]"
_ENDS = (
    r"(?:st?r?r?aa?tt?|straa|strt|straar|straatje|strjitte|stritte|straße|strasse|laa?nn?|laantje|leane|weg{1,2}|wegje|wei|dyk"
    r"|pl[ei]{2}n(?:tje)?|gra[cg]h?t|si[nm]gel|kaa?de|dreeff?"
    r"|plantsoe?n|dij[ck]k?|steeg|stege|pad|paadje|boulevard|allee|hof|hofje|markt|park|plaats|steenweg|kwartier|burg|oord|horst"
    r"|hage|veld|kamp|buorren|flat|toren)"
)
_SHORT = r"(?:str|ln|pl|wg|dr|gr|sngl|pln|kd)"
_WORD = r"[^\W\d_][\w'’.\-]*"
_NUMBERED = r"(?:huis ?)?(?:nummer|numer|nr|no|num|n°|#)\.?:? ?"
_LINK = rf"(?:,? \(?{_NUMBERED}|,? op {_NUMBERED}| ?\(|, | ?[/\-] ?(?!0\d\d)|,? t\.?/?o\.? ?(?:{_NUMBERED})?|,? tegenover (?:{_NUMBERED})?| )"
_NUMBER = rf"(?!0\d\d|06[ .\-/]|0\d{{1,3}}[ \-./]\d{{3}})\d{{1,5}}(?![\d:%]){UNITS}(?:[ \-]?[a-zA-Z](?![\w'’])|[a-zA-Z]\d{{0,2}}\b)?\)?"
_STREET = rule(
    rf"(?<![\w'’])(?P<word>{_WORD}?(?:(?<=\w\w){_ENDS}|(?<=\w\w\w){_SHORT}\.?)){_LINK}{_NUMBER}"
    rf"|(?<![\w'’])(?P<close>{_WORD}?(?<=\w\w\w){SURE_ENDS})\d{{1,4}}[a-z]?\b"
    rf"|(?<![\w'’])(?P<split>[^\W\d_]{{3,}} {SURE_ENDS[:-1]}|weg|kade|dijk|hof|pad)) {_NUMBER}"
    rf"|(?<![\w'’])(?P<in>{_WORD}?(?<=\w\w){SURE_ENDS[:-1]}|weg|dijk|kade)) (?:te|in|,) ?{_UP}?[\w'’\-]+,? (?:op )?{_NUMBERED}{_NUMBER}",
    re.I,
)
_LED = rule(
    r"\b(?P<kind>laan|weg|steenweg|pad|plein|avenue|rue|chauss[ée]e|boulevard|kanaal|singel|haven|kade|park|hof|allee|straat) "
    r"(?P<rest>(?:(?:van|naar|op|de|der|den|het|du|des|la|le|aan|over|langs|a|nz|zz|'t)\.? )*(?:[\w'’\-]+ ){1,3}?)(?:nr\.? ?|nummer )?"
    rf"{_NUMBER}",
    re.I,
)
_YEARS = r"['’]?\d\d(?:\d\d)?(?: ?[-–/] ?['’]?\d\d(?:\d\d)?)?"
_SQUARE = rule(rf"\b(?:plein|laan) {_YEARS}(?: nr\.?| nummer)? {_NUMBER}", re.I)
_KEPT = rule(
    r"\b(?P<kind>(?:\w*flat|woonboot|woonark|woonschip|camping|\w*park|woonwagen(?:kamp|centrum|park)?|residentie|complex|hofje"
    r"|aanleunwoning|seniorencomplex|landgoed|boerderij)"
    rf"(?: (?:{_UP}[\w'’\-]*|['’]t|[a-z][\w'’\-]+)){{1,4}}?,? (?:{_NUMBERED}|huisje |plek |plaats |kavel |chalet |bungalow "
    rf"|ligplaats |appartement |app\.? )?{_NUMBER})",
    re.I,
)
_PLACE = rule(
    rf"\b(?:lig|stand|staan)plaats (?:{_NUMBERED})?\d{{1,4}}[a-z]?,? (?:(?:aan|in|op) (?:de |het )?)?{_UP}[\w'’\-]+(?: {_UP}[\w'’\-]+)?",
    re.I,
)
_LIVES = rule(
    r"\b(?:woon(?:t|de|den|achtig|adres|plaats)?|wonen(?:d|de)?|adres|post(?:adres)?|huisadres|verhuisd|verhuis|verhuist"
    r"|gehuisvest|ingeschreven|bezorg\w*|stuur \w+|opgehaald|thuis|huis|bewoner|bewoonster|buren|buurman|buurvrouw|logeert|verblijft)\b"
    r"(?: is| nu| nog| al| zelf| toen| ik| wij| we| hij| zij| ze| samen| alleen| hier| vroeger| weer){0,3}:?(?: (?:op|aan|in|naar|te|van|bij))? "
    rf"(?P<street>(?:['’][ts] )?(?:[^\W\d_][\w'’.\-]*,? ){{1,4}}?(?:{_NUMBERED})?{_NUMBER})",
    re.I,
)
_NAMED = rule(
    rf"(?P<led>(?:\b(?:[Oo]p|[Aa]an|[Ii]n|[Nn]aar|[Bb]ij|[Vv]an|[Uu]it|[Ll]angs|[Tt]e|is|[Zz]it|zitten|verblijf|verblijft|logeer"
    rf"|logeert|[Ww]oon|[Ww]oont|[Ww]onen|adres:?|,|:|\(|\n|^) ?(?:de |het |'t )?)"
    rf"|^)(?P<street>(?:['’][ts] )?{_UP}(?:[^\W\d_]|['’\-]){{2,}}(?: (?:{_UP}[\w'’\-]+|van|de|der|den|het|'t|op|aan|gen|te|ten|ter)){{0,3}}? "
    rf"(?:{_NUMBERED})?{_NUMBER}(?:[ \-]\d{{1,3}}(?![\d:])(?! [a-z]))?)",
    re.M,
)
_PART = (
    r"(?:(?:st|dr|ds|mgr|burg|past|prof|ir|jhr|gen|pres|kon|pr|lt|(?:[a-z]\.){0,3}[a-z])\.|[^\W\d_][\w'’\-]*|['’][ts])"
)
_COMPLETE = rule(
    rf"(?:^|[,.:;(\n–|/] ?|\b(?:op|aan|in|naar|bij|van|uit|te|is|adres|nu|en) )(?P<street>(?:{_PART}"
    rf"|\d{{1,2}}e)(?: {_PART}){{0,4}},? (?:{_NUMBERED})?"
    rf"{_NUMBER}(?:[ \-/]{{1,2}}\d{{1,4}}(?![\w:])(?! ?[A-Za-z]{{2}}\b))?)",
    re.M | re.I,
)
"""Words and a number with a postcode or a town behind them, in capitals or not."""
_OWN_STREET = rule(
    rf"\b(?:[Ii]n|[Uu]it|[Oo]nze|[Dd]e|[Mm]ijn|[Dd]eze) (?:onze |de |mijn |deze )?(?:straat|laan|wijk|buurt|steeg|flat"
    rf"|gracht)(?:,| is| heet|:| genaamd) (?:de |het |'t )?(?P<street>{_UP}[\w'’\-]+(?: {_UP}[\w'’\-]+){{0,2}})(?=[,.)\n]|$)"
)
_AT_HOME = rule(
    rf"\b(?:naar huis,? |thuis,? |mijn huis |ons huis |haar huis |zijn huis )(?:naar|op|in|aan) (?:de |het "
    rf"|'t )(?P<street>{_UP}[\w'’\-]+(?: {_UP}[\w'’\-]+){{0,2}})"
)
_SMALL = rule(
    r"(?<![\w'’\-])([a-zà-ÿ][a-zà-ÿ'’\-]{2,}(?:straatweg|straat|strjitte|leane|laan|gracht|singel|dreef|plantsoen|steeg|kade"
    r"|plein))(?![\w'’]|-[a-z])"
)
_STRANGE = rule(
    rf"\b(?:op|aan|naar) (?:de |het |'t )?(?P<street>(?:[a-zà-ÿ][\w'’\-]+ ){{1,2}}?{_NUMBER}(?:[\-/]\d{{1,3}})?)"
)
_BEFORE = rule(rf"\b{_NUMBERED}\d{{1,4}}[a-z]?,? (?:aan|in|op|van) (?:de |het )?[\w'’\-]+(?<=\w\w\w){_ENDS}\b", re.I)
_FAMED = rule(
    rf"(?<![\w])(?<![A-Z]\. )(?<![A-Z]\.)(?:(?:Laan|Boulevard|Plein|Kade|Avenue|Steenweg|Weg)(?: (?:van|naar|op|de|der|den|het))*"
    rf"|Lange|Korte|Grote|Kleine|Oude|Hoge|Lage|Brede|Smalle|Verlengde|Achterste|Voorste) (?!Raad|Kamer)(?!\w*dag\b){_UP}[\w'’\-]{{2,}}"
)
_WORDED = rule(
    rf"(?:(?<=aan de )|(?<=in de )|(?<=op de )|(?<!\w)(?<!\w[\-'’])\b(?=[\w'’\-]+{SURE_ENDS}\b))[\w'’\-]+,? (?:op )?(?:huis)?nummer "
    rf"{NUMBER_WORD}(?: [a-z](?!\w))?",
    re.I,
)
"""'de singel nummer veertien'."""
_FORM = rule(
    r"(?:^|[ \t])(?:straat(?:naam)?|(?:woon|post)?adres|huisn(?:umme)?r\.?|postcode|woonplaats|(?P<town>plaats|stad))(?: ?[/&] ?\w+| en \w+)?: *"
    r"(?P<value>[^\n:;]{1,60}?)(?=[,.]?\s+\w+ ?:|\n|$|;|(?<=\d)\.\s|(?<=\w\w\w\w)\.\s)",
    re.I | re.M,
)
"""What is filled in on a form."""
_SPOKEN = rule(
    r"\b(?:[Ww]oon(?:t|de|achtig)?|[Ww]onen|[Zz]it|[Zz]itten|[Aa]dres(?: is)?:?)(?: (?:op|aan|in))?(?: de| het)? "
    rf"(?P<street>{_UP}[\w'’\-]+(?: {_UP}[\w'’\-]+){{0,2}} {NUMBER_WORD}\b(?: [a-z](?!\w))?){UNITS}"
)
"""'ik woon Kerkbuurt zesentachtig'."""
_ROUND = rule(
    rf"\b(?P<street>(?P<word>{_UP}[\w'’\-]{{3,}}) (?:[a-zé]+(?:en|ën))?(?:twintig|dertig|veertig|vijftig|zestig|zeventig|tachtig"
    rf"|negentig)\b){UNITS}(?! ?(?:plus|geworden|was|is\b|wordt|werd))"
)
_TINY = rule(rf"\b{_UP}[\w'’\-]{{2,}}(?:hofje|straatje|laantje|pleintje|steegje|weggetje|poortje|dijkje)\b")
_ALONG = rule(
    rf"\b(?:aan|langs) (?:de|het) (?P<street>{_UP}[\w'’\-]{{2,}}(?:markt|wal|vaart|boulevard|allee|haven|baan"
    rf"|wetering|dam|pad|park))\b"
)
_LOUD = rule(r"\b[A-Z]{3,}(?:STRAAT|LAAN|GRACHT|SINGEL|DREEF|PLANTSOEN|STEEG|WEG|PLEIN|KADE)\b")
_CODE_NUMBER = rule(
    rf"(?<![\w.\-])[1-9]\d{{3}} ?[A-Za-z]{{2}}[ ,\-]{{1,3}}(?:{_NUMBERED})?(?!0|\d\d \d\d)\d{{1,4}}[a-z]?(?![\w:]|[.,]\d){UNITS}"
    r"|\bpostcode(?: is)?:? (?P<code>[1-9]\d{3} ?[A-Za-z]{2}\b(?:[ ,\-]{1,3}(?:nr\.? )?\d{1,4}[a-z]?\b)?)",
    re.I,
)
"""'3512 JN 12', 'postcode 3512 jn'."""
_NUMBER_FIRST = rule(
    r"\b(?:de buren|buren|naast|tegenover|buurman|buurvrouw|bewoner|woning|huis|pand|adres|wij|ik)(?: \w+)?(?: (?:van"
    r"|op))? (?P<whole>(?:huis)?(?:nummer"
    r"|nr\.?) \d{1,4}[a-z]?)\b",
    re.I,
)
_TOWNED = rule(rf"(?:^|[,\n(/] ?)(?P<whole>[1-9]\d{{3}} (?P<town>{_UP}[\w'’\-]+))(?=[,.)\n]|$)", re.M)
_STREET_LENGTH, _BEHIND = 60, 12


def dwellings(text: str) -> Iterator[Finding]:
    """Addresses by their number; the same letters may be found twice."""
    for found in _near_numbers(text):
        group = found.lastgroup or "word"
        if street_word(plain(found[group]), split=group == "split"):
            yield Finding(leftwards(text, found.start()), found.end(), Kind.ADDRESS, "street and number", 0.9)
    for pattern in (_LED, _SQUARE, _PLACE, _BEFORE, _WORDED):
        for found in pattern.finditer(text):
            if pattern is not _LED or led(found):
                yield Finding(*found.span(), Kind.ADDRESS, "street and number", 0.86)
    yield from _named(text)
    yield from _complete(text)
    yield from _without_number(text)


def _named(text: str) -> Iterator[Finding]:
    """A flat, a boat or a park with its number, and what stands where somebody lives."""
    for found in _KEPT.finditer(text):
        if stands(found["kind"].split(" ", 1)[1], lives=True):
            yield Finding(*found.span(), Kind.ADDRESS, "name and number", 0.82)
    for pattern in (_LIVES, _NAMED, _STRANGE):
        for found in pattern.finditer(text):
            street = found["street"]
            if stands(street, lives=pattern is _LIVES) and (pattern is not _STRANGE or strange(street)):
                yield Finding(*found.span("street"), Kind.ADDRESS, "name and number", 0.82)


_LINE_ENDS = rule(r"[ ,.]*(?:\n|$)")


def _complete(text: str) -> Iterator[Finding]:
    """What has a postcode or a town behind it, or is a line by itself."""
    at = 0
    while found := _COMPLETE.search(text, at):
        at = found.start("street") + 1
        start = found.start("street") + people(found["street"])
        street = text[start : found.end()]
        line = _LINE_ENDS.match(text, found.end()) and (start == 0 or text[start - 1] == "\n")
        if stands(street, lives=True) and (placed(text, found.end()) or (line and strange(street))):
            yield Finding(start, found.end(), Kind.ADDRESS, "number and town", 0.84)
            at = found.end()


def _near_numbers(text: str) -> Iterator[re.Match[str]]:
    """Streets, looked for only where a number stands, and there once: the text over the pattern is slow."""
    for begin, end in around_numbers(text):
        yield from _STREET.finditer(text, begin, end)


def around_numbers(text: str) -> Iterator[tuple[int, int]]:
    """The stretches of a text in which a number stands; numbers that are near each other share one."""
    begin = end = -1
    for number in re.finditer(r"\d+", text):
        if end >= 0 and number.start() - _STREET_LENGTH > end:
            yield begin, end
            begin = -1
        begin = max(0, number.start() - _STREET_LENGTH) if begin < 0 else begin
        end = min(len(text), number.end() + _BEHIND)
    if end >= 0:
        yield begin, end


def _without_number(text: str) -> Iterator[Finding]:
    """Streets by themselves, what is filled in on a form, 'de buren van nr. 12'."""
    for pattern, reason, sure, fits in _ALONE:
        for found in pattern.finditer(text):
            if fits(found):
                start, end = found.span(found.lastgroup or 0)
                yield Finding(leftwards(text, start) if pattern is _SMALL else start, end, Kind.ADDRESS, reason, sure)


def _always(_: re.Match[str]) -> bool:
    return True


def _no_word(found: re.Match[str]) -> bool:
    """Whether this is the name of a street and no word: 'kerkstraat', not 'winkelstraat'."""
    return plain(found[0]) not in section("no street") and not listed(plain(found[0]))


def _no_person_or_word(found: re.Match[str]) -> bool:
    """'Kerkbuurt zesentachtig', not 'Oma tachtig' or 'Anna negentig'."""
    return not (is_common(plain(found["word"])) or is_first(plain(found["word"])))


def _filled(found: re.Match[str]) -> bool:
    """'Plaats: Ede', not 'Plaats: badkamer'."""
    return not found["town"] or (found["value"][0].isupper() and is_town(plain(found["value"])))


def _coded(found: re.Match[str]) -> bool:
    """'3512 JN 12', not '2011 en 2014'."""
    return bool(found["code"]) or found[0][5:7] not in section("two letters")


def _real_town(found: re.Match[str]) -> bool:
    """'2000 Antwerpen' on a line, not a year."""
    return is_town(plain(found["town"])) and not found["whole"].startswith(("19", "20"))


_ALONE = (
    (_OWN_STREET, "where somebody lives", 0.82, _always),
    (_AT_HOME, "where somebody lives", 0.82, _always),
    (_SMALL, "street", 0.6, _no_word),
    (_LOUD, "street", 0.6, _no_word),
    (_FAMED, "street", 0.82, _always),
    (_SPOKEN, "street and number", 0.86, _always),
    (_ROUND, "street and number", 0.82, _no_person_or_word),
    (_TINY, "street", 0.82, _always),
    (_ALONG, "street", 0.7, _always),
    (_FORM, "street", 0.83, _filled),
    (_CODE_NUMBER, "postcode", 0.9, _coded),
    (_NUMBER_FIRST, "house number", 0.75, _always),
    (_TOWNED, "postcode", 0.82, _real_town),
)
