"""The letters that follow from an act: which, and to whom of those that the regulation names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from wederhoor.procedure import meetings

if TYPE_CHECKING:
    from wederhoor.procedure.compiled import ReadyAct
    from wederhoor.procedure.dossier import State
    from wederhoor.procedure.events import Event


@dataclass(frozen=True, slots=True)
class LetterDue:
    """A letter that follows from an act: chosen by the event that caused it, never by the state at sending."""

    name: str
    act: str
    seq: int
    to: tuple[str, ...]
    on: datetime
    part: str = ""


def following(state: State, act: ReadyAct, event: Event, part: str) -> tuple[LetterDue, ...]:
    """The letters that follow; a role that may not hear of the complaint gets none, nor who is not asked to a talk."""
    listed, found = state.regulation.letters, []
    for name, when in act.letters:
        if when(state, part, event.at) is None:
            to = meetings.told(state, act.rule, event, _told(state, listed[name].to, part, event.at))
            found += [LetterDue(name, act.name, event.seq, to, event.at, part)] if to else []
    return tuple(found)


def _told(state: State, roles: tuple[str, ...], part: str, now: datetime) -> tuple[str, ...]:
    silences = state.procedure.kept_out
    if not silences:
        return roles
    return tuple(r for r in roles if r not in silences or silences[r](state, part, now) is not None)
