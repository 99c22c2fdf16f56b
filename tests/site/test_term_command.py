"""`wederhoor term` as a jurist types it."""

import json

import pytest

from wederhoor.site.cli import main


def answer(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, object]:
    assert main(["term", *words, "--json"]) == 0
    found: dict[str, object] = json.loads(capsys.readouterr().out)
    return found


def test_json_has_exactly_due_aim_and_steps(capsys: pytest.CaptureFixture[str]) -> None:
    found = answer(capsys, "5 workdays", "--from", "2026-04-02T22:15")
    assert list(found) == ["due", "aim", "steps"]
    assert (found["due"], found["aim"]) == ("2026-04-13", "2026-04-10")


def test_a_moment_with_a_zone_becomes_a_date_in_amsterdam_first(capsys: pytest.CaptureFixture[str]) -> None:
    assert answer(capsys, "1 week", "--from", "2026-04-02T22:15Z")["due"] == "2026-04-10"
    assert answer(capsys, "1 week", "--from", "2026-04-02T22:15")["due"] == "2026-04-09"


def test_statute_extension_profile_and_earliest_start(capsys: pytest.CaptureFixture[str]) -> None:
    assert answer(capsys, "6 weeks", "--from", "2026-04-02", "--statutory")["due"] == "2026-05-18"
    assert answer(capsys, "6 weeks", "--from", "2026-04-02", "--extend", "4 weeks")["due"] == "2026-06-11"
    assert answer(capsys, "1 workday", "--from", "2026-04-02", "--profile", "strict")["due"] == "2026-04-03"
    assert answer(capsys, "1 week", "--from", "2026-06-15", "--aim-from", "2026-06-10")["aim"] == "2026-06-17"


def test_hours_give_a_moment_with_its_zone(capsys: pytest.CaptureFixture[str]) -> None:
    assert answer(capsys, "48 hours", "--from", "2026-03-28T12:00")["due"] == "2026-03-30T13:00:00+02:00"


def test_beyond_the_last_decree_there_is_a_warning(capsys: pytest.CaptureFixture[str]) -> None:
    found = answer(capsys, "6 weeks", "--from", "2029-03-01", "--statutory", "--language", "en")
    assert "2029" in str(found["warning"])


def test_readable_without_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["term", "5 werkdagen", "--from", "2026-04-02"]) == 0
    shown = capsys.readouterr().out
    assert "uiterlijk   maandag 13 april 2026" in shown
    assert "vrijdag 3 april is Goede Vrijdag: geen werkdag" in shown


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["5 workdys", "--from", "2026-04-02"], "did you mean 'workdays'"),
        (["5 workdays", "--from", "2026-04-32"], "not a date"),
        (["5 workdays", "--from", "yesterday"], "write 2026-04-02"),
        (["5 workdays", "--from", "2026-04-02", "--profile", "strct"], "did you mean 'strict'"),
        (["5 workdays", "--from", "2026-04-02", "--extend", "4 weaks"], "did you mean 'weeks'"),
        (["none", "--from", "2026-04-02"], "no date to count"),
        (["5 workdays", "--from", "2150-01-01"], "1990 to 2100"),
        (["48 hours", "--from", "9999-12-31"], "beyond the calendar"),
        (["1 week", "--from", "9999-12-31"], "beyond the calendar"),
    ],
)
def test_wrong_use_exits_2_with_what_is_wrong(
    words: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["term", *words]) == 2
    assert message in capsys.readouterr().err
