"""IZW: what its procedure promises, each proof with the number of the requirement."""

from __future__ import annotations

from datetime import date

import pytest

from tests.regulations.case import Case, at, doubted
from wederhoor.correspondence.errors import MissingParts
from wederhoor.correspondence.letters import compose, load_letter
from wederhoor.dossier.policy import Standing, compartments, refusal
from wederhoor.frontdoor.guidance import contacts, elsewhere

MOMENT = "2026-03-02T10:00"
ANSWER = ("reasons", "decisions", "measures_by")
HEAD = {
    "organisation": "IederZijnWerk Ambulant",
    "recipient_name": "de klager",
    "number": "2026-0001",
    "today": "2026-03-02",
}


@pytest.fixture
def izw() -> Case:
    return Case("izw")


def oral(case: Case, day: str = MOMENT, **more: str) -> Case:
    """A complaint told to an employee."""
    case.open(day, channel="in person", by="employee", received_by="employee", **more)
    return case


def at_portal(case: Case, day: str = "2026-06-01T10:00", **more: str) -> Case:
    """A complaint that came in at the portal."""
    case.open(day, channel="portal", by="portal officer", **more)
    return case


def ready_to_answer(case: Case, day: str = "2026-03-10T10:00") -> Case:
    """Investigated, and both sides heard."""
    case.do(day, "investigate", "coordinator", "findings")
    for party in ("complainant", "accused"):
        case.do(day, "hear", "coordinator", party=party, how="oral")
    return case


def letter(name: str, **values: str) -> str:
    """The text of a letter of this provider; a part that its regulation demands and that is empty stops it."""
    rule = Case("izw").regulation.letters[name]
    return compose(load_letter("izw", rule.template), {**HEAD, **values}, "u", also_needs=rule.must_contain).text


@pytest.mark.requirement("IZW-01")
def test_the_questions_at_intake_lead_to_this_procedure_or_to_that_of_arbeidscoaching(izw: Case) -> None:
    answers = izw.regulation.applicability["what support"].answers
    here = {name for name, answer in answers.items() if answer.leads_to == "here"}
    assert here == {"personal support", "day activities", "household"}
    assert "Arbeidscoaching" in answers["seeking"].leads_to


@pytest.mark.requirement("IZW-01")
def test_for_day_activities_it_is_asked_whether_one_takes_part_or_looks_for_them(izw: Case) -> None:
    asked = izw.regulation.applicability["day activities"]
    assert asked.answers["take part"].leads_to == "here"
    assert "Arbeidscoaching" in asked.answers["look for"].leads_to
    assert "beide groepen" in asked.doubt


@pytest.mark.requirement("IZW-01")
def test_who_looks_for_work_reads_which_other_procedure_is_theirs(izw: Case) -> None:
    rows = elsewhere(izw.regulation)
    assert len(rows) == 2
    assert all("Arbeidscoaching" in row.text for row in rows)


@pytest.mark.requirement("IZW-02")
def test_the_ladder_goes_from_employee_to_coordinator_to_directors(izw: Case) -> None:
    assert [step for step in izw.regulation.steps if step != "portal"] == ["employee", "coordinator", "directors"]
    assert izw.regulation.acts["choose step"].preferred


@pytest.mark.requirement("IZW-02")
def test_each_step_of_the_ladder_is_recorded_with_its_date_and_its_result(izw: Case) -> None:
    oral(izw, kind="discontent")
    first = izw.do("2026-03-05T10:00", "record talk", "employee", step="employee", result="next step",
                   held_on="2026-03-04")  # fmt: skip
    assert (first.values["step"], first.values["held_on"], first.values["result"]) == (
        "employee", "2026-03-04", "next step"
    )  # fmt: skip
    assert izw.state.phase(izw.state.events[-1].at) == "talking"
    second = izw.do("2026-03-09T10:00", "record talk", "coordinator", step="coordinator", result="settled")
    assert second.values["result"] == "settled"
    assert izw.state.phase(second.at) == "settled"
    assert izw.refused("2026-03-10T10:00", "record talk", "employee", step="coordinator").field == "result"


