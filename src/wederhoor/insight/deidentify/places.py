"""Postal addresses: street and number, postcode and town, post box; a street by itself with less certainty. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from wederhoor.insight.deidentify.ages import MONTHS
from wederhoor.insight.deidentify.dwellings import dwellings
from wederhoor.insight.deidentify.finding import Finding, Kind
from wederhoor.insight.deidentify.rules import rule
from wederhoor.insight.deidentify.streets import behind_others, behind_person
from wederhoor.insight.deidentify.tails import NUMBER_WORD, UNITS, head, tail
from wederhoor.insight.deidentify.vocabulary import (
    has_capital,
    is_common,
    is_first,
    is_surname,
    is_town,
    no_person,
    only_capital,
    plain,
    section,
)

_UP = r"[A-ZÀ-ÖØ-Þ]"
_CAP = rf"(?:(?:{_UP}\.){{2,4}}|{_UP}[\w'’\-]*\.?)"
_DOTTED = rf"(?:(?:{_UP}\.){{2,4}}|{_UP}[\w'’\-]*\.)"
_SMALL = r"(?:van|de|der|den|het|ten|ter|aan|op|te|bij|in|'t|’t|'s|’s|over|achter|voor|la|le|à|á|du|des|von|und)"
_SURE = (
    r"(?:straat|str\.?|straatje|laantje|weggetje|pleintje|dijkje|steegje|paadje|laan"
    r"|weg|plein|kade|gracht|singel|dreef|plantsoen|dijk|steeg|pad|boulevard|allee|hof|hofje|markt)"
)
_ANY = (
    rf"(?:{_SURE}|akker|baan|berg|brink|burg|dam|donk|einde?|erf|es|gaarde|haven|heide|hage|hoek|horst|hout|kamp"
    rf"|kwartier|land|meent|meer|oord|park|plaats|poort|ring|rade|rust|sloot|stede?|steen|tuin|vaart|veld|veste"
    rf"|"
    r"wal|waard|weide|werf|wetering|wijk|zicht|zijde|zoom|veen|vliet|kreek|hove|oever|terp|heuvel|buorren|(?<=\w\w\w)buurt"
    r"|strjitte|dyk|leane|loane|finne|stege|wei|hiem|wierde|bolwerk|spui|kolk|beemd|schans|vest|kolonie|sluis"
    r"|brug|esch)"
)  # fmt: skip
_ADDED = (
    r"(?:[ \-]?(?:t/o|bis|hs|huis|bg|rd|zw|li|re|vl|\d{0,2}[ \-]?hoog|k ?\d{1,2}|[a-zA-Z](?![\w'’])|I{1,3}\b|IV\b"
    r"|rood|zwart|sous|ark\b|bel|boven|beneden|links|rechts|[a-zA-Z]\d{1,3}\b)| ?[\-–/] ?(?!0\d\d)\d{1,4}[a-zA-Z]?\b(?! \d\d \d\d)(?! ?(?:uur"
    r"|keer|weken))"
    r"|,? (?:unit|app(?:artement)?\.?|apt\.?|flat|kamer|k\.|etage|verdieping|box|toren|ingang|bus|woning|bungalow"
    r"|huisje|chalet|kavel|plek|ligplaats|studio) ?\d{1,4}[a-zA-Z]?\b)"
)
_NUMBER = rf"(?:t\.?/?o\.? ?|tegenover (?:nr\.? ?)?|nr\.? ?|nummer )?(?!0\d?[ .\-/(]?\d)\d{{1,5}}{_ADDED}{{0,2}}"
_TOWN = (
    rf"(?:(?:, ?| {{1,3}}|,?\n)(?:te |in )?(?:['’]s-|['’]t |St\. |Sint |Den |De )?{_UP}(?!\w*:)[\w'’\-]+"
    rf"(?: (?:{_SMALL} ){{0,2}}{_UP}[\w'’\-]+){{0,2}})?"
)
_CODE = rf"[1-9]\d{{3}}(?: ?[A-Z]{{2}}\b|[a-z]{{2}}\b){_TOWN}"
_PLACE = rf"(?:St\. )?{_UP}[\w'’\-]+(?: (?:{_SMALL} ){{0,2}}{_UP}[\w'’\-]+){{0,2}}"
_ENDED = r"[).,\n]|$| (?:tot|en|sinds|maar|waar|want|met)\b"
_HOUSE = (
    rf"(?:,? \d{{1,2}}e (?:etage|verdieping)(?=,)|,? \(?(?:woonboot|woonark|ark|schip"
    rf"|boerderij|flat|villa|huize|gebouw|residentie|camping|caravan|park|achterhuis)"
    rf"(?: (?:{_CAP}|{_SMALL})){{1,4}}\)?(?=,))?"
)
_AFTER = (
    rf"{_HOUSE}(?:,?\s{{1,3}}(?:{_CODE}|[1-9]\d{{3}}\b(?! ?(?:euro|keer|uur))|[1-9]\d{{4}} {_PLACE})"
    rf"|,? (?:te|yn) {_PLACE}|, {_PLACE}(?={_ENDED}))?"
)
_LEADS = "|".join(sorted(section("leads")))
_SMALL_WHOLE = rule(
    rf"(?<![\w'’.])(?:(?:(?:{_LEADS})\.?) ){{0,4}}(?:[a-z'’\-]+\.? )?[a-z'’\-]{{2,30}}{_SURE}"
    rf"(?: {_NUMBER}|,? nummer {NUMBER_WORD}| {NUMBER_WORD})\b{_AFTER}"
)
_SAID_WHOLE = rule(rf"(?<!\w)(?:(?:{_CAP}|{_SMALL}) ){{0,4}}[\w'’\-]+(?i:{_SURE}) (?:nummer )?{NUMBER_WORD}\b")
_SAID = rule(rf"(?<=[\w'’\-] ){NUMBER_WORD}\b")
_WHOLE = (
    rule(
        rf"(?<!\w)(?:(?:{_CAP}|{_SMALL}) ){{0,4}}(?:{_CAP} |{_DOTTED}-)?[\w'’\-]{{0,36}}(?i:{_ANY}) {_NUMBER}\b{_AFTER}"
    ),
    rule(rf"(?<!\w){_CAP}(?: (?:{_CAP}|{_SMALL})){{0,4}} {_NUMBER}\b,?\s{{1,3}}{_CODE}"),
    _SMALL_WHOLE,
    rule(
        rf"(?<!\w)(?:Laan|Weg|Plein|Kade|Park|Hof|Singel|Straat|Boulevard|Gracht|Pad)(?: {_SMALL}| {_CAP}| \d{{4}}"
        rf"(?:[\-–]\d{{2,4}})?)+ {_NUMBER}\b{_AFTER}"
    ),
    _SAID_WHOLE,
    rule(
        rf"\b[Ww]oon(?:t|de|achtig|end|ende)? (?:(?:nu|zelf|ik|wij) )?(?:op|aan|in|te) (?:de |het |'t )?"
        rf"(?P<street>(?:{_CAP} )+{_NUMBER}\b{_AFTER})"
    ),
    rule(
        rf"\b(?i:adres|woonachtig|wonend|verblijvend|verhuisd|thuis)\w*(?: is|:| op| aan| naar| in| te)*"
        rf" (?P<street>{_CAP} (?:(?:{_CAP}|{_SMALL}) )*{_NUMBER}\b{_AFTER})"
    ),
)
_LEFT = (
    r"(?:^|(?<=\n)|(?<=, )|(?<=: )|(?<=\()|(?<=\. )|(?<=– )|(?<=- )|\b(?:[Oo]p|[Aa]an|[Nn]aar|[Ii]n|te|[Aa]dres"
    r"|[Ww]onende|[Ww]oon|[Ww]oont|[Ww]onen|[Ww]oonachtig|van|bij|uit|langs|flat|complex|residentie|camping"
    r"|huize) (?:de |het |'t )?|(?<!\w))"
)
_BARE = rule(
    rf"{_LEFT}(?P<street>(?:'[st] )?{_CAP}(?: (?:{_CAP}|{_SMALL}|en|\d+e))*?(?:,? (?:nr\.? ?|nummer |huisnummer "
    rf"|bungalow |huisje |chalet |kavel |plek |ligplaats |plaats )| )"
    rf"(?:nr\.? ?|nummer )?\d{{1,4}}(?!\d){_ADDED}{{0,2}})(?!\w){UNITS}(?P<after>{_HOUSE},?\s{{1,3}}{_CODE}|, ?[1-9]\d{{3}} {_PLACE}"
    rf"|,? (?:te|in|yn) {_PLACE}|, {_PLACE}(?={_ENDED}))?",
    re.M,
)
"""A capital and a number, whatever the street is called: 'Overtoom 141', 'Op de Scheij 19', 'Heuvel 44, Geldrop'."""
_ABOVE_CODE = rule(
    rf"(?:^(?P<line>[^\W\d_][^\n,:;!?]{{2,40}}? \d{{1,5}}[^\n,;]{{0,16}}),? ?\n(?={_CODE})"
    rf"|(?<!\w)(?P<street>(?:(?:{_CAP}|{_SMALL}|\d+e) ){{0,4}}{_CAP} \d{{1,5}}[^\n,;]{{0,12}}),?\s{{1,2}}(?={_CODE}))",
    re.M,
)
"""What ends with a number right before a postcode."""
_BY_NUMBER = rule(
    r"\b(?:woon\w*|wonen\w*|huis|pand|woning|flat|adres)\b[^.\n]{0,12} (?:op|is|van) ((?:huis)?(?:nummer|nr\.?) \d{1,4}[a-z]?\b)",
    re.I,
)
_LIVED = rule(
    rf"\b(?:[Ww]oon\w*|[Ww]onen\w*|flat|huis|woning|woonwagen|woonboot|boot|pand|appartement|huisje|boerderij)"
    rf"(?: \w+){{0,2}} (?:aan|langs) (?:de |het |'t )?"
    rf"((?:{_UP}[^\W\d_]+ ){{0,2}}{_UP}[^\W\d_]{{3,}})"
)
"""What somebody lives along is a street or a water."""
_BEFORE_NUMBER = rule(r"([\w'’\-]+)\.? (?:t\.?/?o\.? ?|tegenover (?:nr\.? ?)?|nr\.? ?|nummer )?\d")
_ENDS_AS_STREET = rule(rf"(?i:{_ANY})$")
_BOX = rule(
    rf"\b(?i:postbus|antwoordnummer) \d{{1,6}}(?:,?\s{{1,3}}{_CODE}|,? (?:te|in) {_PLACE}|, {_PLACE}(?={_ENDED}))?"
)
_POSTCODE = rule(rf"(?<![\w\-.]){_CODE}")
_YEAR_WORD = rule(r"(?:19|20)\d\d (?:EN|DE|IN|OP|IS|TE|OM|ER|IK|ZE)\b|(?:19|20)\d\d(?:ste|er|en)\b")
_STREET = rule(
    rf"(?<!\w)(?:{_CAP} (?:{_SMALL} ){{0,2}}){{0,3}}(?:{_CAP}-?)?(?<=\w)"
    r"(?:straat|laan|plein|gracht|singel|kade|dreef|plantsoen|steeg|weg|dijk|strjitte|leane|dyk)\b"
)
_SMALL_STREET = rule(r"\b(?:in|aan|op) de ([a-z'’\-]{3,}(?:straat|laan|gracht|singel|dreef|steeg))\b")
_NO_STREET = section("no street")
_NUMBERED = section("numbered")
_LEADING = rule(
    rf"(?:^|[\s(])(\d{{1,2}}e |['’]t |['’]s-|(?:[Ww]oonboot|[Bb]oerderij|[Ff]lat|[Hh]uize|[Vv]illa|[Rr]esidentie"
    rf"|[Cc]amping|[Vv]akantiepark) (?:{_CAP} ?){{1,3}}, )$"
)
_CODE_SMALL = rule(r"(?<![\w\-.])[1-9]\d{3} ([a-z]{2})(?:,? ([a-z][\w'’\-]+)|[ ,.]*(?:\n|$))")
_IN_SMALL = rule(
    r"(?:^|[.,:\n] ?|\b(?:op|aan|in|adres|adres is|woon|woont|wonen|wonend|wonende|naar|is|bij|nu|langs) )"
    r"((?:(?:[a-z'’\-]+|st\.|dr\.|prof\.|ds\.|mr\."
    r"|burg\.) ){1,4}\d{1,4}(?:(?: ?[a-z]| ?hs| ?bis)(?!\w))?),? (?:[1-9]\d{3} ?[a-z]{2} |in |te |yn )?([a-z][\w'’\-]+)"
)
_WATERSIDE = rule(
    rf"\b(?:aan|op|in|langs) (?:de|het) ((?:singel|gracht|kade|dijk|dreef|laan|markt|hof|boulevard|dam|haven"
    rf"|brink|steeg) {_NUMBER})\b(?! ?(?:uur|mensen))"
)
_NO_START = rule(r"(?:In|Op|Aan|Bij|Ik|Wij|Zij|Hij|Wonende|Adres:?) ")
_ARTICLE = rule(r"\b(?:de|het) $")
_ALONG = rule(r"\b(?:in|aan|op|langs|over|hoek van) de $")
_SURNAMES = ("dijk",)
"""Streets that may well be surnames."""


_LED = rule(r"(?:(?:op|aan|in|te|naar|bij|uit|is|adres) (?=(?:de |het |'t )?[A-Z])|van (?=(?:de |het |'t )[A-Z]))")
"""What stands before an address and is no part of it."""


_DATED = rule(r"\D*\b[0-3]?\d[-/.][01]?\d[-/.](?:19|20)?\d\d(?![\w\-/])")
"""'Grootveld 11/05/1938': a person and a day."""


def addresses(text: str) -> Iterator[Finding]:
    """Every address in the text; the same letters may be found twice."""
    for look in (_whole, _bare, _plain, _small, _postal, _streets, dwellings):
        for one in look(text):
            if _DATED.match(text, one.start):
                continue
            lead = _LED.match(text, one.start, one.end)
            start = lead.end() if lead else one.start
            start += behind_others(text[start : one.end])
            if person := behind_person(text, start, one.end):
                yield Finding(start, start + person, Kind.NAME, "surname", 0.8)
                one = replace(one, confidence=max(one.confidence, 0.85))
            yield replace(
                one, start=start + person if person else head(text, start), end=tail(text, start + person, one.end)
            )


def _near_numbers(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """The slowest pattern looks only where a word that ends as streets do stands before a number."""
    at = 0
    for number in _BEFORE_NUMBER.finditer(text):
        if number.start() < at or not _ENDS_AS_STREET.search(number[1]):
            continue
        found = pattern.search(text, max(at, number.start() - _STREET_LENGTH))
        if not found:  # nor is there one behind a later number
            return
        yield found
        at = found.end()


def _near_words(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """A street whose number is a word, looked for only before such a word."""
    at = 0
    for number in _SAID.finditer(text):
        if found := pattern.search(text, max(at, number.start() - _STREET_LENGTH), number.end()):
            yield found
            at = found.end()


_LOOKED_FOR = {_WHOLE[0]: _near_numbers, _SAID_WHOLE: _near_words}


def _whole(text: str) -> Iterator[Finding]:
    """A street by its ending, with its number."""
    for pattern in _WHOLE:
        for found in _LOOKED_FOR.get(pattern, re.Pattern.finditer)(pattern, text):
            start = found.start("street") if "street" in pattern.groupindex else _begin(text, found)
            words = text[start : found.end()]
            named = pattern is _SMALL_WHOLE or any(c.isupper() for c in re.split(r"\d(?!e )", words)[0])
            if named and not _NO_NUMBER.search(words):
                end = _town(text, found.end())
                yield Finding(_town_before(text, start), end, Kind.ADDRESS, "street and number", 0.93)


def _plain(text: str) -> Iterator[Finding]:
    """What its place alone tells: before a postcode, where somebody lives, 'op nummer 14', 'aan de singel 14'."""
    for found in _ABOVE_CODE.finditer(text):
        yield Finding(*found.span("line" if found["line"] else "street"), Kind.ADDRESS, "before a postcode", 0.85)
    for found in _LIVED.finditer(text):
        if not no_person(plain(found[1].split()[-1])):
            yield Finding(*found.span(1), Kind.ADDRESS, "where somebody lives", 0.65)
    for found in (*_BY_NUMBER.finditer(text), *_WATERSIDE.finditer(text)):
        yield Finding(*found.span(1), Kind.ADDRESS, "house number", 0.75)


def _small(text: str) -> Iterator[Finding]:
    """In small letters: 'lage mosten 12 breda', '3511 zx utrecht'."""
    for found in _IN_SMALL.finditer(text):
        words = [plain(word) for word in found[1].split()]
        other = any(word in _NUMBERED or is_first(word) for word in words) or (len(words) == 2 and is_surname(words[0]))
        other = other or found[2] in MONTHS or found[2] in _NUMBERED or words[-2] in _BEFORE_NUMBERS
        if _could_be_town(found[2], led=False, beside=False) and not other:
            yield Finding(found.start(1), found.end(2), Kind.ADDRESS, "number and town", 0.75)
    for found in _CODE_SMALL.finditer(text):
        if not is_common(found[1]) and found[1] not in _UNITS_SMALL and (not found[2] or is_town(plain(found[2]))):
            yield Finding(*found.span(), Kind.ADDRESS, "postcode", 0.8)


def _postal(text: str) -> Iterator[Finding]:
    for found in _BOX.finditer(text):
        yield Finding(*found.span(), Kind.ADDRESS, "post box", 0.97)
    for found in _POSTCODE.finditer(text):
        if not _YEAR_WORD.match(found[0]):
            yield Finding(*found.span(), Kind.ADDRESS, "postcode", 0.92)


_UNITS_SMALL = section("units small")
_STREET_LENGTH = 70
_BEFORE_NUMBERS = section("before numbers")
_MANY, _TOWN_FROM, _LEAD = 3, 5, 45


def _bare(text: str) -> Iterator[Finding]:
    """A capital and a number that are a street and its house by their place, and no person, part or point."""
    for found in _BARE.finditer(text):
        if _is_street(found):
            start = found.start("street") + _behind_people(found["street"])
            before = _LEADING.search(text, max(0, start - _LEAD), start)
            start = before.start(1) if before else start
            sure = 0.85 if found["after"] or re.match(r"(?:De|Het|'t|’t) [A-Z]", found["street"]) else 0.7
            yield Finding(start, found.end(), Kind.ADDRESS, "name and number", sure)


_PEOPLE = rule(r"([A-Z][\w'’\-]+)(?: (?:en )?[A-Z][\w'’\-]+)*,? (?:op|aan|in|uit|te|naar) (?:de |het |'t )?(?=[A-Z])")


def _behind_people(street: str) -> int:
    """'Ingrid en Peter op de Sterrenkroos 61': where the street begins."""
    found = _PEOPLE.match(street)
    return found.end() if found and is_first(plain(found[1])) else 0


def _is_street(found: re.Match[str]) -> bool:
    whole, after = found["street"], found["after"]
    street = re.split(r"\d", whole)[0]
    words = [plain(word) for word in re.findall(r"[^\W\d_]+", street.split(",")[0])]
    if words[-1] in _NUMBERED or words[0] in _NUMBERED or not any(c.islower() for c in street):
        return False
    if re.search(r"\w{4,}\. \d", whole) or re.match(r"\S*[^\W\d_]\d", whole):
        return False
    person = is_first(words[-1]) and len(words) < _MANY
    day = re.search(r"(?<!\d)(?:(?:19|20)\d\d|\d{1,2}/\d{1,2}|[0-3]?\d-(?:0?[1-9]|1[0-2]))$", whole)
    dated = re.search(r"(?<!\d)1[89]\d\d$", whole)
    return not dated and (bool(after) or not (person or day or all(map(is_common, words))))


def _town_before(text: str, start: int) -> int:
    """Where a town begins that stands before its street: 'uit Easterein, Sibadaweg 44'."""
    found = rule(rf"(?:^|\s)({_UP}[\w'’\-]+), $").search(text, max(0, start - 30), start)
    if not found or plain(found[1]) in section("empty"):
        return start
    led = re.search(r"\b(?:uit|te|in|op|naar)\s$", text[max(0, found.start(1) - 8) : found.start(1)])
    return found.start(1) if led or (len(found[1]) >= _TOWN_FROM and is_town(plain(found[1]))) else start


def _could_be_town(word: str, *, led: bool, beside: bool) -> bool:
    bare = plain(word)
    if is_town(bare) or (only_capital(bare) and not (is_first(bare) or is_surname(bare))):
        return True
    if led and has_capital(bare):
        return True
    return word[0].isupper() and (led or (beside and not is_common(bare) and not is_first(bare)))


_TOWN_BEHIND = rule(r",? (?:(?:in|te|yn|bij|IN|TE) )?((?:[Dd]en |[Dd]e )?[^\W\d_][\w'’\-]+)")
_PART_OF_TOWN = rule(
    r" (?:(?:[Nn]oord|[Zz]uid|[Oo]ost|[Ww]est|[Zz]uidoost|[Nn]oordoost|[Cc]entrum)\b|aan (?:den|de|het) [A-Z]\w+|bij [A-Z]\w+|a/d \w+)"
)


def _town(text: str, end: int) -> int:
    """Where the town ends that stands behind a street in small letters."""
    found = _TOWN_BEHIND.match(text, end)
    if found and _could_be_town(
        found[1], led=found[0].lstrip(", ").lower().startswith(("in ", "te ", "yn ")), beside=found[0][0] == " "
    ):
        part = _PART_OF_TOWN.match(text, found.end())
        return part.end() if part else found.end()
    return end


_NO_NUMBER = rule(
    r"^(?:[a-z'’]+ )*(?:weg|pad|hof|plaats|park|markt|tuin|meer|einde?|land|ring|es|hoek|berg|dam|rust|zijde|plein|kamp|huis) (?!\d{4} )\d"
    r"|^(?:Weg|Pad|Plaats|Park|Tuin|Meer|Einde?|Land|Ring|Es|Hoek|Berg|Dam|Rust|Zijde|Kamp) \d"
    r"|^[a-z]+(?:ering|werk|vereist|beleid) |(?:laatste|eerste|terug|plaats) \d|vergadering \d"
)


def _begin(text: str, found: re.Match[str]) -> int:
    """Without the preposition that begins the sentence before the street."""
    lead = _NO_START.match(found[0])
    start = found.start() + (lead.end() if lead else 0)
    before = _LEADING.search(text, max(0, start - _LEAD), start)
    return before.start(1) if before else start


def _streets(text: str) -> Iterator[Finding]:
    for found in _STREET.finditer(text):
        start = _begin(text, found)
        street = text[start : found.end()]
        first, _, rest = street.partition(" ")
        if rest and " " not in rest and is_first(plain(first)) and not _ALONG.search(text[:start][-12:]):
            continue
        if street[0].isupper() and street.lower() not in _NO_STREET:
            yield Finding(
                start,
                found.end(),
                Kind.ADDRESS,
                "street",
                0.7
                if (street.endswith(_SURNAMES) and not _ALONG.search(text[:start][-12:]))
                or (" " not in street and not _ARTICLE.search(text[:start][-4:]))
                else 0.85,
            )
    for found in _SMALL_STREET.finditer(text):
        if found[1] not in _NO_STREET:
            yield Finding(*found.span(1), Kind.ADDRESS, "street", 0.6)
