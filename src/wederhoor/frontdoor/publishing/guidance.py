"""How to complain at a provider, in plain Dutch, read from its regulation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import get_language, gettext

from wederhoor.frontdoor.publishing.opening import hours_words, openness
from wederhoor.procedure.model import CaseTerm, Duty, Regulation
from wederhoor.procedure.surroundings import Contact
from wederhoor.procedure.term_syntax import parse_term
from wederhoor.procedure.term_words import term_words

OUTSIDE_LAST = {"dispute", "court"}


@dataclass(frozen=True, slots=True)
class Row:
    """A step, contact, term or way: the templates show what is filled."""

    title: str
    text: str = ""
    day: str = ""
    phone: str = ""
    mail: str = ""
    url: str = ""
    hours: str = ""
    open_now: str = ""
    tone: str = "neutral"

    @property
    def name(self) -> str:
        """The same words under the name that contacts use."""
        return self.title

    @property
    def label(self) -> str:
        """The same words under the name that terms use."""
        return self.title

    @property
    def words(self) -> str:
        """The same words under the name that terms use."""
        return self.text


def said(address: str, formal: str, familiar: str) -> str:
    """The sentence in the form of address of the regulation."""
    return gettext(familiar if address == "je" else formal)


def joined(words: Iterable[str]) -> str:
    """'brief, telefoon of e-mail', with small letters unless it is an abbreviation."""
    found = [_small(word) for word in words]
    return (
        gettext("%(some)s of %(last)s") % {"some": ", ".join(found[:-1]), "last": found[-1]}
        if found[1:]
        else "".join(found)
    )


def _small(word: str) -> str:
    return word if word[1:2].isupper() else word[:1].lower() + word[1:]


def term_in_words(duty: Duty) -> str:
    """'binnen 5 werkdagen'; '' when the rule gives no date or it depends on the case."""
    terms = duty.within if isinstance(duty.within, str) else _case_terms(duty)
    written = [terms] if isinstance(terms, str) else terms
    found = list(dict.fromkeys(_within(term) for term in written if term != "none"))
    return gettext(" of ").join(found)


def _case_terms(duty: Duty) -> list[str]:
    return [] if isinstance(duty.within, (CaseTerm, str)) else [case.within for case in duty.within]


def _within(text: str) -> str:
    term = parse_term(text)
    words = term_words(term, "en" if get_language() == "en" else "nl")
    return words if term.unit == "before" else gettext("binnen %s") % words


def _promises(regulation: Regulation) -> list[Duty]:
    """What the regulation itself promises the complainant, with a term."""
    mine = (duty for duty in regulation.duties.values() if "complainant" in duty.owed_to and not duty.external)
    return [duty for duty in mine if not duty.internal and term_in_words(duty) and not duty.source.startswith("Wet:")]


def terms(regulation: Regulation) -> list[Row]:
    """How long each thing may take, and who sees to it."""
    return [
        Row(duty.label, f"{term_in_words(duty)} – {_small(regulation.roles[duty.holder].label)}".capitalize())
        for duty in _promises(regulation)
    ]


def steps(regulation: Regulation) -> list[Row]:
    """The way of a complaint in a few steps."""
    return list(_steps(regulation))


def _steps(regulation: Regulation) -> Iterator[Row]:
    address, ways = regulation.address, (channel.label for channel in regulation.channels.values())
    yield Row(
        said(address, "U vertelt uw klacht", "Je vertelt je klacht"),
        gettext("Dat kan zo: %s.") % joined(ways),
        said(address, "Het kost u niets.", "Het kost je niets."),
    )
    confirming = next(
        (d for d in _promises(regulation) if "acknowledge" in d.met_by or "acknowledged" in d.met_by), None
    )
    yield Row(
        said(address, "U hoort dat wij uw klacht hebben", "Je hoort dat wij je klacht hebben"),
        day=_sentence(term_in_words(confirming)) if confirming else "",
    )
    if regulation.routes:
        routes = joined(route.label for route in regulation.routes.values())
        yield Row(said(address, "U kiest wat u wilt", "Je kiest wat je wilt"), gettext("Dat kan zijn: %s.") % routes)
    else:
        yield Row(said(address, "Wij praten met u", "Wij praten met je"), gettext("Samen zoeken we een oplossing."))
    judging = next((d for d in _promises(regulation) if {"judge", "judged"} & set(d.met_by)), None)
    yield Row(
        said(address, "U krijgt ons antwoord", "Je krijgt ons antwoord"),
        day=_sentence(term_in_words(judging)) if judging else "",
    )
    after = [
        body.label
        for body in regulation.external_bodies.values()
        if body.kind in OUTSIDE_LAST and body.part_of_procedure
    ]
    if after:
        formal = "Bent u het niet eens met ons antwoord?"
        yield Row(
            said(address, formal, "Ben je het niet eens met ons antwoord?"), gettext("Ga dan naar: %s.") % _names(after)
        )


def _names(labels: list[str]) -> str:
    return gettext(" of ").join(labels)


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}." if words else ""


def who(regulation: Regulation) -> list[str]:
    """Who may complain."""
    return [capacity.label for capacity in regulation.capacities.values()]


def contacts(regulation: Regulation, now: datetime) -> list[Row]:
    """Who can help, with how and when; what the text does not give is said."""
    return [_contact(regulation, contact, now) for contact in regulation.contact_points.values()]


def _contact(regulation: Regulation, contact: Contact, now: datetime) -> Row:
    opened = openness(contact.hours, now)
    return Row(
        contact.label, _about(regulation, contact), phone=contact.telephone, mail=contact.mail,
        url=_address(contact.web), hours=hours_words(contact.hours), open_now=opened.words, tone=opened.tone,
    )  # fmt: skip


def _address(web: str) -> str:
    return web if not web or web.startswith("http") else f"https://{web}"


def _about(regulation: Regulation, contact: Contact) -> str:
    laws = _names([regulation.laws[law].label for law in contact.laws if law in regulation.laws])
    ages = _ages(contact)
    said_of = [
        gettext("Voor zorg onder de %s.") % laws if laws else "",
        ages,
        gettext("In: %s.") % ", ".join(contact.regions) if contact.regions else "",
        gettext("Post: %s.") % contact.post if contact.post else "",
        gettext("Vraag ons hoe u hier komt.")
        if not (contact.telephone or contact.mail or contact.web or contact.post)
        else "",
    ]
    return " ".join(filter(None, said_of))


def _ages(contact: Contact) -> str:
    if contact.age_under and contact.age_from:
        return gettext("Van %(from)s tot %(under)s jaar.") % {"from": contact.age_from, "under": contact.age_under}
    if contact.age_under:
        return gettext("Tot %s jaar.") % contact.age_under
    return gettext("Vanaf %s jaar.") % contact.age_from if contact.age_from else ""


def others(regulation: Regulation) -> list[Row]:
    """Ways that are open beside this procedure."""
    outside = [
        body
        for body in regulation.external_bodies.values()
        if not body.part_of_procedure and body.approach != "through provider"
    ]
    web = {contact.body: contact.web for contact in regulation.contact_points.values() if contact.body}
    codes = {id(body): code for code, body in regulation.external_bodies.items()}
    return [
        Row(body.label, _sentence(", ".join(body.stages)), url=_address(web.get(codes[id(body)], "")))
        for body in outside
    ]


def glossary(regulation: Regulation) -> list[dict[str, str]]:
    """The regulation's own words explained."""
    return [{"term": name, "meaning": term.says} for name, term in regulation.glossary.items()]


