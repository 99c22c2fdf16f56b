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
    """The letters that follow; a role that may not hear of the complaint gets none, nor who is not asked to a talk.

    Who is not asked any more to a talk that was moved gets the letter of a talk that is cancelled.
    """
    found = []
    for name, when in act.letters:
        if when(state, part, event.at) is None:
            to = meetings.told(state, act.rule, event, _told(state, name, part, event.at))
            found += [LetterDue(name, act.name, event.seq, to, event.at, part)] if to else []
    return (*found, *_off(state, act, event, part))


def _off(state: State, act: ReadyAct, event: Event, part: str) -> list[LetterDue]:
    """The letters to who fell out of a talk that was moved."""
    if event.values.get(meetings.MOVED) != "yes":
        return []
    letters = {name: when for one in state.procedure.acts.values() if one.rule.cancels for name, when in one.letters}
    found = []
    for name, when in letters.items():
        if when(state, part, event.at) is None:
            to = meetings.not_any_more(state, act.rule, event, _told(state, name, part, event.at))
            found += [LetterDue(name, act.name, event.seq, to, event.at, part)] if to else []
    return found


def _told(state: State, letter: str, part: str, now: datetime) -> tuple[str, ...]:
    roles, silences = state.regulation.letters[letter].to, state.procedure.kept_out
    if not silences:
        return roles
    return tuple(r for r in roles if r not in silences or silences[r](state, part, now) is not None)
