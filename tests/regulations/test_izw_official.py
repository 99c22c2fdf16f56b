"""IZW: the official complaint, its terms and its letters."""

from __future__ import annotations

from datetime import date

import pytest

from tests.regulations.case import Case, doubted
from tests.regulations.izw_case import ANSWER, MOMENT, oral, ready_to_answer


@pytest.fixture
def izw() -> Case:
    return Case("izw")


@pytest.mark.requirement("IZW-09")
def test_a_complaint_in_writing_is_official_and_gets_an_answer_in_writing_within_six_weeks(izw: Case) -> None:
    izw.open("2026-04-02T10:00", law="wmo")
    answer = izw.duty("answer", "2026-04-03T10:00")
    assert (answer.status, answer.due, answer.aim) == ("open", date(2026, 5, 14), date(2026, 5, 14))
    assert (answer.holder, answer.source) == ("directors", "Wanneer officieel")


@pytest.mark.requirement("IZW-09")
def test_a_complaint_that_is_only_told_has_no_six_weeks(izw: Case) -> None:
    oral(izw)
    assert izw.duty("answer", "2026-03-03T10:00").due is None
    assert izw.why_not("directors", "judge", "2026-03-03T10:00").source == "Wanneer officieel; Tot slot (wkkgz 17.1)"


@pytest.mark.requirement("IZW-09")
def test_four_weeks_more_are_asked_within_the_six_weeks_with_a_letter(izw: Case) -> None:
    izw.open("2026-09-01T10:00")
    assert izw.refused("2026-10-13T17:00", "extend", "directors").field == "reasons"
    izw.do("2026-10-13T17:00", "extend", "directors", "reasons")
    assert izw.letters[-1] == "extension"
    assert set(izw.regulation.letters["extension"].must_contain) == {"reasons", "new_date"}
    assert izw.duty("answer", "2026-10-14T10:00").due == date(2026, 11, 10)


@pytest.mark.requirement("IZW-09")
def test_a_day_after_the_six_weeks_no_extension_is_possible(izw: Case) -> None:
    izw.open("2026-09-01T10:00")
    no = izw.refused("2026-10-14T00:01", "extend", "directors", "reasons")
    assert "eindigde op 13-10-2026" in no.because
    assert no.source == "Wanneer officieel (wkkgz 17.2)"


@pytest.mark.requirement("IZW-09")
@pytest.mark.parametrize("said", ["agreed", "refused"])
def test_the_answer_of_the_client_is_kept_and_by_law_the_notice_suffices(said: str) -> None:
    case = Case("izw")
    case.open("2026-09-01T10:00")
    case.do("2026-10-12T10:00", "extend", "directors", "reasons")
    case.do("2026-10-13T10:00", "answer about extension", "complainant", answer=said)
    assert case.has(f"extension {said}", "2026-10-14T10:00")
    assert case.duty("answer", "2026-10-14T10:00").due == date(2026, 11, 10)
    assert "melding verlengt" in doubted(case.regulation, "verlenging")


@pytest.mark.requirement("IZW-09")
def test_nothing_goes_beyond_ten_weeks(izw: Case) -> None:
    izw.open("2026-09-01T10:00")
    izw.do("2026-10-12T10:00", "extend", "directors", "reasons")
    assert "hoogstens 1 keer" in izw.refused("2026-11-09T10:00", "extend", "directors", "reasons").because
    assert [name for name, act in izw.regulation.acts.items() if act.extends == "answer"] == ["extend"]
    assert izw.duty("answer", "2026-11-11T00:00").status == "overdue"


@pytest.mark.requirement("IZW-10")
def test_whoever_tells_a_complaint_is_asked_whether_it_is_official(izw: Case) -> None:
    oral(izw)
    asked = izw.duty("ask whether official", MOMENT)
    assert (asked.status, asked.holder, asked.source) == ("open", "employee", "Mondeling")
    assert "zei nog niet dat het een officiële klacht is" in izw.why_not("employee", "put in writing", MOMENT).because


