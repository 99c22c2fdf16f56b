"""The house stays in order: small files and functions, no provider in code, no addresses of machines or registries."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tools import coverage_of_requirements
from wederhoor.correspondence.letters import letter_names
from wederhoor.correspondence.placeholders import PLACEHOLDERS
from wederhoor.procedure.data import vocabulary
from wederhoor.procedure.loading import load_regulation, providers, versions

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "wederhoor"
CODE = sorted(path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts)
OUTSIDE_DEMO = [path for path in CODE if SOURCE / "site" / "demo" not in path.parents]
CORE_FILE, OTHER_FILE = 320, 420
BESIDE = ("benchmarks", "tests", "tools")
"""Folders whose files are as small as those of the program."""
LONGEST, MOSTLY = 45, 10
# A mirror, a registry or a folder of one machine. Written apart, so that this file does not find itself.
REGISTRIES = ("pypi" + r"\.org", r"pythonhosted" + r"\.org", "registry" + r"\.npmjs", "registry" + r"\.yarnpkg")
MACHINES = (r"/wo" + r"rk/", r"/ro" + r"ot/", r"/ho" + r"me/\w", r"/Us" + r"ers/\w", r"[A-Z]:\\Us" + r"ers")
STRAY = re.compile("|".join((*REGISTRIES, *(rf"(?<![\w.])(?:{place})" for place in MACHINES))))
LATER = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X)\b")


def name_of(path: Path) -> str:
    """A file as a reader finds it."""
    return path.relative_to(ROOT).as_posix()


def tracked() -> Iterator[Path]:
    """Every text file under version control that is here now."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in filter(None, listed.split("\0")):
        path = ROOT / name
        if path.is_file() and b"\0" not in path.read_bytes()[:1024]:
            yield path


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """Every function with the number of its lines, docstring left out."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            first = node.body[0]
            documented = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
            doc = (first.end_lineno or 0) - first.lineno + 1 if documented else 0
            yield f"{name_of(path)}:{node.lineno} {node.name}", (node.end_lineno or 0) - node.lineno + 1 - doc


def test_files_are_small() -> None:
    beside = [path for path in tracked() if path.suffix == ".py" and path.relative_to(ROOT).parts[0] in BESIDE]
    lines = {path: len(path.read_text("utf-8").splitlines()) for path in (*CODE, *beside)}
    most = {path: CORE_FILE if SOURCE / "procedure" in path.parents else OTHER_FILE for path in lines}
    assert [f"{name_of(path)}: {n} lines" for path, n in lines.items() if n > most[path]] == []


def test_functions_are_mostly_under_ten_lines_and_never_long() -> None:
    sizes = dict(found for path in CODE for found in functions(path))
    assert [f"{name}: {size} lines" for name, size in sizes.items() if size > LONGEST] == []
    assert sum(size <= MOSTLY for size in sizes.values()) > 0.7 * len(sizes)


def test_no_code_for_one_provider() -> None:
    codes = set(providers())
    assert codes
    found = [
        f"{name_of(path)}:{node.lineno}: '{node.value}'"
        for path in OUTSIDE_DEMO
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and node.value in codes
    ]
    assert found == [], "a provider is data: put it in regulations/"


def test_every_module_says_what_it_is_for() -> None:
    bare = [path for path in CODE if path.read_text("utf-8").strip() and path.name != "apps.py"]
    assert [name_of(path) for path in bare if not ast.get_docstring(ast.parse(path.read_text("utf-8")))] == []


@pytest.mark.parametrize("key", ["label", "done", "group"])
def test_every_standard_act_has_its_words(key: str) -> None:
    assert [name for name, act in vocabulary()["acts"].items() if not act.get(key)] == []


def test_standard_acts_leave_who_when_and_where_to_the_regulation() -> None:
    own = {"by", "when", "source", "statute"}
    assert {name: sorted(own & set(act)) for name, act in vocabulary()["acts"].items() if own & set(act)} == {}


@pytest.mark.parametrize("provider", providers())
def test_every_letter_has_its_template_and_asks_for_parts_that_exist(provider: str) -> None:
    templates = set(letter_names(provider))
    for path in versions(provider):
        for name, letter in load_regulation(path).letters.items():
            assert letter.template in templates, f"{provider}: letter '{name}'"
            assert set(letter.must_contain) <= set(PLACEHOLDERS), f"{provider}: letter '{name}'"


def test_no_tracked_file_knows_a_machine_or_a_registry() -> None:
    found = [
        f"{name_of(path)}:{number}: {line.strip()[:100]}"
        for path in tracked()
        for number, line in enumerate(path.read_text("utf-8", errors="replace").splitlines(), 1)
        if STRAY.search(line)
    ]
    assert found == []


def test_nothing_is_left_for_later() -> None:
    found = [
        f"{name_of(path)}:{number}"
        for path in tracked()
        if path.suffix in {".py", ".html", ".yaml", ".toml", ".typ", ".css"} and "requirements" not in path.parts
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if LATER.search(line)
    ]
    assert found == []


def test_no_django_signals_and_no_save_overrides() -> None:
    found = [
        f"{name_of(path)}:{node.lineno}"
        for path in CODE
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if (isinstance(node, ast.ImportFrom) and (node.module or "").endswith("signals"))
        or (isinstance(node, ast.FunctionDef) and node.name == "save" and "models" in path.name)
    ]
    assert found == []


def test_every_requirement_has_a_test_and_every_tag_names_a_requirement(capsys: pytest.CaptureFixture[str]) -> None:
    assert coverage_of_requirements.main() == 0
    assert capsys.readouterr().out == "141 of 141 requirements are named by a test.\n"
