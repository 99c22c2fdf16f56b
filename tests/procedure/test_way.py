"""The way of a complaint, as a picture: behind it, where it is, and where the duties that run lead to."""

from __future__ import annotations

import pytest

from tests.regulations.case import Case, at
from wederhoor.procedure.way import way

NOW = "2026-03-02T11:00"


def drawn(case: Case, *owed: str, now: str = NOW) -> list[tuple[str, str]]:
    return [(stretch.code, stretch.state) for stretch in way(case.state, at(now), owed=owed)]


def test_without_duties_only_where_it_is_and_its_end_are_sure() -> None:
    case = Case("jot")
    case.open()
    assert drawn(case) == [("new", "current"), ("closed", "todo")]


def test_what_must_still_be_done_draws_the_road_ahead_in_the_order_of_the_regulation() -> None:
    case = Case("jot")
    case.open()
    assert drawn(case, "decide", "find the cause", "talk", "confirm receipt") == [
        ("new", "current"), ("in contact", "todo"), ("talk", "todo"), ("cause and measures", "todo"), ("decided", "todo"),
        ("closed", "todo"),
    ]  # fmt: skip


@pytest.mark.parametrize("provider", ["jot", "ott", "izw"])
def test_the_road_ahead_holds_no_phase_of_a_choice_that_nobody_made(provider: str) -> None:
    case = Case(provider)
    case.open(law="wmo" if provider == "izw" else "wlz")
    every = [name for name, duty in case.regulation.duties.items() if not duty.external]
    ahead = dict(drawn(case, *every))
    assert ahead["new"] == "current"
    assert not {"withdrawn", "dispute", "mediation", "judgement", "compensation", "portal"} & set(ahead)


def test_what_is_behind_it_stays_behind_it() -> None:
    case = Case("jot")
    case.open()
    case.do("2026-03-03T10:00", "acknowledge", "handler")
    assert drawn(case, "decide", now="2026-03-03T11:00")[:3] == [
        ("new", "done"),
        ("in contact", "current"),
        ("decided", "todo"),
    ]
