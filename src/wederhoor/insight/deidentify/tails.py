"""What goes with a street and its number on both sides: floor, flat, postcode, town; a boat, a park, a number before it. Pure."""

from __future__ import annotations

import re

from wederhoor.insight.deidentify.ages import MONTHS
from wederhoor.insight.deidentify.rules import rule
from wederhoor.insight.deidentify.vocabulary import (
    has_capital,
    is_common,
    is_first,
    is_surname,
    is_town,
    listed,
    only_capital,
    plain,
    section,
)

_UP = r"[A-ZÀ-ÖØ-Þ]"
UNITS = (
    r"(?! ?(?:uur|uren|u\b|jaar|jr\b|keer|x\b|euro|mg|ml|%|weken|week|dagen|dag\b|maanden|maand|minuten|min\b|graden|meter|km\b|kilo"
    r"|kinderen|mensen|personen|stuks|punten|man\b|vrouwen|mannen|bewoners|cliënten|collega|nachten|pillen|tabletten|procent"
    rf"|(?-i:IE|EH|E)\b|(?:{'|'.join(MONTHS)}|jan|feb|mrt|apr|jun|jul|aug|sept?|okt|nov|dec)\b| [IVX]{{1,4}}[ \-](?:19|20)\d\d)|[.:/]\d|\d|,\d"
    rf"|-\d+-|e\b|ste\b|de\b|-jarig)"
)
"""What follows a number that counts something."""
NUMBER_WORD = (
    r"(?:een|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|\w+tien|(?:\w+(?:en|ën))?(?:twintig|dertig"
    r"|veertig|vijftig|zestig|zeventig|tachtig|negentig)|honderd\w*)"
)
_CLOSES = r"(?=[,.;)\n/]|$| ?[1-9]\d{3} ?[A-Za-z]{2}\b| (?-i:[A-Z])| in | te )"
_ORDINAL = r"(?:\d{1,2}(?:e|de|ste)?|eerste|tweede|derde|vierde|vijfde|zesde|begane|een|één|twee|drie|vier|vijf)"
_ADDED = rule(
    rf"(?: ?[-–/] ?(?!0\d\d)(?![1-9]\d{{3}} ?[A-Za-z]{{2}}\b)(?:[a-z]{{1,2}}(?:[ \-]?\d{{1,3}})?|[IVX]{{1,4}}|\d{{1,4}}[a-z]?|hs"
    rf"|huis|hoog|links|rechts|achter|voor|boven|beneden|bis)(?!\w){UNITS}"
    rf"|,? ?\(?{_ORDINAL}[ \-]?(?:etage|verdieping|verd\.?|grond|hoog|woonlaag)\b(?:[ \-](?:achter|voor|links|rechts))?\)?"
    r"|,? ?\(?(?:app(?:artement)?\.?|apt\.?|unit|flat|kamer|kmr\.?|k\.|etage|verdieping|box|toren|ingang|bus|kamernummer|verd\."
    r"|woning|bungalow|huisje|chalet"
    r"|kavel|plek|plaats|ligplaats|standplaats|studio|portiek|blok|gebouw|opgang|huisnummer|huisnr\.?|nummer|nr\.?"
    r"|no\.?) ?(?:[a-z]{0,2}[ .\-]?\d{1,4}(?:[.\-]\d{1,3})?[a-z]?|[a-z])(?!\w)\)?"
    rf"|[ ,]{{1,2}}\(?(?:boven(?:woning|huis|ste)?|beneden(?:woning|huis)?|links|rechts|achter(?:huis|om)?|voor(?:huis)?|huis"
    rf"|(?:een|twee|drie|vier)hoog|souterrain|parterre|bel-?etage|rood|zwart"
    rf"|zuid|noord|oost|west|III|II|IV|I)\)?{_CLOSES}"
    r"|[ ,]{1,2}\(?(?:bis|hs|souterrain|driehoog|tweehoog|eenhoog|sous|t/o|bovenwoning|benedenwoning|achterhuis)\b\)?"
    r"|,? \d{1,2}(?:e|de|ste)(?=[,.)\n]|$)| ?[a-z](?![\w'’.])| [a-z][ \-]?\d{1,3}(?!\w)"
    rf"|,? (?:en|t/m|tot en met|&) ?(?!0\d)\d{{1,4}}[a-z]?(?!\w){UNITS}"
    rf"| (?!0\d?\b(?! ?[1-9]))\d{{1,3}}(?![.,]\d)(?=[,.\n]|$| in | te |,? ?[1-9]\d{{3}} ?[a-z]{{2}}\b|\)"
    rf"| (?-i:[A-Z]))(?! (?-i:[A-Z])[a-z]+ \d))",
    re.I,
)
_COMMON_TWO = section("two letters")
_CODE = rule(
    r"(?: komma,? |[,;/|()\s\-–]{1,5})(?:postcode:? )?(?:(?:NL|B|D)[ \-])?(?:[1-9]\d{3}(?P<gap> ?-? ?)(?P<letters>[A-Za-z]{2}"
    r"|[A-Za-z] [A-Z])(?![\w])|(?P<bare>[1-9]\d{3,4})(?=[ ,]{1,2}(?P<town>[^\W\d_][\w'’\-]+)))"
)
_LEDBY = (
    r"(?:te|in|yn|bij|nabij|gem\.?|gemeente|buurtschap|gehucht|dorp|het dorp|dorpje|kerkdorp|plaats|woonplaats:?|stad"
    r"|de stad|regio|provincie|buitengebied)"
)
_PARTS = r"(?:['’]s[- ]|['’]t |St\.? ?|Sint[ \-]|Den |De |Het |Ter |Ten |Bad |Oud |Nieuw |H\.I\. ?)"
_TOWN = rule(
    rf"(?P<gap>,? ?\(| komma | ?; ?|,? ?[/|–] ?| - |,? ?\n|,? )(?P<led>(?:{_LEDBY} )*)(?P<parts>{_PARTS}?)(?P<town>[^\W\d_][\w'’\-]*)"
    rf"(?P<more>(?: (?:aan|op|bij|onder|a/d|ad|a\.d\.|over|en)(?: (?:de|den|het|'t))? [^\W\d_][\w'’\-]+|/[A-Z][\w\-]+|(?: (?:{_UP}[\w'’\-]+"
    rf"|[Zz]uid|[Nn]oord|[Oo]ost|[Ww]est|[Zz]uidoost|[Cc]entrum)(?!\w*[:\d]))){{0,2}})\)?",
    re.I,
)
_COUNTRY = rule(
    r"[,\s(]{1,3}(?:Nederland|België|Belgie|Belgium|Duitsland|the Netherlands|Frl?\.|NL|Limburg|Friesland|Fryslân|Drenthe|Zeeland"
    r"|Gelderland|Overijssel|Groningen|Brabant|N-H|Z-H|NH|ZH|NB|Gld|Ov|Dr|L)\)?(?!\w)"
)
_QUALIFIED = rule(r" ?\([A-Z][A-Za-z.]{0,3}\)")
"""'Hengelo (O)'."""
_MOST = 6


