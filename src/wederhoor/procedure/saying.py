"""What happened, as one sentence that says about whom: 'Klager gehoord' and not twice 'Partij gehoord'."""

from __future__ import annotations

from wederhoor.procedure.choices import choices_of
from wederhoor.procedure.compiled import Procedure
from wederhoor.procedure.dossier import State
from wederhoor.procedure.events import Event
from wederhoor.procedure.facts import fill, slots
from wederhoor.procedure.model import Act, Regulation


def decided_provisionally(regulation: Regulation, event: Event) -> bool:
    """Whether this decides on a ground that the regulation calls provisional."""
    ground = regulation.admissibility.get(str(event.values.get("ground", "")))
    return ground is not None and ground.provisional


def sentence(procedure: Procedure, event: Event) -> str:
    """The sentence of the act, made precise by the answers when the regulation words the fact that they bring about."""
    said = _said(procedure, event)
    return f"{said} (voorlopig)" if decided_provisionally(procedure.regulation, event) else said


def _said(procedure: Procedure, event: Event) -> str:
    act, worded = procedure.acts[event.act], procedure.regulation.facts
    if answered := _with_answers(procedure.regulation, act.rule, event):
        return answered
    for effect in act.rule.brings_about:
        if not slots(effect.fact) or not all(isinstance(event.values.get(slot), str) for slot in slots(effect.fact)):
            continue
        if words := worded.get(fill(effect.fact, event.values)):
            return words[:1].upper() + words[1:]
    return act.rule.done


def _with_answers(regulation: Regulation, act: Act, event: Event) -> str:
    """The act's own sentence with what was answered in it; nothing while one of those questions has no answer."""
    asked = slots(act.done_as)
    if not asked or not all(isinstance(event.values.get(name), str) for name in asked):
        return ""
    chosen = {name: choices_of(regulation, act.fields[name]) for name in asked}
    return fill(act.done_as, {name: chosen[name].get(str(event.values[name]), event.values[name]) for name in asked})


def role_label(state: State, role: str) -> str:
    """A role or body as the regulation calls it."""
    known = {**state.regulation.roles, **state.regulation.external_bodies}
    return known[role].label if role in known else role


def small(label: str) -> str:
    """A name as it stands in a sentence: only its first letter small, so that a proper name in it keeps its capitals."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def outside(regulation: Regulation, holder: str) -> bool:
    """Whether a body outside holds this: nobody here can do it, it is waited for."""
    role = regulation.roles.get(holder)
    return holder in regulation.external_bodies or (role is not None and role.external and role.held_by == "body")