@pytest.mark.requirement("IZW-02")
def test_solved_here_closes_without_hearing_or_judgement_and_still_counts(izw: Case) -> None:
    oral(izw, kind="discontent")
    assert "close" not in izw.may("directors", "2026-03-03T10:00")
    izw.do("2026-03-05T10:00", "record talk", "employee", step="employee", result="settled")
    izw.do("2026-03-06T10:00", "close", "directors", "procedure_followed", "outcome_words")
    assert izw.state.closed
    assert not {"judged", "heard", "in writing"} & set(izw.state.whole.facts)
    assert "totaal aantal klachten" in izw.regulation.reports["annual"].contains
    izw.do("2026-03-09T10:00", "register", "coordinator", "actions", theme="support")
    assert izw.has("registered", "2026-03-10T10:00")


@pytest.mark.requirement("IZW-04")
@pytest.mark.parametrize("kind", ["complaint", "discontent"])
def test_the_officer_of_the_portal_can_be_called_in_at_any_moment(kind: str) -> None:
    case = Case("izw")
    case.open(kind=kind)
    assert "call in portal" in case.may("complainant", MOMENT)
    case.do("2026-03-03T10:00", "call in portal", "complainant")
    assert {"start mediation", "investigate", "decide whether complaint", "plan meeting"} <= case.may(
        "portal officer", "2026-03-03T11:00"
    )
    assert case.regulation.meetings["three-way talk"].invited == ("complainant", "directors", "portal officer")


@pytest.mark.requirement("IZW-04")
def test_whether_it_is_a_complaint_is_a_decision_of_the_officer_with_reasons(izw: Case) -> None:
    at_portal(izw)
    assert izw.refused(
        "2026-06-02T10:00", "decide whether complaint", "portal officer", answer="a complaint"
    ).field == ("reasons")
    assert izw.why_not("directors", "decide whether complaint", "2026-06-02T10:00").source == "Inschakelen portaal"
    izw.do("2026-06-02T10:00", "decide whether complaint", "portal officer", "reasons", answer="a complaint")
    assert izw.has("a complaint", "2026-06-02T11:00")


@pytest.mark.requirement("IZW-05", "IZW-12")
def test_a_complaint_that_starts_at_the_portal_keeps_its_date_there_and_here(izw: Case) -> None:
    at_portal(izw)
    confirm = izw.duty("confirm receipt", "2026-06-02T10:00")
    assert (confirm.start, confirm.due) == (None, None)
    assert izw.duty("answer", "2026-06-02T10:00").due is None
    izw.do("2026-06-03T10:00", "portal tells directors", "portal officer")
    assert izw.duty("portal contact", "2026-06-03T11:00").start == date(2026, 6, 1)
    confirm, answer = izw.duty("confirm receipt", "2026-06-03T11:00"), izw.duty("answer", "2026-06-03T11:00")
    assert (confirm.start, confirm.due, confirm.aim) == (date(2026, 6, 3), date(2026, 6, 10), date(2026, 6, 8))
    assert (answer.start, answer.due, answer.aim) == (date(2026, 6, 3), date(2026, 7, 15), date(2026, 7, 13))


@pytest.mark.requirement("IZW-12")
def test_the_portal_tells_the_directors_and_speaks_with_the_client_each_with_its_date(izw: Case) -> None:
    at_portal(izw)
    assert izw.duty("tell directors from portal", "2026-06-02T10:00").holder == "portal officer"
    izw.do("2026-06-03T10:00", "portal tells directors", "portal officer")
    izw.do("2026-06-05T10:00", "record portal contact", "portal officer")
    assert izw.duty("tell directors from portal", "2026-06-08T10:00").done_on == date(2026, 6, 3)
    assert izw.duty("portal contact", "2026-06-08T10:00").done_on == date(2026, 6, 5)
    assert [d.to for d in izw.state.letters if d.name == "receipt-to-board"] == [("directors",)]


