"""What stands around the procedure in a regulation: bodies, contact points, reports, retention, governance, words."""

from __future__ import annotations

from datetime import date, time
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from wederhoor.procedure.base import Labelled, Rule, Strict
from wederhoor.procedure.conditions_model import Condition, Words
from wederhoor.procedure.fields_model import FormField


class Paragraph(Strict):
    """A place in the source that demands something, in our own words; `elsewhere` says why no rule here carries it."""

    says: str
    elsewhere: str = ""
    cites: Words = Field((), description="Wetten die de tekst hier noemt, als een vervallen wet niet in 'says' staat.")
    refers_to: Words = Field((), description="Andere plaatsen waarnaar de tekst hier verwijst.")


class Said(Strict):
    """What who writes the regulation out says about a check against the law, where no rule of the file can tell."""

    answer: Literal["stated", "partly", "missing", "wrong"]
    source: str = Field("", description="Plaats in de tekst; leeg als de tekst zwijgt.")
    note: str = Field("", description="Waarom, in een zin.")


class Answer(Strict):
    """One answer to an applicability question and where it leads."""

    label: str
    leads_to: str = Field(description="'here', of de naam van de andere procedure.")
    counts_as: str = Field("", description="Bij 'within': welk antwoord dit is voor wie toch hier verder gaat.")


class Applicability(Rule):
    """A question at intake that tells whether this regulation is the right one."""

    question: str
    answers: dict[str, Answer]
    within: str = Field(
        "",
        description="Vraag van 'receive' waarin deze opgaat: daar staan alleen de antwoorden bij die elders heen wijzen.",
    )


class Hours(Strict):
    """Opening hours: weekdays 1 (Monday) to 7; empty when the text gives none (then that is said)."""

    days: tuple[int, ...] = ()
    from_: time = Field(alias="from")
    until: time
    way: str = Field("", description="Waarvoor: telefoon, chat, ...")


class Contact(Labelled):
    """How to reach a role or body. Organisations' public points only; persons are roles."""

    role: str = ""
    body: str = ""
    own: bool = Field(
        False, description="Of dit een eigen afspraak van de zorgaanbieder is: wie de tekst leent, heeft een andere."
    )
    telephone: str = ""
    mail: str = ""
    web: str = ""
    post: str = ""
    chat: str = ""
    hours: tuple[Hours, ...] = ()
    age_under: int | None = None
    age_from: int | None = None
    regions: Words = ()
    laws: Words = ()
    when: Condition | None = None
    missing: Words = Field((), description="Wat de tekst als weg noemt maar niet geeft.")
    find: str = Field("", description="Hoe men het zelf vindt, zolang er geen weg staat.")


def _as_package(value: object) -> object:
    """Papers may be listed by name alone: the name is then its own code."""
    return {str(v): v for v in value} if isinstance(value, (list, tuple)) else value


Package = Annotated[dict[str, str], BeforeValidator(_as_package)]


class ExternalBody(Labelled):
    """A body outside: dispute committee, portal, confidants' organisation, inspectorate, municipality, chain partner."""

    kind: Literal[
        "dispute",
        "portal",
        "committee",
        "confidant",
        "inspectorate",
        "municipality",
        "partner",
        "insurer",
        "special",
        "court",
    ]
    part_of_procedure: bool
    laws: Words = ()
    approach: Literal["directly", "through provider", "either"]
    binding: bool = False
    fee: str = ""
    fee_checked: date | None = None
    conditions: Words = ()
    package: Package = Field(default_factory=dict, description="Stukken die mee moeten: code -> naam.")
    package_complete: bool = Field(False, description="Zonder alle stukken niet overdragen; anders een waarschuwing.")
    rules: Words = Field((), description="Eigen reglementen, met versie waar bekend.")
    stages: Words = Field((), description="Wat daar gebeurt: advies, bemiddeling, oordeel.")


class Affiliation(Rule):
    """Membership of an external body, with dates; `valid_until` empty when the text gives none."""

    body: str
    valid_from: date | None = None
    valid_until: date | None = None
    what: str


