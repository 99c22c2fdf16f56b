"""Complaints brought through the door to where a role has its work: each of its day's ways, up to where it begins."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import date, timedelta
from typing import Any

from tests.e2e.day_ways import Way, chosen
from wederhoor.dossier import door
from wederhoor.dossier.door import Actor
from wederhoor.procedure.dossier import State
from wederhoor.procedure.model import Regulation
from wederhoor.procedure.scenario import Step as Written
from wederhoor.procedure.scenario import moment
from wederhoor.site.demo import player
from wederhoor.site.demo.player import Stage
from wederhoor.site.demo.script import Complaint, Step

GIVEN = ("handler", "coordinator")
"""Kinds of role that see everything, and whose own work is what was given to them."""


def brought(stage: Stage, role: str) -> Mapping[str, Way]:
    """The complaints of this role's day by their number, each given to whoever holds the role."""
    found = chosen(stage.regulation.provider, stage.now.date(), role)
    return {_brought(stage, role, way, nth): way for nth, way in enumerate(found)}


def state_of(stage: Stage, number: str, role: str) -> State:
    """What happened in the dossier, as it stands in the database."""
    actor = Actor(stage.cast[role].pk, role, stage.row.pk)
    return door.open_dossier(stage.tenant, number, actor=actor, action="read", now=stage.now).state


def _brought(stage: Stage, role: str, way: Way, nth: int) -> str:
    opening, *rest = way.steps
    began = moment(opening.at).date()
    ago = (way.now.date() - began).days
    shift = stage.now.date() - timedelta(days=ago) - began
    complaint = Complaint(
        subject=f"Proef {nth + 1} van {stage.regulation.roles[role].label}", story="Het is al drie weken koud in mijn kamer. Ik zei het vaak.",
        who="Ada Proef", plot=way.name, ago=ago, accused=True, mail="ada@voorbeeld.test",
        values=_values(stage.regulation, opening, shift),
    )  # fmt: skip
    steps = tuple(_step(stage.regulation, one, began, shift) for one in rest)
    key = f"day-{stage.row.code}-{role}-{nth}"
    player.play(stage, complaint, steps, key)
    number = player.receive(stage, complaint, stage.now, key).number
    if role_is_given(stage, role):
        _give(stage, number, role)
    return number


def _give(stage: Stage, number: str, role: str) -> None:
    """Given to whoever holds the role by the first who shares work out and is not objected to in this very dossier."""
    for giver in (one for one in stage.cast if stage.regulation.roles[one].kind in player.ASSIGNERS):
        with suppress(door.NotFound):
            actor = stage.actor(giver)
            dossier = door.open_dossier(stage.tenant, number, actor=actor, action="read", now=stage.now)
            door.assign(dossier, stage.cast[role].pk, role, actor=actor, now=stage.now)
            return
    raise AssertionError(f"nobody can give {number} to {role}")


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
