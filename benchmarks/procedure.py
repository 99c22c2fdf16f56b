"""How fast the core is: a whole procedure of ten acts, with and without storing the events at each act; duties and acts."""

from __future__ import annotations

import gc
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from time import perf_counter

import orjson

from wederhoor.procedure.acts import decide, permitted
from wederhoor.procedure.commands import Command
from wederhoor.procedure.compiled import procedure_of
from wederhoor.procedure.dossier import AMSTERDAM, State, fold
from wederhoor.procedure.duties import duties
from wederhoor.procedure.events import Event
from wederhoor.procedure.loading import load_for, load_regulation

SMALL = load_regulation(Path(__file__).resolve().parents[1] / "tests" / "procedure" / "data" / "small.yaml")
START = datetime(2026, 4, 2, 22, 15, tzinfo=AMSTERDAM)
HEAR = Command("hear", "handler", {"party": "accused", "how": "oral"})
TEN = (
    Command("receive", "complainant", {"channel": "mail", "capacity": "client", "kind": "complaint", "law": "wlz"}, frozenset({"complaint"})),
    Command("acknowledge", "handler"),
    Command("hear", "handler", {"party": "complainant", "how": "oral"}),
    *[HEAR] * 4,
    Command("extend", "board", {}, frozenset({"reasons"})),
    Command("judge", "board", {"outcome": "founded"}, frozenset({"reasons", "decisions", "measures_by"})),
    Command("close", "handler", {}, frozenset({"procedure_followed", "outcome_words"})),
)  # fmt: skip


def _acted(state: State, day: int, command: Command) -> State:
    event = decide(state, command, actor="a1", now=START + timedelta(days=day))
    assert isinstance(event, Event), event
    return state.apply(event)


def in_memory() -> State:
    """Ten acts, each checked whether it may be done."""
    state = State(procedure_of(SMALL))
    for day, command in enumerate(TEN):
        state = _acted(state, day, command)
    return state


def stored() -> bytes:
    """The same, with all events loaded from and saved as JSON at each act."""
    kept = b"[]"
    for day, command in enumerate(TEN):
        state = _acted(fold(SMALL, [Event.from_json(row) for row in orjson.loads(kept)]), day, command)
        kept = orjson.dumps([event.to_json() for event in state.events])
    return kept


def long_dossier() -> State:
    """A dossier of sixty events under the largest of the real regulations."""
    state = State(procedure_of(load_for("ott", START.date())))
    first = Command(
        "receive",
        "complainant",
        {"channel": "email", "capacity": "client", "kind": "complaint", "law": "wlz"},
        frozenset({"complaint"}),
    )
    state = _acted(state, 0, first)
    for _ in range(59):
        state = _acted(state, 1, Command("note", "mediator", {}, frozenset({"note"})))
    return state


def _per_second(work: Callable[[], object], times: int) -> float:
    work()
    gc.collect()  # what an earlier measurement left behind is not this one's cost
    start = perf_counter()
    for _ in range(times):
        work()
    return times / (perf_counter() - start)


def rows() -> list[tuple[str, float, str]]:
    """Name, figure, and the mark with the figure of peers."""
    state, later = long_dossier(), START + timedelta(days=30)

    def everything() -> None:
        duties(state, later)
        for role in state.regulation.roles:
            permitted(state, role, later)

    return [
        (
            "procedure of ten acts in memory, a second",
            _per_second(in_memory, 2000),
            "mark 2,000; SpiffWorkflow 507; bare table machine 874,000",
        ),
        (
            "the same, events as JSON at each act, a second",
            _per_second(stored, 1000),
            "mark 1,000; SpiffWorkflow 72; bare table machine 11,970",
        ),
        ("stored dossier of ten acts, bytes", len(stored()), "mark under 4,096; SpiffWorkflow 20,480"),
        ("duties and acts of all roles, 60 events, ms", 1000 / _per_second(everything, 200), "mark under 2"),
    ]
