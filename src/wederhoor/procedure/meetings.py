"""The talks that were planned, and which of them came in the place of an earlier one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from wederhoor.procedure.dossier import State, moment_of
from wederhoor.procedure.events import Event

PLANNED, AT, MEETING, MOVED = "meeting planned", "meeting_at", "meeting", "moved"


@dataclass(frozen=True, slots=True)
class Planned:
    """One planning of a talk: the event that planned it first, how often it was moved since, and whether it still stands."""

    seq: int
    meeting: str
    at: datetime
    first: int
    moves: int = 0
    stands: bool = True


def planned(state: State) -> list[Planned]:
    """Every planning in order; one that says so takes the place of the last of the same talk that stands."""
    found: list[Planned] = []
    for event in state.events:
        effects = state.regulation.acts[event.act].brings_about
        if AT in event.values and any(effect.fact == PLANNED for effect in effects):
            _add(found, event)
    return found


def _add(found: list[Planned], event: Event) -> None:
    meeting = str(event.values.get(MEETING, ""))
    new = Planned(event.seq, meeting, moment_of(event.values[AT], event.at), event.seq)
    if event.values.get(MOVED) == "yes":
        standing = [n for n, old in enumerate(found) if old.meeting == meeting and old.stands]
        if standing:
            old = found[standing[-1]]
            found[standing[-1]] = replace(old, stands=False)
            new = replace(new, first=old.first, moves=old.moves + 1)
    found.append(new)
