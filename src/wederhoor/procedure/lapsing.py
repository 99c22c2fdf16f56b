"""Why an open duty no longer needs doing: what it was for happened another way, or the complaint ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from wederhoor.procedure.compiled import ReadyDuty
from wederhoor.procedure.conditions import compiled
from wederhoor.procedure.conditions_model import Condition

if TYPE_CHECKING:
    from wederhoor.procedure.dossier import State

NOTHING_ELSE = Condition()


@dataclass(frozen=True, slots=True)
class Lapse:
    """Why an open duty no longer needs doing, and since when (None: only the clock tells it)."""

    why: str
    at: datetime | None


def lapsed_by(state: State, duty: ReadyDuty, part: str, start: datetime, now: datetime) -> Lapse | None:
    """What comes back ends with the complaint, whenever its last round began."""
    if duty.lapses_when and duty.lapses_when(state, part, now) is None:
        return Lapse(
            "vervallen: de voorwaarde waaronder deze plicht vervalt, is vervuld", _moment(state, duty, part, now)
        )
    if duty.survives_closing:
        return None
    if state.stopped_at and (start < state.stopped_at or duty.rule.recurs):
        return Lapse("vervallen: de behandeling is gestopt", state.stopped_at)
    closed = state.closed_parts.get(part) or state.closed_at
    ended = closed is not None and (start <= closed or duty.rule.recurs)
    return Lapse("vervallen: de klacht is gesloten", closed) if ended else None


def _moment(state: State, duty: ReadyDuty, part: str, now: datetime) -> datetime | None:
    """When what it lapses by came about: a term that had passed by then stays passed."""
    return held_since(state, duty.rule.lapses_when, part, now) if duty.rule.lapses_when else None


def held_since(state: State, when: Condition, part: str, now: datetime) -> datetime | None:
    """From which moment a condition that holds now did so without interruption; None where only the clock tells it."""

    def first(fact: str) -> datetime | None:
        return min(state.times(fact, part), default=None)

    words = state.procedure.words
    branches = [one for one in when.any_ if compiled(one, words)(state, part, now) is None]
    each = [first(fact) for fact in when.after]
    each.append(min(filter(None, map(first, when.after_any)), default=None))
    each.append(min(filter(None, (held_since(state, one, part, now) for one in branches)), default=None))
    rest = when.model_copy(update=dict.fromkeys(("after", "after_any", "any_"), ()))
    each.append(_since_event(state, rest, part) if rest != NOTHING_ELSE else None)
    return max(filter(None, each), default=None)


def _since_event(state: State, when: Condition, part: str) -> datetime | None:
    """The act since which values, consents, or what did not happen make it hold."""
    holds, step, since = compiled(when, state.procedure.words), type(state)(state.procedure), None
    for event in state.events:
        step = step.apply(event)
        since = (since or event.at) if holds(step, part, event.at) is None else None
    return since
