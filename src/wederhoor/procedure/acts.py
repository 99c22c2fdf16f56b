"""Acts: who may do what now, and for everything refused why not and where that stands."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from wederhoor.procedure import correcting, vetoes
from wederhoor.procedure.answers import extension_limit, field_refusals, no
from wederhoor.procedure.commands import Command, Refusal
from wederhoor.procedure.compiled import ReadyAct
from wederhoor.procedure.conditions import lacked, lacking
from wederhoor.procedure.correcting import SLACK
from wederhoor.procedure.dossier import State
from wederhoor.procedure.events import Event
from wederhoor.procedure.model import ExtendRule
from wederhoor.procedure.reach import in_reach
from wederhoor.procedure.term_words import moment
from wederhoor.procedure.terms import AMSTERDAM, local_date


@dataclass(frozen=True, slots=True)
class Allowed:
    """An act that a role may do now; `on_behalf_of` when only in another's name."""

    act: str
    source: str
    on_behalf_of: str = ""
    part: str = ""
    warning: str = ""
    preferred: bool = False


@dataclass(frozen=True, slots=True)
class Permissions:
    """All acts of the regulation, divided in what a role may do now and what not."""

    may: tuple[Allowed, ...]
    may_not: tuple[Refusal, ...]


def _by(state: State, act: ReadyAct, role: str) -> tuple[str, Refusal | None]:
    """In whose name the role may do the act ('' its own), or why it is not theirs."""
    if role in act.rule.by:
        return "", None
    if "complainant" in act.rule.by and role in state.procedure.speakers:
        return "complainant", None
    return "", no(act, act.belongs, "role")


def in_whose_name(state: State, act: str, role: str) -> str:
    """The role in whose name this role would do the act; '' when it is its own."""
    return _by(state, state.procedure.acts[act], role)[0]


def _standing(state: State, act: ReadyAct, part: str) -> Refusal | None:
    """Whether the dossier (or the part) is in a state in which this act can be done at all."""
    rule = act.rule
    if rule.opens:
        return no(act, "het dossier is al geopend", "opened") if state.seq else None
    if not state.seq:
        return no(act, "er is nog geen klacht ontvangen", "not opened")
    closed = state.closed or part in state.closed_parts
    if rule.reopens:
        return None if closed else no(act, "de klacht is niet gesloten", "not closed")
    if closed and not rule.after_closing:
        return no(act, "de klacht is gesloten", "closed")
    if state.stopped_at and not (rule.after_stopping or rule.after_closing):
        return no(act, "de behandeling is gestopt", "stopped")
    done = state.times(act.name, part)
    return no(act, f"dit is al gedaan op {local_date(done[0]):%d-%m-%Y}", "once") if rule.once and done else None


def _extension(state: State, act: ReadyAct, part: str, now: datetime) -> Refusal | None:
    """An extension only while the term runs, as often as the rule says, with the consents it asks."""
    if not act.rule.extends:
        return None
    status, rule = state.duty(act.rule.extends, part, now), state.regulation.duties[act.rule.extends].extend[act.name]
    statute = in_reach(state, rule.statute, part)
    source = f"{rule.source} ({statute})" if statute else rule.source
    if unmet := state.procedure.duties[act.rule.extends].extend_when[act.name](state, part, now):
        return no(act, unmet, "condition", source=source)
    if status.status != "open":
        ended = f" op {status.due:%d-%m-%Y}" if status.due else ""
        because = f"verlengen kan alleen voor het einde van de termijn van ‘{status.label}’; die eindigde{ended}"
        return no(
            act, because if status.passed else f"de termijn van ‘{status.label}’ loopt niet", "late", source=source
        )
    return _times_used(state, act, part, rule, source) or _agreed(state, act, part, now, rule, source)


def _times_used(state: State, act: ReadyAct, part: str, rule: ExtendRule, source: str) -> Refusal | None:
    used = sum(1 for e in state.extensions if e.act == act.name and e.part in ("", part))
    if rule.times is None or used < rule.times:
        return None
    return no(act, f"dit kan hoogstens {rule.times} keer en is al gebeurd", "times", source=source)


def _agreed(state: State, act: ReadyAct, part: str, now: datetime, rule: ExtendRule, source: str) -> Refusal | None:
    missing = lacked((fact for fact in rule.consent if not state.has(fact, part, now)), state.procedure.words)
    return no(act, missing, "consent", source=source) if missing else None


def why_not(state: State, act: ReadyAct, role: str, now: datetime, part: str = "") -> Refusal | None:
    """Why a role may not do an act now, or None when it may. The first reason that holds is given."""
    refused = _first_reason(state, act, role, now, part)
    if refused and act.rule.statute and refused.source == act.place and not in_reach(state, act.rule.statute, part):
        return replace(refused, source=act.rule.source)
    return refused


def _place(state: State, act: ReadyAct, part: str) -> str:
    """The place of an act; the article of law only where that law reaches."""
    return act.place if act.rule.statute and in_reach(state, act.rule.statute, part) else act.rule.source


def _first_reason(state: State, act: ReadyAct, role: str, now: datetime, part: str) -> Refusal | None:
    refused = _by(state, act, role)[1] or _standing(state, act, part)
    if refused:
        return refused
    if act.guarded and (out := vetoes.standing(state, act, part, now)):
        return out
    unmet = act.when(state, part, now)
    if unmet:
        lacked = [lacking(state.consents, step, state.procedure.words) for step in act.consents]
        return no(act, unmet, "consent" if unmet in lacked else "condition")
    return _extension(state, act, part, now)


