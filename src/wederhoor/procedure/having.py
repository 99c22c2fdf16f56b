"""Who owes a duty that goes along with the dossier: the role that has it, of those that can discharge it. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from wederhoor.procedure.choices import given_to

if TYPE_CHECKING:
    from wederhoor.procedure.compiled import ReadyDuty
    from wederhoor.procedure.dossier import State
    from wederhoor.procedure.events import Event


def holder_of(state: State, duty: ReadyDuty) -> str:
    """Who owes it: the role that got the dossier last; before that who handles complaints, or who works within and can do it."""
    if not duty.rule.goes_along:
        return duty.rule.holder
    able = state.procedure.able[duty.name]
    had = (role for event in reversed(state.events) for role in able if role in set(_got(state, event)))
    return next(had, "") or next((role for role in able if _usual(state, role)), duty.rule.holder)


def _got(state: State, event: Event) -> Iterator[str]:
    """The roles that have the dossier by this event: it was given to them, or they work on it from outside."""
    if event.act in state.procedure.giving:
        yield from given_to(state.regulation, event.act, event.values)
        yield str(event.values.get("role", "")) if state.regulation.acts[event.act].assigns else ""
    role = state.regulation.roles.get(event.by)
    if role is not None and role.external:
        yield event.by


def _usual(state: State, name: str) -> bool:
    """Whether a role has dossiers without getting them: it handles complaints, or it is somebody of the provider."""
    role = state.regulation.roles.get(name)
    return role is not None and (role.kind == "handler" or not role.external)
