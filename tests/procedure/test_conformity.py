"""A regulation against the statutes: every check can fail, says where and what to do, and stays silent where its law does not reach."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from wederhoor.procedure.conformity import Finding, LawFindings, conformity, conformity_of
from wederhoor.procedure.conformity_data import checks_of_laws
from wederhoor.procedure.loading import load_for, problems_of
from wederhoor.procedure.reading import read_yaml

FILE = Path(__file__).parent / "data" / "by_the_law.yaml"
GOOD = FILE.read_text("utf-8")
EVERY = [f"CHK-{number:02}" for number in range(1, 26)]


def against(tmp_path: Path, *changes: tuple[str, str]) -> tuple[LawFindings, ...]:
    text = GOOD
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    path = tmp_path / "changed.yaml"
    path.write_text(text, "utf-8")
    regulation, problems = problems_of(path)
    assert [str(problem) for problem in problems] == []
    assert regulation
    return conformity(regulation, read_yaml(path))


def to_mend(found: tuple[LawFindings, ...]) -> dict[str, Finding]:
    return {finding.word: finding for law in found for finding in law.to_mend}


@pytest.mark.requirement("OTT-01")
def test_a_regulation_that_follows_the_laws_meets_every_check_of_each_of_them() -> None:
    assert problems_of(FILE)[1] == []
    found = conformity_of(FILE)
    assert [law.law for law in found] == ["", "jeugdwet", "wkkgz", "wmo", "wzd"]
    assert to_mend(found) == {}
    assert sorted({finding.check for law in found for finding in law.findings}) == EVERY


BROKEN = yaml.load((FILE.parent / "against_the_law.yaml").read_text("utf-8"), yaml.CSafeLoader)


@pytest.mark.requirement("OTT-01")
@pytest.mark.parametrize("broken", BROKEN, ids=lambda broken: f"{broken['check']} {broken['why'][:20]}")
def test_a_regulation_that_breaks_one_check_fails_exactly_that_one(tmp_path: Path, broken: dict[str, Any]) -> None:
    found = to_mend(against(tmp_path, *broken["changes"]))
    word = broken["word"]
    assert {name: (finding.check, finding.result) for name, finding in found.items()} == {
        word: (broken["check"], broken["result"])
    }
    assert broken["why"] in found[word].why
    assert found[word].do


def test_every_check_is_broken_at_least_once() -> None:
    assert sorted({broken["check"] for broken in BROKEN}) == EVERY


def test_what_cannot_be_told_says_who_must_say() -> None:
    found = to_mend(conformity(load_for("ott", "2026-01-01")))["adopted with the client council"]
    assert (found.result, found.who) == ("open", "de zorgaanbieder en de cliëntenraad")


def test_a_finding_says_the_line_of_the_file_the_place_in_the_text_and_what_stands_there(tmp_path: Path) -> None:
    quote = to_mend(against(tmp_path, ("within: 6 weeks", "within: 8 weeks")))["six weeks"].quotes[0]
    line = next(n for n, words in enumerate(GOOD.splitlines(), 1) if words == "  judge:")
    assert (quote.path, quote.line, quote.source) == ("duties › judge", line, "3")
    assert quote.says.startswith("De bestuurder oordeelt")


def test_silence_on_extension_is_good_because_the_law_has_it(tmp_path: Path) -> None:
    silent = [
        ('  extend: {by: board, source: "3", extends: judge, statute: wkkgz 17.2}\n', ""),
        ('      extend: {by: 4 weeks, times: 1, total: 10 weeks, source: "3", statute: wkkgz 17.2}\n', ""),
        ('template: extension, must_contain: [reasons, new_date], source: "3"}', 'template: extension, source: "3"}'),
    ]
    found = {f.word: f for law in against(tmp_path, *silent) for f in law.findings}["extension"]
    assert (found.result, "De verlenging van de wet geldt" in found.why) == ("good", True)


def test_an_answer_is_never_milder_than_what_the_file_shows(tmp_path: Path) -> None:
    said = ("conformity:\n", 'conformity:\n  six weeks: {answer: stated, source: "3"}\n')
    assert to_mend(against(tmp_path, ("within: 6 weeks", "within: 8 weeks"), said))["six weeks"].result == "wrong"


def test_an_answer_that_no_rule_carries_out_is_partly_good(tmp_path: Path) -> None:
    said = ("conformity:\n", 'conformity:\n  refused representative: {answer: stated, source: "1"}\n')
    found = to_mend(against(tmp_path, (", statute: wkkgz 14.2", ""), said))["refused representative"]
    assert (found.result, "geen regel in dit bestand" in found.why) == ("partly", True)


@pytest.mark.parametrize(
    ("answer", "wrong"),
    [
        ("six week: {answer: missing}", "did you mean six weeks?"),
        ('confidentiality: {answer: stated, source: "12"}', "unknown paragraph"),
        ("confidentiality: {answer: stated}", "say under 'source'"),
    ],
)
def test_an_answer_that_points_nowhere_is_a_mistake(tmp_path: Path, answer: str, wrong: str) -> None:
    path = tmp_path / "answered.yaml"
    text = GOOD.replace('  confidentiality: {answer: stated, source: "2"}\n', "")
    path.write_text(text.replace("conformity:\n", f"conformity:\n  {answer}\n"), "utf-8")
    assert any(wrong in problem.wrong for problem in problems_of(path)[1])


def test_a_law_that_does_not_reach_the_provider_asks_nothing() -> None:
    jot = conformity(load_for("jot", "2026-01-01"))
    assert [law.law for law in jot] == ["", "wkkgz", "wmo"]
    assert next(law for law in jot if law.law == "wkkgz").bases == ("wlz", "zvw")


def test_a_law_that_the_regulation_follows_by_choice_is_checked_for_that_care_too(tmp_path: Path) -> None:
    found = against(tmp_path, ('wmo: {label: Wmo, source: "1"}', 'wmo: {label: Wmo, follows: wkkgz, source: "1"}'))
    assert next(law for law in found if law.law == "wkkgz").bases == ("wlz", "wmo")


def test_every_check_names_an_article_that_its_law_lists() -> None:
    for law in checks_of_laws():
        for word, check in law.checks.items():
            for article in filter(None, (a.strip() for a in str(check.get("article", "")).split(";"))):
                known = (article in law.articles, any(listed.startswith(article) for listed in law.articles))
                assert any(known), f"{law.file}: {word}: {article}"
