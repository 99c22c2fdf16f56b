"""Addresses by the shape of a house number and what it stands behind: misspelled, in small letters, split, shortened, on water or in a park. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wederhoor.insight.deidentify.ages import MONTHS
from wederhoor.insight.deidentify.finding import Finding, Kind
from wederhoor.insight.deidentify.tails import UNITS, placed
from wederhoor.insight.deidentify.vocabulary import PREFIXES, is_common, is_first, is_surname, is_town, is_word, listed, plain, section

_UP = r"[A-ZÀ-ÖØ-Þ]"
_ENDS = (
    r"(?:st?r?r?aa?tt?|straa|strt|straar|straatje|strjitte|stritte|straße|strasse|laa?nn?|laantje|leane|weg{1,2}|wegje|wei|dyk|pl[ei]{2}n(?:tje)?|gra[cg]h?t|si[nm]gel|kaa?de|dreeff?"
    r"|plantsoe?n|dij[ck]k?|steeg|stege|pad|paadje|boulevard|allee|hof|hofje|markt|park|plaats|steenweg|kwartier|burg|oord|horst|hage|veld|kamp|buorren|flat|toren)"
)
_SHORT = r"(?:str|ln|pl|wg|dr|gr|sngl|pln|kd)"
_SURE_ENDS = r"(?:straat+|strjitte|laan+|gracht|singel|dreef|plantsoen|steeg|steenweg|plein)"
_WORD = r"[^\W\d_][\w'’.\-]*"
_NUMBERED = r"(?:huis ?)?(?:nummer|numer|nr|no|num|n°|#)\.?:? ?"
_LINK = rf"(?:,? \(?{_NUMBERED}|,? op {_NUMBERED}| ?\(|, | ?[/\-] ?(?!0\d\d)|,? t\.?/?o\.? ?(?:{_NUMBERED})?|,? tegenover (?:{_NUMBERED})?| )"
_NUMBER = rf"\d{{1,5}}(?![\d:%]){UNITS}(?:[ \-]?[a-zA-Z](?![\w'’])|[a-zA-Z]\d{{0,2}}\b)?\)?"
_STREET = re.compile(
    rf"(?<![\w'’])(?P<word>{_WORD}?(?:(?<=\w\w){_ENDS}|(?<=\w\w\w){_SHORT}\.?)){_LINK}{_NUMBER}"
    rf"|(?<![\w'’])(?P<close>{_WORD}?(?<=\w\w\w){_SURE_ENDS})\d{{1,4}}[a-z]?\b"
    rf"|(?<![\w'’])(?P<split>[^\W\d_]{{3,}} {_SURE_ENDS[:-1]}|weg|kade|dijk|hof|pad)) {_NUMBER}"
    rf"|(?<![\w'’])(?P<in>{_WORD}?(?<=\w\w){_SURE_ENDS[:-1]}|weg|dijk|kade)) (?:te|in|,) ?{_UP}?[\w'’\-]+,? (?:op )?{_NUMBERED}{_NUMBER}",
    re.I,
)
_LED = re.compile(
    r"\b(?P<kind>laan|weg|steenweg|pad|plein|avenue|rue|chauss[ée]e|boulevard|kanaal|singel|haven|kade|park|hof|allee|straat) "
    r"(?P<rest>(?:(?:van|naar|op|de|der|den|het|du|des|la|le|aan|over|langs|a|nz|zz|'t)\.? )*(?:[\w'’\-]+ ){1,3}?)(?:nr\.? ?|nummer )?"
    rf"{_NUMBER}",
    re.I,
)
_SQUARE = re.compile(rf"\b(?:plein|laan) (?:{{0}})(?: nr\.?| nummer)? {_NUMBER}".replace("{0}", r"['’]?\d\d(?:\d\d)?(?: ?[-–/] ?['’]?\d\d(?:\d\d)?)?"), re.I)
_KEPT = re.compile(
    r"\b(?P<kind>(?:\w*flat|woonboot|woonark|woonschip|camping|\w*park|woonwagen(?:kamp|centrum|park)?|residentie|complex|hofje|aanleunwoning|seniorencomplex|landgoed|boerderij)"
    rf"(?: (?:{_UP}[\w'’\-]*|['’]t|[a-z][\w'’\-]+)){{1,4}}?,? (?:{_NUMBERED}|huisje |plek |plaats |kavel |chalet |bungalow |ligplaats |appartement |app\.? )?{_NUMBER})",
    re.I,
)
_PLACE = re.compile(rf"\b(?:lig|stand|staan)plaats (?:{_NUMBERED})?\d{{1,4}}[a-z]?,? (?:(?:aan|in|op) (?:de |het )?)?{_UP}[\w'’\-]+(?: {_UP}[\w'’\-]+)?", re.I)
_LIVES = re.compile(
    r"\b(?:woon(?:t|de|den|achtig|adres|plaats)?|wonen(?:d|de)?|adres|post(?:adres)?|huisadres|verhuisd|verhuis|verhuist|gehuisvest|ingeschreven|bezorg\w*|stuur \w+|opgehaald|thuis|huis|bewoner|bewoonster|buren|buurman|buurvrouw|logeert|verblijft)\b"
    r"(?: is| nu| nog| al| zelf| toen| ik| wij| we| hij| zij| ze| samen| alleen| hier| vroeger| weer){0,3}:?(?: (?:op|aan|in|naar|te|van|bij))? "
    rf"(?P<street>(?:['’][ts] )?(?:[^\W\d_][\w'’.\-]*,? ){{1,4}}?(?:{_NUMBERED})?{_NUMBER})",
    re.I,
)
_NAMED = re.compile(
    rf"(?P<led>(?:\b(?:[Oo]p|[Aa]an|[Ii]n|[Nn]aar|[Bb]ij|[Vv]an|[Uu]it|[Ll]angs|[Tt]e|is|adres:?|,|:|\(|\n|^) ?(?:de |het |'t )?)|^)(?P<street>(?:['’][ts] )?{_UP}[\w'’\-]{{2,}}(?: (?:{_UP}[\w'’\-]+|van|de|der|den|het|'t|op|aan|gen|te|ten|ter)){{0,3}}? "
    rf"(?:{_NUMBERED})?{_NUMBER}(?:[ \-]\d{{1,3}}(?![\d:])(?! [a-z]))?)",
    re.M,
)
_PART = r"(?:(?:st|dr|ds|mgr|burg|past|prof|ir|jhr|gen|pres|kon|pr|lt|(?:[a-z]\.){0,3}[a-z])\.|[^\W\d_][\w'’\-]*|['’][ts])"
_COMPLETE = re.compile(
    rf"(?:^|[,.:;(\n–|/] ?|\b(?:op|aan|in|naar|bij|van|uit|te|is|adres|nu|en) )(?P<street>(?:{_PART}|\d{{1,2}}e)(?: {_PART}){{0,4}},? (?:{_NUMBERED})?"
    rf"{_NUMBER}(?:[ \-/]{{1,2}}\d{{1,4}}(?![\w:])(?! ?[A-Za-z]{{2}}\b))?)",
    re.M | re.I,
)
"""Words and a number with a postcode or a town behind them, in capitals or not."""
_OWN_STREET = re.compile(rf"\b(?:[Ii]n|[Uu]it|[Oo]nze|[Dd]e|[Mm]ijn|[Dd]eze) (?:onze |de |mijn |deze )?(?:straat|laan|wijk|buurt|steeg|flat|gracht)(?:,| is| heet|:| genaamd) (?:de |het |'t )?(?P<street>{_UP}[\w'’\-]+(?: {_UP}[\w'’\-]+){{0,2}})(?=[,.)\n]|$)")
_AT_HOME = re.compile(rf"\b(?:naar huis,? |thuis,? |mijn huis |ons huis |haar huis |zijn huis )(?:naar|op|in|aan) (?:de |het |'t )(?P<street>{_UP}[\w'’\-]+(?: {_UP}[\w'’\-]+){{0,2}})")
_SMALL = re.compile(r"(?<![\w'’\-])([a-zà-ÿ][a-zà-ÿ'’\-]{2,}(?:straatweg|straat|strjitte|leane|laan|gracht|singel|dreef|plantsoen|steeg|kade|plein))(?![\w'’]|-[a-z])")
_STRANGE = re.compile(rf"\b(?:op|aan|naar) (?:de |het |'t )?(?P<street>(?:[a-zà-ÿ][\w'’\-]+ ){{1,2}}?{_NUMBER}(?:[\-/]\d{{1,3}})?)")
_BEFORE = re.compile(rf"\b{_NUMBERED}\d{{1,4}}[a-z]?,? (?:aan|in|op|van) (?:de |het )?[\w'’\-]+(?<=\w\w\w){_ENDS}\b", re.I)
_FAMED = re.compile(
    rf"(?<![\w])(?<![A-Z]\. )(?<![A-Z]\.)(?:(?:Laan|Boulevard|Plein|Kade|Avenue|Steenweg|Weg)(?: (?:van|naar|op|de|der|den|het))*|Lange|Korte|Grote|Kleine|Oude|Hoge|Lage|Brede|Smalle|Eerste|Tweede|Derde|Verlengde|Achterste|Voorste) {_UP}[\w'’\-]{{2,}}"
)
_NUMBER_FIRST = re.compile(rf"\b(?:de buren|buren|buurman|buurvrouw|bewoner|woning|huis|pand|adres|wij|ik)(?: \w+)? (?:van|op) ((?:huis)?(?:nummer|nr\.?) \d{{1,4}}[a-z]?)\b", re.I)
_TOWNED = re.compile(rf"(?:^|[,\n(/] ?)([1-9]\d{{3}} (?P<town>{_UP}[\w'’\-]+))(?=[,.)\n]|$)", re.M)
_NOT_STREET = section("numbered") | section("before numbers") | frozenset(
    "de het een mijn zijn haar onze die dat deze dit alle ongeveer rond afdeling groep kamer gang bed tussen sinds na voor tot keer leefgroep unit team om per over elke ieder werk".split()
)
_REPORTS = ("melding", "onderdeel", "rapportage", "incident", "uitspraak", "overdracht", "notulen", "verslag", "dienst", "zitting", "verzoek", "casus", "besluit", "formulier")
_PLAIN = section("no street")
_OPENERS = frozenset("ik wij we zij ze hij mijn onze in op aan bij naar van uit te tot adres wonende woont en of de het een dit dat er was is om langs mijn haar zijn hun u nabij".split())


def dwellings(text: str) -> Iterator[Finding]:
    """Addresses by their number; the same letters may be found twice."""
    for found in _STREET.finditer(text):
        group = found.lastgroup or "word"
        word = plain(found[group])
        if _street_word(word, group):
            yield Finding(_leftwards(text, found.start()), found.end(), Kind.ADDRESS, "street and number", 0.9)
    for pattern in (_LED, _SQUARE, _PLACE):
        for found in pattern.finditer(text):
            if pattern is not _LED or _led(found):
                yield Finding(*found.span(), Kind.ADDRESS, "street and number", 0.86)
    for found in _KEPT.finditer(text):
        last = re.findall(r"[^\W\d_]+", found["kind"])
        if plain(last[-1]) not in _NOT_STREET | {"de", "een"}:
            yield Finding(*found.span(), Kind.ADDRESS, "name and number", 0.82)
    for pattern in (_LIVES, _NAMED):
        for found in pattern.finditer(text):
            if _stands(found["street"], lives=pattern is _LIVES):
                yield Finding(*found.span("street"), Kind.ADDRESS, "name and number", 0.82)
    at = 0
    while found := _COMPLETE.search(text, at):
        at = found.start("street") + 1
        start = found.start("street") + _people(found["street"])
        if _stands(text[start : found.end()], lives=True) and (placed(text, found.end()) or _strange_line(text, start, found.end())):
            yield Finding(start, found.end(), Kind.ADDRESS, "number and town", 0.84)
            at = found.end()
    yield from _without_number(text)


def _without_number(text: str) -> Iterator[Finding]:
    for pattern in (_OWN_STREET, _AT_HOME):
        for found in pattern.finditer(text):
            yield Finding(*found.span("street"), Kind.ADDRESS, "where somebody lives", 0.82)
    for found in _SMALL.finditer(text):
        if found[1] not in _PLAIN and not listed(plain(found[1])):
            yield Finding(_leftwards(text, found.start()), found.end(), Kind.ADDRESS, "street", 0.6)
    for found in _STRANGE.finditer(text):
        words = [plain(word) for word in re.findall(r"[^\W\d_]+", found["street"])]
        if _stands(found["street"], lives=False) and len(words[-1]) > 3 and not (is_word(words[-1]) or is_first(words[-1])):  # noqa: PLR2004
            yield Finding(*found.span("street"), Kind.ADDRESS, "name and number", 0.8)
    for found in _BEFORE.finditer(text):
        yield Finding(*found.span(), Kind.ADDRESS, "street and number", 0.86)
    for found in _FAMED.finditer(text):
        yield Finding(*found.span(), Kind.ADDRESS, "street", 0.82)
    for found in _NUMBER_FIRST.finditer(text):
        yield Finding(*found.span(1), Kind.ADDRESS, "house number", 0.75)
    for found in _TOWNED.finditer(text):
        if is_town(plain(found["town"])) and not found[1].startswith(("19", "20")):
            yield Finding(*found.span(1), Kind.ADDRESS, "postcode", 0.82)


_CUT = re.compile(r"^.*\b(?:wonen|woont|woon|wonend|wonende|ben|en|is|heb|heet|adres|naam|ik|wij|mijn|zijn|haar|moet|naar) (?!\d)", re.I)


def _people(street: str) -> int:
    """How many letters before the street are not of it: 'fatima en yusuf wonen balistraat 4', 'm. driessen st. jansstraat 14'."""
    cut = _CUT.match(street)
    begin = cut.end() if cut else 0
    if (small := re.match(r"(?:[a-zà-ÿ]\S* )+(?=[A-Z])", street[begin:])) and not PREFIXES.issuperset(small[0].split()):
        begin += small.end()
    words = [*re.finditer(r"[^\W\d_][\w'’.\-]*", street[begin:])]
    bare = [plain(word[0].rstrip(".")) for word in words]
    if len(words) > 2 and (is_first(bare[0]) or words[0][0].endswith(".")) and is_surname(bare[1]) and bare[1] not in PREFIXES:  # noqa: PLR2004
        return begin + words[2].start()
    return begin


def _strange_line(text: str, start: int, end: int) -> bool:
    """Whether this is a whole line whose last word before the number is of no list: 'fluitekruid 17' under a letter."""
    line = re.match(r"[ ,.]*(?:\n|$)", text[end:]) and (start == 0 or text[start - 1] == "\n")
    last = re.findall(r"[^\W\d_]+", re.split(r" \d", text[start:end])[0])
    return bool(line) and len(plain(last[-1])) > 3 and not is_common(plain(last[-1])) and not is_first(plain(last[-1]))  # noqa: PLR2004


def _street_word(word: str, group: str) -> bool:
    """Whether this is the name of a street and not a word that ends as one does."""
    bare = word.rstrip(".")
    if bare in _PLAIN or bare in _NOT_STREET or bare.split("-")[0] in _NOT_STREET and "-" not in bare:
        return False
    if group == "split":
        return bare.split()[0] not in _NOT_STREET | _OPENERS and not bare.startswith(("ver ", "hele ", "lange weg"))
    sure = re.search(rf"{_SURE_ENDS}$", bare)
    return bool(sure) or not is_common(bare)


def _led(found: re.Match[str]) -> bool:
    """'Laan van Meerdervoort 12', 'steenweg op aalst 12'; not 'weg naar kamer 12' or 'park met 12'."""
    words = [plain(word) for word in re.findall(r"[^\W\d_][\w'’\-]*", found["rest"])]
    if not words or words[-1] in _NOT_STREET or words[-1] in MONTHS:
        return False
    return found["kind"][0].isupper() or found["kind"].lower() in ("avenue", "rue") or (words[0] in ("van", "op") and not is_common(words[-1]))


def _stands(street: str, *, lives: bool) -> bool:
    """Whether what stands before the number can be a street at all."""
    words = [plain(word) for word in re.findall(r"[^\W\d_]+", re.split(r"\d", street)[0])]
    words = [word for word in words if word not in ("nr", "nummer", "huisnummer", "no")]
    if not words or words[-1] in _NOT_STREET or words[0] in _NOT_STREET - {"de", "het", "voor", "over", "tussen", "na", "onder", "op", "bij", "in", "aan", "om", "met"}:
        return False
    if re.search(r"(?<!\d)(?:19|20)\d\d$", street) or {"met", "voor" if not lives else "met", "al", "sinds", "maar", "en", "ik", "niet", "want"} & set(words[1:] if lives else words):
        return False
    if words[-1].endswith(_REPORTS) or max(map(len, words)) < 3:  # noqa: PLR2004
        return False
    if words[-1] in PREFIXES | _OPENERS or any(word in section("verbs") for word in words):
        return False
    person = is_first(words[-1]) and len(words) < 2 + lives  # noqa: PLR2004
    return not person


def _leftwards(text: str, start: int) -> int:
    """Where the street begins whose last word begins here: over names, initials, titles and prefixes before it."""
    at = begin = start
    small = text[start].islower()
    for _ in range(6):
        before = re.search(r"(?:^|(?<=[\s(,]))((?:[^\W_][\w'’.\-]*|['’][ts]))(?P<gap> | ?(?<=\.))$", text[max(0, at - 26) : at])
        if not before or len(before[1]) > 24:
            break
        word, bare = before[1], plain(before[1].rstrip("."))
        at -= len(before[0])
        strong = (
            re.fullmatch(r"\d{1,2}(?:e|de|ste)", word)
            or (word.endswith(".") and (len(bare) <= 2 or bare in section("titles") | section("leads") or re.fullmatch(r"(?:\w\.)+", word)))
            or (word[0].isupper() and bare not in _OPENERS and not (is_common(bare) and _sentence(text, at) and bare not in section("leads")))
            or (small and (bare in section("leads") - PREFIXES or (is_first(bare) and at < start)))
        )
        if strong:
            begin = at
        elif bare == "van" and at + 4 == begin and not small:
            begin = at
        elif bare not in PREFIXES and not re.fullmatch(r"['’][ts]", word):
            break
    return begin


def _sentence(text: str, at: int) -> bool:
    """Whether a sentence begins here."""
    return at == 0 or bool(re.search(r"[.!?:\n]\s*$", text[max(0, at - 3) : at]))
