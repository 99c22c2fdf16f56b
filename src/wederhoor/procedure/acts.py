"""Acts: who may do what now, and for everything refused why not and where that stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from wederhoor.procedure.commands import Command, Refusal
from wederhoor.procedure.compiled import ReadyAct
from wederhoor.procedure.dossier import State
from wederhoor.procedure.events import Event, Value
from wederhoor.procedure.model import ExtendRule, FormField
from wederhoor.procedure.terms import count, local_date, parse_term

TEXT_KINDS = frozenset({"text", "long text"})


@dataclass(frozen=True, slots=True)
class Allowed:
    """An act that a role may do now; `on_behalf_of` when only in another's name."""

    act: str
    source: str
    on_behalf_of: str = ""
    part: str = ""
    warning: str = ""


@dataclass(frozen=True, slots=True)
class Permissions:
    """All acts of the regulation, divided in what a role may do now and what not."""

    may: tuple[Allowed, ...]
    may_not: tuple[Refusal, ...]


def _place(act: ReadyAct) -> str:
    return f"{act.rule.source} ({act.rule.statute})" if act.rule.statute else act.rule.source


def _no(act: ReadyAct, because: str, code: str, field: str = "", source: str = "") -> Refusal:
    return Refusal(act.name, because, source or _place(act), code, field)


def _by(state: State, act: ReadyAct, role: str) -> tuple[str, Refusal | None]:
    """In whose name the role may do the act ('' its own), or why it is not theirs."""
    if role in act.rule.by:
        return "", None
    if "complainant" in act.rule.by and role in state.procedure.speakers:
        return "complainant", None
    roles = state.regulation.roles
    who = " of ".join(roles[name].label for name in act.rule.by)
    return "", _no(act, f"dit is aan: {who}", "role")


def _standing(state: State, act: ReadyAct, part: str) -> Refusal | None:
    """Whether the dossier (or the part) is in a state in which this act can be done at all."""
    rule = act.rule
    if rule.opens:
        return _no(act, "het dossier is al geopend", "opened") if state.seq else None
    if not state.seq:
        return _no(act, "er is nog geen klacht ontvangen", "not opened")
    closed = state.closed or part in state.closed_parts
    if rule.reopens:
        return None if closed else _no(act, "de klacht is niet gesloten", "not closed")
    if closed and not rule.after_closing:
        return _no(act, "de klacht is gesloten", "closed")
    if state.stopped_at and not (rule.after_stopping or rule.after_closing):
        return _no(act, "de behandeling is gestopt", "stopped")
    done = state.times(act.name, part)
    return _no(act, f"dit is al gedaan op {local_date(done[0]):%d-%m-%Y}", "once") if rule.once and done else None


def _extension(state: State, act: ReadyAct, part: str, now: datetime) -> Refusal | None:
    """An extension only while the term runs, as often as the rule says, with the consents it asks."""
    if not act.rule.extends:
        return None
    status, rule = state.duty(act.rule.extends, part, now), state.regulation.duties[act.rule.extends].extend[act.name]
    source = f"{rule.source} ({rule.statute})" if rule.statute else rule.source
    if status.status != "open":
        ended = f" op {status.due:%d-%m-%Y}" if status.due else ""
        because = f"verlengen kan alleen voor het einde van de termijn van ‘{status.label}’; die eindigde{ended}"
        return _no(
            act, because if status.passed else f"de termijn van ‘{status.label}’ loopt niet", "late", source=source
        )
    return _times_used(state, act, part, rule, source) or _agreed(state, act, part, now, rule, source)


def _times_used(state: State, act: ReadyAct, part: str, rule: ExtendRule, source: str) -> Refusal | None:
    used = sum(1 for e in state.extensions if e.act == act.name and e.part == part)
    if rule.times is None or used < rule.times:
        return None
    return _no(act, f"dit kan hoogstens {rule.times} keer en is al gebeurd", "times", source=source)


def _agreed(state: State, act: ReadyAct, part: str, now: datetime, rule: ExtendRule, source: str) -> Refusal | None:
    facts = state.procedure.words.facts
    missing = [facts.get(fact, fact) for fact in rule.consent if not state.has(fact, part, now)]
    return _no(act, f"eerst nodig: {' en '.join(missing)}", "consent", source=source) if missing else None


def why_not(state: State, act: ReadyAct, role: str, now: datetime, part: str = "") -> Refusal | None:
    """Why a role may not do an act now, or None when it may. The first reason that holds is given."""
    refused = _by(state, act, role)[1] or _standing(state, act, part)
    if refused:
        return refused
    unmet = act.when(state, part, now)
    return _no(act, unmet, "condition") if unmet else _extension(state, act, part, now)


def permitted(state: State, role: str, now: datetime, part: str = "") -> Permissions:
    """Every act of the regulation for a role at `now`: what it may, and why it may not do the rest, each with its source."""
    may, may_not = [], []
    for act in state.procedure.acts.values():
        for scope in _scopes(state, act, part):
            refused = why_not(state, act, role, now, scope)
            if refused:
                may_not.append(refused)
            else:
                behalf, warning = _by(state, act, role)[0], _warning(state, act, scope, now)
                may.append(Allowed(act.name, _place(act), behalf, scope, warning))
    return Permissions(tuple(may), tuple(may_not))


def _scopes(state: State, act: ReadyAct, part: str) -> tuple[str, ...]:
    return tuple(state.parts) if act.rule.per == "part" and state.parts and not part else (part,)