@pytest.mark.requirement("IZW-06")
def test_a_complaint_comes_in_by_telephone_mail_talk_form_or_letter(izw: Case) -> None:
    named = {
        name: c.written for name, c in izw.regulation.channels.items() if c.source in ("Hoe indienen", "Mondeling")
    }
    assert named == {
        "telephone": False, "in person": False, "email": True, "web form": True, "printed form": True, "letter": True
    }  # fmt: skip
    assert set(izw.regulation.lists["receivers"]) == {"employee", "coordinator", "directors"}


@pytest.mark.requirement("IZW-06")
def test_it_may_state_the_solution_wished_and_need_not(izw: Case) -> None:
    assert not izw.fields("receive")["wish"].required
    izw.do(MOMENT, "receive", "complainant", "complaint", "wish", channel="email", capacity="client", kind="complaint")


@pytest.mark.requirement("IZW-06")
def test_every_employee_can_hand_in_a_signal_and_does_not_see_the_dossier_afterwards(izw: Case) -> None:
    assert "employee" in izw.regulation.acts["receive"].by
    oral(izw)
    role = izw.regulation.roles["employee"]
    assert compartments(role.kind, role.sees) == frozenset()
    assert refusal(role.kind, "read", Standing(member=True)) == "Deze rol heeft dit niet nodig."


@pytest.mark.requirement("IZW-07")
def test_receipt_is_confirmed_within_five_working_days(izw: Case) -> None:
    izw.open("2026-04-02T22:15")
    confirm = izw.duty("confirm receipt", "2026-04-03T09:00")
    assert (confirm.due, confirm.aim) == (date(2026, 4, 13), date(2026, 4, 10))
    assert (confirm.holder, confirm.owed_to, confirm.source) == ("directors", ("complainant",), "Hoe indienen")
    assert any("Goede Vrijdag" in step for step in confirm.why)
    assert izw.duty("confirm receipt", "2026-04-14T00:00").status == "overdue"


@pytest.mark.requirement("IZW-07")
def test_an_oral_complaint_is_confirmed_within_five_working_days_too(izw: Case) -> None:
    oral(izw)
    assert izw.duty("confirm receipt", MOMENT).due == date(2026, 3, 9)


@pytest.mark.requirement("IZW-07")
def test_the_confirmation_explains_the_procedure(izw: Case) -> None:
    izw.open()
    izw.do("2026-03-04T10:00", "acknowledge", "directors")
    assert izw.letters[-1] == "confirmation"
    text = letter("confirmation", received_on="2026-03-02", regulation_title=izw.regulation.title)
    assert "Wat er nu gebeurt" in text
    assert "Klachtenprocedure IederZijnWerk Ambulant" in text
    with pytest.raises(MissingParts):
        letter("confirmation")


@pytest.mark.requirement("IZW-08")
def test_the_contact_by_the_portals_officer_is_followed_as_a_term_of_somebody_else(izw: Case) -> None:
    izw.open()
    assert izw.duty("portal contact", "2026-03-03T09:00").due is None
    izw.do("2026-04-02T22:15", "call in portal", "complainant")
    contact = izw.duty("portal contact", "2026-04-03T09:00")
    assert (contact.due, contact.holder, contact.external) == (date(2026, 4, 13), "portal officer", True)
    assert (contact.source, contact.escalates_to) == ("Contactgegevens portaal", "directors")


