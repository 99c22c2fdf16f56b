"""What findings, codes and differences say on the screen."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from typing import Any

from django.utils.translation import gettext

from wederhoor.insight.approving import BY_HAND
from wederhoor.insight.deidentify import Finding, Kind

SURE, LIKELY = 0.85, 0.65
PIECES = re.compile(r"\[[^\]]*\]|\s+|[^\s\[]+|\[")


def kind_words() -> dict[Kind, str]:
    """What kind of thing it is."""
    return {
        Kind.NAME: gettext("Naam"), Kind.BSN: gettext("BSN"), Kind.TELEPHONE: gettext("Telefoonnummer"),
        Kind.MAIL: gettext("E-mailadres"), Kind.ADDRESS: gettext("Adres"), Kind.BIRTH: gettext("Geboortedatum of leeftijd"),
        Kind.IBAN: gettext("Rekeningnummer"), Kind.NUMBER: gettext("Nummer"), Kind.PLATE: gettext("Kenteken"),
        Kind.WEB: gettext("Internetadres"), Kind.ROOM: gettext("Kamer"), Kind.PLACE: gettext("Locatie"),
        Kind.DATE: gettext("Datum"),
    }  # fmt: skip


def reason_words() -> dict[str, str]:
    """Why we think so."""
    return {
        "known": gettext("staat in het dossier"), "known, pet name": gettext("lijkt op een naam uit het dossier"),
        "known, typing error": gettext("lijkt op een naam uit het dossier"),
        "known, initials": gettext("voorletters van iemand uit het dossier"),
        "known place": gettext("plek uit het dossier"), "title": gettext("staat na mevrouw, meneer of een titel"),
        "role": gettext("staat na een functie of familielid"), "announced": gettext("hier noemt iemand een naam"),
        "signed": gettext("staat onder de tekst"), "initials": gettext("voorletters met een naam"),
        "first name": gettext("voornaam"), "surname": gettext("achternaam"), "capital": gettext("hoofdletter midden in een zin"),
        "strange word": gettext("geen gewoon woord"), "beside a name": gettext("staat naast een naam"), "again": gettext("stond er al eerder"),
        "eleven test": gettext("negen cijfers die de elfproef halen"), "called BSN": gettext("heet hier BSN"),
        "telephone": gettext("nummer met tien cijfers"), "called telephone": gettext("heet hier telefoonnummer"),
        "mail": gettext("adres voor e-mail"), "street and number": gettext("straat met nummer"), "street": gettext("straat"),
        "name and number": gettext("naam met een huisnummer"), "before a postcode": gettext("staat voor een postcode"),
        "where somebody lives": gettext("daar woont iemand"), "house number": gettext("huisnummer"),
        "number and town": gettext("nummer met een plaats"), "beside an age": gettext("staat naast een leeftijd"),
        "postcode": gettext("postcode"), "post box": gettext("postbus"), "called birth": gettext("geboren, jarig"),
        "old date": gettext("datum van lang geleden"), "age": gettext("leeftijd die opvalt"), "account": gettext("bankrekening"),
        "called account": gettext("heet hier rekening"), "called number": gettext("nummer van een klant of polis"), "plate": gettext("kenteken"),
        "web": gettext("internetadres"), "handle": gettext("naam op sociale media"), "room": gettext("kamer of appartement"),
        "date": gettext("wordt de maand"), "second reader": gettext("gevonden door de tweede lezer"), BY_HAND: gettext("zelf aangewezen"),
    }  # fmt: skip


def sure_word(one: Finding) -> str:
    """How sure that is."""
    if one.confidence >= SURE:
        return gettext("zeker")
    return gettext("waarschijnlijk") if one.confidence >= LIKELY else gettext("misschien")


def rows(text: str, found: Iterable[Finding], kept: frozenset[str]) -> list[dict[str, Any]]:
    """One row for each word that was found, however often it stands there."""
    known: dict[tuple[str, Kind], dict[str, Any]] = {}
    for one in found:
        words = one.of(text)
        row = known.setdefault((words, one.kind), {
            "words": words, "kind": kind_words()[one.kind], "reason": reason_words()[one.reason], "tag": one.tag,
            "sure": sure_word(one), "kept": words in kept, "times": 0, "by_hand": one.reason == BY_HAND,
        })  # fmt: skip
        row["times"] += 1
    return list(known.values())


def marked(text: str, found: Iterable[Finding]) -> Iterator[dict[str, str]]:
    """The text in pieces: plain ones, and those that were found with their tag."""
    at = 0
    for one in sorted(found, key=lambda f: f.start):
        yield {"plain": text[at : one.start]}
        yield {"found": one.of(text), "tag": one.tag}
        at = one.end
    yield {"plain": text[at:]}


def difference(before: str, after: str) -> Iterator[dict[str, str]]:
    """What went and what came, in pieces."""
    old, new = PIECES.findall(before), PIECES.findall(after)
    for what, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            yield {"same": "".join(old[a:b])}
            continue
        yield {"gone": "".join(old[a:b]), "new": "".join(new[c:d])}