class LooseContact(Labelled):
    """A contact that makes no dossier: who may record it, who reads it back, who sees the count only, and what is asked."""

    by: Words = Field(min_length=1)
    seen_by: Words = Field((), description="Wie de contacten kan teruglezen; leeg: alleen wie het vastlegde.")
    counted_for: Words = Field((), description="Wie alleen het aantal ziet.")
    may_become_complaint: bool = Field(False, description="Kan met een knop een klacht worden.")
    asks: dict[str, FormField] = Field(default_factory=dict)


class Meeting(Labelled):
    """A talk, hearing or periodic meeting."""

    invited: Words
    every: str = ""
    apart: bool | None = Field(None, description="Partijen apart (true), samen (false) of niet bepaald.")
    minutes: bool = False
    public: bool | None = Field(None, description="Openbaar (true), besloten (false), of niet bepaald.")
    seen_by: Words = ()


class Report(Labelled):
    """A report: by whom, for whom, how often, before which day, on what."""

    by: str
    for_: Words = Field(alias="for")
    every: Literal["quarter", "half year", "year", "two years", "not stated"]
    before: str = Field("", description="Kalenderdatum na de periode, bijvoorbeeld '1 April'.")
    public: bool = False
    public_within: str = Field(
        "", description="Termijn na het vaststellen waarin het openbaar is, bijvoorbeeld '10 days'."
    )
    sent_to: Words = Field((), description="Wie het buiten de organisatie krijgt, in woorden.")
    anonymous: bool = True
    contains: Words = Field(
        min_length=1, description="Standaardonderdelen: 'sections' van regulations/_vocabulary.yaml."
    )
    per: tuple[Literal["region", "member"], ...] = Field(
        (), description="Voor elke groep locaties of elk lid een eigen verslag."
    )
    laws: Words = Field((), description="Alleen klachten onder deze wetten; leeg: alle.")
    routes: Words = Field((), description="Alleen klachten langs deze wegen; leeg: alle.")
    about_work_of: str = Field("", description="Rol over wier werk dit gaat.")
    adopted_by: Words = Field(
        (), description="Wie het vaststelt; leeg: het bestuur onder wie het maakt of krijgt, anders wie het krijgt."
    )
    discussed_with: Words = ()
    discussed_in: str = Field(
        "",
        description="Overleg uit 'meetings' waarin het besproken wordt: met het verslag daarvan is dat overleg gehouden.",
    )
    fulfils: str = Field("", description="Plicht uit 'governance' die is gedaan zodra het verslag is vastgesteld.")


class Retention(Rule):
    """How long a dossier is kept after which fact; `term: none` when the text gives none (a visible work item)."""

    term: str
    from_: str = Field(alias="from")
    by: str = Field("", description="Rol die vernietigt; leeg: de zorgaanbieder van statute_roles.")
    hold: bool = Field(True, description="Kan worden vastgehouden (legal hold).")
    not_in_care_file: bool = Field(False, description="Stukken komen niet in het zorgdossier.")


class Satisfaction(Rule):
    """What is asked of the complainant at the end, and the target."""

    questions: dict[str, str]
    scale: tuple[str, ...]
    target: str = ""


PERIODS = {"month": "1 month", "quarter": "3 months", "half year": "6 months", "year": "1 year", "two years": "2 years"}
"""The words for a period that comes back, as terms."""
CHANGES = " or "
"""Between the words of ``Governance.before``."""


class Governance(Labelled):
    """Who adopts, must consent, is heard; evaluation and its period."""

    by: str
    consent_of: Words = ()
    heard: Words = ()
    told: Words = ()
    every: str = Field("", description="Hoe vaak het terugkomt, zoals '2 years' of 'quarter'.")
    before: str = Field(
        "",
        description="Waarvoor het horen geldt: adoption, change, withdrawal, met ' or ' ertussen; leeg: altijd.",
        pattern=r"^$|^(adoption|change|withdrawal)( or (adoption|change|withdrawal))*$",
    )


class Principle(Labelled):
    """A principle the software keeps everywhere (confidential, free, as few formalities as possible)."""

    says: str
    who: Words = ()
    withheld: Words = ()
    about: Literal["", "costs", "free"] = Field(
        "",
        description="Waarover dit gaat, zodat de pagina's het vinden: kosten, of dat klagen de klager niets kost (free).",
    )
    act: str = Field("", description="De daad waarmee dit wordt vastgelegd, zoals het geven van inzage.")


class Term(Rule):
    """A word of the glossary, explained in our own plain Dutch."""

    says: str
    english: str
