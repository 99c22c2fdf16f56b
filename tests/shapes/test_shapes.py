"""Every shape of rule that a regulation must carry: a made-up regulation as data, and a scenario that shows it at work.

There is no Python for any of them: a folder `<number>-<name>` holds `regulation.yaml` and `scenario.yaml`.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from wederhoor.procedure.loading import problems_of
from wederhoor.procedure.scenario import failures, load_scenario

HERE = Path(__file__).parent
FOLDERS = sorted(path.parent for path in HERE.glob("*/regulation.yaml"))
SHAPES = range(1, 30)


def number(folder: Path) -> int:
    """The number of the shape that a folder shows."""
    return int(folder.name.split("-")[0])


def test_every_shape_is_there_once() -> None:
    assert [number(folder) for folder in FOLDERS] == list(SHAPES)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_regulation_has_no_problems(folder: Path) -> None:
    regulation, problems = problems_of(folder / "regulation.yaml")
    assert [str(problem) for problem in problems] == []
    assert regulation is not None


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_scenario_holds(folder: Path) -> None:
    assert failures(folder / "scenario.yaml") == []


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_scenario_proves_something(folder: Path) -> None:
    """A scenario without a refusal or an expectation would hold for any regulation."""
    scenario = load_scenario(folder / "scenario.yaml")
    assert any(step.refused for step in scenario.events) or any(expected.duties for expected in scenario.expect)