def _warning(state: State, act: ReadyAct, part: str, now: datetime) -> str:
    if act.rule.extends and (status := state.duty(act.rule.extends, part, now)).aim_passed(now):
        return f"let op: de strengste datum ({status.aim:%d-%m-%Y}) is al voorbij"
    return ""


def _field_refusals(state: State, act: ReadyAct, command: Command) -> Iterator[Refusal]:
    for name, field in act.rule.fields.items():
        given = command.values.get(name) or name in command.texts
        if _required(state, act, field, command) and not given:
            yield _no(act, f"vul in: {field.label}", "required", name)
        elif name in command.values and (wrong := _wrong_choice(act, name, command)):
            yield _no(act, f"{field.label} ‘{wrong}’ bestaat hier niet", "choice", name)
        elif name in command.values and (wrong := _malformed(field, command.values[name])):
            yield _no(act, f"{field.label}: {wrong}", "form", name)
    for name in (*command.values, *command.texts):
        if name not in act.rule.fields:
            yield _no(act, f"‘{name}’ is geen vraag van deze daad", "unknown field", name)
        elif name in command.values and act.rule.fields[name].kind in TEXT_KINDS:
            yield _no(act, f"‘{name}’ is vrije tekst en hoort niet in de gebeurtenis", "text in event", name)


def _required(state: State, act: ReadyAct, field: FormField, command: Command) -> bool:
    if field.required_when is None:
        return field.required
    wanted = {**field.required_when.is_}
    return all(str(command.values.get(n, state.value(n, command.part))) in codes for n, codes in wanted.items())


def _wrong_choice(act: ReadyAct, name: str, command: Command) -> str:
    value, options = command.values[name], act.choices.get(name)
    if options is None or not value:
        return ""
    codes = value.values() if isinstance(value, dict) else [value] if isinstance(value, str) else value
    return next((code for code in codes if code not in options), "")


_SHAPES: Mapping[str, tuple[Callable[[str], object], str]] = {
    "date": (date.fromisoformat, "geef een datum, zoals 2026-05-12"),
    "moment": (datetime.fromisoformat, "geef datum en tijd"),
}


def _malformed(field: FormField, value: Value) -> str:
    """What is wrong with a date, moment or term as given, or ''."""
    try:
        if field.kind in _SHAPES:
            _SHAPES[field.kind][0](str(value))
        elif field.kind == "term":
            parse_term(str(value))
    except ValueError as error:
        return _SHAPES[field.kind][1] if field.kind in _SHAPES else str(error)
    return ""


def _limits(state: State, act: ReadyAct, command: Command, at: datetime) -> Refusal | None:
    """An extension of free length stays between the least and the most that its rule allows."""
    if not act.rule.extends or not (rule := state.regulation.duties[act.rule.extends].extend[act.name]).field:
        return None
    given, status = str(command.values[rule.field]), state.duty(act.rule.extends, command.part, at)
    base = status.due or local_date(at)
    base_day = local_date(base) if isinstance(base, datetime) else base
    end = date.fromisoformat(given) if given[:4].isdigit() and "-" in given else _counted_from(given, base_day)
    if end <= base_day:
        return _no(act, "de nieuwe datum moet na de oude liggen", "limit", rule.field, rule.source)
    if rule.at_most and end > _counted_from(rule.at_most, base_day):
        return _no(act, f"hoogstens {rule.at_most} erbij", "limit", rule.field, rule.source)
    short = rule.at_least and end < _counted_from(rule.at_least, base_day)
    return _no(act, f"minstens {rule.at_least} erbij", "limit", rule.field, rule.source) if short else None


def _counted_from(term: str, base: date) -> date:
    due = count(parse_term(term), base).due
    return due.date() if isinstance(due, datetime) else due


def _person(state: State, act: ReadyAct, command: Command, actor: str) -> Refusal | None:
    if actor and actor in state.excluded:
        return _no(act, "u bent zelf betrokken bij deze klacht en doet niet mee", "excluded")
    assignee = command.values.get(act.rule.assigns) if act.rule.assigns else None
    return (
        _no(act, "deze persoon is zelf betrokken bij de klacht", "excluded", act.rule.assigns)
        if assignee in state.excluded
        else None
    )


_SLACK = timedelta(minutes=5)


def refusals(state: State, command: Command, *, actor: str, now: datetime) -> list[Refusal]:
    """Everything that stands in the way of a command: first whether the act may be done, then what its form misses."""
    act, at = state.procedure.acts.get(command.act), command.at or now
    if act is None:
        return [
            Refusal(
                command.act, f"‘{command.act}’ is geen daad van deze regeling", state.regulation.title, "unknown act"
            )
        ]
    if at > now + _SLACK:
        return [_no(act, "dit kan niet in de toekomst gebeurd zijn", "future", "at")]
    first = _person(state, act, command, actor) or why_not(state, act, command.by, at, command.part)
    if first:
        return [first]
    missing = list(_field_refusals(state, act, command))
    limit = None if missing else _limits(state, act, command, at)
    return [limit] if limit else missing


def decide(state: State, command: Command, *, actor: str, now: datetime) -> Event | Refusal:
    """The event that a command leads to, or the first reason why it may not be done. Changes nothing."""
    refused = refusals(state, command, actor=actor, now=now)
    if refused:
        return refused[0]
    act = state.procedure.acts[command.act]
    behalf = command.on_behalf_of or _by(state, act, command.by)[0]
    at = command.at or now
    return Event(state.seq + 1, command.act, command.by, at, now, actor, command.part, dict(command.values), behalf)
