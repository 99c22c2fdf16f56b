"""A jurist who mistypes is told where, what and what to write instead; everything wrong in a file at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from wederhoor.procedure.loading import advice_of, load_regulation, problems_of
from wederhoor.procedure.reading import Problem, RegulationError

SMALL = (Path(__file__).parent / "data" / "small.yaml").read_text("utf-8")


def problems(tmp_path: Path, *changes: tuple[str, str]) -> list[Problem]:
    text = SMALL
    for old, new in changes:
        assert old in text, f"the small regulation has no '{old}'"
        text = text.replace(old, new, 1)
    path = tmp_path / "2024-01-01.yaml"
    path.write_text(text, "utf-8")
    return problems_of(path)[1]


def one(tmp_path: Path, *changes: tuple[str, str]) -> Problem:
    found = problems(tmp_path, *changes)
    assert len(found) == 1, "\n".join(map(str, found))
    return found[0]


def line_of(text: str) -> int:
    return next(n for n, line in enumerate(SMALL.splitlines(), 1) if text in line)


def test_the_small_regulation_is_fine(tmp_path: Path) -> None:
    assert problems(tmp_path) == []


def test_an_unknown_act_gets_the_nearest_word_and_its_line(tmp_path: Path) -> None:
    found = problems(tmp_path, ("met_by: acknowledge", "met_by: acknowlege"))
    assert found[0].wrong == "acknowlege: unknown act; did you mean acknowledge?"
    assert found[0].line == line_of("confirm receipt: {label")


def test_a_mistyped_standard_act_is_no_new_act(tmp_path: Path) -> None:
    found = problems(tmp_path, ("  acknowledge: {by", "  acknowlege: {by"))
    assert any("acknowlege: unknown act; did you mean acknowledge?" in p.wrong for p in found)


def test_a_mistyped_key_gets_the_nearest_key(tmp_path: Path) -> None:
    found = one(
        tmp_path,
        ("within: 5 workdays", "withn: 5 workdays"),
        ("owed_to: complainant, from: received", "owed_to: complainant, within: 5 workdays, from: received"),
    )
    assert "did you mean within?" in found.wrong
    assert found.path == "duties › confirm receipt › withn"


def test_a_missing_source_is_an_error_never_a_default(tmp_path: Path) -> None:
    found = one(tmp_path, ('acknowledge: {by: handler, source: "1"}', "acknowledge: {by: handler}"))
    assert "'source' is missing" in found.wrong


def test_a_duplicate_key_is_an_error_that_names_both_lines(tmp_path: Path) -> None:
    found = one(tmp_path, ("  telephone:", "  mail:"))
    assert "duplicate key 'mail'" in found.wrong
    assert f"line {line_of('  mail: {label')}" in found.wrong


def test_a_reference_that_points_nowhere(tmp_path: Path) -> None:
    assert "bord: unknown role; did you mean board?" in one(tmp_path, ("judge: {by: board", "judge: {by: bord")).wrong


def test_a_choice_that_brings_the_complaint_to_a_role_that_is_not_there(tmp_path: Path) -> None:
    found = one(tmp_path, ("  mail: {label", "  mail: {given_to: bord, label"))
    assert "bord: unknown role; did you mean board?" in found.wrong


def test_a_duty_that_nothing_can_discharge(tmp_path: Path) -> None:
    found = problems(tmp_path, ("met_by: judged, source", "met_by: frobnicated, source"))
    assert any("nothing can discharge duty 'judge'" in p.wrong for p in found)


def test_a_role_that_nobody_holds(tmp_path: Path) -> None:
    found = one(tmp_path, ("capacities:\n", '  gardener: {label: Tuinman, kind: employee, source: "1"}\ncapacities:\n'))
    assert "held by nobody" in found.wrong


def test_an_act_that_adds_a_helper_asks_their_name(tmp_path: Path) -> None:
    side = "side: {label: Kant, kind: choice, choices: {complainant: Klager}, required: yes}"
    acknowledge = 'acknowledge: {by: handler, source: "1"'
    found = problems(tmp_path, (f"{acknowledge}}}", f"{acknowledge}, adds_to: side, fields: {{{side}}}}}"))
    assert [p.path for p in found] == ["acts › acknowledge › adds_to"]
    assert "the name of who helps" in found[0].wrong


def test_a_term_that_cannot_be_read(tmp_path: Path) -> None:
    found = problems(tmp_path, ("within: 5 workdays", "within: 5 workdagjes"))
    assert len(found) == 1
    assert "workda" in found[0].wrong


def test_a_source_that_is_no_place_in_the_document(tmp_path: Path) -> None:
    assert (
        "no place listed under paragraphs"
        in one(tmp_path, ('label: Gegrond, by: board, source: "1"', 'label: Gegrond, by: board, source: "9"')).wrong
    )


def test_all_problems_at_once_in_order_of_line(tmp_path: Path) -> None:
    found = problems(
        tmp_path,
        ("judge: {by: board", "judge: {by: bord"),
        ("within: 5 workdays", "within: 5 wrkdagen"),
        ("  telephone:", "  mail:"),
    )
    assert len(found) >= 3
    assert [p.line for p in found] == sorted(p.line for p in found)


@pytest.mark.parametrize("text", ["a: [1, 2", "- just a list", "", "\tprovider: x"])
def test_no_yaml_or_no_mapping_is_told_in_one_line(tmp_path: Path, text: str) -> None:
    path = tmp_path / "x.yaml"
    path.write_text(text)
    assert len(problems_of(path)[1]) == 1


def test_loading_a_wrong_file_raises_with_every_problem(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text(SMALL.replace("by: board", "by: bord"))
    with pytest.raises(RegulationError, match="unknown role") as caught:
        load_regulation(path)
    assert len(caught.value.problems) >= 2


def test_a_file_that_is_not_there() -> None:
    with pytest.raises(RegulationError, match="no such file"):
        load_regulation(Path("nowhere.yaml"))


def test_an_empty_list_behind_a_required_question_is_told(tmp_path: Path) -> None:
    found = problems(tmp_path, ("fields: {hope: null}", "fields: {}"))
    assert any("hopes" in p.wrong for p in found)


REPORT = 'reports:\n  quarter: {label: Kwartaalrapport, by: board, for: board, every: quarter, contains: [number, %s], source: "1"}\n'


def test_a_section_of_a_report_that_is_not_known_gets_the_nearest_one_and_its_line(tmp_path: Path) -> None:
    found = one(tmp_path, ("letters:\n", REPORT % "per teme" + "letters:\n"))
    assert (found.path, found.wrong) == (
        "reports › quarter › contains", "per teme: unknown section of a report; did you mean per theme?",
    )  # fmt: skip
    assert found.line >= line_of("letters:")


@pytest.mark.parametrize(("key", "wrong"), [("discussed_in", "regular meting"), ("fulfils", "evaluaton")])
def test_a_report_that_points_at_no_meeting_or_duty_is_told(tmp_path: Path, key: str, wrong: str) -> None:
    pointing = REPORT.replace('source: "1"', f'{key}: {wrong}, source: "1"') % "per theme"
    found = one(tmp_path, ("letters:\n", pointing + "letters:\n"))
    assert (found.path, found.wrong.split(":")[0]) == (f"reports › quarter › {key}", wrong)


def test_a_report_of_known_sections_is_fine(tmp_path: Path) -> None:
    assert problems(tmp_path, ("letters:\n", REPORT % "per theme" + "letters:\n")) == []


def test_who_leaves_out_the_question_that_is_tracked_says_what_takes_its_place(tmp_path: Path) -> None:
    text = SMALL.replace("judge: {by: board,", "judge: {by: board, fields: {measures: null},")
    path = tmp_path / "small.yaml"
    path.write_text(text, "utf-8")
    (problem,) = problems_of(path)[1]
    assert problem.path == "acts › judge › fields › measures"
    assert "'tracks: null' for none" in problem.wrong
    path.write_text(text.replace("fields: {measures: null}", "tracks: null, fields: {measures: null}"), "utf-8")
    regulation, problems = problems_of(path)
    assert (problems, regulation.acts["judge"].tracks if regulation else "") == ([], None)


def test_leaving_out_another_question_leaves_what_is_tracked_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "small.yaml"
    path.write_text(
        SMALL.replace("judge: {by: board,", "judge: {by: board, fields: {outcome: null, decisions: null},"), "utf-8"
    )
    regulation, _ = problems_of(path)
    assert regulation
    tracks = regulation.acts["judge"].tracks
    assert tracks
    assert (tracks.as_, tracks.words) == ("measure", "measures")


def named(tmp_path: Path, *changes: tuple[str, str]) -> Path:
    """The small regulation of a provider that is also called Lindeboom."""
    name = next(line for line in SMALL.splitlines() if line.startswith("name: "))
    found = problems(tmp_path, (name, f"{name}\nalso_called: [Lindeboom]"), *changes)
    assert found == [], "a name stops no file"
    return tmp_path / "2024-01-01.yaml"


IN_A_LABEL = ("label: Ontvangst bevestigen", "label: Ontvangst bij Lindeboom bevestigen")


def test_a_sentence_of_our_own_never_names_the_provider_for_another_may_use_the_text(tmp_path: Path) -> None:
    assert advice_of(named(tmp_path)) == []
    (found,) = advice_of(named(tmp_path, IN_A_LABEL))
    assert found.path == "duties › confirm receipt › label"
    assert "'Lindeboom' is the provider itself; write 'wij', 'ons' or 'de zorgaanbieder'" in found.wrong


def test_a_published_text_that_names_its_provider_still_loads_for_the_dossiers_under_it(tmp_path: Path) -> None:
    """A published file never changes, so what is only advice may not take its dossiers away."""
    assert (
        load_regulation(named(tmp_path, IN_A_LABEL)).duties["confirm receipt"].label
        == "Ontvangst bij Lindeboom bevestigen"
    )


def test_the_text_itself_may_name_the_provider(tmp_path: Path) -> None:
    paragraph = next(line for line in SMALL.splitlines() if "says:" in line)
    says = f"{paragraph}\n  Slot: {{says: Lindeboom luistert., elsewhere: Dit is een belofte.}}"
    assert advice_of(named(tmp_path, (paragraph, says))) == []


def test_no_advice_about_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "small.yaml").write_text("name: [", "utf-8")
    assert advice_of(tmp_path / "small.yaml") == []


def test_a_question_needed_with_another_names_a_question_of_its_act(tmp_path: Path) -> None:
    asked = "judge: {by: board, fields: {measures_by: {label: Wanneer?, kind: text, required_with: measure}},"
    (problem,) = problems(tmp_path, ("judge: {by: board,", asked))
    assert (problem.path, problem.wrong.partition(";")[0]) == (
        "acts › judge › fields › measures_by › required_with",
        "measure: unknown field",
    )


def test_a_sentence_for_what_is_not_there_yet_names_a_fact_that_can_come_about(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, ("letters:\n", "not_yet: {herd: niemand is gehoord}\nletters:\n"))
    assert (problem.path, problem.wrong.partition(";")[0]) == ("not_yet", "herd: unknown fact")


@pytest.mark.parametrize(
    ("sets", "wrong"), [("{law: wlzz}", "wlzz: unknown law"), ("{law: wlz}", ""), ("{of our own: anything}", "")]
)
def test_what_a_fact_sets_can_be_answered_where_an_act_asks_for_it_too(tmp_path: Path, sets: str, wrong: str) -> None:
    named = f"acknowledge: {{by: handler, brings_about: {{fact: acknowledged, sets: {sets}}},"
    found = problems(tmp_path, ("acknowledge: {by: handler,", named))
    assert [one.wrong.partition(";")[0] for one in found] == ([wrong] if wrong else [])


@pytest.mark.parametrize(
    ("asked", "wrong"),
    [("{kin: 'yes'}", ""), ("{kin: maybe}", "maybe: unknown kin"), ("{kim: 'yes'}", "kim: unknown value")],
)
def test_a_condition_can_ask_for_a_value_that_only_a_choice_sets(tmp_path: Path, asked: str, wrong: str) -> None:
    found = problems(
        tmp_path,
        ("acknowledge: {by: handler,", f"acknowledge: {{by: handler, when: {{is: {asked}}},"),
        ("  client: {", "  client: {sets: {kin: 'yes'}, "),
    )
    assert [one.wrong.partition(";")[0] for one in found] == ([wrong] if wrong else [])
