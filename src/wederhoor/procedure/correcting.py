"""Putting right what was recorded wrongly: which answers of an earlier act can be corrected, and into what."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from wederhoor.procedure.answers import no
from wederhoor.procedure.commands import Command, Refusal
from wederhoor.procedure.dossier import moment_of, put_right
from wederhoor.procedure.events import Event

if TYPE_CHECKING:
    from wederhoor.procedure.compiled import ReadyAct
    from wederhoor.procedure.dossier import State

SLACK = timedelta(minutes=5)
"""How far ahead of our clock something may have happened."""

_NAMING = frozenset({"person", "people", "accused", "planned", "attendance", "event", "answer", "outcomes"})


def _target(state: State, seq: str) -> Event | None:
    """The event as it reads now, after earlier corrections; a correction itself cannot be corrected."""
    acts = state.procedure.acts
    old = next((e for e in state.events if str(e.seq) == seq and not acts[e.act].rule.corrects), None)
    fixes = [e for e in state.events if acts[e.act].rule.corrects]
    return put_right(old, fixes) if old else None


def _fixed(act: ReadyAct) -> set[str]:
    """Answers that name a person or move a term stay: rights and dates were given on them; undo those by a new act."""
    rule = act.rule
    extended = {name for name, field in rule.fields.items() if field.kind in _NAMING}
    return extended | (set(rule.fields) if rule.extends or rule.assigns or rule.excludes or rule.splits else set())


def correctable(state: State, seq: str) -> list[tuple[str, str]]:
    """What an earlier event can be corrected into: ('channel=letter', 'Hoe kwam de klacht binnen? Brief'). Dates: 'name='."""
    event = _target(state, seq)
    return list(_offered(state.procedure.acts[event.act], event)) if event else []


def _offered(act: ReadyAct, event: Event) -> Iterator[tuple[str, str]]:
    for name, field in act.rule.fields.items():
        if name in _fixed(act) or name not in event.values:
            continue
        if field.kind == "date":
            yield f"{name}=", field.label
        for code, label in act.choices.get(name, {}).items():
            if event.values[name] not in (code, [code]):
                yield f"{name}={code}", f"{field.label} {label}"


def refused(state: State, act: ReadyAct, command: Command, now: datetime) -> Refusal | None:
    """Why this correction cannot be made: no such event, a moment that cannot be, an answer that was never offered."""
    target = _target(state, str(command.values.get("event", "")))
    if target is None:
        return no(act, "kies een vastlegging die er is", "choice", "event")
    try:
        right = moment_of(command.values.get("at", ""), target.at)
    except ValueError:
        return no(act, "geef datum en tijd", "form", "at")
    if right > now + SLACK:
        return no(act, "dit kan niet in de toekomst gebeurd zijn", "future", "at")
    return _wrong_answer(state, act, command, target)


def _wrong_answer(state: State, act: ReadyAct, command: Command, target: Event) -> Refusal | None:
    given = str(command.values.get("answer", ""))
    if not given:
        return None
    name, _, code = given.partition("=")
    offered = {value for value, _ in correctable(state, str(target.seq))}
    if f"{name}=" in offered and _is_date(code):
        return None
    known = all(f"{name}={one}" in offered or target.values.get(name) == [one] for one in code.split(","))
    return None if known else no(act, "dit antwoord kan hier niet worden verbeterd", "choice", "answer")


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
