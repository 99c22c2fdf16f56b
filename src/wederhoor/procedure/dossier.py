"""The fold: what state a dossier is in, computed from its events and its regulation. Nothing of it is stored twice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from operator import attrgetter
from typing import TYPE_CHECKING

from wederhoor.procedure import besides, meetings
from wederhoor.procedure.affiliating import Spans
from wederhoor.procedure.besides import NOTHING, Besides
from wederhoor.procedure.compiled import Procedure, ReadyAct, ReadyEffect, procedure_of
from wederhoor.procedure.events import Event, Value, moment_of, put_right
from wederhoor.procedure.facts import fill
from wederhoor.procedure.letters_due import LetterDue, following
from wederhoor.procedure.model import Regulation
from wederhoor.procedure.terms import AMSTERDAM

if TYPE_CHECKING:
    from wederhoor.procedure.duties import DutyStatus

__all__ = ["AMSTERDAM", "Extension", "LetterDue", "Scope", "State", "UnknownAct", "fold", "moment_of", "put_right"]

Times = tuple[datetime, ...]


class UnknownAct(ValueError):
    """An event names an act that its regulation does not have: the regulation version pinned is not the one it was made under."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Facts with the moments they came about, and case values: of the whole complaint or of one part."""

    facts: Mapping[str, Times] = field(default_factory=dict)
    values: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Extension:
    """A term moved by an act: by a fixed length or to a date."""

    duty: str
    act: str
    part: str
    at: datetime
    given: str


@dataclass(frozen=True, slots=True)
class State:
    """Where a dossier stands. Make it with `fold`; `apply` gives the next one."""

    procedure: Procedure
    seq: int = 0
    whole: Scope = Scope()
    parts: Mapping[str, Scope] = field(default_factory=dict)
    extensions: tuple[Extension, ...] = ()
    consents: Mapping[str, str] = field(default_factory=dict)
    assigned: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    excluded: frozenset[str] = frozenset()
    objected: frozenset[str] = frozenset()
    besides: Besides = NOTHING
    letters: tuple[LetterDue, ...] = ()
    closed_at: datetime | None = None
    closed_parts: Mapping[str, datetime] = field(default_factory=dict)
    stopped_at: datetime | None = None
    events: tuple[Event, ...] = ()
    outside: frozenset[str] | None = None
    """The roles with a running assignment, where somebody looked; None where events alone tell. Nobody from outside has it without."""
    joined: Spans = field(default_factory=dict)
    """The affiliations that the provider wrote down itself, where somebody looked."""

    @property
    def regulation(self) -> Regulation:
        """The regulation this dossier is under."""
        return self.procedure.regulation

    @property
    def closed(self) -> bool:
        """Whether the dossier as a whole is closed."""
        return self.closed_at is not None

    def times(self, fact: str, part: str = "") -> Times:
        """When a fact came about, earliest first, for a part (which shares the facts of the whole) or the whole."""
        own = self.parts[part].facts.get(fact, ()) if part in self.parts else ()
        whole = self.whole.facts.get(fact, ())
        return tuple(sorted(whole + own)) if own and whole else own or whole

    def has(self, fact: str, part: str, now: datetime) -> bool:
        """Whether a fact came about, or was opened by a term (or its strictest date) that passed before `now`."""
        if fact in self.whole.facts or (part in self.parts and fact in self.parts[part].facts):
            return True
        openers = self.procedure.openers.get(fact)
        return bool(openers) and any(_opened(self.duty(name, part, now), aim, now) for name, aim in openers or ())

    def value(self, name: str, part: str = "") -> Value:
        """A case value ('' when not known): the part's own, else that of the whole."""
        own = self.parts[part].values.get(name) if part in self.parts else None
        return own if own is not None else self.whole.values.get(name, "")

    def matches(self, name: str, wanted: tuple[str, ...], part: str) -> bool:
        """Whether a case value is one of `wanted`; of a value with several codes one is enough."""
        value = self.value(name, part)
        return value in wanted if isinstance(value, str) else any(code in wanted for code in value)

    def duty(self, name: str, part: str, now: datetime) -> DutyStatus:
        """One duty as it stands at `now`."""
        from wederhoor.procedure.duties import duty_status

        return duty_status(self, self.procedure.duties[name], part, now)

    def phase(self, now: datetime, part: str = "") -> str:
        """The last listed phase whose condition holds."""
        return next(name for name, when in reversed(self.procedure.phases) if when(self, part, now) is None)

    def apply(self, event: Event) -> State:
        """The state after one more event."""
        act = self.procedure.acts.get(event.act)
        if act is None:
            raise UnknownAct(
                f"event {event.seq}: act '{event.act}' is not in {self.regulation.provider} {self.regulation.version}"
            )
        if act.rule.corrects:
            return _corrected(self, event)
        return _applied(self, act, event)


def _opened(duty: DutyStatus, aim: bool, now: datetime) -> bool:
    return duty.aim_passed(now) if aim else duty.passed


_NAMES = tuple(field.name for field in fields(State))
_values = attrgetter(*_NAMES)


def _changed(state: State, **changes: object) -> State:
    """The state with some fields changed; `dataclasses.replace` takes three times as long, and this runs for every event."""
    return State(**{**dict(zip(_NAMES, _values(state), strict=True)), **changes})


def fold(regulation: Regulation, events: Iterable[Event]) -> State:
    """The state after all events, in order. Raises UnknownAct for an act the regulation does not know."""
    state = State(procedure_of(regulation))
    for event in events:
        state = state.apply(event)
    return state


