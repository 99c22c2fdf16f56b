"""For every act of a regulation somebody who may do it, at the desk or on a side's own pages, and what happened in the dossier before.

The ways come from the regulation's own scenarios; what none of them passes is looked for by walking at random.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from tests.desk.conftest import NOW
from tests.regulations.walking import command_for
from wederhoor.dossier.policy import NEEDS
from wederhoor.procedure import needs
from wederhoor.procedure.acts import Allowed, decide, permitted
from wederhoor.procedure.answers import TEXT_KINDS
from wederhoor.procedure.commands import Command
from wederhoor.procedure.compiled import procedure_of
from wederhoor.procedure.dossier import State
from wederhoor.procedure.events import Event
from wederhoor.procedure.loading import load_for
from wederhoor.procedure.model import Regulation
from wederhoor.procedure.scenario import play

REGULATIONS = Path(__file__).parents[2] / "regulations"
PARTIES = ("complainant", "accused")
PERSONS = ("person", "people", "attendance", "event")
"""Questions about somebody or something of one dossier, whom another does not know."""
WALKS, STEPS, THROWS = 200, 12, 12
SOONER = 0.6
Choice = tuple[str, Allowed]


@dataclass(frozen=True)
class Way:
    """An act that this role may do in this state at this moment, with answers that the procedure accepts."""

    role: str
    command: Command
    state: State
    now: datetime

    @property
    def asked(self) -> str:
        """What the address of its page says after the act."""
        return f"?part={self.command.part}" if self.command.part else ""


def at_the_desk(regulation: Regulation) -> list[str]:
    """The roles that sign in and may do something in a dossier."""
    kinds = {code: role.kind for code, role in regulation.roles.items()}
    return [code for code, kind in kinds.items() if kind not in PARTIES and "act" in NEEDS[kind].actions]


def doers(regulation: Regulation, side: str = "") -> list[str]:
    """Who does it: the roles of this side, or without one those at the desk."""
    return [code for code, role in regulation.roles.items() if role.kind == side] if side else at_the_desk(regulation)


def acts_of(provider: str, side: str = "") -> set[str]:
    """Every act that somebody can do in a dossier: in their own role, and at the desk also in the complainant's name."""
    regulation = load_for(provider, NOW.date())
    speakers, people = procedure_of(regulation).speakers, set(doers(regulation, side))
    roles = {
        name: set(act.by) | (speakers if "complainant" in act.by else set()) for name, act in regulation.acts.items()
    }
    return {name for name, by in roles.items() if by & people and not regulation.acts[name].opens}


@lru_cache
def ways(provider: str, side: str = "") -> Mapping[str, Way]:
    """One way to each act that one was found for."""
    wanted = acts_of(provider, side)
    found = {act: way for act, way in _as_told(provider, side) if act in wanted}
    told = [(state, at + timedelta(minutes=1)) for states in _scenarios(provider) for at, state in states]
    for state, now in told:
        _note(found, wanted, state, now, _may(state, now), side)
    dice = random.Random(f"{provider} 4")
    for _ in range(WALKS):
        if found.keys() == wanted:
            break
        _walk(found, wanted, *dice.choice(told), dice, side)
    return found


def _may(state: State, now: datetime) -> list[Choice]:
    return [(role, one) for role in state.regulation.roles for one in permitted(state, role, now).may]


def _note(found: dict[str, Way], wanted: Set[str], state: State, now: datetime, may: list[Choice], side: str) -> None:
    """Keep the ways to acts for which there was none yet."""
    people = doers(state.regulation, side)
    for role, one in may:
        if (
            role in people
            and needs.knows(state, role, now)
            and one.act in wanted
            and one.act not in found
            and (way := _way(state, role, one, now))
        ):
            found[one.act] = way


def _way(state: State, role: str, allowed: Allowed, now: datetime) -> Way | None:
    for throw in range(THROWS):
        command = answered(state, allowed, role, now, random.Random(f"{allowed.act} {throw}"))
        if isinstance(decide(state, command, actor="walker", now=now), Event):
            return Way(role, command, state, now)
    return None


def answered(state: State, one: Allowed, role: str, now: datetime, dice: random.Random) -> Command:
    """The act with answers that its page can send: persons who are there, yes or no, nothing put right but the moment."""
    command, fields = command_for(state, one, role, now, dice), state.regulation.acts[one.act].fields
    fixed = {"person": "p1", "yes or no": "no"}
    values = {
        name: fixed.get(fields[name].kind, value) for name, value in command.values.items()
        if fields[name].kind != "answer" and not (one.act == "correct" and name == "at")
    }  # fmt: skip
    return Command(one.act, role, values, command.texts, command.part)


def _as_told(provider: str, side: str) -> Iterator[tuple[str, Way]]:
    """What somebody does in a scenario, with the answers given there."""
    for states in _scenarios(provider):
        for (_, before), (_, after) in pairwise(states):
            done, fields = after.events[-1], after.regulation.acts[after.events[-1].act].fields
            asks = {fields[name].kind for name in done.values}
            if (
                done.by in doers(after.regulation, side)
                and needs.knows(before, done.by, done.at)
                and asks.isdisjoint(PERSONS)
            ):
                texts = frozenset(name for name, field in fields.items() if field.kind in TEXT_KINDS)
                command = Command(done.act, done.by, done.values, texts, done.part)
                yield done.act, Way(done.by, command, before, done.recorded)


@lru_cache
def _scenarios(provider: str) -> list[list[tuple[datetime, State]]]:
    """Of each scenario the states right after each event, where the regulation of today held then."""
    today = load_for(provider, NOW.date())
    played = [play(path).states[1:] for path in sorted((REGULATIONS / provider / "scenarios").glob("*.yaml"))]
    return [list(states) for states in played if load_for(provider, states[0][0].date()) == today]


def _walk(found: dict[str, Way], wanted: Set[str], state: State, now: datetime, dice: random.Random, side: str) -> None:
    """On from a moment of a scenario by what anybody may do, sooner by what the missing acts wait for."""
    for _ in range(STEPS):
        may, before = _may(state, now), _waited_for(state.regulation, wanted - found.keys())
        _note(found, wanted, state, now, may, side)
        first, fresh = [way for way in may if way[1].act in before], _fresh(state, may)
        if not fresh:
            return
        role, one = dice.choice(first if first and dice.random() < SOONER else fresh)
        done = decide(state, answered(state, one, role, now, dice), actor="walker", now=now)
        state = state.apply(done) if isinstance(done, Event) else state
        now += timedelta(days=dice.choice([0, 0, 0, 1, 3, 10]), minutes=7)


def _waited_for(regulation: Regulation, missing: Set[str]) -> set[str]:
    """The acts that bring about what these acts come after, and those that give the consent they need."""
    needs = [when for act in missing if (when := regulation.acts[act].when)]
    facts = {fact for when in needs for fact in (*when.after, *when.after_any)}
    consent = any(when.consent for when in needs)
    return {
        name for name, act in regulation.acts.items()
        if (consent and act.consents)
        or any(fact.startswith(effect.fact.split("{")[0]) for effect in act.brings_about for fact in facts)
    }  # fmt: skip


def _fresh(state: State, may: list[Choice]) -> list[Choice]:
    """What was not done before; what closes or stops only when nothing else is left."""
    acts, done = state.regulation.acts, {event.act for event in state.events}
    fresh = [(role, one) for role, one in may if one.act not in done]
    return [(role, one) for role, one in fresh if not (acts[one.act].closes or acts[one.act].stops)] or fresh
