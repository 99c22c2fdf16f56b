"""Whether the answers of a command fit the questions of its act: filled, of the right shape, and theirs to give."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime

from wederhoor.procedure.affiliating import lapsed_body
from wederhoor.procedure.choices import list_of, options_of
from wederhoor.procedure.commands import Command, Refusal
from wederhoor.procedure.compiled import ReadyAct
from wederhoor.procedure.conditions_model import Condition
from wederhoor.procedure.dossier import State
from wederhoor.procedure.events import Value
from wederhoor.procedure.model import FormField
from wederhoor.procedure.terms import count, local_date, parse_term

TEXT_KINDS = frozenset({"text", "long text"})


def no(act: ReadyAct, because: str, code: str, field: str = "", source: str = "") -> Refusal:
    """A refusal of an act, with its place unless another source says so."""
    return Refusal(act.name, because, source or act.place, code, field)


def field_refusals(state: State, act: ReadyAct, command: Command, at: datetime) -> Iterator[Refusal]:
    """Everything missing or wrong in the answers, in the order of the questions."""
    for name, field in act.rule.fields.items():
        given = command.values.get(name) or name in command.texts
        if not given:
            yield from _missing(state, act, name, command)
        elif name in command.values and (wrong := _wrong(state, act, name, command, at)):
            yield wrong
        elif name in command.values and (shape := _malformed(field, command.values[name])):
            yield no(act, f"{field.label}: {shape}", "form", name)
        elif only := _named_for_nothing(act, name, command):
            yield no(act, f"‘{field.label}’ hoort alleen bij {only}", "not asked", name)
    yield from _strangers(act, command)


def _missing(state: State, act: ReadyAct, name: str, command: Command) -> Iterator[Refusal]:
    if required(state, act, name, command):
        yield no(act, f"vul in: {act.rule.fields[name].label}", "required", name)


def _strangers(act: ReadyAct, command: Command) -> Iterator[Refusal]:
    for name in (*command.values, *command.texts):
        if name not in act.rule.fields:
            yield no(act, f"‘{name}’ is geen vraag van deze daad", "unknown field", name)
        elif name in command.values and act.rule.fields[name].kind in TEXT_KINDS:
            yield no(act, f"‘{name}’ is vrije tekst en hoort niet in de gebeurtenis", "text in event", name)


def required(state: State, act: ReadyAct, name: str, command: Command) -> bool:
    """Whether a question must be answered, with the other answers as they are."""
    field = act.rule.fields[name]
    if name == act.rule.speaks_for and not _speaks_itself(state, act, command):
        return True
    if field.required_by and any(
        _option_has(state, act, question, what, command) for question, what in field.required_by.items()
    ):
        return True
    if any(command.values.get(other) or other in command.texts for other in field.required_with):
        return True
    return field.required if field.required_when is None else _asked_for(state, field.required_when, command)


def _asked_for(state: State, when: Condition, command: Command) -> bool:
    """Whether the other answers, or what is known of the case, make a question needed."""

    def given(name: str) -> str:
        return str(command.values.get(name, state.value(name, command.part)))

    wanted = all(given(name) in codes for name, codes in when.is_.items())
    return wanted and not any(given(name) in codes for name, codes in when.is_not.items())


def _speaks_itself(state: State, act: ReadyAct, command: Command) -> bool:
    """Whether it is clear who says this: a party itself, or who records it in the complainant's name."""
    role = state.regulation.roles.get(command.by)
    return role is None or role.kind in ("complainant", "accused") or command.by not in act.rule.by


def _option_has(state: State, act: ReadyAct, question: str, what: str, command: Command) -> bool:
    """Whether the option chosen for another question has a property, as a meeting of which minutes are made."""
    options = options_of(state.regulation, list_of(act.rule.fields[question])) or {}
    return bool(getattr(options.get(str(command.values.get(question, ""))), what, False))


def _named_for_nothing(act: ReadyAct, name: str, command: Command) -> str:
    """Of a person who is asked for with another answer of this act only: with which, where it has another one; else ''."""
    field = act.rule.fields[name]
    when = field.required_when.is_ if field.kind == "person" and field.required_when and name in command.values else {}
    for other, codes in when.items():
        given = command.values.get(other)
        if other in act.choices and given and given not in codes:
            return " of ".join(f"‘{act.choices[other].get(code, code)}’" for code in codes)
    return ""


def _codes(value: Value) -> list[str]:
    return list(value.values()) if isinstance(value, dict) else [value] if isinstance(value, str) else value


