"""Who owes a duty that goes along with the dossier: the role that has it, of those that can discharge it. Pure.

The lists ask the same of the assignments (``choices.holding``): who got it last of the roles that can have it. Who tells once how it
goes while somebody from outside has it does not take it over; the end of that assignment does.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from wederhoor.procedure.choices import given_to

if TYPE_CHECKING:
    from wederhoor.procedure.compiled import Procedure, ReadyDuty
    from wederhoor.procedure.dossier import State
    from wederhoor.procedure.events import Event
    from wederhoor.procedure.model import Regulation


def holder_of(state: State, duty: ReadyDuty) -> str:
    """Who owes it: the role that got the dossier last; before that who handles complaints, or who works within and can do it."""
    if not duty.rule.goes_along:
        return duty.rule.holder
    rules, able, over = state.regulation, state.procedure.able[duty.name], set[str]()
    for event in reversed(state.events):
        for role in able:
            if role not in over and _has(state, duty, event, role):
                return role
        over |= {role for role in state.procedure.ending[event.act] if not _usual(rules, role)}
    return first_holder(state.procedure, duty)


def first_holder(procedure: Procedure, duty: ReadyDuty) -> str:
    """Who owes it of a complaint that nobody got yet, as the rules themselves say it."""
    able = procedure.able[duty.name] if duty.rule.goes_along else ()
    return next((role for role in able if _usual(procedure.regulation, role)), duty.rule.holder)


def looks_outside(state: State) -> bool:
    """Whether it matters who still has an assignment: by what happened somebody from outside owes something."""
    told = state if state.outside is None else replace(state, outside=None)
    along = (duty for duty in state.procedure.duties.values() if duty.rule.goes_along)
    return any(not _usual(state.regulation, holder_of(told, duty)) for duty in along)


def _has(state: State, duty: ReadyDuty, event: Event, role: str) -> bool:
    """Whether a role has the dossier by this event: it was given to it, or from outside it did what is owed."""
    if state.outside is not None and role not in state.outside and not _usual(state.regulation, role):
        return False
    if event.act in state.procedure.giving:
        assigned = state.regulation.acts[event.act].assigns and event.values.get("role") == role
        if role in given_to(state.regulation, event.act, event.values):
            return True
        if assigned and (_usual(state.regulation, role) or state.assigned.get(role)):
            return True
    known = state.regulation.roles.get(role)
    return event.by == role and bool(known and known.external) and event.act in state.procedure.dischargers[duty.name]


def _usual(rules: Regulation, name: str) -> bool:
    """Whether a role has dossiers without getting them: it handles complaints, or it is somebody of the provider."""
    role = rules.roles.get(name)
    return role is not None and (role.kind == "handler" or not role.external)
