"""What each role does by its regulation, and complaints brought through the door to where it has something to do.

The ways there are the scenarios of the regulation: wherever in one of them a role may do an act that discharges a running duty,
a complaint of the demo's organisation follows it up to there. Nothing here names a role or a duty.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from wederhoor.dossier.tasks import running
from wederhoor.procedure.acts import permitted
from wederhoor.procedure.compiled import procedure_of
from wederhoor.procedure.dossier import State
from wederhoor.procedure.duties import duties
from wederhoor.procedure.loading import load_for
from wederhoor.procedure.model import Regulation
from wederhoor.procedure.scenario import Step as Written
from wederhoor.procedure.scenario import moment, play
from wederhoor.site.demo import player
from wederhoor.site.demo.player import Stage
from wederhoor.site.demo.script import Complaint, Step

REGULATIONS = Path(__file__).parents[2] / "regulations"
MOST = 2
"""Different duties of one role: enough to see, few enough for a test machine."""
PARTIES = ("complainant", "accused")
GIVEN = ("handler", "coordinator")
"""Kinds of role that see everything, and whose own work is what was given to them."""


@dataclass(frozen=True)
class Work:
    """A duty that this role can end, held by itself or not, and what must happen first."""

    duty: str
    own: bool
    name: str
    first: tuple[Written, ...]


def at_the_desk(regulation: Regulation) -> Iterator[str]:
    """The roles that sign in for their work."""
    yield from (code for code, role in regulation.roles.items() if role.kind not in PARTIES)


def duties_of(regulation: Regulation, role: str, *, held: bool = False) -> frozenset[str]:
    """The duties that this role may end by an act inside a dossier; with ``held`` those that are its own."""
    procedure = procedure_of(regulation)
    kept = {
        name: acts for name, acts in procedure.dischargers.items() if regulation.duties[name].holder == role or not held
    }
    acts = {a for a, act in regulation.acts.items() if role in act.by and not act.opens}
    return frozenset(name for name, ending in kept.items() if acts & set(ending))


@lru_cache
def works(provider: str, today: date) -> Mapping[str, tuple[Work, ...]]:
    """For each role the shortest ways to different duties that it can end: its own where it has any, else those it may end for others."""
    found: dict[str, dict[tuple[bool, str], Work]] = {}
    for path in sorted((REGULATIONS / provider / "scenarios").glob("*.yaml")):
        for role, work in _along(path):
            ways = found.setdefault(role, {})
            known = ways.get((work.own, work.duty))
            if known is None or len(work.first) < len(known.first):
                ways[work.own, work.duty] = work
    regulation = load_for(provider, today)
    return {role: _chosen(found.get(role, {})) for role in at_the_desk(regulation)}


def _chosen(ways: Mapping[tuple[bool, str], Work]) -> tuple[Work, ...]:
    own = any(work.own for work in ways.values())
    fitting = [work for work in ways.values() if work.own == own]
    return tuple(sorted(fitting, key=lambda work: (len(work.first), work.duty))[:MOST])


def _along(path: Path) -> Iterator[tuple[str, Work]]:
    played = play(path)
    done = [step for step in played.scenario.events if step.refused is None]
    for nth, (at, state) in enumerate(played.states[1:], 1):
        if done[nth - 1].with_.get("person"):  # somebody of the scenario alone, whom the demo does not know
            return
        if not state.closed:
            yield from ((role, work) for role, work in _open(state, at, path.stem, tuple(done[:nth])))


def _open(state: State, at: datetime, name: str, first: tuple[Written, ...]) -> Iterator[tuple[str, Work]]:
    for role in at_the_desk(state.regulation):
        may = {allowed.act for allowed in permitted(state, role, at).may}
        for duty in running(duties(state, at)):
            if may & set(state.procedure.dischargers[duty.name]):
                yield role, Work(duty.name, duty.holder == role, name, first)


def brought(stage: Stage, role: str, work: Work, nth: int) -> str:
    """The number of a complaint that came as far as this work, given to whoever holds the role."""
    opening, *rest = work.first
    began = moment(opening.at).date()
    lasted = (moment(work.first[-1].at).date() - began).days
    ago = lasted + 4  # people of the demo do not work in weekends
    shift = stage.now.date() - timedelta(days=ago) - began
    complaint = Complaint(
        subject=f"Proef: {stage.regulation.duties[work.duty].label}", story="Het is al drie weken koud in mijn kamer. Ik zei het vaak.",
        who="Ada Proef", plot=work.name, ago=ago, accused=True, mail="ada@voorbeeld.test",
        values=_values(stage.regulation, opening, shift),
    )  # fmt: skip
    steps = tuple(_step(stage.regulation, one, began, shift) for one in rest)
    key = f"day-{stage.row.code}-{role}-{nth}"
    player.play(stage, complaint, steps, key)
    number = player.receive(stage, complaint, stage.now, key).number
    if role_is_given(stage, role):
        player.give(stage, number, role, stage.now)
    return number


def role_is_given(stage: Stage, role: str) -> bool:
    """Whether work comes to this role dossier by dossier."""
    kind = stage.regulation.roles[role].kind
    return kind in GIVEN or player.NEEDS[kind].per_dossier


def _step(regulation: Regulation, one: Written, began: date, shift: timedelta) -> Step:
    day = (moment(one.at).date() - began).days
    return Step(act=one.act, day=day, by=one.by, part=one.part, values=_values(regulation, one, shift))


def _values(regulation: Regulation, one: Written, shift: timedelta) -> dict[str, Any]:
    """The answers of the scenario on the days of now; who a question names is somebody of the demo."""
    fields = regulation.acts[one.act].fields
    given = {name: value for name, value in one.with_.items() if name in fields and fields[name].kind != "person"}
    return {name: _value(value, shift) for name, value in given.items()}


def _value(value: Any, shift: timedelta) -> Any:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return (value + shift).isoformat() if isinstance(value, date) else value
