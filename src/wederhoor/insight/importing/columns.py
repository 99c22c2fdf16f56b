"""Which column of an older register is which of ours: what they are called elsewhere, and what never comes along.

Pure: no database. A person never enters the register, so a column that looks like one is left out, and so is free text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from unicodedata import normalize

CODED = (
    "law", "kind", "theme", "route", "outcome", "location_group", "source", "hope", "came_of_it", "cause", "treatment", "result",
    "late_reason", "not_taken_up",
)  # fmt: skip
"""Our columns that hold a code: each value of the file is mapped to one."""
DATED, TRUTHS, TIMED = ("closed", "received"), ("in_time", "extended", "disputed"), ("lead_time",)
TARGETS = (*DATED, *CODED, *TRUTHS, *TIMED)
CALLED: Mapping[str, str] = {
    "closed": r"gesloten|afgerond|afgehandeld|sluit|einddatum|datum afsluiting|kwartaal",
    "received": r"ontvang|binnengekomen op|ingediend|meldingsdatum|startdatum|datum klacht|datum binnen",
    "law": r"\bwet\b|wettelijk|financiering", "kind": r"soort|type|aard van de melding", "theme": r"thema|onderwerp|categorie|aard|rubriek",
    "route": r"\bweg\b|route|wijze van afhand|afhandeling", "outcome": r"uitkomst|oordeel|gegrond|uitspraak|resultaat",
    "location_group": r"locatie|regio|cluster|afdeling|vestiging", "source": r"kanaal|binnengekomen|wijze van indien|hoe ontvangen",
    "hope": r"gehoopt|verwachting|wens|doel", "came_of_it": r"uitgekomen|gelukt|kwam.*uit", "cause": r"oorzaak",
    "treatment": r"tevreden.*(behandeling|afhandeling)|behandeling.*tevreden", "result": r"tevreden.*(uitkomst|resultaat)|tevreden",
    "late_reason": r"reden.*(laat|later|overschr|termijn)", "not_taken_up": r"reden.*niet|niet in behandeling",
    "in_time": r"op tijd|binnen.*termijn|termijn gehaald", "extended": r"verleng", "disputed": r"geschil",
    "lead_time": r"doorlooptijd|aantal dagen|dagen",
}  # fmt: skip
"""How the column is called elsewhere: the first of ours that fits, in the order of ``FIRST``."""
FIRST = (
    "late_reason", "not_taken_up", "treatment", "result", "lead_time", "in_time", "extended", "disputed", "came_of_it", "hope",
    "cause", "received", "closed", "source", "location_group", "outcome", "route", "law", "theme", "kind",
)  # fmt: skip
PERSON_HEAD = re.compile(
    r"naam|bsn|burgerservice|adres|postcode|woonplaats|telefoon|mobiel|mail|geboor|cli[eë]nt|klager|melder|behandelaar|medewerker|"
    r"contactpersoon|aangeklaagde|beklaagde|vertegenwoordiger|dossier|zaaknummer|klachtnummer|nummer|kenmerk|\bid\b"
)
PERSON_CELL = re.compile(
    r"@[\w-]+\.|\b\d{9}\b|(\+31|\b0)[ -]?\d([ -]?\d){8}\b|\b\d{4} ?[A-Za-z]{2}\b|\b(mevrouw|meneer|dhr|mevr|mw)\b\.?",
    re.IGNORECASE,
)
FREE_HEAD = re.compile(
    r"omschrijving|toelichting|opmerking|beschrijving|inhoud|verslag|bijzonderhed|samenvatting|notitie|maatregel|klacht$"
)
MOST_VALUES = 60
"""A column with more different values than this holds no codes."""
LONG = 80
LEAVE = ""
NUMBER_OF_SAMPLES = 3


_ARTICLES = "de het een klacht klachten en op van voor in over door met"
HARMLESS = frozenset(f"{_ARTICLES} is zijn werd wordt verklaard beoordeeld bevonden".split())
"""Words that change nothing of what stands beside them."""
TURNS = frozenset({"deels", "geen", "nooit", "zonder"})
"""Words that make another value of the same words."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the file."""

    place: int
    head: str
    values: tuple[str, ...]
    """Its different values, in the order of the file; no more than shows that there are too many."""
    refused: str = ""
    """Why it stays out: 'person', 'free text', or '' where it may come along."""
    guess: str = LEAVE

    @property
    def samples(self) -> tuple[str, ...]:
        """A few values to know it by; none of a column that stays out."""
        return () if self.refused else self.values[:NUMBER_OF_SAMPLES]


def columns_of(heads: Sequence[str], rows: Iterable[tuple[int, Sequence[str]]]) -> list[Column]:
    """Every column with a head, what stays out, and what it probably is; of two that seem the same the first."""
    listed = [cells for _, cells in rows]
    taken: set[str] = set()
    found = []
    for place, head in enumerate(heads):
        if not head:
            continue
        values = tuple(dict.fromkeys(cells[place] for cells in listed if cells[place]))
        column = _column(place, head, values, taken)
        taken.add(column.guess)
        found.append(column)
    return found


def _column(place: int, head: str, values: tuple[str, ...], taken: set[str]) -> Column:
    name = plain(head)
    target = next((one for one in FIRST if re.search(CALLED[one], name)), LEAVE)
    refused = _refused(name, values, target)
    guess = LEAVE if refused or target in taken else target
    return Column(place, head, values[: MOST_VALUES + 1], refused, guess)


def _refused(name: str, values: tuple[str, ...], target: str) -> str:
    """Why this column stays out. A head that says what it counts is believed before one that could be a person's."""
    if (PERSON_HEAD.search(name) and not target) or any(PERSON_CELL.search(value) for value in values):
        return "person"
    if FREE_HEAD.search(name) and not target:
        return "free text"
    if any(len(value) > LONG for value in values):
        return "free text"
    return "free text" if target in ("", *CODED) and len(values) > MOST_VALUES else ""


def plain(text: str) -> str:
    """A text as it is compared: small letters, one space, no accents but those that tell words apart."""
    return " ".join(normalize("NFC", text).casefold().replace("_", " ").split())


def guessed(value: str, words: Mapping[str, str]) -> str:
    """The code that a value probably stands for: its own name, or one of the words for it; '' where nothing is sure.

    Whole words only, and never the opposite: 'ongegrond' holds 'gegrond' and is not it.
    """
    said = plain(value)
    if value in words:
        return value
    for code, label in words.items():
        if _meant(said) in {_meant(plain(one)) for one in (*label.split(" / "), label)}:
            return code
    near = [
        code
        for code, label in words.items()
        if said and _near(set(_meant(said).split()), set(_meant(plain(label)).split()))
    ]
    return near[0] if len(near) == 1 else ""


def _meant(said: str) -> str:
    """'niet gegrond' and 'ongegrond' are one word, 'gedeeltelijk' and 'deels' another; no brackets and commas."""
    bare = re.sub(r"[^\w\s-]", " ", re.sub(r"\b(?:gedeeltelijk|gedeeltelijke|deels)\b", "deels", said))
    return " ".join(re.sub(r"\b(?:niet|on)[ -](?=\w)", "on", bare).split())


def _near(said: set[str], word: set[str]) -> bool:
    """Whether one says no more than the other: what a label says besides turns nothing around, and what a value says besides means nothing."""
    return (said <= word and not (word - said) & TURNS) or (word <= said and said - word <= HARMLESS)
