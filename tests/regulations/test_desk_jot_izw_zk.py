"""What the desk needs of the rules of JOT, IZW and ZK: silence, talks, satisfaction, consent per contact, contacts without a dossier."""

from __future__ import annotations

from datetime import date

import pytest

from tests.regulations.case import Case, at
from wederhoor.procedure.loading import load_for
from wederhoor.procedure.watching import impossible, invitees, open_questions

TALK = {"meeting": "talk", "meeting_at": "2026-03-09T14:00"}


@pytest.fixture
def jot() -> Case:
    return Case("jot")


@pytest.fixture
def izw() -> Case:
    return Case("izw")


@pytest.mark.requirement("JOT-03")
@pytest.mark.parametrize("kind", ["complaint", "discontent"])
def test_after_closing_two_questions_in_four_steps_go_out_for_both_kinds(jot: Case, kind: str) -> None:
    jot.open(kind=kind)
    assert jot.duty("ask satisfaction", "2026-03-03T10:00").status == "not applicable"
    jot.do("2026-03-04T10:00", "withdraw", "complainant", how="mail")
    jot.do("2026-03-05T10:00", "register", "handler", "actions", "results", theme="care")
    jot.do("2026-03-06T10:00", "close", "handler", "procedure_followed", "outcome_words")
    assert jot.duty("ask satisfaction", "2026-03-07T10:00").status == "open"
    jot.do("2026-03-08T10:00", "send survey", "handler")
    assert (jot.letters[-1], jot.duty("ask satisfaction", "2026-03-08T11:00").status) == ("survey", "met")
    asked = jot.regulation.satisfaction
    assert asked is not None
    assert (len(asked.questions), len(asked.scale), asked.target) == (2, 4, "voldoende")
    jot.do("2026-03-20T10:00", "ask satisfaction", "complainant", treatment="goed", result="matig")


@pytest.mark.requirement("JOT-07")
def test_a_form_with_the_question_about_talking_unanswered_is_on_the_handlers_list_at_once() -> None:
    for answer, status in (("", "open"), ("yes", "not applicable"), ("wanted", "not applicable")):
        case = Case("jot")
        case.open(spoken=answer)
        asked = case.duty("ask about talking", "2026-03-02T10:01")
        assert (asked.status, asked.holder) == (status, "handler")


@pytest.mark.requirement("JOT-09")
def test_help_in_wording_can_be_asked_at_intake_and_the_confidant_owes_it(jot: Case) -> None:
    jot.open(help_wording="yes", share="only request")
    owed = jot.duty("help with wording", "2026-03-02T11:00")
    assert (owed.status, owed.holder) == ("open", "confidant")
    assert jot.state.value("share") == "only request"
    jot.do("2026-03-03T10:00", "help with wording", "confidant", "note")
    assert jot.duty("help with wording", "2026-03-03T11:00").status == "met"
    assert jot.fields("help with wording")["note"].compartment == "confidant"


@pytest.mark.requirement("JOT-09")
def test_nobody_is_made_to_write(jot: Case) -> None:
    jot.open(channel="telephone")
    assert jot.duty("help with wording", "2026-03-02T11:00").status == "not applicable"
    assert "contact" in jot.may("handler", "2026-03-02T11:00")


@pytest.mark.requirement("JOT-10")
def test_no_act_tells_the_support_worker_and_the_software_says_which_acts_that_closes(jot: Case) -> None:
    jot.open(tell_support_worker="no")
    closed = {found.act: found.because for found in impossible(jot.state, at("2026-03-03T10:00"))}
    assert "involve support worker" in closed
    no = jot.refused("2026-03-03T10:00", "assign", "director", role="support worker", person="w1")
    assert no.because == "de klager wil niet dat de begeleider van de klacht weet"
    planned = invitees(jot.state, "talk", at("2026-03-03T10:00"))
    assert "support worker" not in planned.groups[0]
    assert planned.left_out[0].because == no.because


@pytest.mark.requirement("JOT-14")
def test_complainant_and_accused_talk_with_the_support_worker_invitations_and_minutes(jot: Case) -> None:
    jot.open(tell_support_worker="yes")
    assert invitees(jot.state, "talk", at("2026-03-03T10:00")).groups == (
        ("complainant", "accused", "handler", "support worker"),
    )
    jot.do("2026-03-03T10:00", "plan meeting", "handler", "meeting_place", "invited", **TALK)
    assert jot.letters == ["invitation", "invitation-support-worker"]
    assert jot.refused("2026-03-09T16:00", "hold meeting", "handler", meeting="talk").field == "minutes"
    jot.do("2026-03-09T16:00", "hold meeting", "handler", "minutes", "attended", meeting="talk")


@pytest.mark.requirement("JOT-14")
def test_beforehand_information_is_asked_of_named_persons_and_waits_for_each(jot: Case) -> None:
    jot.open()
    for person in ("p1", "p2"):
        jot.do("2026-03-03T10:00", "ask information", "handler", "question", person=person, before="2026-03-06")
    jot.do("2026-03-05T10:00", "receive information", "handler", "answer", person="p2")
    waiting = open_questions(jot.state, at("2026-03-07T10:00"))
    assert [(q.person, q.late) for q in waiting] == [("p1", True)]


