"""What an act will bring about, found by doing it in memory: which duties end and begin, and which letters follow. Pure, without words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from wederhoor.procedure import needs
from wederhoor.procedure.acts import Allowed
from wederhoor.procedure.answers import TEXT_KINDS
from wederhoor.procedure.compiled import ReadyAct
from wederhoor.procedure.dossier import State
from wederhoor.procedure.duties import DutyStatus, duties
from wederhoor.procedure.events import Event, Value
from wederhoor.procedure.facts import slots
from wederhoor.procedure.questions import as_name

RUNNING = ("open", "overdue")
MOST = 8
"""Of a question with more answers than this it is not worked out what each brings about."""
Kind = Literal["closed", "reopened", "stopped", "phase", "done", "lapsed", "over", "begins", "moved", "letter"]
Found = Mapping[tuple[str, str], DutyStatus]


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that will be different. ``label``: the phase, duty or letter; ``roles``: whose duty, or to whom the letter goes."""

    kind: Kind
    label: str = ""
    roles: tuple[str, ...] = ()
    day: date | datetime | None = None


Changes = tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What holds whatever is answered, and per answer to the question that decides. ``unknown``: it depends on several answers."""

    changes: Changes = ()
    asked: str = ""
    options: tuple[tuple[str, Changes], ...] = ()
    unknown: bool = False


def _changes(before: Found, after: Found) -> Iterator[Change]:
    for key, new in after.items():
        old = before.get(key)
        was = old is not None and old.status in RUNNING
        if was and new.status not in RUNNING:
            yield Change(_ended(new), new.label, (new.holder,))
        elif not was and new.status in RUNNING:
            yield Change("begins", new.label, (new.holder,), new.due)
        elif was and old is not None and (old.due or old.aim) != (new.due or new.aim):
            yield Change("moved", new.label, (new.holder,), new.due)


def _ended(duty: DutyStatus) -> Kind:
    """Done is done only when it was met; what lapses was not done."""
    if duty.status in ("met", "met late"):
        return "done"
    return "lapsed" if duty.status == "lapsed" else "over"


def _told(state: State, new: State, role: str) -> Iterator[Change]:
    side = needs.kind_of(state, role)
    for due in new.letters[len(state.letters) :]:
        if not role or side in {needs.kind_of(state, to) for to in due.to}:
            yield Change("letter", state.regulation.letters[due.name].label, due.to)


def _opened(state: State, new: State, now: datetime) -> Iterator[Change]:
    """Where the complaint stands after it, when that changes."""
    if new.closed and not state.closed:
        yield Change("closed")
    elif state.closed and not new.closed:
        yield Change("reopened")
    if new.stopped_at and not state.stopped_at:
        yield Change("stopped")
    before, after = state.phase(now), new.phase(now)
    if before != after and not new.closed:
        yield Change("phase", state.regulation.phases[after].label)


def between(state: State, new: State, now: datetime, *, role: str = "") -> Changes:
    """Everything that is different in `new`; with a ``role`` of a party only what is for that side to know."""
    before, after = (
        {(d.name, d.part): d for d in duties(s, now) if not role or needs.concerns(s, role, d)} for s in (state, new)
    )
    return (*_opened(state, new, now), *_changes(before, after), *_told(state, new, role))


def _after(
    state: State, allowed: Allowed, now: datetime, values: Mapping[str, Value], role: str
) -> tuple[Change, ...] | None:
    """What these answers lead to; None when they are not enough to tell."""
    act = state.procedure.acts[allowed.act]
    event = Event(state.seq + 1, allowed.act, role or act.rule.by[0], now, now, "", allowed.part, dict(values))
    try:
        return between(state, state.apply(event), now, role=role)
    except (KeyError, ValueError):
        return None


def _needed(act: ReadyAct) -> list[str]:
    """The questions that must be answered with a choice, a date or a person."""
    return [name for name, asked in act.rule.fields.items() if asked.kind not in TEXT_KINDS and asked.required]


def _bearing(act: ReadyAct, name: str) -> bool:
    """Whether what follows can depend on the answer to this question; if not it only stands in the history."""
    rule = act.rule
    if name in act.chosen or name in rule.sets or (rule.consents and name in (rule.consents, "answer")):
        return True
    named = {slot for effect in act.effects for slot in slots(effect.fact)} | {effect.dated for effect in act.effects}
    return name in (*named, rule.cancels) or bool(rule.extends or rule.corrects)


def foreseen(
    state: State, allowed: Allowed, now: datetime, *, answers: Mapping[str, Value] | None = None,
    known: Mapping[str, Value] | None = None, role: str = "",
) -> Foreseen:  # fmt: skip
    """What comes of an act: of these ``answers``, or per answer to the question that decides while none are given.

    ``known``: answers that are not asked, because only one is possible. ``role``: only what that party may know.
    """
    act, given = state.procedure.acts[allowed.act], dict(known or {})
    needed = _needed(act)
    usual = {name: next(iter(act.choices.get(name) or {"": ""})) for name in needed} | given
    deciding = [name for name in needed if name not in given and _bearing(act, name)]
    if answers is None and len(deciding) == 1 and 1 < len(act.choices.get(deciding[0], {})) <= MOST:
        return _per_option(state, allowed, deciding[0], usual, now, role)
    if answers is None and deciding:
        return Foreseen(unknown=True)
    return Foreseen(_after(state, allowed, now, usual if answers is None else answers, role) or ())


def _per_option(
    state: State, allowed: Allowed, name: str, usual: Mapping[str, Value], now: datetime, role: str
) -> Foreseen:
    """Each answer with what it brings about; what all share is said once."""
    act, worked = state.procedure.acts[allowed.act], dict[str, Changes]()
    asked = act.rule.fields[name]
    for code, label in act.choices[name].items():
        found = _after(state, allowed, now, {**usual, name: [code] if asked.kind == "choices" else code}, role)
        worked |= {label: found} if found is not None else {}
    shared = tuple(c for c in next(iter(worked.values()), ()) if all(c in found for found in worked.values()))
    own = {label: tuple(c for c in found if c not in shared) for label, found in worked.items()}
    return Foreseen(
        shared, as_name(asked.label) if any(own.values()) else "", tuple(own.items()) if any(own.values()) else ()
    )
