"""A regulation against the statutes: every check can fail, says where and what to do, and stays silent where its law does not reach."""

from __future__ import annotations

from pathlib import Path

import pytest

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


EXTENSION = "{by: 4 weeks, times: 1, total: 10 weeks,"
BROKEN = [
    ("CHK-01", "scope wmo", "missing", "noemt haar niet: Wmo", [('{label: Wmo, source: "1"}', "{label: Wmo, source: eigen keuze}")]),
    ("CHK-02", "who may complain", "partly", "de nabestaande", [('  surviving relative: {label: Nabestaande, source: "1"}\n', "")]),
    ("CHK-03", "refused representative", "missing", "geweigerd", [(", statute: wkkgz 14.2", "")]),
    ("CHK-04", "complaints officer", "partly", "zegt niet wat die doet", [
        ("complaints officer: handler", "complaints officer: council"),
    ]),
    ("CHK-05", "free of charge", "open", "zegt niet of", [('  free of charge: {answer: stated, source: "2"}\n', "")]),
    ("CHK-06", "independence", "wrong", "onder leiding", [
        ('independence: {answer: stated, source: "2"}', 'independence: {answer: wrong, source: "2", note: Werkt onder leiding.}'),
    ]),
    ("CHK-07", "progress", "missing", "de software doet het wel", [("statute: wkkgz 16.3", "preferred: no"), ('handler, source: "2", preferred', "handler, source: eigen keuze, preferred")]),
    ("CHK-08", "six weeks", "wrong", "8 weken; de wet geeft hoogstens 6 weken", [("within: 6 weeks", "within: 8 weeks")]),
    ("CHK-08", "six weeks", "wrong", "telt vanaf: Ontvangst bevestigd", [("from: in writing\n", "from: acknowledge\n")]),
    ("CHK-08", "six weeks", "missing", "noemt geen termijn", [("within: 6 weeks", "within: none")]),
    ("CHK-09", "content of the judgement", "wrong", "de besluiten", [("must_contain: [reasons, decisions, measures_by]", "must_contain: [reasons, measures_by]")]),
    ("CHK-10", "extension", "wrong", "verlengt met 6 weken", [(EXTENSION, "{by: 6 weeks, times: 1,")]),
    ("CHK-10", "extension", "wrong", "geen brief met de nieuwe datum", [("must_contain: [reasons, new_date]", "must_contain: [reasons]")]),
    ("CHK-11", "nothing beyond the law", "wrong", "vaker dan één keer", [(EXTENSION, "{by: 4 weeks, times: 2,")]),
    ("CHK-11", "nothing beyond the law", "wrong", "zonder dat iemand", [("consent: [later date agreed], ", "")]),
    ("CHK-12", "dispute body", "wrong", "Andere en Geschillencommissie", [
        ("external_bodies:\n", 'external_bodies:\n  other: {label: Andere, kind: dispute, part_of_procedure: yes, approach: directly, source: "3"}\n'),
    ]),
    ("CHK-12", "dispute body", "open", "is aangesloten, staat nergens", [('affiliations:\n  disputes: {body: disputes, what: geschillen, source: "3"}\n', "")]),
    ("CHK-13", "grounds for a dispute", "partly", "eerst klagen bij de zorgaanbieder", [("dispute open, cannot be asked]", "dispute open]")]),
    ("CHK-14", "provider told", "missing", "hoort van een klacht", [("fields: {hope: null}, letters: [receipt-to-board]}", "fields: {hope: null}, letters: []}")]),
    ("CHK-15", "transfer and joint handling", "wrong", "zonder toestemming", [("    when: {consent: handle jointly}\n", "")]),
    ("CHK-16", "confidentiality", "missing", "", [('confidentiality: {answer: stated, source: "2"}', "confidentiality: {answer: missing}")]),
    ("CHK-17", "adopted with the client council", "open", "instemde", [(", consent_of: council", ", told: council")]),
    ("CHK-18", "youth committee", "partly", "noemt geen termijn", [("within: 8 weeks", "within: none")]),
    ("CHK-18", "youth committee", "wrong", "2 leden; de wet vraagt er minstens 3", [("quorum: 3", "quorum: 2")]),
    ("CHK-18", "youth committee", "wrong", "2 maanden; de wet geeft hoogstens 1 maand", [("within: 1 month", "within: 2 months")]),
    ("CHK-19", "way of involuntary care", "partly", "beslissing van de commissie", [(", source: \"3\", statute: wzd 56a.2", ", source: \"3\"")]),
    ("CHK-20", "no age limit", "wrong", "hoe lang het geleden is", [
        ('{label: Niet duidelijk, decided_by: board, source: "3"}', '{label: Te oud, decided_by: board, source: "3", when: {is: {event age: older}}}'),
    ]),
    ("CHK-21", "repealed laws", "wrong", "vervallen op 01-01-2016, nu de Wkkgz", [("Daarna de geschillencommissie.", "Zie de Wkcz.")]),
    ("CHK-22", "retention", "missing", "geen bewaartermijn", [("retention: {term: 2 years", "retention: {term: none")]),
    ("CHK-22", "retention", "partly", "Zonder begin", [('from: closed, source: "4"}', 'from: closed, source: "4", doubt: Zonder begin.}')]),
    ("CHK-23", "working days", "missing", "welke dat zijn", [('{weekdays: [1, 2, 3, 4, 5], not_counting: [good friday], decree_days: yes, source: "2"}', "standard")]),
    ("CHK-24", "version and date", "partly", "geen datum", [
        ('version and date: {answer: stated, source: "4"}', 'version and date: {answer: partly, source: "4", note: Er staat geen datum.}'),
    ]),
    ("CHK-25", "references", "wrong", "verwijst naar 9; dat is er niet", [('refers_to: "3"', 'refers_to: "9"')]),
]  # fmt: skip


@pytest.mark.requirement("OTT-01")
@pytest.mark.parametrize(
    ("check", "word", "result", "why", "changes"), BROKEN, ids=[f"{b[0]}-{b[3][:20]}" for b in BROKEN]
)
def test_a_regulation_that_breaks_one_check_fails_exactly_that_one(
    tmp_path: Path, check: str, word: str, result: str, why: str, changes: list[tuple[str, str]]
) -> None:
    found = to_mend(against(tmp_path, *changes))
    assert {name: (finding.check, finding.result) for name, finding in found.items()} == {word: (check, result)}
    assert why in found[word].why
    assert found[word].do


def test_every_check_is_broken_at_least_once() -> None:
    assert sorted({broken[0] for broken in BROKEN}) == EVERY


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
