"""The regulation format: acts (who may do what, when) and duties (who owes whom what, within what term), with their lists."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from wederhoor.procedure.base import Labelled, Rule, Strict
from wederhoor.procedure.conditions_model import Condition, Words
from wederhoor.procedure.fields_model import Effects, FieldChoices, FormField, Tracks
from wederhoor.procedure.roles import Compartment, Reads, Role, RoleKind
from wederhoor.procedure.surroundings import (
    Affiliation,
    Applicability,
    Contact,
    ExternalBody,
    Governance,
    LooseContact,
    Meeting,
    Paragraph,
    Principle,
    Report,
    Retention,
    Said,
    Satisfaction,
    Term,
)


class Option(Labelled):
    """One choice of a list; choosing it can bring about facts and set values."""

    brings_about: Words = ()
    sets: dict[str, str] = Field(default_factory=dict)
    when: Condition | None = None
    given_to: str = Field(
        "", description="Wie dit kiest, brengt de klacht bij deze rol: wie hem heeft, krijgt het dossier en hoort het."
    )
    heading: str = Field("", description="Van een thema: het kopje waaronder het telt (regulations/_register.yaml).")


class Channel(Option):
    """A way by which a complaint comes in."""

    written: bool = Field(description="Telt als schriftelijk.")
    public: bool = Field(False, description="Klager kan het zelf via de site doen.")


class Capacity(Option):
    """In which quality somebody may complain, and what is asked of them."""

    asks: Words = Field((), description="Wat hierbij gevraagd wordt (zonder te blokkeren).")


class Consent(Option):
    """A step for which somebody's consent is asked."""

    per_person: bool = Field(False, description="Per persoon met wie contact komt (veld 'person' van de daad).")
    by_age: dict[str, Words] = Field(
        default_factory=dict, description="Leeftijdsgroep -> wie zelf moet instemmen ('client', 'representative')."
    )


class Law(Option):
    """A legal basis of the care that this regulation covers."""

    follows: Words = Field((), description="Wetten (law/*.yaml) die de regeling zelf van toepassing verklaart.")


class Scheme(Option):
    """Which part of the regulation a case falls under; `when` decides it from the case values."""


class Voting(Strict):
    """How a body decides: how many took part, and the votes. Its role's quorum and the majority are kept."""

    by: str = Field(description="Rol waarvan het quorum geldt.")
    present: str = Field("", description="Veld met het aantal dat meedeed.")
    in_favour: str = Field("", description="Veld met de stemmen voor.")
    against: str = Field("", description="Veld met de stemmen tegen.")


class Act(Labelled):
    """Something that may be done: by whom, when, with what consequence and which letters."""

    done: str = Field(description="Zin voor het tijdpad, voltooid: 'Ontvangst bevestigd'.")
    done_as: str = Field("", description="Dezelfde zin met het antwoord erin: '{party} zag af van horen'.")
    by: Words = Field(min_length=1)
    when: Condition | None = None
    once: bool = Field(False, description="Kan maar één keer (per deel).")
    opens: bool = Field(False, description="Opent het dossier.")
    closes: bool = Field(False, description="Sluit het dossier (of het deel).")
    stops: bool = Field(False, description="Stopt de behandeling: plichten van daarvoor vervallen.")
    reopens: bool = False
    after_stopping: bool = Field(False, description="Mag ook nadat de behandeling is gestopt.")
    after_closing: bool = Field(False, description="Mag ook als het dossier gesloten is.")
    per: Literal["dossier", "part"] = "dossier"
    brings_about: Effects = ()
    undoes: Words = Field((), description="Feiten die door deze daad vervallen.")
    fields: dict[str, FormField] = Field(default_factory=dict)
    sets: Words = Field((), description="Velden waarvan de keuze een waarde van de zaak wordt.")
    letters: Words = Field((), description="Brieven die uit deze daad volgen.")
    extends: str = Field("", description="Plicht waarvan deze daad de termijn verlengt.")
    splits: bool = Field(False, description="Maakt een deel met een eigen wet en weg.")
    consents: str = Field("", description="Veld met de stap waarvoor toestemming geldt (met veld 'answer').")
    assigns: str = Field("", description="Veld met de persoon die de zaak in de rol uit veld 'role' krijgt.")
    excludes: str = Field("", description="Veld met de persoon die niet meer mag meedoen.")
    excludes_if: dict[str, Words] = Field(default_factory=dict, description="Alleen uitgesloten bij dit antwoord.")
    objects: str = Field("", description="Veld met de persoon die tot de beslissing op het bezwaar niets doet.")
    answers_objection: bool = Field(False, description="Beslist op het bezwaar tegen wie in veld 'person' staat.")
    corrects: bool = Field(False, description="Verbetert een eerdere daad; die blijft zichtbaar.")
    internal: bool = Field(False, description="Werk van binnen: staat niet als stap in een brief.")
    toward: Words = Field((), description="Instanties waar deze daad de klacht heen brengt (of veld 'body').")
    adds_to: str = Field(
        "", description="Veld met de kant die hulp krijgt van wie in veld 'name' staat; een partij helpt zichzelf."
    )
    tells: Words = Field((), description="Rollen die door deze daad van de klacht horen.")
    hands_over: str = Field("", description="Veld met de instantie (of de instantie zelf) die de klacht krijgt.")
    cancels: str = Field("", description="Veld met het geplande gesprek dat niet doorgaat.")
    speaks_for: str = Field("", description="Veld met de kant die dit zegt; een partij spreekt alleen voor zichzelf.")
    asks: str = Field("", description="Veld met de persoon aan wie iets wordt gevraagd.")
    answer_by: str = Field("", description="Veld met de dag waarop het antwoord er moet zijn.")
    answers: str = Field("", description="Veld met de persoon die antwoordde.")
    holds: bool = Field(False, description="Houdt het dossier vast: niet vernietigen.")
    releases: bool = Field(False, description="Heft het vasthouden op.")
    voting: Voting | None = None
    tracks: Tracks | None = Field(None, description="Komt op de lijst van maatregelen en aanbevelingen.")
    preferred: bool = Field(False, description="Heeft de voorkeur, maar kan worden overgeslagen.")
    group: str = Field("", description="Kopje op het scherm.")