def _wrong(state: State, act: ReadyAct, name: str, command: Command, at: datetime) -> Refusal | None:
    """A choice that is not offered, whose condition does not hold, or that is another role's to make."""
    options = act.choices.get(name)
    for code in _codes(command.values[name]) if options is not None else ():
        if code not in (options or {}):
            return no(act, f"{act.rule.fields[name].label} ‘{code}’ bestaat hier niet", "choice", name)
        if refused := _not_theirs(state, act, name, code, command, at):
            return refused
    return None


def _not_theirs(state: State, act: ReadyAct, name: str, code: str, command: Command, at: datetime) -> Refusal | None:
    chosen, label = act.chosen.get(name, {}).get(code), act.choices[name][code]
    if chosen and chosen.when and (unmet := chosen.when(state, command.part, at)):
        return no(act, f"‘{label}’ kan hier niet: {unmet}", "choice condition", name, chosen.source)
    if chosen and chosen.by and command.by not in chosen.by:
        return no(act, f"‘{label}’ is niet aan deze rol", "choice role", name, chosen.source)
    if act.careful:
        refused = _other_side(state, act, name, code, command) or _not_open(state, act, name, code, command, at)
        if refused:
            return refused
    owner = act.rule.fields[name].of_role.get(code, "")
    owner = state.regulation.statute_roles.get(owner, owner)
    mine = not owner or command.by == owner or (owner == "complainant" and command.by in state.procedure.speakers)
    return None if mine else no(act, f"‘{label}’ kan alleen die partij zelf zeggen", "choice role", name)


def _other_side(state: State, act: ReadyAct, name: str, code: str, command: Command) -> Refusal | None:
    """A party adds helpers to its own side only, and speaks for itself only."""
    role = state.regulation.roles.get(command.by)
    if role is None or role.kind not in ("complainant", "accused") or role.kind == code:
        return None
    if name == act.rule.speaks_for:
        return no(act, "u kunt dit alleen voor uzelf zeggen", "choice role", name)
    return (
        no(act, "u kunt alleen iemand toevoegen die uzelf helpt", "choice role", name)
        if name == act.rule.adds_to
        else None
    )


def _not_open(state: State, act: ReadyAct, name: str, code: str, command: Command, at: datetime) -> Refusal | None:
    """A role that may not hear of the complaint, and a body to which the provider is no longer joined."""
    silent = state.procedure.kept_out.get(code) if name in act.names_roles else None
    if silent and silent(state, command.part, at) is None:
        rule = state.regulation.roles[code].kept_out
        because = (rule.because if rule else "") or f"{state.regulation.roles[code].label} hoort niets van deze klacht"
        return no(act, because, "choice condition", name, state.regulation.roles[code].source)
    why = lapsed_body(state, code, at) if name == act.rule.hands_over else None
    return no(act, why[0], "choice condition", name, why[1]) if why else None


_SHAPES: Mapping[str, tuple[Callable[[str], object], str]] = {
    "date": (date.fromisoformat, "geef een datum, zoals 2026-05-12"),
    "moment": (datetime.fromisoformat, "geef datum en tijd"),
    "number": (int, "geef een getal"),
    "term": (parse_term, "geef een termijn, zoals 2 weken"),
}


def _malformed(field: FormField, value: Value) -> str:
    """What is wrong with a date, moment, number or term as given, or ''."""
    if field.kind not in _SHAPES:
        return ""
    read, otherwise = _SHAPES[field.kind]
    try:
        read(str(value))
    except ValueError:
        return otherwise
    return ""


def extension_limit(state: State, act: ReadyAct, command: Command, at: datetime) -> Refusal | None:
    """An extension of free length stays between the least and the most that its rule allows."""
    if not act.rule.extends or not (rule := state.regulation.duties[act.rule.extends].extend[act.name]).field:
        return None
    given, status = str(command.values[rule.field]), state.duty(act.rule.extends, command.part, at)
    base = status.due or local_date(at)
    base_day = local_date(base) if isinstance(base, datetime) else base
    end = date.fromisoformat(given) if given[:4].isdigit() and "-" in given else _counted_from(given, base_day)
    if end <= base_day:
        return no(act, "de nieuwe datum moet na de oude liggen", "limit", rule.field, rule.source)
    if rule.at_most and end > _counted_from(rule.at_most, base_day):
        return no(act, f"hoogstens {rule.at_most} erbij", "limit", rule.field, rule.source)
    short = rule.at_least and end < _counted_from(rule.at_least, base_day)
    return no(act, f"minstens {rule.at_least} erbij", "limit", rule.field, rule.source) if short else None


def _counted_from(term: str, base: date) -> date:
    due = count(parse_term(term), base).due
    return due.date() if isinstance(due, datetime) else due
