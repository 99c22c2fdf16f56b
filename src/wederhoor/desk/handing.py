"""Before a complaint goes to a body outside: what that body asks, what it costs and decides, and what does not go along."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext

from wederhoor.dossier.accused import unheard, waits_for_hearing
from wederhoor.dossier.acting.forms import SIDE
from wederhoor.dossier.door import OpenDossier
from wederhoor.insight import naming
from wederhoor.organisations.contacts import points
from wederhoor.procedure.acts import in_whose_name, refusals
from wederhoor.procedure.commands import Command
from wederhoor.procedure.dossier import State
from wederhoor.procedure.saying import small
from wederhoor.procedure.vetoes import handover, warnings

WARNED = "warned"
"""In the form once somebody saw what does not go along; only then the act is done."""
MOST = 6
"""Of a question with more bodies than this the panel shows none: the answer is previewed first."""


def _bodies(state: State, act: str) -> Iterable[str]:
    """The bodies to which this act can bring the complaint."""
    rule = state.regulation.acts[act]
    if not rule.hands_over:
        return ()
    offered = state.procedure.acts[act].choices.get(rule.hands_over, {rule.hands_over: ""})
    return offered if len(offered) <= MOST else ()


def bodies(dossier: OpenDossier, act: str, now: datetime) -> list[dict[str, Any]]:
    """What stands beside the form of an act that brings the complaint to somebody else, with how they are reached from here."""
    state = dossier.state
    found = [body for body in _bodies(state, act) if body in state.regulation.external_bodies]
    reached = points(state.regulation, dossier.row.member or dossier.organisation).values() if found else ()
    by_body = {point.body: point for point in reached if point.body}
    return [_body(state, body, now) | {"contact": by_body.get(body)} for body in found]


def _body(state: State, body: str, now: datetime) -> dict[str, Any]:
    shown, rule = handover(state, body, now), state.regulation.external_bodies[body]
    ways = {
        "directly": gettext("De klager gaat er zelf heen."), "through provider": gettext("Alleen wij dienen hier in."),
        "either": gettext("De klager of wij dienen hier in."),
    }  # fmt: skip
    return {
        "label": shown.label, "way": ways[shown.approach], "lapsed": shown.lapsed, "fee": shown.fee, "checked": shown.fee_checked,
        "binding": shown.binding, "conditions": shown.conditions, "package": shown.package, "complete": rule.package_complete,
        "rules": shown.rules, "doubt": shown.doubt, "source": rule.source,
    }  # fmt: skip


def said_first(dossier: OpenDossier, command: Command, texts: Mapping[str, str], seen: bool) -> tuple[str, ...]:
    """What is said once before this is done, although it does not stop it; nothing when it was said, or it cannot be done."""
    actor = dossier.actor.who
    said = (
        ()
        if seen
        else (
            *warnings(dossier.state, command),
            *_nobody(dossier, command),
            *_unheard(dossier, command),
            *_named(dossier, command, texts),
        )
    )
    return () if said and refusals(dossier.state, command, actor=actor, now=timezone.now()) else said


def _nobody(dossier: OpenDossier, command: Command) -> tuple[str, ...]:
    """That nobody is accused here, before something is recorded of the accused: who is there to hear or to speak for?"""
    roles, by = dossier.regulation.roles, dossier.actor.role
    about = {str(command.values.get(name, "")) for name in SIDE} | {in_whose_name(dossier.state, command.act, by)}
    about |= _invited(dossier, command)
    named = [role for code, role in roles.items() if code in about and role.kind == "accused"]
    if not named or any(person.side == "accused" for person in dossier.people):
        return ()
    said = gettext(
        "In dit dossier staat geen %(role)s. Gaat het om iemand? Voeg die persoon dan eerst toe, bij Mensen."
    )
    return (said % {"role": small(named[0].label)},)


def _invited(dossier: OpenDossier, command: Command) -> set[str]:
    """The roles that the regulation has at the talk that this plans."""
    act = dossier.regulation.acts.get(command.act)
    talk = dossier.regulation.meetings.get(str(command.values.get("meeting", "")))
    return set(talk.invited) if act and talk and "meeting_at" in act.fields else set()


def _unheard(dossier: OpenDossier, command: Command) -> tuple[str, ...]:
    """Of several accused those who were not heard, before an act that waits for hearing them."""
    act = dossier.regulation.acts.get(command.act)
    if act is None or not waits_for_hearing(act.when):
        return ()
    said = gettext("Nog niet gehoord, en niet van horen afgezien: %(name)s. Elke aangeklaagde wordt apart gehoord.")
    return tuple(said % {"name": name} for name in unheard(dossier))


def _named(dossier: OpenDossier, command: Command, texts: Mapping[str, str]) -> tuple[str, ...]:
    """Who seems to be named in a text that leaves without names, such as a report to the inspectorate."""
    act = dossier.regulation.acts.get(command.act)
    if act is None or act.tracks is None or act.tracks.as_ != "report":
        return ()
    text = texts.get(act.tracks.words, "")
    found = dict.fromkeys(
        text[one.start : one.end]
        for one in naming.seen(text, [person.name for person in dossier.people if person.name])
    )
    return (gettext("Dit gaat zonder namen weg. Kijk naar: %(words)s.") % {"words": ", ".join(found)},) if found else ()
