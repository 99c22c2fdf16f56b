"""Where a law applies and the regulation is silent or worse, the law runs; never outside its reach."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tests.procedure.conftest import Play, at
from wederhoor.procedure.acts import permitted
from wederhoor.procedure.duties import duties
from wederhoor.procedure.loading import load_for, load_regulation, problems_of
from wederhoor.procedure.model import Regulation
from wederhoor.procedure.statutes import with_statutes

SMALL = (Path(__file__).parent / "data" / "small.yaml").read_text("utf-8")
JUDGE = next(line for line in SMALL.splitlines() if line.startswith("  judge: {label"))


def changed(tmp_path: Path, old: str, new: str) -> Regulation:
    assert old in SMALL
    path = tmp_path / "2024-01-01.yaml"
    path.write_text(SMALL.replace(old, new, 1), "utf-8")
    return load_regulation(path)


def test_a_silent_regulation_gets_the_six_weeks_of_the_law_with_its_article(tmp_path: Path) -> None:
    play = Play(changed(tmp_path, JUDGE + "\n", ""))
    play.receive("2026-04-01T10:00")
    found = next(d for d in duties(play.state, at("2026-04-02T10:00")) if d.statute == "wkkgz 17.1")
    assert (str(found.due), found.holder, found.status) == ("2026-05-13", "board", "open")
    assert found.source == "Wet: Wkkgz art. 17 lid 1"


def test_nothing_of_the_wkkgz_runs_on_wmo_care(tmp_path: Path) -> None:
    play = Play(changed(tmp_path, JUDGE + "\n", ""))
    play.receive("2026-04-01T10:00", law="wmo")
    assert [
        d.name
        for d in duties(play.state, at("2026-04-02T10:00"))
        if d.statute.startswith("wkkgz") and d.status == "open"
    ] == []
    refused = {r.act: r for r in permitted(play.state, "board", at("2026-04-02T10:00")).may_not}
    assert "wet" in refused["extend"].because


def test_unless_the_regulation_declares_it(tmp_path: Path) -> None:
    regulation = changed(
        tmp_path, '  wmo: {label: Wmo, source: "1"}', '  wmo: {label: Wmo, follows: wkkgz, source: "1"}'
    )
    play = Play(regulation)
    play.receive("2026-04-01T10:00", law="wmo")
    assert "extend" in {a.act for a in permitted(play.state, "board", at("2026-04-02T10:00")).may}


def test_a_regulation_with_a_longer_term_runs_beside_the_law_and_the_doubt_shows(tmp_path: Path) -> None:
    play = Play(changed(tmp_path, "within: 6 weeks", "within: 8 weeks"))
    play.receive("2026-04-01T10:00")
    found = {d.name: d for d in duties(play.state, at("2026-04-02T10:00"))}
    assert str(found["judge"].due) == "2026-05-27"
    assert str(found["judgement by law"].due) == "2026-05-13"
    assert "de wet gaat voor" in found["judgement by law"].doubt


def test_the_extension_of_the_law_comes_with_the_term_of_the_law(small: Regulation) -> None:
    rule = small.duties["judge"].extend["extend"]
    assert (rule.by, rule.times, rule.total, rule.statute) == ("4 weeks", 1, "10 weeks", "wkkgz 17.2")


def test_thirty_working_days_are_longer_than_six_weeks(tmp_path: Path) -> None:
    play = Play(changed(tmp_path, "within: 6 weeks", "within: 30 workdays"))
    play.receive("2026-04-01T10:00")
    found = {d.name: d for d in duties(play.state, at("2026-04-02T10:00"))}
    assert str(found["judgement by law"].due) == "2026-05-13"
    assert str(found["judge"].due) > "2026-05-13", "Easter and the holidays after it do not count"


@pytest.mark.parametrize("role", ["complainant", "accused"])
def test_only_the_provider_extends(play: Play, role: str) -> None:
    play.receive()
    assert "extend" not in {a.act for a in permitted(play.state, role, at("2026-04-05T10:00")).may}


OF_THE_ARTICLE = (
    "regulation in short", "making known", "committee composition", "guarantees", "number", "nature", "tenor of judgements",
    "follow-up", "nature of measures",
)  # fmt: skip
"""Jeugdwet 4.3.1 lid 2 onder c tot en met j: what was done with judgements, and each thing the report must hold."""
RECIPIENTS = (
    "Onze Ministers",
    "de ambtenaren van het toezicht",
    "regionale belangenorganisaties van jeugdigen en ouders",
)
"""Jeugdwet 4.3.2: who gets it before 1 June."""


def test_the_yearly_report_on_youth_care_is_there_where_that_law_applies_and_the_regulation_is_silent() -> None:
    ott, jot, izw, loj = (load_for(code, "2026-01-01") for code in ("ott", "jot", "izw", "loj"))
    report = ott.reports["youth care report"]
    assert (report.by, report.every, report.before, report.public) == ("board", "year", "1 June", True)
    assert (report.laws, report.public_within) == (("jeugdwet",), "10 days")
    assert report.contains == OF_THE_ARTICLE
    assert report.sent_to == RECIPIENTS
    assert report.source == "Wet: Jeugdwet art. 4.3.1 en 4.3.2"
    for other in (jot, izw, loj):
        assert ("youth care report" in other.reports) == ("jeugdwet" in other.laws)


def test_a_regulation_that_carries_the_article_keeps_its_own_report_on_youth_care() -> None:
    zk = load_for("zk", "2026-01-01")
    assert [name for name, report in zk.reports.items() if "jeugdwet 4.3.1" in report.statute] == ["youth year"]
    report = zk.reports["youth year"]
    assert (report.contains, report.sent_to, report.public_within) == (OF_THE_ARTICLE, RECIPIENTS, "10 days")


def test_a_report_of_law_that_nobody_here_can_make_is_a_finding_with_what_to_do(tmp_path: Path) -> None:
    youth = ('wmo: {label: Wmo, source: "1"}', 'jeugdwet: {label: Jeugdwet, source: "1"}')
    text = SMALL.replace("{provider: board, complaints", "{complaints").replace(*youth)
    path = tmp_path / "2024-01-01.yaml"
    path.write_text(text, "utf-8")
    found = [
        problem for problem in problems_of(path)[1] if "Jaarverslag over klachten in de jeugdhulp" in problem.wrong
    ]
    assert [problem.path for problem in found] == ["statute_roles"]
    assert "say who that is here: provider: <role>" in found[0].wrong


def test_what_the_law_says_of_its_report_holds_for_a_report_that_carries_the_article_and_is_silent() -> None:
    raw = yaml.load(SMALL, yaml.CSafeLoader)
    raw["laws"]["jeugdwet"] = {"label": "Jeugdwet", "source": "1"}
    raw["reports"] = {"own": {"label": "Jaarverslag", "before": "1 April", "statute": "jeugdwet 4.3.1"}}
    reports = with_statutes(raw)["reports"]
    assert list(reports) == ["own"]
    assert (tuple(reports["own"]["sent_to"]), reports["own"]["public"]) == (RECIPIENTS, True)
    assert reports["own"]["before"] == "1 April", "what it says itself stays"
