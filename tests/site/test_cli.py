"""The `wederhoor` command: finds its subcommands, stays light, and says what is missing."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from wederhoor.site.cli import doctor, main
from wederhoor.site.cli.main import COMMANDS

HERE = Path(main.__code__.co_filename).parent


@pytest.mark.parametrize("name", COMMANDS)
def test_each_subcommand_has_help_with_examples_and_json(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main([name, "--help"])
    said = capsys.readouterr().out
    assert stop.value.code == 0
    assert f"wederhoor {name}" in said
    assert "example" in said
    assert "--json" in said


@pytest.mark.parametrize("words", [[], ["unknown"], ["term"], ["doctor", "--colour"]])
def test_wrong_use_is_exit_code_2(words: list[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(words)
    assert stop.value.code == 2


@pytest.mark.parametrize("name", ["check", "term", "scenario", "schema", "coverage"])
def test_the_pure_commands_never_import_django(name: str) -> None:
    code = (
        f"import sys; import wederhoor.site.cli.{name}; "
        "sys.exit(any(word.split('.')[0] in ('django', 'psycopg') for word in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_every_subcommand_is_a_module_of_its_own() -> None:
    assert {name for name in COMMANDS if not (HERE / f"{name}.py").exists()} == set()


def test_doctor_names_each_thing_once(capsys: pytest.CaptureFixture[str]) -> None:
    main(["doctor", "--json"])
    findings = json.loads(capsys.readouterr().out)
    assert [finding["name"] for finding in findings] == [
        "python",
        "PostgreSQL",
        "CSS",
        "node",
        "chromium",
        "regulations",
        "mail",
        "search",
    ]
    assert all(finding["mend"] for finding in findings if finding["needed"] and not finding["well"])


def test_doctor_says_how_to_mend() -> None:
    missing = doctor.Finding("CSS", well=False, says="absent", mend="make run")
    assert missing.line() == "MISSING  CSS: absent; make run"
