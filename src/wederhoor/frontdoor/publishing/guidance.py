"""How to complain at a provider, in a few steps and lists, read from its regulation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from wederhoor.frontdoor.publishing.opening import hours_words, openness
from wederhoor.frontdoor.publishing.promises import Promise, of_regulation, promises
from wederhoor.frontdoor.sentences import dutch, say, say_if_any, sentences, together
from wederhoor.organisations import contacts
from wederhoor.procedure.base import Labelled
from wederhoor.procedure.free import help_is_free
from wederhoor.procedure.model import Regulation
from wederhoor.procedure.surroundings import Contact

SHARED = "glossary."
OUTSIDE_LAST = {"dispute", "court"}


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the way, with its picture, what can be chosen in it, and its term where the regulation gives one."""

    icon: str
    title: str
    text: str = ""
    options: tuple[str, ...] = ()
    term: str = ""
    dated: bool = False
    terms: tuple[str, ...] = ()
    """Of several terms what each is for."""


@dataclass(frozen=True, slots=True)
class Row:
    """A question or word with what belongs to it; of a question the answer that leads there."""

    title: str
    text: str = ""
    answer: str = ""


def steps(text: Regulation, address: str) -> list[Step]:
    """The way of a complaint in a few steps. ``text`` is the published regulation."""
    return list(_steps(text, address, of_regulation(promises(text))))


def _steps(text: Regulation, address: str, promised: list[Promise]) -> Iterator[Step]:
    ways = _labels(text.channels.values())
    yield Step("message", say("provider.steps.tell", address), say("provider.steps.tell_ways", address), ways)
    confirming = [p for p in promised if {"acknowledge", "acknowledged"} & set(p.met_by)]
    yield _dated("mail-opened", say("provider.steps.heard", address), confirming, address)
    options = _labels((text.routes or text.steps).values())
    if options:
        asked = say("provider.steps.choose_from", address)
        yield Step("list-check", say("provider.steps.choose", address), asked, options)
    else:
        yield Step("users", say("provider.steps.talk", address), say("provider.steps.talk_about", address))
    yield _dated("circle-check", say("provider.steps.answer", address), [p for p in promised if p.decides], address)
    after = _labels(body for body in text.external_bodies.values() if body.kind in OUTSIDE_LAST)
    if after:
        yield Step("scale", say("provider.steps.after", address), say("provider.steps.after_where", address), after)


def _labels(options: Iterable[Labelled]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(option.label for option in options))


def _dated(icon: str, title: str, found: list[Promise], address: str) -> Step:
    """With 'Binnen 6 weken', of several terms what each is for; that the text gives no day, where it gives none."""
    dated = {promise.term: promise for promise in reversed(found) if promise.term}
    if len(dated) > 1:
        return Step(icon, title, terms=tuple(_for_what(one, address) for one in reversed(dated.values())))
    words = next(iter(dated), "")
    told = _sentence(words) if words else say("provider.steps.no_term", address)
    return Step(icon, title, term=told, dated=bool(words))


def _for_what(promise: Promise, address: str) -> str:
    """'Binnen 6 weken: een oordeel (Jeugdwet)'."""
    what = say_if_any(f"promises.owed.{promise.code}", address).rstrip(".") or dutch(promise.label)
    said = say("provider.steps.term_for", address, term=_sentence(promise.term), what=what)
    return say("provider.steps.term_when", address, said=said, when=dutch(promise.when)) if promise.when else said


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"


def who(regulation: Regulation) -> list[str]:
    """Who may complain."""
    return [capacity.label for capacity in regulation.capacities.values()]


@dataclass(frozen=True, slots=True)
class Word:
    """A word explained; ``english`` is what an English page says of it."""

    term: str
    meaning: str
    english: str


def glossary(regulation: Regulation) -> list[Word]:
    """The regulation's own words explained, and after them the common ones that it does not explain itself."""
    own = [Word(name, term.says, term.english) for name, term in regulation.glossary.items()]
    mine = {word.term.casefold() for word in own}
    dutch, english = sentences("nl"), sentences("en")
    common = [key for key in dutch if key.startswith(SHARED) and key.removeprefix(SHARED) not in mine]
    return own + [Word(key.removeprefix(SHARED), str(dutch[key]), str(english[key])) for key in common]


def used_in(regulation: Regulation, text: str) -> list[Word]:
    """The words of the regulation's own glossary that a text uses, also in the plural, in the order of the glossary."""
    return [
        Word(name, term.says, term.english)
        for name, term in regulation.glossary.items()
        if re.search(rf"\b{re.escape(name)}(s|en|'s)?\b", text, re.IGNORECASE)
    ]


@dataclass(frozen=True, slots=True)
class Help:
    """Who helps, for the box that stands on every page."""

    name: str
    phone: str = ""
    hours: str = ""
    text: str = ""
    mail: str = ""
    web: str = ""
    """Like ``mail``: only of who has no telephone."""


def helper(regulation: Regulation, now: datetime, *laws: str) -> Help | None:
    """The confidant when the text gives a way to reach one, of these ``laws`` first, else the first contact with a telephone."""
    best = next(
        iter(sorted(regulation.contact_points.values(), key=lambda one: _nearness(regulation, one, laws))), None
    )
    if best is None:
        return None
    free = (say("provider.help.free", regulation.address),) if help_is_free(regulation, best.role, laws) else ()
    text = together((say("provider.help.text", regulation.address), *free))
    open_when = openness(best.hours, now).words or hours_words(best.hours)
    if best.telephone:
        return Help(dutch(best.label), best.telephone, open_when, text)
    web = "" if best.mail else contacts.web_address(best.web)
    return Help(_help_name(best), "", open_when, text, best.mail, web)


NEAR = ("confidant", "handler", "mediator", "coordinator")


def _nearness(regulation: Regulation, contact: Contact, laws: tuple[str, ...] = ()) -> tuple[bool, bool, bool, int]:
    """Small is near: somebody for everyone, who can be reached, a confidant before an officer."""
    kind = regulation.roles[contact.role].kind if contact.role else ""
    reachable = contact.telephone or contact.mail
    return (
        not (kind == "confidant" and any(law in contact.laws for law in laws)),
        bool(contact.laws or contact.age_under or contact.regions),
        not reachable,
        NEAR.index(kind) if kind in NEAR else len(NEAR),
    )


def _help_name(contact: Contact) -> str:
    """Who it is; with the address for a letter when that is the only way."""
    name, post = dutch(contact.label), "" if contact.mail or contact.web else contact.post
    return together((name, post), ": ") if post else name


def elsewhere(regulation: Regulation) -> list[Row]:
    """When another way is the right one: the question, and where its answer leads."""
    asked = [
        (q.question, a) for q in regulation.applicability.values() for a in q.answers.values() if a.leads_to != "here"
    ]
    return [Row(question, answer.leads_to, answer.label) for question, answer in asked]
