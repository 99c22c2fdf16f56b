"""What happened, told to who reads it on their own pages: "U hebt uw verhaal gedaan" and not "Klager gehoord".

The words stand in `texts/<language>/told.yaml`, by side and by act; what is not there is said in the words of the regulation.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from wederhoor.dossier import accused
from wederhoor.dossier.involvement import HELPERS, SIDES
from wederhoor.dossier.opening import OpenDossier
from wederhoor.frontdoor.sentences import say_if_any
from wederhoor.frontdoor.voices import voice_of
from wederhoor.procedure import needs
from wederhoor.procedure.events import Event
from wederhoor.procedure.facts import slots
from wederhoor.procedure.meetings import planned
from wederhoor.procedure.saying import decided_provisionally, sentence
from wederhoor.procedure.terms import local_date

ANSWER = "answer"
"""The question of consent: given, refused or withdrawn."""


@dataclass(frozen=True, slots=True)
class Happened:
    """Something that happened: on which day, what; and of a talk that was planned, for when."""

    day: date
    words: str
    planned: datetime | None = None
    foreign: bool = False
    """The words are the regulation's: Dutch, also on an English page."""
    about: str = ""
    """Of consent: for which step, as the regulation calls it."""


def happened(dossier: OpenDossier, events: Iterable[Event]) -> list[Happened]:
    """These events in words, the newest first."""
    when = {one.seq: one.at for one in planned(dossier.state)}
    told = [_one(dossier, event, when.get(event.seq)) for event in events]
    return told[::-1]


def _one(dossier: OpenDossier, event: Event, when: datetime | None) -> Happened:
    words, voice = "", voice_of(dossier)
    for key in _keys(dossier, event):
        words = words or say_if_any(f"told.{key}", voice)
    said = words or sentence(dossier.state.procedure, event)
    return Happened(local_date(event.at), said, when, not words, _step(dossier, event) if words else "")


def _step(dossier: OpenDossier, event: Event) -> str:
    """Of consent: for which step."""
    asked = dossier.regulation.acts[event.act].consents
    step = dossier.regulation.consents.get(str(event.values.get(asked, ""))) if asked else None
    return step.label if step else ""


def _keys(dossier: OpenDossier, event: Event) -> Iterator[str]:
    """Where the words of an event may stand, the most telling first; nowhere for who helps a side, since it is not they who did it."""
    side, me = needs.kind_of(dossier.state, dossier.actor.role), _me(dossier)
    if me in HELPERS or decided_provisionally(dossier.regulation, event):
        return
    answers = [answer for name in _named_in(dossier, event) if isinstance(answer := event.values.get(name), str)]
    answers = answers or _side_of(dossier, event)
    about_me = side in answers or side == needs.kind_of(dossier.state, event.on_behalf_of or event.by)
    if about_me and not _mine(dossier, event, side):
        return
    if side == needs.kind_of(dossier.state, event.on_behalf_of or event.by):
        if dossier.regulation.acts[event.act].consents:
            yield f"{side}.own.{event.act} {event.values.get(ANSWER, '')}"
        yield f"{side}.own.{event.act}"
    if answers:
        yield f"{side}.{event.act} {' '.join(answers)}"
    yield f"{side}.{event.act}"


def _named_in(dossier: OpenDossier, event: Event) -> list[str]:
    """The questions of an act whose answers say whom, or what, it is about."""
    return [name for effect in dossier.regulation.acts[event.act].brings_about for name in slots(effect.fact)]


def _side_of(dossier: OpenDossier, event: Event) -> list[str]:
    """Of an act that is about one side without asking which: the side that stands in what it brings about ('heard complainant')."""
    facts = [effect.fact.split() for effect in dossier.regulation.acts[event.act].brings_about]
    sides = [side for side in SIDES if any(side in words for words in facts)]
    return sides if len(sides) == 1 else []


def _me(dossier: OpenDossier) -> str:
    """The side on which this reader stands in the dossier, '' for who stands nowhere by name."""
    who = {dossier.actor.person, dossier.actor.account.hex if dossier.actor.account else ""} - {""}
    return next((one.side for one in dossier.people if who & accused.known_as(one)), "")


def _mine(dossier: OpenDossier, event: Event, side: str) -> bool:
    """Of several accused: whether it is about this one, or done by them. Elsewhere a side is one."""
    if side != "accused" or not accused.accused_of(dossier):
        return True
    who = {dossier.actor.who, dossier.actor.person, dossier.actor.account.hex if dossier.actor.account else ""} - {""}
    return event.actor in who or bool(who & needs.about(dossier.state, event))
