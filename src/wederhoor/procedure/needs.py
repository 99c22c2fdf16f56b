"""What a party needs at this moment: its own words always, the complaint and the other papers from the facts the text names.

Pure. A *party* is the complainant's or the accused's side; whoever assists a side reads what that side reads.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from wederhoor.procedure.conditions import lacking
from wederhoor.procedure.conditions_model import Condition
from wederhoor.procedure.reading import Place
from wederhoor.procedure.roles import Role

if TYPE_CHECKING:
    from wederhoor.procedure.dossier import State
    from wederhoor.procedure.duties import DutyStatus
    from wederhoor.procedure.events import Event, Value
    from wederhoor.procedure.model import Act, Regulation

PARTIES = frozenset({"complainant", "accused"})
WITH_PARTNER = frozenset({"handled jointly", "handed to partner"})
"""Standard facts by which a chain partner deals with the complaint too, or gets it; which act brings them about is the regulation's."""
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


def with_partner(state: State) -> bool:
    """Whether a chain partner may read the complaint: it is dealt with together or was handed to one, and the consent for that stands.

    Which chain partner that is, nobody but a person knows: it is asked when one is invited.
    """
    return any(_consents_stand(state, event.act) for event in state.events if _shares(state.regulation, event.act))


def _shares(regulation: Regulation, name: str) -> bool:
    return any(effect.fact in WITH_PARTNER for effect in regulation.acts[name].brings_about)


def _consents_stand(state: State, name: str) -> bool:
    """No consent that the act needs is missing now, whatever was so when it was done."""
    procedure = state.procedure
    return not any(lacking(state.consents, step, procedure.words) for step in procedure.acts[name].consents)


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


def about(state: State, event: Event) -> frozenset[str]:
    """Whom an event names that it is about or that was asked to come, as events name them; empty where nobody said so."""
    return named(state.regulation.acts[event.act], event)


def named(act: Act, event: Event) -> frozenset[str]:
    """Whom the answers of an act name: which of several accused, and who is invited."""
    found = (event.values.get(name, ()) for name, field in act.fields.items() if field.kind in ("accused", "people"))
    return frozenset(code for codes in found for code in ([codes] if isinstance(codes, str) else codes))


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


def shown(state: State, role: str, now: datetime) -> tuple[Event, ...]:
    """What happened, as far as this role may know: a party hears nothing of the work within, nor what others answered."""
    if not is_party(state, role):
        return state.events
    return tuple(_bare(state, role, event) for event in state.events if knows_of(state, role, event, now))


def knows_of(state: State, role: str, event: Event, now: datetime) -> bool:
    """Whether somebody in this role may know that this happened."""
    if not is_party(state, role):
        return True
    own = kind_of(state, role) in (kind_of(state, event.by), kind_of(state, event.on_behalf_of))
    return (own or not state.regulation.acts[event.act].internal) and reads_event(state, role, event, now)


def _bare(state: State, role: str, event: Event) -> Event:
    """An event with its answers when they are the side's own or a letter told it of them; else without."""
    side = kind_of(state, role)
    told = side == "complainant" if _is_complaint(state, event) else _told_in_a_letter(state, event, side)
    return event if told or is_of(state, event, side) else replace(event, values={})


def values(state: State, role: str, now: datetime, part: str = "") -> Mapping[str, Value]:
    """The case values that are for this role; of a party those that an answer it may know of set."""
    scope = state.parts.get(part, state.whole)
    if not is_party(state, role):
        return scope.values
    known = {name for event in shown(state, role, now) for name in _set_by(state, event, scope.values)}
    return {name: value for name, value in scope.values.items() if name in known}


def _set_by(state: State, event: Event, now: Mapping[str, Value]) -> Iterator[str]:
    """What an event set; of what it could bring about only what is so now, for its condition may not have held."""
    act = state.procedure.acts[event.act]
    for name, value in event.values.items():
        yield name
        options = act.chosen.get(name, {})
        if isinstance(value, str) and value in options:
            yield from options[value].sets
    for effect in act.effects:
        yield from (name for name, code in effect.sets.items() if now.get(name) == code)


def concerns(state: State, role: str, duty: DutyStatus) -> bool:
    """Whether a duty is for this role to know of: a party knows what its side owes, and what is owed to it."""
    side, rule = kind_of(state, role), state.regulation.duties.get(duty.name)
    if side not in PARTIES:
        return True
    within = rule is not None and rule.internal
    return not within and side in {kind_of(state, one) for one in (duty.holder, *duty.owed_to)}


def last_known(state: State, role: str, now: datetime) -> datetime | None:
    """When something happened last that this role may know of; work within does not move it for a party."""
    known = (event.at for event in reversed(state.events) if knows_of(state, role, event, now))
    return next(known, None)
