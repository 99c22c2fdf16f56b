"""Walk through a regulation at random: only permitted acts, with answers that its own questions offer."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime, timedelta

from wederhoor.procedure.acts import Allowed, decide, permitted
from wederhoor.procedure.answers import TEXT_KINDS
from wederhoor.procedure.commands import Command, Refusal
from wederhoor.procedure.compiled import ReadyAct, procedure_of
from wederhoor.procedure.dossier import AMSTERDAM, State
from wederhoor.procedure.events import Event, Value
from wederhoor.procedure.meetings import standing
from wederhoor.procedure.model import FormField, Regulation

ANSWERS = frozenset(
    {
        "limit",
        "excluded",
        "incompatible",
        "choice condition",
        "choice role",
        "choice",
        "votes",
        "consent",
        "backdated",
        "not asked",
    }
)
"""Refusals about what was answered, never about whether the act may be done."""
START = datetime(2026, 3, 2, 10, tzinfo=AMSTERDAM)


def _answer(state: State, act: ReadyAct, name: str, field: FormField, now: datetime, dice: random.Random) -> Value:
    if name in act.choices:
        code = dice.choice(sorted(act.choices[name]))
        several: dict[str, Value] = {"choices": [code], "outcomes": {"e1": code}, "attendance": {"p1": code}}
        return several.get(field.kind, code)
    if field.kind in ("people", "planned"):
        return ["p1"] if field.kind == "people" else str(next((one.first for one in standing(state)), 1))
    if field.kind == "event":
        return str(dice.randint(1, max(1, state.seq)))
    day = now + timedelta(days=dice.randint(1, 20)) if act.rule.extends else now
    return {
        "date": f"{day:%Y-%m-%d}",
        "moment": f"{day:%Y-%m-%dT%H:%M}",
        "term": "2 weeks",
        "person": f"p{dice.randint(1, 4)}",
    }.get(field.kind, "1")


def command_for(state: State, allowed: Allowed, role: str, now: datetime, dice: random.Random) -> Command:
    """The act with every question answered."""
    act = state.procedure.acts[allowed.act]
    fields = act.rule.fields.items()
    values = {name: _answer(state, act, name, f, now, dice) for name, f in fields if f.kind not in TEXT_KINDS}
    texts = frozenset(name for name, f in fields if f.kind in TEXT_KINDS)
    return Command(allowed.act, role, values, texts, allowed.part, now)


def options(state: State, now: datetime) -> Iterator[tuple[str, Allowed]]:
    """Everything anybody may do now."""
    for role in state.regulation.roles:
        yield from ((role, allowed) for allowed in permitted(state, role, now).may)


def stepped(state: State, role: str, allowed: Allowed, now: datetime, dice: random.Random) -> State:
    """The state after a permitted act; unchanged when its answers are refused (never its permission)."""
    result = decide(state, command_for(state, allowed, role, now, dice), actor="walker", now=now)
    if isinstance(result, Refusal):
        assert result.code in ANSWERS, f"{allowed.act} is permitted to {role} but refused: {result}"
        return state
    assert isinstance(result, Event)
    return state.apply(result)


def walk(regulation: Regulation, seed: int, steps: int) -> Iterator[tuple[State, datetime]]:
    """States on a random way; some days pass between two acts."""
    dice, now, state = random.Random(seed), START, State(procedure_of(regulation))
    for _ in range(steps):
        possible = [(role, a) for role, a in options(state, now) if not state.regulation.acts[a.act].closes]
        if not possible:
            return
        role, allowed = dice.choice(possible)
        state = stepped(state, role, allowed, now, dice)
        yield state, now
        now += timedelta(days=dice.choice([0, 0, 1, 3, 10, 30]), hours=1)


def _next(state: State, now: datetime, tried: set[tuple[str, str]]) -> tuple[str, Allowed] | None:
    """The way nearest to the end: an act that closes, else one that stops, else one not tried yet."""
    acts = state.regulation.acts
    open_ways = [w for w in options(state, now) if acts[w[1].act].closes or (w[1].act, w[1].part) not in tried]
    return min(open_ways, key=lambda w: (not acts[w[1].act].closes, not acts[w[1].act].stops), default=None)


def closed(state: State, now: datetime) -> State:
    """Bring a dossier to its close with what anybody may do; the state reached when nothing is left to try."""
    dice, tried = random.Random(1), set[tuple[str, str]]()
    while not state.closed and (way := _next(state, now, tried)):
        tried.add((way[1].act, way[1].part))
        state = stepped(state, *way, now, dice)
        now += timedelta(hours=1)
    return state
