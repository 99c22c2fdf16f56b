"""Every word a letter may leave open, with the label staff see when it is still empty.

One list for all letters: a template, a value or a regulation that names anything else is an error.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["line", "text", "date", "link", "address"]


@dataclass(frozen=True, slots=True)
class Placeholder:
    """One open place: its Dutch label and what is put in (one line, running text, a date, a link, an address)."""

    name: str
    label: str
    kind: Kind = "line"
    free: bool = False
    """Somebody's own words: may be added to a letter by hand when the dossier has none."""


_ALL = (
    Placeholder("accused_name", "naam van de aangeklaagde"),
    Placeholder("care_file", "dat niets in het zorgdossier komt", "text"),
    Placeholder("compensation_amount", "bedrag van de vergoeding"),
    Placeholder("complainant_name", "naam van de klager"),
    Placeholder("conclusions", "conclusies", "text", free=True),
    Placeholder("conditions", "voorwaarden", "text", free=True),
    Placeholder("confidant", "vertrouwenspersoon en hoe die te bereiken is", "text"),
    Placeholder("contact", "contactgegevens"),
    Placeholder("costs", "kosten", "text", free=True),
    Placeholder("decisions", "beslissingen", "text", free=True),
    Placeholder("deviation_reasons", "redenen om van het advies af te wijken", "text", free=True),
    Placeholder("dispute_body", "geschilleninstantie en hoe die te bereiken is", "text"),
    Placeholder("due_on", "uiterste datum", "date"),
    Placeholder("due_why", "hoe de datum is berekend", "text"),
    Placeholder("explanation", "uitleg", "text", free=True),
    Placeholder("external_body", "externe instantie", "text"),
    Placeholder("external_officer", "externe klachtenfunctionaris", "text"),
    Placeholder("ground", "grond van de beslissing", "text"),
    Placeholder("handler_role", "wie de klacht behandelt"),
    Placeholder("invited", "wie zijn uitgenodigd", "text", free=True),
    Placeholder("lead_time", "doorlooptijd"),
    Placeholder("measures", "maatregelen", "text", free=True),
    Placeholder("measures_by", "wanneer de maatregelen klaar zijn", "text", free=True),
    Placeholder("meeting_at", "dag en tijd van het gesprek"),
    Placeholder("meeting_place", "plaats van het gesprek"),
    Placeholder("message", "bericht", "text"),
    Placeholder("minutes", "verslag", "text", free=True),
    Placeholder("minority_view", "mening van de minderheid", "text", free=True),
    Placeholder("municipality", "gemeente van de klager", free=True),
    Placeholder("new_date", "nieuwe datum", "date"),
    Placeholder("number", "klachtnummer"),
    Placeholder("openness", "openbaar of besloten", "text"),
    Placeholder("organisation", "naam van de organisatie"),
    Placeholder("organisation_address", "adres van de organisatie", "address"),
    Placeholder("other_ways", "andere wegen voor de klager", "text"),
    Placeholder("outcome", "uitkomst", "text"),
    Placeholder("outcome_words", "uitkomst in gewone woorden", "text", free=True),
    Placeholder("procedure_followed", "gevolgde procedure", "text", free=True),
    Placeholder("progress", "stand van zaken", "text"),
    Placeholder("provisional", "dat de beslissing voorlopig is", "text"),
    Placeholder("reasons", "redenen", "text", free=True),
    Placeholder("received_on", "datum van ontvangst", "date"),
    Placeholder("recipient_address", "adres van de ontvanger", "address"),
    Placeholder("recipient_name", "naam van de ontvanger"),
    Placeholder("recipient_role", "wie de ontvanger is, als die geen naam gaf"),
    Placeholder("regulation_link", "vindplaats van de klachtenregeling", "link"),
    Placeholder("regulation_title", "naam van de klachtenregeling"),
    Placeholder("route", "gekozen route"),
    Placeholder("satisfaction", "tevredenheid over de behandeling", "text"),
    Placeholder("signed_by", "wie de brief ondertekent"),
    Placeholder("subject", "onderwerp van de klacht"),
    Placeholder("today", "datum van de brief", "date"),
    Placeholder("tried", "wat al is geprobeerd", "text", free=True),
    Placeholder("view_accused", "kijk van de aangeklaagde", "text"),
    Placeholder("view_complainant", "kijk van de klager", "text"),
    Placeholder("withdrawn_on", "datum van de intrekking", "date"),
)

PLACEHOLDERS: dict[str, Placeholder] = {place.name: place for place in _ALL}

#: What the head of every letter shows; without these it is no letter.
HEAD = ("organisation", "recipient_name", "number", "today")
#: Who gave no name gets letters too: what stands in for a place of the head that stays empty.
INSTEAD = {"recipient_name": "recipient_role"}