class StartRule(Strict):
    """From which moment a term runs, when it is not simply the first occurrence of one fact."""

    any_of: Words = Field((), description="Het eerste van deze feiten.")
    all_of: Words = Field((), description="Als al deze feiten er zijn: het laatste.")
    latest: str = Field("", description="De laatste keer dat dit feit zich voordeed.")
    end_of: str = Field("", description="Het einde (due) van de termijn van deze plicht.")


class TermCase(Strict):
    """A term that holds under a condition; the first whose `when` holds is taken."""

    within: str
    when: Condition | None = None


class CaseTerm(Strict):
    """A term that is set per case by an act: the value of this `term` or date field of that act."""

    set_by: str


class ExtendRule(Rule):
    """How an act moves the end of a term."""

    by: str = Field("", description="Vaste duur, of 'regular term' (nog eens de gewone termijn).")
    field: str = Field("", description="Veld van de daad met de duur (term) of de nieuwe datum (date).")
    at_most: str = Field("", description="Hoogste duur per keer.")
    at_least: str = Field("", description="Laagste duur per keer.")
    times: int | None = Field(description="Hoe vaak; leeg (null) = onbeperkt.")
    total: str = Field("", description="Nooit verder dan deze duur vanaf het begin.")
    consent: Words = Field((), description="Feiten: schriftelijke instemming die er moet zijn.")
    when: Condition | None = None


class Stretch(Strict):
    """While the clock stands still: from one fact until another."""

    from_: str = Field(alias="from")
    until: Words


class WhenPassed(Strict):
    """What follows when a term passes unmet."""

    opens: Words = Field((), description="Feiten die er zijn zodra de uiterste datum voorbij is.")
    at_aim: Words = Field((), description="Feiten die er zijn zodra de strengste datum voorbij is.")
    escalates_to: str = ""
    notice: str = Field("", description="Wat dan ook gezegd moet worden; staat bij de plicht.")


class Duty(Labelled):
    """What somebody owes somebody, from when, within what term, and which act discharges it."""

    holder: str
    owed_to: Words
    from_: str | StartRule = Field(alias="from")
    within: str | tuple[TermCase, ...] | CaseTerm = Field(description="Termijn, of 'none': geen datum.")
    not_before: str = Field("", description="Venster: niet eerder dan deze duur na het begin.")
    met_by: Words = Field(min_length=1)
    when: Condition | None = None
    lapses_when: Condition | None = None
    per: Literal["dossier", "part"] = "dossier"
    recurs: bool = Field(False, description="Begint na elke keer dat zij is nagekomen opnieuw, tot zij vervalt.")
    aim_from: Words = Field((), description="Feiten van een strengere lezing: `aim` telt vanaf het vroegste.")
    working_days: str = Field("", description="Profiel van werkdagen als het afwijkt van dat van de regeling.")
    external: bool = Field(False, description="Loopt bij een ander; wordt alleen gevolgd.")
    internal: bool = Field(False, description="Werk van binnen: geen partij ziet deze plicht.")
    goes_along: bool = Field(
        False, description="Is van wie het dossier heeft, van wie haar kan nakomen; anders van `holder`."
    )
    decides: bool = Field(False, description="Maakt de procedure af (het oordeel): deze dag staat in brieven.")
    extend: dict[str, ExtendRule] = Field(default_factory=dict)
    stands_still: tuple[Stretch, ...] = ()
    when_passed: WhenPassed | None = None