_NUMBER_LAST = rule(
    r"\d(?:[ \-/]?[\w.]{1,4}\)?)?$|(?:een|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|tig|honderd)$", re.I
)
_LETTER_LAST = rule(r" k$")
_ADDED_LAST = rule(r"(?:etage|verdieping|hoog|huis|links|rechts|boven|beneden|achter|voor|bis|woning)\)?$", re.I)
_CODED = rule(r"[1-9]\d{3} ?[A-Za-z]{2}(?!\w)")


_NO_TOWN = section("titles") | section("roles") | section("empty") | section("numbered")
_OF_COUNT = ("'s", "’s", "'s-", "’s-", "'t", "’t")
_IN = ("te", "in", "yn")
_ENDS = rule(r"[,.)\n;/]|$| (?:belt|is|heeft|en|waar|wil|tot|sinds)\b| \(")
_MAIL = rule(r"@|\.\w+@")
_AHEAD = rule(r"(?: -)? ([a-zà-ÿ]+)")
_CLOSED = rule(r"[,.)\n;/]|\s*$")
_SHORTEST = 3
_WATER = rule(
    r" (?:aan|op|bij|a/d|onder)(?: den| de| het| ['’]t)? (?:zoom|zee|ijssel|rijn|lek|maas|amstel|vecht|schelde|waal|oude maas"
    r"|sluis|duurstede|hilversum)\b",
    re.I,
)


