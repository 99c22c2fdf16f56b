"""The way of a complaint: the phases it went through, where it is, where the duties that run lead to, and its end.

What else comes between depends on choices still to be made.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from wederhoor.procedure.dossier import State, fold

DONE, CURRENT, COMING = "done", "current", "todo"


@dataclass(frozen=True, slots=True)
class Stretch:
    """One phase of the way; ``state``: done, current or todo."""

    code: str
    label: str
    state: str


def way(state: State, now: datetime, *, owed: Iterable[str] = ()) -> list[Stretch]:
    """The stretches, in the order of the regulation; with the phases that meeting the duties named in `owed` leads to."""
    current, names = state.phase(now), list(state.regulation.phases)
    at, been = names.index(current), set(_reached(state))
    ahead = {name for name in _ahead(state, now, owed) if names.index(name) > at}
    shown = [n for n in names if n in been | ahead or n in (names[0], current, names[-1])]
    states = {n: CURRENT if n == current else DONE if n in been or names.index(n) < at else COMING for n in shown}
    return [Stretch(n, state.regulation.phases[n].label, states[n]) for n in shown]


def _ahead(state: State, now: datetime, owed: Iterable[str]) -> Iterator[str]:
    """The phases that would hold once these duties are met: each phase on its own, as if nothing else came after it."""
    met = {fact for name in owed for done in state.procedure.duties[name].rule.met_by for fact in _facts(state, done)}
    if not met:
        return
    facts = dict.fromkeys(met, (now,)) | dict(state.whole.facts)
    after = replace(state, whole=replace(state.whole, facts=facts))
    yield from (name for name, when in state.procedure.phases if when(after, "", now) is None)


def _facts(state: State, done: str) -> Iterator[str]:
    """What discharges a duty: a fact, or an act with the facts that it always brings about."""
    yield done
    act = state.regulation.acts.get(done)
    yield from (one.fact for one in (act.brings_about if act else ()) if one.when is None)


def _reached(state: State) -> Iterator[str]:
    """The phase after each event, in one pass."""
    so_far = fold(state.regulation, ())
    for event in state.events:
        so_far = so_far.apply(event)
        yield so_far.phase(event.at)
