"""A small regulation for tests of the core, and short words to play with it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from wederhoor.procedure.acts import decide
from wederhoor.procedure.commands import Command, Refusal
from wederhoor.procedure.compiled import procedure_of
from wederhoor.procedure.dossier import AMSTERDAM, State
from wederhoor.procedure.events import Event
from wederhoor.procedure.loading import load_regulation
from wederhoor.procedure.model import Regulation

SMALL = Path(__file__).parent / "data" / "small.yaml"


class Play:
    """A dossier in the making: `do` an act, or see it `refused`."""

    def __init__(self, regulation: Regulation) -> None:
        self.state = State(procedure_of(regulation))

    def decide(
        self, day: str, act: str, by: str, *texts: str, part: str = "", actor: str = "", **values: str
    ) -> Event | Refusal:
        at = datetime.fromisoformat(day).replace(tzinfo=AMSTERDAM)
        named = {name.replace("_", " "): value for name, value in values.items()}
        command = Command(act, by, named, frozenset(texts), part)
        return decide(self.state, command, actor=actor or f"id-{by}", now=at)

    def do(self, day: str, act: str, by: str, *texts: str, part: str = "", actor: str = "", **values: str) -> Event:
        result = self.decide(day, act, by, *texts, part=part, actor=actor, **values)
        assert isinstance(result, Event), f"{act} by {by}: {result}"
        self.state = self.state.apply(result)
        return result

    def refused(
        self, day: str, act: str, by: str, *texts: str, part: str = "", actor: str = "", **values: str
    ) -> Refusal:
        result = self.decide(day, act, by, *texts, part=part, actor=actor, **values)
        assert isinstance(result, Refusal), f"{act} by {by} was allowed"
        return result

    def receive(self, day: str = "2026-04-02T22:15", channel: str = "mail", law: str = "wlz") -> Event:
        return self.do(
            day, "receive", "complainant", "complaint", channel=channel, capacity="client", kind="complaint", law=law
        )


def at(day: str) -> datetime:
    """A moment in Amsterdam."""
    return datetime.fromisoformat(day).replace(tzinfo=AMSTERDAM)


@pytest.fixture
def small() -> Regulation:
    return load_regulation(SMALL)


@pytest.fixture
def play(small: Regulation) -> Play:
    return Play(small)