def tail(text: str, start: int, end: int) -> int:
    """Where an address ends that was found so far: over what is added to its number, its postcode, town and country."""
    if _LETTER_LAST.search(text[start:end]) and text.startswith(".", end):
        end -= 2
    so_far = text[start:end]
    if _CODED.search(so_far) or not any(map(str.isdigit, so_far)):
        return _place(text, end)
    if not (_NUMBER_LAST.search(so_far) or _ADDED_LAST.search(so_far)):
        code = _CODE.match(text, end) or _WATER.match(text, end)
        return code.end() if code and (code.re is _WATER or _is_code(code)) else end
    return _place(text, _added(text, end))


def placed(text: str, end: int) -> bool:
    """Whether a postcode or a town stands behind the number that ends here."""
    added = _added(text, end)
    return _place(text, added) > added


def _added(text: str, end: int) -> int:
    for _ in range(_MOST):
        added = _ADDED.match(text, end)
        if not added or (added[0][-1:] == "\n"):
            break
        end = added.end()
    return end


def _place(text: str, end: int) -> int:
    code = _CODE.match(text, end)
    coded = bool(code and _is_code(code))
    end = code.end() + text.startswith(")", code.end()) if code and coded else end
    for _ in range(2):
        town = _TOWN.match(text, end)
        if not town or not (width := _town(town, coded=coded)):
            break
        end, coded = width, False
        if "\n" in text[end : end + 2]:
            break
    if not coded and (code := _CODE.match(text, end)) and _is_code(code):
        end = code.end()
    country = _COUNTRY.match(text, end) or _QUALIFIED.match(text, end)
    return country.end() if country else end


def _is_code(code: re.Match[str]) -> bool:
    if code["bare"]:
        town = code["town"]
        known = (
            is_town(plain(town)) or only_capital(plain(town)) or (town[0].isupper() and not code[0].startswith("\n"))
        )
        return known and not is_first(plain(town))
    letters = code["letters"]
    return not (letters.islower() and code["gap"] and letters in _COMMON_TWO)


def _town(found: re.Match[str], *, coded: bool) -> int:
    """Where the town ends, 0 where these words are none."""
    word, bare = found["town"], plain(found["town"])
    if len(bare) < 2 or (bare in _NO_TOWN and not found["parts"]) or _MAIL.match(found.string, found.end("town")):
        return 0
    if "\n" in found["gap"] and (word[0].islower() or not (coded or is_town(bare))):
        return 0
    known = _known(found, bare)
    if not (
        _capital(found, bare, known=known, coded=coded)
        if word[0].isupper()
        else _small(found, bare, known=known, coded=coded)
    ):
        return 0
    more = found["more"]
    if more and not _goes_with(more, word):
        return found.start("more")
    return found.end() if found[0].endswith(")") == ("(" in found["gap"]) else found.end() - found[0].endswith(")")


def _known(found: re.Match[str], bare: str) -> bool:
    """A place by the lists, or what begins as places do: 's-Graveland, Den Ham, Bad Bentheim."""
    parts = found["parts"].strip()
    if parts in _OF_COUNT or is_town(bare) or (only_capital(bare) and not (is_first(bare) or is_surname(bare))):
        return True
    return bool(parts) and (has_capital(bare) or found["town"][0].isupper()) and not is_common(bare)


def _capital(found: re.Match[str], bare: str, *, known: bool, coded: bool) -> bool:
    """A capital: where a town is told or stands by itself, unless on another line."""
    gap, led = found["gap"].strip(" ").replace("komma", ","), bool(found["led"])
    if known or led or coded:
        return True
    if is_common(bare) or len(bare) < _SHORTEST or "\n" in found["gap"]:
        return False
    if is_first(bare):
        end = found.end("town")
        ahead = _AHEAD.match(found.string, end)
        ends = bool(_CLOSED.match(found.string, end)) or bool(ahead and ahead[1] not in section("verbs"))
        return not gap and not found["more"].strip()[:1].isupper() and ends
    return gap in ("(", "/", "|", "") or (gap == "," and bool(_ENDS.match(found.string, found.end())))