@pytest.mark.requirement("JOT-16")
def test_at_the_strictest_date_the_complainant_is_told_of_the_way_and_after_the_last_it_opens(jot: Case) -> None:
    jot.open("2026-02-21T10:00")
    decide = jot.duty("decide", "2026-03-01T10:00")
    assert (decide.aim, decide.due) == (date(2026, 4, 4), date(2026, 4, 7))
    assert jot.duty("tell dispute way", "2026-04-04T23:00").status == "not applicable"
    assert jot.duty("tell dispute way", "2026-04-05T09:00").status == "open"
    assert "put dispute" not in jot.may("complainant", "2026-04-05T09:00")
    assert "put dispute" in jot.may("complainant", "2026-04-08T09:00")


@pytest.mark.requirement("IZW-03")
def test_another_person_is_contacted_only_with_consent_for_that_person(izw: Case) -> None:
    izw.open()
    no = izw.refused("2026-03-03T10:00", "ask information", "coordinator", "question", person="p3")
    assert "toestemming ontbreekt" in no.because
    unnamed = {"step": "contact others", "answer": "given", "given_by": "client"}
    assert izw.refused("2026-03-03T11:00", "give consent", "complainant", **unnamed).field == "person"
    izw.do("2026-03-03T11:00", "give consent", "complainant", **unnamed, person="p3")
    izw.do("2026-03-03T12:00", "ask information", "coordinator", "question", person="p3")
    other = izw.refused("2026-03-03T12:30", "ask information", "coordinator", "question", person="p4")
    assert (other.code, other.source) == ("consent", "Wat te doen")
    withdrawn = {**unnamed, "answer": "withdrawn"}
    izw.do("2026-03-04T11:00", "give consent", "complainant", **withdrawn, person="p3")
    again = izw.refused("2026-03-04T12:00", "ask information", "coordinator", "question", person="p3")
    assert "(ingetrokken)" in again.because


@pytest.mark.requirement("IZW-06")
def test_every_employee_can_hand_in_a_signal_and_reads_nothing_of_it_afterwards(izw: Case) -> None:
    assert "employee" in izw.regulation.acts["receive"].by
    izw.open(channel="in person", by="employee", received_by="employee")
    assert izw.regulation.roles["employee"].sees == ()
    assert not izw.fields("receive")["hope"].required


@pytest.mark.requirement("IZW-12")
def test_a_complaint_at_the_portal_keeps_its_date_there_and_the_directors_duties_start_at_their_notice(
    izw: Case,
) -> None:
    izw.open("2026-06-03T10:00", channel="portal", by="portal officer", received_there="2026-06-01")
    assert izw.state.times("received at portal")[0].date() == date(2026, 6, 1)
    assert izw.duty("confirm receipt", "2026-06-04T10:00").due is None
    izw.do("2026-06-08T10:00", "portal tells directors", "portal officer")
    assert izw.duty("confirm receipt", "2026-06-08T11:00").start == date(2026, 6, 8)
    assert izw.duty("answer", "2026-06-08T11:00").start == date(2026, 6, 8)


@pytest.mark.requirement("IZW-23")
def test_the_directors_coordinate_save_the_director_whom_the_complaint_is_about(izw: Case) -> None:
    izw.open()
    assert {"party", "handler"} <= set(izw.regulation.roles["directors"].sees)
    izw.do("2026-03-03T10:00", "assign", "directors", role="coordinator", person="c1", actor="d1")
    izw.do("2026-03-03T11:00", "declare conflict", "directors", person="d1", actor="d1")
    no = izw.refused("2026-03-03T12:00", "assign", "directors", role="coordinator", person="c2", actor="d1")
    assert no.code == "excluded"
    given = izw.refused("2026-03-03T12:00", "assign", "directors", role="directors", person="d1", actor="d2")
    assert given.code == "excluded"
    izw.do("2026-03-03T13:00", "assign", "directors", role="coordinator", person="c2", actor="d2")


@pytest.mark.requirement("ZK-12")
@pytest.mark.parametrize("provider", ["zk", "zk-lid"])
def test_contact_with_the_confidant_makes_no_dossier_is_seen_by_the_confidant_only_and_counted(provider: str) -> None:
    contact = load_for(provider, "2026-03-02").contacts_without_dossier["confidant"]
    assert (contact.by, contact.seen_by) == (("confidant",), ())
    assert contact.counted_for
    assert contact.asks["note"].compartment == "confidant"
    assert not contact.may_become_complaint


@pytest.mark.requirement("ZK-06")
def test_the_confidant_drafts_with_the_complainant_and_can_neither_register_nor_decide() -> None:
    regulation = load_for("zk", "2026-03-02")
    mine = {name for name, act in regulation.acts.items() if "confidant" in act.by}
    assert mine == {"help with wording", "help to talk"}
    assert not regulation.roles["confidant"].speaks_for_complainant
