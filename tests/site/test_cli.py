"""The `wederhoor` command: finds its subcommands, stays light, and says what is missing."""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from wederhoor.site.cli import django_site, doctor, main
from wederhoor.site.cli.main import COMMANDS

HERE = Path(main.__code__.co_filename).parent
ROOT = Path(__file__).parents[2]


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
        "second reader",
        "search",
    ]
    assert all(finding["mend"] for finding in findings if finding["needed"] and not finding["well"])


def test_doctor_says_how_to_mend() -> None:
    missing = doctor.Finding("CSS", well=False, says="absent", mend="make run")
    assert missing.line() == "MISSING  CSS: absent; make run"


EXAMPLE = "docs/example/2024-01-01.yaml"


def test_check_says_how_a_regulation_stands_against_each_law_and_that_is_a_warning(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(Path(__file__).parents[2])
    assert main(["check", EXAMPLE]) == 0
    said = capsys.readouterr().out
    assert f"{EXAMPLE} against wkkgz: Wet kwaliteit, klachten en geschillen zorg (wlz)" in said
    assert "  WRONG    CHK-08 must    Volgt het oordeel binnen zes weken" in said
    assert "who must say: de zorgaanbieder en de cliëntenraad" in said
    assert main(["check", EXAMPLE, "--strict"]) == 1


def test_check_gives_the_same_as_json_with_file_line_article_and_what_to_do(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(Path(__file__).parents[2])
    assert main(["check", EXAMPLE, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    wkkgz = next(law for law in found["conformity"][0]["laws"] if law["law"] == "wkkgz")
    late = next(finding for finding in wkkgz["findings"] if finding["check"] == "CHK-08")
    assert (found["problems"], found["conformity"][0]["file"]) == ([], EXAMPLE)
    assert (late["result"], late["article"], late["quotes"][0]["source"]) == ("wrong", "17.1", "4")
    assert late["quotes"][0]["line"] > 1
    assert late["do"]


def test_strict_is_silent_about_a_regulation_that_follows_the_law() -> None:
    assert main(["check", str(Path(__file__).parents[1] / "procedure/data/by_the_law.yaml"), "--strict"]) == 0


def test_doctor_says_that_it_could_not_look_at_the_search_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none")
    found = doctor.search()
    assert (found.well, found.needed) == (False, False)
    assert "could not look at the keys" in found.says
    assert found.mend


@pytest.mark.parametrize(
    ("days", "keys", "said"),
    [
        (2, 1, "1 keys, none too old"),
        (0, 2, "1 keys, none too old"),
        (36, 1, "hier 36 days old"),
        (1, 2, "hier halfway for 1 days"),
    ],
)
def test_doctor_names_a_search_key_that_is_old_or_stands_still_halfway(days: int, keys: int, said: str) -> None:
    found = doctor.search_keys({"hier": (days, keys)})
    assert said in found.says
    assert found.well == ("none too old" in said)


def test_every_file_that_an_example_of_the_help_names_is_there(capsys: pytest.CaptureFixture[str]) -> None:
    said = ""
    for words in ([], *([name] for name in COMMANDS)):
        with pytest.raises(SystemExit):
            main([*words, "--help"])
        said += capsys.readouterr().out
    named = set(re.findall(r"\bregulations/[\w/-]+\.yaml", said))
    assert named
    assert sorted(name for name in named if not (ROOT / name).is_file()) == []


def test_check_says_of_a_folder_that_it_is_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(tmp_path)]) == 2
    assert "this is a folder: name the files in it" in capsys.readouterr().err
    assert main(["check", str(tmp_path / "none.yaml")]) == 2
    assert "there is no such file" in capsys.readouterr().err


@pytest.mark.parametrize("words", [("scenario", "SCENARIO", "--at", "2026-05-12"), ("check", "REGULATION")])
def test_who_reads_only_the_first_lines_sees_no_error(words: tuple[str, ...]) -> None:
    files = {"SCENARIO": "regulations/jot/scenarios/intrekken.yaml", "REGULATION": "regulations/jot/2024-01-01.yaml"}
    given = [str(ROOT / files[word]) if word in files else word for word in words]
    code = "import sys; from wederhoor.site.cli import main; sys.exit(main(sys.argv[1:]))"
    reader, writer = os.pipe()
    os.close(reader)  # as head does once it has its lines
    try:
        done = subprocess.run(
            [sys.executable, "-c", code, *given], stdout=writer, stderr=subprocess.PIPE, text=True, check=False
        )
    finally:
        os.close(writer)
    assert (done.returncode, done.stderr) == (0, "")


def test_check_advises_about_a_sentence_that_names_the_provider_and_only_strict_fails_on_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, ours = tmp_path / "2024-01-01.yaml", Path(__file__).parents[1] / "procedure/data/by_the_law.yaml"
    text = ours.read_text("utf-8")
    name = next(line for line in text.splitlines() if line.startswith("name: ")).partition(" ")[2]
    file.write_text(text.replace("label: Wlz,", f"label: Wlz bij {name},", 1), "utf-8")
    assert main(["check", str(file)]) == 0
    assert f"advice: {file.as_posix()}:" in capsys.readouterr().out
    assert main(["check", str(file), "--strict"]) == 1
    capsys.readouterr()
    assert main(["check", str(file), "--json"]) == 0
    (advice,) = json.loads(capsys.readouterr().out)["advice"]
    assert f"'{name}' is the provider itself" in advice["wrong"]


def test_the_link_of_admin_leads_to_the_site_that_ran_last(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("WEDERHOOR_HOME", str(tmp_path))
    assert django_site.site_address() == "http://127.0.0.1:8000"
    django_site.remember_address("0.0.0.0", 9000)  # noqa: S104 (kept, not listened on)
    assert django_site.site_address() == "http://127.0.0.1:9000"
    assert django_site.site_address(port=7000) == "http://127.0.0.1:7000"


def test_the_help_of_admin_does_not_say_that_it_listens(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["admin", "--help"])
    assert "listen" not in capsys.readouterr().out


def test_where_a_site_listens_here_is_not_where_it_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOST", "0.0.0.0")  # noqa: S104  # as the Makefile hands it on
    monkeypatch.setenv("PORT", "8000")
    parser = argparse.ArgumentParser()
    django_site.add_where(parser)
    given = parser.parse_args([])
    monkeypatch.setattr(settings, "SITE_URL", "https://klachten.example.nl")
    assert django_site.site_address(given.host, given.port) == "https://klachten.example.nl"
