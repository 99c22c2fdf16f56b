"""The way of a complaint: the phases it went through, where it is, and its end. What comes between depends on choices still to be made."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from wederhoor.procedure.dossier import State, fold

DONE, CURRENT, COMING = "done", "current", "todo"


@dataclass(frozen=True, slots=True)
class Stretch:
    """One phase of the way; ``state``: done, current or todo."""

    code: str
    label: str
    state: str


def way(state: State, now: datetime) -> list[Stretch]:
    """The stretches, in the order of the regulation."""
    current, names = state.phase(now), list(state.regulation.phases)
    reached = set(_reached(state))
    shown = [n for n in names if n in reached or n in (names[0], current, names[-1])]
    at = names.index(current)
    states = {n: CURRENT if n == current else DONE if n in reached or names.index(n) < at else COMING for n in shown}
    return [Stretch(n, state.regulation.phases[n].label, states[n]) for n in shown]


def _reached(state: State) -> Iterator[str]:
    """The phase after each event, in one pass."""
    so_far = fold(state.regulation, ())
    for event in state.events:
        so_far = so_far.apply(event)
        yield so_far.phase(event.at)