@dataclass(frozen=True, slots=True)
class Help:
    """Who helps, for the box that stands on every page."""

    name: str
    phone: str = ""
    hours: str = ""
    text: str = ""


def helper(regulation: Regulation, now: datetime) -> Help | None:
    """The confidant when the text gives a way to reach one, else the first contact with a telephone."""
    best = next(iter(sorted(regulation.contact_points.values(), key=lambda point: _nearness(regulation, point))), None)
    if best is None:
        return None
    text = said(
        regulation.address,
        "Iemand kan u helpen met uw klacht. Dat is gratis.",
        "Iemand kan je helpen met je klacht. Dat is gratis.",
    )
    return Help(_help_name(best), best.telephone, openness(best.hours, now).words or hours_words(best.hours), text)


NEAR = ("confidant", "handler", "mediator", "coordinator")


def _nearness(regulation: Regulation, contact: Contact) -> tuple[bool, bool, int]:
    """Small is near: somebody for everyone, who can be reached, a confidant before an officer."""
    kind = regulation.roles[contact.role].kind if contact.role else ""
    reachable = contact.telephone or contact.mail
    return (
        bool(contact.laws or contact.age_under or contact.regions),
        not reachable,
        NEAR.index(kind) if kind in NEAR else len(NEAR),
    )


def _help_name(contact: Contact) -> str:
    return (
        contact.label
        if contact.telephone
        else f"{contact.label}: {contact.mail or contact.web or contact.post}".strip(": ")
    )


def elsewhere(regulation: Regulation) -> list[Row]:
    """When another way is the right one: the question, and where its answer leads."""
    asked = [
        (q.question, a) for q in regulation.applicability.values() for a in q.answers.values() if a.leads_to != "here"
    ]
    return [Row(f"{question} {answer.label}".strip(), answer.leads_to) for question, answer in asked]
