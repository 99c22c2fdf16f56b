"""IZW: what its procedure promises about coming in, each proof with the number of the requirement."""

from __future__ import annotations

from datetime import date

import pytest

from tests.regulations.case import Case
from tests.regulations.izw_case import ANSWER, MOMENT, at_portal, letter, oral, ready_to_answer
from wederhoor.correspondence.errors import MissingParts
from wederhoor.dossier.policy import Standing, compartments, refusal
from wederhoor.frontdoor.publishing.guidance import elsewhere


@pytest.fixture
def izw() -> Case:
    return Case("izw")


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
    assert "number" in izw.regulation.reports["annual"].contains
    izw.do("2026-03-09T10:00", "register", "coordinator", "actions", theme="support")
    assert izw.has("registered", "2026-03-10T10:00")


@pytest.mark.requirement("IZW-04")
@pytest.mark.parametrize("kind", ["complaint", "discontent"])
def test_the_officer_of_the_portal_can_be_called_in_at_any_moment(kind: str) -> None:
    case = Case("izw")
    case.open(kind=kind)
    assert "call in portal" in case.may("complainant", MOMENT)
    case.do("2026-03-03T10:00", "call in portal", "complainant")
    assert {"start mediation", "investigate at portal", "decide whether complaint", "plan meeting"} <= case.may(
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
    assert refusal(role.kind, "read", Standing(member=True)) == "De zaak is niet aan u toegewezen."


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