def _small(found: re.Match[str], bare: str, *, known: bool, coded: bool) -> bool:
    """Small letters: a place of the lists, or behind 'te' and 'in' what is no word."""
    led = found["led"].split()
    if led and led[-1] not in _IN:
        return known or (led[-1] != "bij" and not is_common(bare))
    if led and len(bare) >= _SHORTEST and ((has_capital(bare) and not is_common(bare)) or not listed(bare)):
        return True
    alone = found["gap"] == " " and not (led or coded or found["parts"] or _ENDS.match(found.string, found.end()))
    return (known and not (listed(bare) and alone)) or (coded and not is_common(bare))


def _goes_with(more: str, word: str) -> bool:
    """'Capelle aan den IJssel', 'Rijswijk Zuid'; not 'Utrecht Jan komt' or 'ede op kantoor'."""
    words = re.findall(r"[^\W\d_][\w'’\-]*", more)
    if words[-1].lower() in ("zuid", "noord", "oost", "west", "zuidoost", "centrum"):
        return True
    last = plain(words[-1])
    if words[0].lower() == "en":
        return last in ("donk", "rodenrijs", "enschot", "dal", "nieuwland")
    if words[0].lower() in ("aan", "op", "bij", "onder", "over", "a", "ad"):
        return (
            words[-1][0].isupper()
            if word[0].isupper()
            else (has_capital(last) or last in ("zee", "zoom", "rijn", "ijssel", "maas", "lek"))
        )
    return words[-1][0].isupper() and is_town(last) and not is_first(last)


_KEPT = (
    r"(?:woonboot|woonark|ark|woonschip|schip|boot|m\.?s\.?|mts|boerderij|hoeve|flat|[a-z]*flat|huize|villa|residentie|camping"
    r"|\w*park|complex|hofje|pand|landgoed"
    r"|gebouw|appartement|app\.?|apt\.?|chalet|huisje|kavel|standplaats|staanplaats|ligplaats|unit|plek|bungalow|caravan"
    r"|woonwagen|woning|studio|kamer)"
)
_HEADS = (
    rule(
        rf"\b(?:in|te|uit|naar) (?P<at>(?:de wijk |de |het )?{_UP}[\w'’\-]+(?:,| -|:)? (?:(?:aan|op|in)(?: de| het)? )?)$"
    ),
    rule(
        rf"\b{_KEPT}(?: (?:{_UP}[\w'’\-]*|['’]t|de|het|van|der|den|[IVX]+|[\w\-]*\d[\w\-]*)){{0,4}},? (?:(?:aan|op|in|bij"
        rf"|langs)(?: de| het| ['’]t)? )?(?:de |het )?$",
        re.I,
    ),
    rule(
        rf"(?:aan boord van|[Ww]oon op|woont op|[Ll]ig op|ligt op) (?P<at>(?:de |het )?{_UP}[\w'’\-]+(?: {_UP}[\w'’\-]+)?, )$"
    ),
    rule(
        r"\b(?:huis)?(?:nummer|nr\.?|no\.?|num\.?) ?\d{1,4}[a-z]?,? ?(?:(?:in|op|aan|van|bij)(?: de| het| ['’]t| die)? )?$"
        r"|\b(?:op|van) (?P<at>\d{1,4}[a-z]? (?:in|van|aan|op) (?:de|het) )$",
        re.I,
    ),
    rule(
        r"(?<![\w.])(?:\d{1,2}(?:e|de|ste|ᵉ) |d['’]n |['’][ts] |['’]s-|(?:Dr|Ds|Mgr|Prof|Ir|Mr|St|Burg|Past|Jhr|Gen|Pres|Kard"
        r"|Pr)\. ?|op gen |aan gen )$",
        re.I,
    ),
)
_BEFORE_MONTH = rule(r"(?<!\w)\d{1,2} $")
_BACK = 52


def head(text: str, start: int) -> int:
    """Where an address begins whose street begins here."""
    for pattern in _HEADS:
        before = pattern.search(text, max(0, start - _BACK), start)
        if before:
            start = before.start("at") if "at" in pattern.groupindex and before["at"] else before.start()
    if text[start : start + 9].lower().startswith(MONTHS) and (
        day := _BEFORE_MONTH.search(text, max(0, start - 4), start)
    ):
        start = day.start()
    return start
