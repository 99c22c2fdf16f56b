"""What must hold of every regulation: any permitted way can be closed, no duty without holder, replay, aim before due."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.regulations.walking import closed, walk
from tools.matrix import matrix
from wederhoor.procedure.acts import in_whose_name
from wederhoor.procedure.checking import rules_of
from wederhoor.procedure.compiled import procedure_of
from wederhoor.procedure.data import root
from wederhoor.procedure.dossier import State, fold
from wederhoor.procedure.duties import begun, duties, end_of
from wederhoor.procedure.events import Event
from wederhoor.procedure.loading import advice_of, load_regulation, problems_of, providers, versions
from wederhoor.procedure.scenario import failures, play
from wederhoor.site.cli.coverage import uncarried

FILES = [path for provider in providers() for path in versions(provider)]
SCENARIOS = sorted((root() / "regulations").glob("*/scenarios/*.yaml"))
FIVE = ("jot", "zk", "ott", "izw", "loj")


def name(path: Path) -> str:
    return (
        f"{path.parent.name}-{path.stem}"
        if path.parent.name != "scenarios"
        else f"{path.parent.parent.name}-{path.stem}"
    )


@pytest.mark.parametrize("path", FILES, ids=name)
def test_the_file_has_no_problems(path: Path) -> None:
    assert [str(p) for p in (*problems_of(path)[1], *advice_of(path))] == []


@pytest.mark.parametrize("path", SCENARIOS, ids=name)
def test_the_scenario_holds(path: Path) -> None:
    assert failures(path) == []


@pytest.mark.parametrize("path", SCENARIOS, ids=name)
def test_what_runs_is_the_same_without_working_out_what_did_not_begin(path: Path) -> None:
    """Lists, tasks and notices are made of `begun`; pages show all. After each event, and when its days have passed."""
    for moment, state in play(path).states[1:]:
        for days in (0, 60):
            now = moment + timedelta(days=days)
            running = [duty for duty in duties(state, now) if duty.status in ("open", "overdue")]
            assert [duty for duty in begun(state, now) if duty.status in ("open", "overdue")] == running


@pytest.mark.parametrize("provider", FIVE)
def test_each_of_the_five_has_at_least_four_scenarios(provider: str) -> None:
    assert len([p for p in SCENARIOS if p.parent.parent.name == provider]) >= 4


@pytest.mark.parametrize("path", FILES, ids=name)
def test_every_paragraph_of_the_source_is_carried(path: Path) -> None:
    assert uncarried(load_regulation(path)) == []


@pytest.mark.parametrize("path", FILES, ids=name)
def test_every_rule_says_where_it_stands(path: Path) -> None:
    assert all(rule.source.strip() for _, rule in rules_of(load_regulation(path)))


def sound(state: State, now: datetime) -> None:
    """What must hold of every duty at any moment."""
    held = set(state.regulation.roles) | set(state.regulation.external_bodies)
    for duty in duties(state, now):
        assert duty.holder in held
        assert duty.why
        if duty.due and duty.aim:
            assert end_of(duty.aim) <= end_of(duty.due), f"{duty.name}: aim {duty.aim} after due {duty.due}"


@pytest.mark.parametrize("path", FILES, ids=name)
@settings(max_examples=12, deadline=None, derandomize=True)
@given(seed=st.integers(0, 10_000))
def test_any_permitted_way_is_sound_replays_the_same_and_can_be_closed(path: Path, seed: int) -> None:
    regulation = load_regulation(path)
    for state, now in walk(regulation, seed, steps=14):
        sound(state, now)
    again = fold(regulation, [Event.from_json(event.to_json()) for event in state.events])
    assert duties(again, now) == duties(state, now)
    assert closed(state, now + timedelta(days=1)).closed


@pytest.mark.parametrize("provider", sorted(providers()))
def test_after_closing_the_complainant_says_how_it_went(provider: str) -> None:
    regulation = load_regulation(versions(provider)[-1])
    act = regulation.acts["ask satisfaction"]
    assert "complainant" in act.by
    assert regulation.satisfaction
    assert set(regulation.satisfaction.questions) <= {
        name for name, field in act.fields.items() if field.choices == "satisfaction"
    }
    said = matrix(provider)["closed"]["may"]
    assert "ask satisfaction" in said["complainant"].split(", ")  # type: ignore[index]  # a table of words


HANDLING = {"handler", "coordinator", "mediator", "confidant", "board"}


@pytest.mark.parametrize("provider", providers())
def test_what_a_complainant_does_alone_somebody_who_handles_it_does_in_their_name(provider: str) -> None:
    """For who has no internet, or cannot: no act is there for the own pages only."""
    regulation = load_regulation(versions(provider)[-1])
    state = State(procedure_of(regulation))
    kinds = {code: role.kind for code, role in regulation.roles.items()}
    theirs = {
        n for n, act in regulation.acts.items() if not act.opens and "complainant" in {kinds.get(r) for r in act.by}
    }
    handlers = [code for code, kind in kinds.items() if kind in HANDLING]
    in_their_name = {
        act for act in theirs for role in handlers
        if role in regulation.acts[act].by or in_whose_name(state, act, role) == "complainant"
    }  # fmt: skip
    assert len(theirs) > 5
    assert theirs - in_their_name == set()
