"""Why an open duty no longer needs doing: what it was for happened another way, or the complaint ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from wederhoor.procedure.compiled import ReadyDuty

if TYPE_CHECKING:
    from wederhoor.procedure.dossier import State


@dataclass(frozen=True, slots=True)
class Lapse:
    """Why an open duty no longer needs doing, and since when (None: as long as a condition holds)."""

    why: str
    at: datetime | None


def lapsed_by(state: State, duty: ReadyDuty, part: str, start: datetime, now: datetime) -> Lapse | None:
    """What comes back ends with the complaint, whenever its last round began."""
    if duty.lapses_when and duty.lapses_when(state, part, now) is None:
        return Lapse("vervallen: de voorwaarde waaronder deze plicht vervalt, is vervuld", _moment(state, duty, part))
    if duty.survives_closing:
        return None
    if state.stopped_at and (start < state.stopped_at or duty.rule.recurs):
        return Lapse("vervallen: de behandeling is gestopt", state.stopped_at)
    closed = state.closed_parts.get(part) or state.closed_at
    ended = closed is not None and (start <= closed or duty.rule.recurs)
    return Lapse("vervallen: de klacht is gesloten", closed) if ended else None


def _moment(state: State, duty: ReadyDuty, part: str) -> datetime | None:
    """When the first of the facts by which it lapses came about: a term that had passed by then stays passed."""
    when = duty.rule.lapses_when
    facts = when.after_any if when else ()
    return min((moment for fact in facts for moment in state.times(fact, part)), default=None)