@pytest.mark.requirement("IZW-08")
def test_an_event_of_thirteen_months_ago_is_taken_in_with_a_warning_and_its_place(izw: Case) -> None:
    izw.open(event_age="older")
    warn = izw.duty("warn about age", MOMENT)
    assert (warn.status, warn.due, warn.source) == ("open", None, "Contactgegevens portaal")
    assert "geen grens" in warn.doubt
    assert {"acknowledge", "investigate", "warn about age"} <= izw.may("directors", MOMENT)
    assert izw.duty("answer", MOMENT).due == date(2026, 4, 13)
    ready_to_answer(izw)
    izw.do("2026-03-11T10:00", "judge", "directors", *ANSWER, outcome="upheld")


@pytest.mark.requirement("IZW-08")
def test_the_age_of_an_event_is_never_a_ground_to_refuse(izw: Case) -> None:
    assert set(izw.regulation.admissibility) == {"not a complaint", "other procedure", "other reason"}
    izw.open(event_age="older")
    no = izw.refused("2026-03-03T10:00", "not take up", "directors", "reasons", ground="too old")
    assert no.field == "ground"
    assert "nooit een reden" in izw.regulation.acts["warn about age"].doubt


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
    assert [name for name, act in izw.regulation.acts.items() if act.extends] == ["extend"]
    assert izw.duty("answer", "2026-11-11T00:00").status == "overdue"


@pytest.mark.requirement("IZW-10")
def test_whoever_tells_a_complaint_is_asked_whether_it_is_official(izw: Case) -> None:
    oral(izw)
    asked = izw.duty("ask whether official", MOMENT)
    assert (asked.status, asked.holder, asked.source) == ("open", "employee", "Mondeling")
    assert "eerst nodig" in izw.why_not("employee", "put in writing", MOMENT).because


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


@pytest.mark.requirement("IZW-13")
def test_not_taken_up_is_told_within_six_weeks_of_receipt(izw: Case) -> None:
    at_portal(izw, "2026-03-02T10:00")
    assert izw.duty("tell not taken up", "2026-03-03T10:00").status == "not applicable"
    izw.do("2026-03-16T10:00", "decide whether complaint", "portal officer", "reasons", answer="not a complaint")
    owed = izw.duty("tell not taken up", "2026-03-17T10:00")
    assert (owed.status, owed.holder, owed.source) == ("open", "directors", "Niet in behandeling")
    assert (owed.start, owed.due) == (date(2026, 3, 2), date(2026, 4, 13))
    izw.do("2026-04-13T10:00", "not take up", "directors", "reasons", ground="not a complaint")
    assert izw.duty("tell not taken up", "2026-04-14T10:00").status == "met"


@pytest.mark.requirement("IZW-13")
def test_without_reasons_there_is_no_letter_that_a_complaint_is_not_taken_up(izw: Case) -> None:
    izw.open()
    assert izw.refused("2026-03-04T10:00", "not take up", "directors", ground="other reason").field == "reasons"
    assert "not-taken-up" not in izw.letters
    izw.do("2026-03-04T10:00", "not take up", "directors", "reasons", ground="other reason")
    assert izw.letters[-1] == "not-taken-up"
    with pytest.raises(MissingParts):
        letter("not-taken-up")
    assert "Het gaat over een ander" in letter("not-taken-up", reasons="Het gaat over een ander.")


@pytest.mark.requirement("IZW-14")
@pytest.mark.parametrize("channel", ["telephone", "in person", "email", "printed form", "letter"])
def test_the_directors_are_told_of_every_complaint(channel: str) -> None:
    case = Case("izw")
    case.open(channel=channel, by="employee", received_by="coordinator")
    owed = case.duty("tell directors", MOMENT)
    assert (owed.status, owed.holder, owed.owed_to) == ("open", "employee", ("directors",))
    case.do("2026-03-03T10:00", "tell directors", "employee")
    assert case.duty("tell directors", "2026-03-04T10:00").done_on == date(2026, 3, 3)
    assert case.state.letters[-1].to == ("directors",)