class Letter(Labelled):
    """A letter or notice: to whom, from which template, and what may not be missing."""

    to: Words
    template: str
    must_contain: Words = ()
    withholds: Words = Field((), description="Wat deze ontvanger niet te zien krijgt.")
    four_eyes: bool = Field(False, description="Gaat pas weg als een ander de brief heeft goedgekeurd.")
    when: Condition | None = None


class Phase(Labelled):
    """A stretch of the way; the last listed phase whose `when` holds is the current one."""

    when: Condition | None = None


class Outcome(Option):
    """What a role can conclude."""

    by: Words


class Ground(Option):
    """A ground on which a complaint is inadmissible or not taken up."""

    decided_by: Words
    provisional: bool = False


class Doubt(Strict):
    """A contradiction or gap in the text, with the reading chosen."""

    about: str
    text: str
    reading: str
    source: str


class WorkingDays(Rule):
    """A profile of working days that the regulation itself defines."""

    weekdays: tuple[int, ...] = (1, 2, 3, 4, 5)
    not_counting: tuple[str, ...] = ()
    decree_days: bool = Field(description="Tellen de bij besluit gelijkgestelde dagen als werkdag.")


class Regulation(Strict):
    """One provider's complaints regulation, as data. See docs/regulation-format.md."""

    provider: str
    name: str
    also_called: Words = Field((), description="Andere namen van de aanbieder in zijn tekst.")
    title: str
    version: str
    in_force_from: date
    until: date | None = None
    part_of: str = Field("", description="Regeling waarbij deze hoort (lid van een coöperatie).")
    address: Literal["u", "je"]
    working_days: str | WorkingDays
    statute_roles: dict[str, str] = Field(description="Rol in de wet -> rol in deze regeling.")
    staff: Words = Field((), description="Rollen die de gewone daden van law/own-choices.yaml doen.")
    paragraphs: dict[str, Paragraph]
    applicability: dict[str, Applicability] = Field(default_factory=dict)
    laws: dict[str, Law]
    kinds: dict[str, Option]
    roles: dict[str, Role]
    capacities: dict[str, Capacity]
    channels: dict[str, Channel]
    schemes: dict[str, Scheme] = Field(default_factory=dict)
    routes: dict[str, Option] = Field(default_factory=dict)
    steps: dict[str, Option] = Field(default_factory=dict, description="Stappen van een ladder of voorkeursvolgorde.")
    consents: dict[str, Consent] = Field(default_factory=dict)
    hopes: dict[str, Option] = Field(default_factory=dict)
    admissibility: dict[str, Ground] = Field(default_factory=dict)
    outcomes: dict[str, Outcome]
    lists: dict[str, dict[str, Option]] = Field(default_factory=dict, description="Overige keuzelijsten.")
    facts: dict[str, str] = Field(default_factory=dict, description="Feit -> zin in het Nederlands.")
    not_yet: dict[str, str] = Field(default_factory=dict, description="Feit -> zin voor zolang het er niet is.")
    phases: dict[str, Phase]
    acts: dict[str, Act]
    duties: dict[str, Duty]
    letters: dict[str, Letter] = Field(default_factory=dict)
    external_bodies: dict[str, ExternalBody] = Field(default_factory=dict)
    affiliations: dict[str, Affiliation] = Field(default_factory=dict)
    contact_points: dict[str, Contact] = Field(default_factory=dict)
    contacts_without_dossier: dict[str, LooseContact] = Field(default_factory=dict)
    meetings: dict[str, Meeting] = Field(default_factory=dict)
    inspection: dict[str, Principle] = Field(default_factory=dict)
    reports: dict[str, Report] = Field(default_factory=dict)
    retention: Retention
    satisfaction: Satisfaction | None = None
    governance: dict[str, Governance] = Field(default_factory=dict)
    principles: dict[str, Principle] = Field(default_factory=dict)
    glossary: dict[str, Term] = Field(default_factory=dict)
    doubts: tuple[Doubt, ...] = ()
    conformity: dict[str, Said] = Field(
        default_factory=dict,
        description="Toets aan de wet (law/*.yaml) -> wat de tekst zegt.",
    )


__all__ = ["Act", "Compartment", "Duty", "FieldChoices", "FormField", "Reads", "Regulation", "Role", "RoleKind"]