@pytest.mark.requirement("IZW-10")
def test_not_official_keeps_who_said_so_and_when_and_can_be_reversed(izw: Case) -> None:
    oral(izw)
    said = izw.do("2026-03-02T10:10", "ask whether official", "employee", actor="id-employee-7", official="no")
    assert (said.actor, said.by, said.values["official"]) == ("id-employee-7", "employee", "no")
    assert izw.duty("ask whether official", "2026-03-03T10:00").done_on == date(2026, 3, 2)
    assert "close" in izw.may("directors", "2026-03-03T10:00")
    izw.do("2026-03-09T10:00", "ask whether official", "coordinator", official="yes")
    assert izw.has("official", "2026-03-09T11:00")
    assert not izw.has("not official", "2026-03-09T11:00")
    assert izw.state.events[1] == said
    assert izw.duty("fill in form together", "2026-03-09T11:00").status == "open"
    assert "close" not in izw.may("directors", "2026-03-09T11:00")


@pytest.mark.requirement("IZW-10")
def test_an_employee_fills_in_the_form_with_the_client_and_an_address_may_be_missing(izw: Case) -> None:
    fields = izw.fields("put in writing")
    assert {"name", "address", "place", "telephone", "complaint"} <= set(fields)
    oral(izw)
    izw.do("2026-03-02T10:10", "ask whether official", "employee", official="yes")
    assert not fields["address"].required
    izw.do("2026-03-10T10:00", "put in writing", "employee", "name", "complaint", how="form",
           address_given="not given")  # fmt: skip
    assert izw.state.events[-1].values["address given"] == "not given"


@pytest.mark.requirement("IZW-10")
def test_the_six_weeks_start_when_the_complainant_confirms_the_form(izw: Case) -> None:
    oral(izw)
    izw.do("2026-03-02T10:10", "ask whether official", "employee", official="yes")
    assert izw.duty("answer", "2026-03-05T10:00").due is None
    izw.do("2026-03-10T10:00", "put in writing", "employee", "name", "complaint", how="form")
    answer = izw.duty("answer", "2026-03-11T10:00")
    assert (answer.start, answer.due) == (date(2026, 3, 10), date(2026, 4, 21))


@pytest.mark.requirement("IZW-11")
@pytest.mark.parametrize("capacity", ["client", "legal representative", "surviving relative"])
def test_every_letter_about_the_handling_goes_to_who_submitted_also_when_that_is_not_the_client(capacity: str) -> None:
    case = Case("izw")
    case.open(capacity=capacity)
    case.do("2026-03-03T10:00", "acknowledge", "directors")
    case.do("2026-03-04T10:00", "inform", "coordinator")
    ready_to_answer(case).do("2026-03-11T10:00", "judge", "directors", *ANSWER, outcome="upheld")
    case.do("2026-03-12T10:00", "close", "directors", "procedure_followed", "outcome_words")
    sent = {due.name: due.to for due in case.state.letters}
    assert set(sent) == {"confirmation", "information", "judgement", "closing"}
    assert set(sent.values()) == {("complainant",)}


@pytest.mark.requirement("IZW-11")
def test_there_is_no_other_receiver_for_the_handling_than_the_submitter(izw: Case) -> None:
    assert "client" not in izw.regulation.roles
    handling = ("confirmation", "extension", "not-taken-up", "judgement", "dispute-way", "closing")
    assert {izw.regulation.letters[name].to for name in handling} == {("complainant",)}
    assert izw.regulation.principles["to the submitter"].source == "Mondeling"


def test_what_a_question_decided_is_said_as_its_answer(izw: Case) -> None:
    oral(izw)
    because = izw.why_not("directors", "portal tells directors", MOMENT).because
    assert because == "alleen bij het antwoord ‘Via Klachtenportaal Zorg’ op ‘Hoe kwam de klacht binnen?’"