@pytest.mark.requirement("IZW-14")
def test_the_web_form_and_the_portal_reach_the_directors_by_themselves(izw: Case) -> None:
    izw.open(channel="web form")
    assert izw.duty("tell directors", MOMENT).status == "met"
    portal = at_portal(Case("izw"))
    portal.do("2026-06-03T10:00", "portal tells directors", "portal officer")
    assert portal.duty("tell directors", "2026-06-04T10:00").status == "met"


@pytest.mark.requirement("IZW-15")
def test_the_directors_write_procedure_outcome_lead_time_and_satisfaction_and_no_part_may_be_missing(izw: Case) -> None:
    parts = {
        "procedure_followed": "Gesprek met de coördinator",
        "outcome": "Opgelost",
        "lead_time": "16 dagen",
        "satisfaction": "Tevreden",
    }
    assert set(izw.regulation.letters["closing"].must_contain) == set(parts)
    text = letter("closing", **parts)
    assert all(words in text for words in parts.values())
    for missing in parts:
        with pytest.raises(MissingParts):
            letter("closing", **{name: words for name, words in parts.items() if name != missing})


@pytest.mark.requirement("IZW-15")
def test_the_closing_letter_is_owed_by_the_directors_and_follows_from_closing(izw: Case) -> None:
    izw.open()
    ready_to_answer(izw).do("2026-03-11T10:00", "judge", "directors", *ANSWER, outcome="upheld")
    owed = izw.duty("write closing letter", "2026-03-11T11:00")
    assert (owed.status, owed.holder, owed.source, owed.due) == ("open", "directors", "Directie", None)
    izw.do("2026-03-12T10:00", "close", "directors", "procedure_followed", "outcome_words")
    assert izw.letters[-1] == "closing"
    assert izw.duty("write closing letter", "2026-03-12T11:00").status == "met"


@pytest.mark.requirement("IZW-15")
@pytest.mark.parametrize("answer", [{"treatment": "tevreden"}, {"follows": "yes"}])
def test_satisfaction_is_asked_before_closing_or_said_to_follow(answer: dict[str, str]) -> None:
    case = Case("izw")
    case.open()
    event = case.do("2026-03-10T10:00", "ask satisfaction", "directors", **answer)
    assert dict(event.values) == answer


@pytest.mark.requirement("IZW-18")
def test_the_dispute_committee_is_told_after_failed_mediation(izw: Case) -> None:
    at_portal(izw)
    assert izw.duty("tell dispute way", "2026-06-02T10:00").status == "not applicable"
    izw.do("2026-06-08T10:00", "start mediation", "portal officer")
    izw.do("2026-06-22T10:00", "record mediation result", "portal officer", result="not settled")
    owed = izw.duty("tell dispute way", "2026-06-22T11:00")
    assert (owed.status, owed.source, owed.due) == ("open", "Geschil", None)
    for role in ("portal officer", "directors"):
        assert "tell dispute way" in izw.may(role, "2026-06-22T11:00")
    assert "put dispute" in izw.may("complainant", "2026-06-22T11:00")


@pytest.mark.requirement("IZW-18")
def test_by_law_the_way_to_the_dispute_committee_opens_when_the_term_passed(izw: Case) -> None:
    izw.open()
    assert "put dispute" not in izw.may("complainant", "2026-04-13T23:59")
    assert "put dispute" in izw.may("complainant", "2026-04-14T00:01")
    owed = izw.duty("tell dispute way", "2026-04-14T00:01")
    assert (owed.status, owed.statute) == ("open", "wkkgz 18.5")
    assert "wet" in owed.doubt


@pytest.mark.requirement("IZW-18")
def test_the_two_names_of_the_dispute_committee_are_a_doubt(izw: Case) -> None:
    bodies = [body for body in izw.regulation.external_bodies.values() if body.kind == "dispute"]
    assert len(bodies) == 1
    assert "Geschillenportaal" in bodies[0].doubt
    assert "Dezelfde commissie" in doubted(izw.regulation, "naam van de commissie")


