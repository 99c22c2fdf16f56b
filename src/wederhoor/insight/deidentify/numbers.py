"""Numbers and addresses of machines: BSN, telephone, mail, account, client number, licence plate, web, room. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wederhoor.insight.deidentify.finding import Finding, Kind
from wederhoor.insight.deidentify.rules import rule

WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)
NEAR = 40
_ENDS = "nl|com|be|de|org|net|eu|info|fr|tr|pl|uk|nu"
_NINE = rule(r"(?<![\w+])(?<!\d[ .\-/])\d(?:[ .\-/]?\d){7,8}(?![ .\-]?\d|\w)")
_GROUPED = rule(
    r"(?<![\w+])(?<!\d[ .\-/])(\d{3}[ .\-]\d{3}[ .\-]\d{3}|\d{4}[ .]\d\d[ .]\d{3})(?=[ ,;/])|(?<!\d)(?<!nr )(?<!nummer )(\d{9})(?!\d)"
)
"""Nine digits in groups, whatever number stands behind them."""
_COMPACT = rule(r"(?<=[a-z:.)] )\d{1,2} (\d{9})(?!\w)", re.I)
"""Nine digits behind a short number that is no part of them: 'bsn kind 2 123456789'."""
_BSN_WORDS = rule(r"\b(?:bsn|b\.s\.n|burger ?service|sofi)", re.I)
_DIGIT_WORDS = r"(?:nul|een|één|twee|drie|vier|vijf|zes|zeven|acht|negen|\w*tig|\w*tien|elf|twaalf|\d+)"
_TELEPHONES = (
    rule(r"(?<![\w+])(?:\+|00) ?31[ \-.–/]{0,3}(?:\(0\))?(?:[ \-.–/]{0,3}\d){9}(?!\d)"),
    rule(r"(?<![\w+])(?:\+|00)(?!31)[1-9]\d{0,2}(?:[ \-.]?\d){7,11}(?!\d)"),
    rule(r"(?<![\w+.,])(?!\d\d[-./ ]\d\d[-./ ](?:19|20)\d\d\D)\(?0(?:[ \-.–—/()_:]{0,3}\d){9}(?!\d)"),
    rule(r"(?<!\w)[0oO]6[ ,:;_\-]{0,3}(?:[ \-.]?\d){8}(?!\d)"),
    rule(rf"\b(?:nul|0\d{{1,2}})[ ,\-]+(?:{_DIGIT_WORDS}[ ,\-]+){{2,9}}{_DIGIT_WORDS}\b", re.I),
    rule(rf"\bzes[ ,\-]+(?:{_DIGIT_WORDS}[ ,\-]+){{3,8}}{_DIGIT_WORDS}\b", re.I),
)
_SPOKEN_TELEPHONES = _TELEPHONES[-2:]
_LOCAL = rule(
    r"\b(?:tel|telefoon|mob|mobiel|telnr|telefoonnummer"
    r"|bel|bellen op|terugbellen op|bereikbaar (?:op|onder)|06|fax)\b[ .:]{1,3}(?:nr[.:]? ?)?(\d[\d \-]{4,11}\d)(?![\w/])",
    re.I,
)
_GROUPS = rule(
    r"\b(?:bel\w*|gebeld|app\w*|nummer is|tel\w*|bereik\w*|mob\w*|fax|thuisnummer)\b[^\d\n]{0,40}?(\d{2,4}(?: \d{2,4}){1,3}"
    r"|\d{3,4}-\d{3,5}|\d\d-\d\d-\d\d|\d{6,7}|(?:31 ?)?6 ?\d{8})(?![\w/:]|[ .,\-]\d)",
    re.I,
)
"""The number without the town's: 'u kunt altijd bellen, 31 84 27'."""
_LEAST, _MOST = 6, 11
_FREE = rule(r"0[89]00")
_DATE_LIKE = rule(r"\(?\d{1,2}[-./ ]\d{1,2}[-./ ](?:19|20)\d\d")
_DOT = r" ?(?:\.|punt|dot|[(\[](?:punt|dot)[)\]]) ?"
_MAILS = (
    rule(r"[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)*\.[a-z]{2,12}\b", re.I),
    rule(r"[\w.+\-]+ ?@ ?[\w\-]+(?: ?\. ?[\w\-]+)*?(?: ?[.,] ?| punt )(?:nl|com|be|de|org|net|eu|info)\b", re.I),
    rule(
        r"[\w.+\-]+ ?@ ?(?:gmail|hotmail|live|outlook|icloud|ziggo|kpnmail|planet|xs4all|home|yahoo|telfort|upcmail|casema"
        r"|quicknet|hetnet|chello)\b",
        re.I,
    ),
    rule(
        r"[\w.+\-]+(?: (?:punt|streepje|underscore|laag streepje|liggend streepje|min) \w+){0,3} ?(?:\(at\)|\[at\]|<at>| at "
        r"| ape?n?staart(?:je)? ) ?[\w\-]+"
        rf"(?:{_DOT}[\w\-]+)*?{_DOT}(?:{_ENDS})\b",
        re.I,
    ),
)
_IBANS = (
    rule(r"\bNL[ .\-]?\d{2}[ .\-]?[A-Z]{4}(?:[ .\-]?\d){10}\b", re.I),
    rule(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\b"),
)
_ACCOUNT = rule(r"\b(?:bank)?(?:rekening|rek|giro)(?:nummer|nr)?\b[^\n\d]{0,16}(\d(?:[ .\-]?\d){5,9})(?!\d)", re.I)
_NUMBERED = rule(
    r"\b(?:cli[eë]nt|klant|pati[eë]nt|polis|verzekerde|verzekerden|verzekering|lid|relatie|zorg|dossier|pas"
    r"|paspoort|id|identiteits|document|personeels|deelnemers?|registratie|big|v|debiteuren?|kaart)"
    r"[ \-]?(?:nummer|nr|no)s?\b[^\n\d]{0,14}?((?:[A-Z]{1,4}[ \-.]?)?\d[\w\-./]*(?:(?<!\.) \d[\w\-./]*)*)", re.I)  # fmt: skip
_PLATE = rule(r"(?<![\w\-])(?=[\w\-]*\d)(?=[\w\-]*[a-z])[a-z\d]{1,3}-[a-z\d]{1,3}-[a-z\d]{1,3}(?![\w\-])", re.I)
_SIDE = (
    r"(?:[a-z]{1,3}[ \-]?\d{1,3}[ \-]?[a-z]{1,3}|\d{1,3}[ \-]?[a-z]{1,3}[ \-]?\d{1,3}"
    r"|[a-z]{2}[ \-]?[a-z]{2}[ \-]?\d\d|\d\d[ \-]?[a-z]{2}[ \-]?[a-z]{2})"
)
_PLATE_NAMED = rule(rf"\b(?:kenteken|nummerbord|nummerplaat)\b[^\n\d]{{0,12}}?\b({_SIDE})\b", re.I)
_WEBS = (
    rule(r"\bhttps?://[^\s<>()\"]{1,2000}|\bwww\.[^\s<>()\"]{1,2000}", re.I),
    rule(rf"(?<![\w@.\-])(?:[\w\-]+\.)+(?:{_ENDS})\b(?:/[^\s<>()\"]{{0,2000}})?(?!@)", re.I),
    rule(r"(?<![\w.])@[\w][\w.\-]{2,}"),
)
_HANDLE = rule(
    r"\b(?:snap(?:chat)?|insta(?:gram)?|tiktok|discord|twitter|facebook|fb|xbox|psn|ig|sc|steam|gamertag)\b"
    r"(?: (?:naam|account))?(?: is| heet)?[ :=]+([\w.\-]*[\d_.][\w.\-]*\w|(?<=[:=] )[\w.\-]+)",
    re.I,
)
_ROOM = rule(
    r"\b(?:kamer(?:nummer|nr)?|kmr\.?|k\.|appartement|app\.|apt|unit|studio|flat|bed|huisnummer|woning|vleugel)(?!\w)"
    r"[ :]*(?:nr\.?|nummer)? ?\d{1,4}(?:[.\-]\d{1,3})?[ \-]?(?:[a-z]\b)?",
    re.I,
)


_SPOKEN = rule(
    rf"\b(?:bsn|b\.s\.n|burgerservicenummer|burger service nummer|sofinummer|bsn-nummer)\b\W{{0,3}}(?:(?:is|nr\.?|nummer|dus|van"
    rf"|mijn|hij|hem|haar) ){{0,3}}"
    rf"((?:{_DIGIT_WORDS}[ ,\-]+){{3,9}}{_DIGIT_WORDS})\b",
    re.I,
)


def eleven(digits: str) -> bool:
    """Whether nine digits pass the eleven test of a BSN."""
    total = sum(int(digit) * weight for digit, weight in zip(digits, WEIGHTS, strict=True))
    return len(set(digits)) > 1 and total % 11 == 0


def numbers(text: str) -> Iterator[Finding]:
    """Everything of this module that stands in the text; the same letters may be found twice."""
    for look in (_bsn, _telephones, _mails, _accounts, _numbered, _plates, _webs, _rooms):
        yield from look(text)


def _bsn(text: str) -> Iterator[Finding]:
    spans = [
        *(one.span() for one in _NINE.finditer(text)),
        *(one.span(one.lastindex or 0) for pattern in (_COMPACT, _GROUPED) for one in pattern.finditer(text)),
    ]
    for start, end in spans:
        digits = "".join(filter(str.isdigit, text[start:end]))
        named = _BSN_WORDS.search(text, max(0, start - NEAR), start)
        if len(digits) == len(WEIGHTS) and eleven(digits):
            yield Finding(start, end, Kind.BSN, "eleven test", 0.97 if named else 0.9)
        elif named and not _DATE_LIKE.fullmatch(text, start, end):
            yield Finding(start, end, Kind.BSN, "called BSN", 0.93)
    for found in _SPOKEN.finditer(text):
        if not found[1].isdigit():
            yield Finding(*found.span(1), Kind.BSN, "called BSN", 0.95)


def _telephones(text: str) -> Iterator[Finding]:
    for pattern in _TELEPHONES:
        for found in pattern.finditer(text):
            start = found.start() + (found[0].startswith("(") and ")" not in found[0])
            spoken = pattern not in _SPOKEN_TELEPHONES or any(map(str.isalpha, found[0]))
            if spoken and not _FREE.match(text, start) and not _DATE_LIKE.match(found[0]):
                yield Finding(start, found.end(), Kind.TELEPHONE, "telephone", 0.92)
    for found in _LOCAL.finditer(text):
        if _FREE.match(found[1]):
            continue
        yield Finding(*found.span(1), Kind.TELEPHONE, "called telephone", 0.8)
    for found in _GROUPS.finditer(text):
        if _LEAST <= sum(map(str.isdigit, found[1])) <= _MOST and not (
            _FREE.match(found[1]) or _DATE_LIKE.match(found[1])
        ):
            yield Finding(*found.span(1), Kind.TELEPHONE, "called telephone", 0.8)


def _mails(text: str) -> Iterator[Finding]:
    small = text.lower()
    signs = ("@",), ("@",), ("@",), ("(at)", "[at]", "<at>", " at ", "apenstaart", "apestaart")
    for pattern, some in zip(_MAILS, signs, strict=True):
        for found in pattern.finditer(text) if any(sign in small for sign in some) else ():
            yield Finding(*found.span(), Kind.MAIL, "mail", 0.98)


def _accounts(text: str) -> Iterator[Finding]:
    for pattern in _IBANS:
        for found in pattern.finditer(text):
            yield Finding(*found.span(), Kind.IBAN, "account", 0.98)
    for found in _ACCOUNT.finditer(text):
        yield Finding(*found.span(1), Kind.IBAN, "called account", 0.85)


def _numbered(text: str) -> Iterator[Finding]:
    for found in _NUMBERED.finditer(text):
        yield Finding(found.start(1), found.start(1) + len(found[1].rstrip(".-/ ")), Kind.NUMBER, "called number", 0.94)


def _plates(text: str) -> Iterator[Finding]:
    for found in _PLATE.finditer(text):
        if len(found[0]) == len("AA-BB-11"):
            yield Finding(*found.span(), Kind.PLATE, "plate", 0.9)
    for found in _PLATE_NAMED.finditer(text):
        yield Finding(*found.span(1), Kind.PLATE, "plate", 0.95)


def _webs(text: str) -> Iterator[Finding]:
    for pattern in _WEBS:
        for found in pattern.finditer(text):
            yield Finding(found.start(), found.start() + len(found[0].rstrip(".,;:!?")), Kind.WEB, "web", 0.9)
    for found in _HANDLE.finditer(text):
        yield Finding(found.start(1), found.start(1) + len(found[1].rstrip(".")), Kind.WEB, "handle", 0.8)


def _rooms(text: str) -> Iterator[Finding]:
    for found in _ROOM.finditer(text):
        yield Finding(found.start(), found.start() + len(found[0].rstrip(" -")), Kind.ROOM, "room", 0.85)
