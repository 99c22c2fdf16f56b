"""The documentation holds: the guide's example runs, files that are named exist, the glossary knows every word."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from textwrap import dedent

import pytest
import yaml

from wederhoor.procedure.data import vocabulary
from wederhoor.procedure.loading import load_for, load_regulation, problems_of
from wederhoor.procedure.model import Act, Condition, Duty, FormField
from wederhoor.procedure.scenario import failures
from wederhoor.procedure.statutes import statute_files
from wederhoor.site.cli.main import main

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
EXAMPLE = DOCS / "example"
GUIDE = (DOCS / "regulation-format.md").read_text("utf-8")
PAGES = sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", *DOCS.rglob("*.md")])
WRITTEN_LATER = {
    "docs/pictures/dossier.png",
    "docs/pictures/worklist.png",
    "regulations/schema.json",
    "regulations/COVERAGE.md",
}
PLACE = re.compile(r"`((?:src|docs|tests|law|regulations|tools|benchmarks|requirements)/[\w./-]+)`")
FUNCTION = re.compile(r"`(\w+)\(\)`")
LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)")


def snippets(language: str) -> list[str]:
    """The fenced blocks of the guide in a language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", GUIDE, re.DOTALL | re.MULTILINE)


def test_the_example_has_no_problems() -> None:
    assert problems_of(EXAMPLE / "2024-01-01.yaml")[1] == []


def test_the_example_scenario_holds() -> None:
    assert failures(EXAMPLE / "scenario.yaml") == []


@pytest.mark.parametrize("snippet", snippets("yaml"))
def test_every_snippet_of_the_guide_is_in_the_example(snippet: str) -> None:
    example = "".join((EXAMPLE / name).read_text("utf-8") for name in ("2024-01-01.yaml", "scenario.yaml"))
    assert snippet in example
    assert yaml.load(dedent(snippet), yaml.CSafeLoader)


def test_the_guide_writes_the_whole_example() -> None:
    shown = {line for snippet in snippets("yaml") for line in snippet.splitlines()}
    lines = (EXAMPLE / "2024-01-01.yaml").read_text("utf-8").splitlines()
    assert [line for line in lines if line and not line.startswith("#") and line not in shown] == []


def test_the_guide_shows_mistakes_as_they_are(tmp_path: Path) -> None:
    text = (EXAMPLE / "2024-01-01.yaml").read_text("utf-8")
    handling = 'source: "3", when: {after: acknowledged}'
    text = text.replace("met_by: acknowledge", "met_by: acknowlege").replace(handling, handling.replace("3", "33"), 1)
    (tmp_path / "linde.yaml").write_text(text, "utf-8")
    (tmp_path / "keys.yaml").write_text(text.replace("    holder: director", "    holdr: director"), "utf-8")
    found = [p for name in ("linde.yaml", "keys.yaml") for p in problems_of(tmp_path / name)[1]]
    said = {f"linde.yaml:{p.line}: {p.path}: {p.wrong}" for p in found}
    assert [line for line in snippets("text")[0].splitlines() if line not in said] == []


def test_the_guide_names_every_key_of_a_condition_an_act_and_a_duty() -> None:
    keys = {
        field.alias or name for model in (Condition, Act, Duty, FormField) for name, field in model.model_fields.items()
    }
    assert sorted(key for key in keys if not re.search(rf"\b{key}\b", GUIDE)) == []


def test_the_statute_layer_reaches_the_example_as_the_guide_says() -> None:
    regulation = load_regulation(EXAMPLE / "2024-01-01.yaml")
    assert regulation.acts["tell progress"].source == "Wet: Wkkgz art. 16 lid 3"
    assert "judgement by law" not in regulation.duties


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_file_that_a_page_names_exists(page: Path) -> None:
    text = page.read_text("utf-8")
    named = {name for name in PLACE.findall(text) if name not in WRITTEN_LATER}
    assert sorted(name for name in named if not (ROOT / name).exists()) == []
    linked = {link for link in LINK.findall(text) if not link.endswith(".png")}
    assert sorted(link for link in linked if not (page.parent / link).exists()) == []


def test_every_function_on_the_way_of_a_request_exists() -> None:
    way = (DOCS / "how-a-request-travels.md").read_text("utf-8")
    code = "\n".join(path.read_text("utf-8") for path in (ROOT / "src").rglob("*.py"))
    assert sorted(name for name in FUNCTION.findall(way) if not re.search(rf"\b(def|class) {name}\b", code)) == []


README = (ROOT / "README.md").read_text("utf-8")
CONSOLE = re.findall(r"^```console\n\$ wederhoor (.*?)\n(.*?)^```$", README, re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize(("command", "shown"), CONSOLE, ids=[command for command, _ in CONSOLE])
def test_the_readme_shows_what_the_command_line_says(
    command: str, shown: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    assert main(shlex.split(command)) == 0
    said, beginning = capsys.readouterr().out, shown.removesuffix("...\n")
    assert said.startswith(beginning) if beginning != shown else said == shown


def test_the_readme_names_acts_as_the_buttons_do() -> None:
    regulation = load_for("jot", "2026-01-01")
    labels = {act.label for act in regulation.acts.values()}
    tour = README.split("## Ten minutes")[1].split("## The command line")[0]
    roles = {"interne klachtenbehandelaar", "bestuurder", "klachtenbemiddelaar"}
    pages = {"Werkvoorraad", "Nu te doen", "Kan nog niet", "Leren", *roles}
    form = yaml.safe_load((ROOT / "src/wederhoor/frontdoor/texts/nl/complaining.yaml").read_text("utf-8"))
    answers = set(map(str, form["option"]["law"].values()))
    assert sorted(set(re.findall(r"(?<!\*)\*([^*\n]+)\*(?!\*)", tour)) - labels - pages - answers) == []


def test_the_glossary_has_a_line_for_every_standard_act() -> None:
    lines = (DOCS / "glossary.md").read_text("utf-8")
    missing = [
        f"| `{name}` | {act['label']} | {act['done']} |"
        for name, act in vocabulary()["acts"].items()
        if f"| `{name}` | {act['label']} | {act['done']} |" not in lines
    ]
    assert missing == []


def test_the_glossary_has_every_standard_fact() -> None:
    lines, common = (DOCS / "glossary.md").read_text("utf-8"), vocabulary()
    facts = {
        effect if isinstance(effect, str) else effect["fact"]
        for act in common["acts"].values()
        for effect in act.get("brings_about", ())
    }
    assert sorted(fact for fact in facts | set(common["facts"]) if f"`{fact}`" not in lines) == []


def test_the_glossary_has_every_act_and_duty_of_law() -> None:
    lines = (DOCS / "glossary.md").read_text("utf-8")
    words = {word for _, law in statute_files() for word in (*law["acts"], *law["duties"])}
    assert sorted(word for word in words if f"`{word}`" not in lines) == []


def test_every_decision_has_its_four_parts() -> None:
    decisions = sorted((DOCS / "decisions").glob("[0-9][0-9][0-9]-*.md"))
    numbers = [path.name[:3] for path in decisions]
    assert len(set(numbers)) == len(numbers), "two decisions share a number"
    for path in decisions:
        headings = re.findall(r"^\*\*(\w+)", path.read_text("utf-8"), re.MULTILINE)
        assert headings == ["Context", "Choice", "Why", "Cost"], path.name