@pytest.mark.requirement("IZW-20")
def test_client_legal_representative_and_surviving_relative_may_complain_and_nobody_else(izw: Case) -> None:
    assert set(izw.regulation.capacities) == {"client", "legal representative", "surviving relative"}
    assert {c.source for c in izw.regulation.capacities.values()} == {"Wat te doen"}
    no = izw.refused(MOMENT, "receive", "complainant", "complaint", channel="email", capacity="neighbour",
                     kind="complaint")  # fmt: skip
    assert no.field == "capacity"


@pytest.mark.requirement("IZW-20")
@pytest.mark.parametrize("capacity", ["client", "legal representative", "surviving relative"])
def test_each_of_the_three_gets_the_same_handling(capacity: str) -> None:
    case = Case("izw")
    case.open(capacity=capacity)
    assert case.state.value("capacity") == capacity
    assert case.duty("confirm receipt", MOMENT).due == date(2026, 3, 9)
    assert case.duty("answer", MOMENT).due == date(2026, 4, 13)


@pytest.mark.requirement("IZW-22")
def test_the_contact_points_of_directors_and_portal_are_those_of_the_text(izw: Case) -> None:
    points = izw.regulation.contact_points
    directors, portal = points["directors"], points["portal"]
    assert (directors.telephone, directors.mail) == ("0515 543623", "info@iederzijnwerk.nl")
    assert "8775 XD" in directors.post
    assert (portal.mail, portal.missing) == ("info@klachtenportaalzorg.nl", ("telephone",))
    shown = {row.title: (row.phone, row.mail) for row in contacts(izw.regulation, at(MOMENT))}
    assert ("0515 543623", "info@iederzijnwerk.nl") in shown.values()


@pytest.mark.requirement("IZW-24")
def test_an_investigation_and_the_views_of_both_precede_the_answer(izw: Case) -> None:
    izw.open()
    for missing, act, values in (
        ("onderzoek", "investigate", {}),
        ("klager gehoord", "hear", {"party": "complainant", "how": "oral"}),
        ("aangeklaagde gehoord", "hear", {"party": "accused", "how": "oral"}),
    ):
        no = izw.refused("2026-03-10T10:00", "judge", "directors", *ANSWER, outcome="upheld")
        assert missing in no.because.lower()
        assert "Tot slot" in no.source
        izw.do("2026-03-10T10:00", act, "coordinator", *(["findings"] if act == "investigate" else []), **values)
    izw.do("2026-03-10T11:00", "judge", "directors", *ANSWER, outcome="upheld")


@pytest.mark.requirement("IZW-24")
def test_the_investigation_is_open_only_to_directors_and_coordinator_and_never_to_an_outsider(izw: Case) -> None:
    kept_in = izw.fields("investigate")["findings"].compartment
    sees = {n for n, role in izw.regulation.roles.items() if kept_in in compartments(role.kind, role.sees)}
    assert sees == {"directors", "coordinator"}
    assert refusal("coordinator", "read", Standing())
    assert refusal("coordinator", "read", Standing(member=True, recused=True))


@pytest.mark.requirement("IZW-25")
def test_the_separate_regulation_and_the_portals_own_procedure_are_named_with_their_version(izw: Case) -> None:
    linked = izw.regulation.principles["linked documents"]
    assert "klachtenregeling van de organisatie (versie niet genoemd)" in linked.says
    assert izw.regulation.external_bodies["portal"].rules == ("klachtenprocedure Klachtenportaal Zorg (flyer 2024)",)


@pytest.mark.requirement("IZW-25")
def test_which_of_the_texts_prevails_is_a_doubt(izw: Case) -> None:
    assert "niet welk voorgaat" in izw.regulation.principles["linked documents"].doubt
    assert "niet gezegd" in doubted(izw.regulation, "twee stukken")