def _new_facts(act: ReadyAct, event: Event, effects: Iterable[ReadyEffect]) -> list[tuple[str, datetime]]:
    found = [(act.name, event.at)]
    for name, options in act.chosen.items():
        codes = event.values.get(name, ())
        for code in (codes,) if isinstance(codes, str) else codes:
            found += [(fact, event.at) for fact in options[code].facts] if code in options else []
    for effect in effects:
        at = moment_of(event.values.get(effect.dated, ""), event.at) if effect.dated else event.at
        found.append((effect.fact if effect.plain else fill(effect.fact, event.values), at))
    return found


def _effects(state: State, act: ReadyAct, event: Event) -> list[ReadyEffect]:
    return [one for one in act.effects if one.when is None or one.when(state, event.part, event.at) is None]


def _new_values(act: ReadyAct, event: Event) -> dict[str, Value]:
    found: dict[str, Value] = {name: event.values[name] for name in act.rule.sets if name in event.values}
    for name, options in act.chosen.items():
        code = event.values.get(name)
        if isinstance(code, str) and code in options:
            found.update(options[code].sets)
    return found


def _with(
    scope: Scope, values: Mapping[str, Value], facts: Iterable[tuple[str, datetime]], undone: Iterable[str]
) -> Scope:
    known = {**scope.facts}
    for fact in undone:
        known.pop(fact, None)
    for fact, at in facts:
        earlier = known.get(fact, ())
        known[fact] = (*earlier, at) if at not in earlier else earlier
    return Scope(known, {**scope.values, **values} if values else scope.values)


def _part_of(state: State, act: ReadyAct, event: Event) -> str:
    """A split makes the next part: 'A' is what stays, then 'B', 'C' and so on."""
    return chr(ord("A") + max(1, len(state.parts))) if act.rule.splits else event.part


def _applied(state: State, act: ReadyAct, event: Event) -> State:
    part, values = _part_of(state, act, event), _new_values(act, event)
    if act.rule.cancels:
        state = _changed(state, **meetings.taken_back(state, act.rule, event))
    if act.rule.splits:
        state = _split(state, act, event, part, values)
    elif values:
        state = _valued(state, part, values)
    effects = _effects(state, act, event)
    for effect in effects:
        state = _valued(state, part, effect.sets) if effect.sets else state
    return _marked(state, act, event, part, _new_facts(act, event, effects))


def _split(state: State, act: ReadyAct, event: Event, part: str, values: Mapping[str, Value]) -> State:
    """A new part with its own values beside 'A', what stays."""
    new = _with(Scope(), values, [(act.name, event.at)], ())
    return _changed(state, parts={"A": Scope(), **state.parts, part: new})


def _valued(state: State, part: str, values: Mapping[str, Value]) -> State:
    if part in state.parts:
        return _changed(state, parts={**state.parts, part: _with(state.parts[part], values, (), ())})
    state = _changed(state, whole=_with(state.whole, values, (), ()))
    scheme = next((name for name, when in state.procedure.schemes if when(state, part, _EPOCH) is None), "")
    return _changed(state, whole=_with(state.whole, {"scheme": scheme}, (), ())) if scheme else state


_EPOCH = datetime(1970, 1, 1, tzinfo=AMSTERDAM)


def _placed(state: State, act: ReadyAct, part: str, facts: list[tuple[str, datetime]]) -> dict[str, object]:
    """The scope that the facts of an act belong to, with them in it."""
    if part in state.parts:
        return {"parts": {**state.parts, part: _with(state.parts[part], {}, facts, act.rule.undoes)}}
    return {"whole": _with(state.whole, {}, facts, act.rule.undoes)}


def _marked(state: State, act: ReadyAct, event: Event, part: str, facts: list[tuple[str, datetime]]) -> State:
    """Facts, and everything an act does besides."""
    rule, changes = act.rule, _placed(state, act, part, facts)
    if rule.extends:
        changes["extensions"] = (
            *state.extensions,
            Extension(rule.extends, act.name, part, event.at, _given(state, act, event)),
        )
    if act.special:
        changes.update(besides.changes(state, act, event))
    changes.update(_closing(state, act, event, part))
    if act.name in state.procedure.giving:
        changes["outside"] = None  # somebody else may have it now
    done = _changed(state, **changes, seq=event.seq, events=(*state.events, event))
    return _changed(done, letters=state.letters + following(done, act, event, part)) if act.letters else done


def _given(state: State, act: ReadyAct, event: Event) -> str:
    rule = state.regulation.duties[act.rule.extends].extend[act.name]
    return str(event.values[rule.field]) if rule.field else rule.by


def _closing(state: State, act: ReadyAct, event: Event, part: str) -> dict[str, object]:
    if act.rule.stops:
        return {"stopped_at": event.at}
    if act.rule.reopens:
        return {"closed_at": None, "closed_parts": {}, "stopped_at": None}
    if not act.rule.closes:
        return {}
    if not part:
        return {"closed_at": event.at}
    closed = {**state.closed_parts, part: event.at}
    return {"closed_parts": closed, "closed_at": event.at if set(closed) >= set(state.parts) else None}


def _corrected(state: State, event: Event) -> State:
    """Replay with every earlier event put right that a correction names; the corrections themselves stay in the list."""
    corrections = [e for e in (*state.events, event) if state.procedure.acts[e.act].rule.corrects]
    fixed = State(state.procedure)
    for old in state.events:
        act = state.procedure.acts[old.act]
        fixed = _remembered(fixed, old) if act.rule.corrects else _applied(fixed, act, put_right(old, corrections))
    return _remembered(_changed(fixed, events=state.events), event)


def _remembered(state: State, event: Event) -> State:
    """A correction stays in the list and counts as a fact, and does nothing else."""
    whole = _with(state.whole, {}, [(event.act, event.at)], ())
    return _changed(state, whole=whole, seq=event.seq, events=(*state.events, event))