def permitted(state: State, role: str, now: datetime, part: str = "", *, only: str = "") -> Permissions:
    """Every act of the regulation for a role at `now`: what it may, and why it may not do the rest, each with its source.

    ``only`` asks about one act, which saves the time of the others; one that is not there is neither.
    """
    may, may_not, acts = [], [], state.procedure.acts
    for act in [acts[only]] if only in acts else () if only else acts.values():
        for scope in _scopes(state, act, part):
            refused = why_not(state, act, role, now, scope)
            if refused:
                may_not.append(refused)
            else:
                behalf, warning = _by(state, act, role)[0], _warning(state, act, scope, now)
                may.append(Allowed(act.name, _place(state, act, scope), behalf, scope, warning, act.rule.preferred))
    return Permissions(tuple(may), tuple(may_not))


def _scopes(state: State, act: ReadyAct, part: str) -> tuple[str, ...]:
    return tuple(state.parts) if act.rule.per == "part" and state.parts and not part else (part,)


def _warning(state: State, act: ReadyAct, part: str, now: datetime) -> str:
    if act.rule.extends and (status := state.duty(act.rule.extends, part, now)).aim_passed(now):
        return f"let op: de strengste datum ({status.aim:%d-%m-%Y}) is al voorbij"
    why = vetoes.left(state, act, now)
    return f"let op: {why[0]}; de wet vraagt dit toch" if why else ""


def _person(state: State, act: ReadyAct, command: Command, actor: str) -> Refusal | None:
    if out := vetoes.keeps_out(state, act, command.by, actor):
        return out
    return _assignee(state, act, command) if act.rule.assigns else None


def _assignee(state: State, act: ReadyAct, command: Command) -> Refusal | None:
    """Nobody is given a dossier in which they are involved, or in which they hold a role that does not go with this one."""
    person, role, field = (
        str(command.values.get(act.rule.assigns, "")),
        str(command.values.get("role", "")),
        act.rule.assigns,
    )
    if person in state.excluded:
        return no(act, "deze persoon is zelf betrokken bij de klacht", "excluded", field)
    held, roles = [r for r, people in state.assigned.items() if person in people], state.regulation.roles
    for other in held:
        if role in roles and (other in roles[role].incompatible_with or role in roles[other].incompatible_with):
            because = f"wie hier {roles[other].label} is, kan niet ook {roles[role].label} zijn"
            return no(act, because, "incompatible", field, roles[role].source)
    return None


def _which_part(state: State, act: ReadyAct, command: Command) -> Refusal | None:
    if command.part and command.part not in state.parts:
        return no(act, f"er is geen deel {command.part}", "part", "part")
    wanted = act.rule.per == "part" and state.parts and not command.part
    return no(act, "kies het deel van de klacht waarvoor dit geldt", "part", "part") if wanted else None


def _wrong_moment(state: State, act: ReadyAct, command: Command, at: datetime, now: datetime) -> Refusal | None:
    """Acts follow the reception; an extension counts on the day it is given; a correction points at an event that is there."""
    if state.events and at < (received := state.times(state.events[0].act)[0]):
        because = f"dit kan niet vóór de ontvangst van de klacht gebeurd zijn: die was op {moment(received.astimezone(AMSTERDAM), 'nl')}"
        return no(act, because, "before receipt", "at")
    if act.rule.extends and local_date(at) != local_date(now):
        return no(
            act, "een verlenging geldt op de dag dat u haar geeft, niet met terugwerkende kracht", "backdated", "at"
        )
    return correcting.refused(state, act, command, now) if act.rule.corrects else None


def refusals(state: State, command: Command, *, actor: str, now: datetime) -> list[Refusal]:
    """Everything that stands in the way of a command: first whether the act may be done, then what its form misses."""
    act, at = state.procedure.acts.get(command.act), command.at or now
    if act is None:
        return [
            Refusal(
                command.act, f"‘{command.act}’ is geen daad van deze regeling", state.regulation.title, "unknown act"
            )
        ]
    if at > now + SLACK:
        return [no(act, "dit kan niet in de toekomst gebeurd zijn", "future", "at")]
    first = (
        _person(state, act, command, actor)
        or _which_part(state, act, command)
        or why_not(state, act, command.by, at, command.part)
    )
    if first:
        return [first]
    missing = list(field_refusals(state, act, command, at))
    last = None if missing else _once_complete(state, act, command, at, now)
    return [last] if last else missing


def _once_complete(state: State, act: ReadyAct, command: Command, at: datetime, now: datetime) -> Refusal | None:
    """What can only be said of a form that is complete."""
    wrong = _wrong_moment(state, act, command, at, now) if command.at or act.rule.corrects else None
    limit = wrong or (extension_limit(state, act, command, at) if act.rule.extends else None)
    return limit or (vetoes.in_answers(state, act, command) if act.checked else None)


def _spoken_for(state: State, act: ReadyAct, command: Command) -> str:
    """The side whose words staff records."""
    side, role = str(command.values.get(act.rule.speaks_for, "")), state.regulation.roles.get(command.by)
    return side if side and role and role.kind != side else ""


def decide(state: State, command: Command, *, actor: str, now: datetime) -> Event | Refusal:
    """The event that a command leads to, or the first reason why it may not be done. Changes nothing."""
    refused = refusals(state, command, actor=actor, now=now)
    if refused:
        return refused[0]
    act = state.procedure.acts[command.act]
    behalf = command.on_behalf_of or _by(state, act, command.by)[0] or _spoken_for(state, act, command)
    at = command.at or now
    return Event(state.seq + 1, command.act, command.by, at, now, actor, command.part, dict(command.values), behalf)
