"""Every shape of rule that a regulation must carry: a made-up regulation as data, and a scenario that shows it at work.

There is no Python for any of them: a folder `<number>-<name>` holds `regulation.yaml` and one or more `scenario*.yaml`;
`published.yaml` says what somebody must read of each where the regulation is published.
"""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from wederhoor.frontdoor.publishing import plain, whole
from wederhoor.procedure.loading import load_regulation, problems_of
from wederhoor.procedure.scenario import failures, load_scenario

HERE = Path(__file__).parent
FOLDERS = sorted(path.parent for path in HERE.glob("*/regulation.yaml"))
SCENARIOS = sorted(HERE.glob("*/scenario*.yaml"))
SHAPES = range(1, 30)
PUBLISHED = yaml.load((HERE / "published.yaml").read_text("utf-8"), yaml.CSafeLoader)


def name(path: Path) -> str:
    """What a test is called after: the folder and the file."""
    return f"{path.parent.name}/{path.stem}"


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


def test_every_shape_has_a_scenario() -> None:
    assert {path.parent for path in SCENARIOS} == set(FOLDERS)


@pytest.mark.parametrize("path", SCENARIOS, ids=name)
def test_scenario_holds(path: Path) -> None:
    assert failures(path) == []


@pytest.mark.parametrize("path", SCENARIOS, ids=name)
def test_scenario_proves_something(path: Path) -> None:
    """A scenario without a refusal or an expectation would hold for any regulation."""
    scenario = load_scenario(path)
    assert any(step.refused for step in scenario.events) or any(expected.duties for expected in scenario.expect)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_who_reads_the_published_regulation_reads_the_shape_in_plain_words(folder: Path) -> None:
    regulation = load_regulation(folder / "regulation.yaml")
    written = [*whole.chapters(regulation, regulation.address), *plain.chapters(regulation, regulation.address)]
    read = {words for chapter in written for line in chapter.lines for words in (line.words, line.title, *line.notes)}
    assert [words for words in PUBLISHED[number(folder)] if words not in read] == []


def test_every_shape_says_what_must_be_read_of_it() -> None:
    assert list(PUBLISHED) == list(SHAPES)
    assert all(PUBLISHED.values())
