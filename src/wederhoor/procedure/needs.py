"""What a party needs at this moment: its own words always, the complaint and the other papers from the facts the text names.

Pure. A *party* is the complainant's or the accused's side; whoever assists a side reads what that side reads.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from wederhoor.procedure.conditions_model import Condition
from wederhoor.procedure.reading import Place
from wederhoor.procedure.roles import Role

if TYPE_CHECKING:
    from wederhoor.procedure.dossier import State
    from wederhoor.procedure.events import Event
    from wederhoor.procedure.model import Regulation

PARTIES = frozenset({"complainant", "accused"})
COMMON = "gewone lezing"
"""The source of a rule from the common words, which may name facts that a regulation does not have."""


def conditions_of(roles: Mapping[str, Role]) -> Iterator[tuple[Place, Condition | None]]:
    """The conditions that a regulation itself writes at its roles, with their place."""
    for name, role in roles.items():
        yield ("roles", name, "kept_out"), role.kept_out
        if role.reads and role.reads.source != COMMON:
            yield ("roles", name, "reads"), role.reads.complaint
            yield ("roles", name, "reads"), role.reads.papers


def depend_on_events(regulation: Regulation, role: str) -> bool:
    """Whether what happened decides if this role gets in at all; for most it does not, and nothing needs to be read for it."""
    rule = regulation.roles[role]
    return rule.kind == "accused" or rule.kept_out is not None or any(act.objects for act in regulation.acts.values())


def kept_out(state: State, role: str, now: datetime) -> bool:
    """Whether this role may know nothing of the complaint, such as a support worker whom the complainant does not want told."""
    clause = state.procedure.kept_out.get(role)
    return clause is not None and clause(state, "", now) is None


def _parts(state: State) -> tuple[str, ...]:
    return ("", *state.parts)


def _reads(state: State, role: str, which: int, now: datetime) -> bool:
    clauses = state.procedure.reads.get(role)
    return clauses is not None and any(clauses[which](state, part, now) is None for part in _parts(state))


def reads_complaint(state: State, role: str, now: datetime) -> bool:
    """Whether the complaint itself is for this role to read now."""
    return not is_party(state, role) or _reads(state, role, 0, now)


def reads_papers(state: State, role: str, now: datetime) -> bool:
    """Whether the papers of others are for this role to read now."""
    return not is_party(state, role) or _reads(state, role, 1, now)


def is_party(state: State, role: str) -> bool:
    """Whether somebody in this role is one of the two sides."""
    return kind_of(state, role) in PARTIES


def kind_of(state: State, role: str) -> str:
    """The kind of a role; '' for one that the regulation does not have."""
    rule = state.regulation.roles.get(role)
    return rule.kind if rule else ""


def knows(state: State, role: str, now: datetime) -> bool:
    """Whether a side knows of the complaint: it may read it, or a letter went to it."""
    if kind_of(state, role) != "accused":
        return True
    return reads_complaint(state, role, now) or any(role in letter.to for letter in state.letters)


def is_of(state: State, event: Event, side: str) -> bool:
    """Whether an event is a side's own: done by it, in its name, or about it (`hear` says which party)."""
    by = {kind_of(state, event.by), kind_of(state, event.on_behalf_of)}
    return side in by or event.values.get("party") == side


def _told_in_a_letter(state: State, event: Event, side: str) -> bool:
    return any(letter.seq == event.seq and side in {kind_of(state, to) for to in letter.to} for letter in state.letters)


def _is_complaint(state: State, event: Event) -> bool:
    act = state.regulation.acts[event.act]
    return act.opens or any(effect.fact == "in writing" for effect in act.brings_about)


def reads_event(state: State, role: str, event: Event, now: datetime) -> bool:
    """Whether the words that belong to this event, in the party file, are for this role to read now."""
    if not is_party(state, role):
        return True
    if _is_complaint(state, event):
        return reads_complaint(state, role, now)
    side = kind_of(state, role)
    return is_of(state, event, side) or _told_in_a_letter(state, event, side) or reads_papers(state, role, now)
