"""Consent per person and by age, silence, objection, helpers, questions, hand-over, votes, holds, corrections, escalation."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.regulations.case import Case, at
from wederhoor.procedure.correcting import correctable
from wederhoor.procedure.dossier import State
from wederhoor.procedure.loading import load_regulation
from wederhoor.procedure.retention import destroy_after, retained, retention_duty
from wederhoor.procedure.vetoes import handover, warnings
from wederhoor.procedure.watching import (
    asked_for,
    escalations,
    impossible,
    invitees,
    open_questions,
    reminders,
)

REGULATION = load_regulation(Path(__file__).parent / "data" / "besides.yaml")
JUDGED = ("reasons", "decisions", "measures_by")


class Besides(Case):
    """A case under the regulation of this file."""

    def __init__(self) -> None:
        self.state = State(Case("ott").state.procedure.__class__(REGULATION))


@pytest.fixture
def case() -> Besides:
    made = Besides()
    made.open(channel="mail", tell_support_worker="no", age_group="12 to 15")
    return made


def consent(case: Case, step: str, answer: str, by: str, day: str = "2026-03-03T10:00", **more: str) -> None:
    case.do(day, "give consent", "complainant", step=step, answer=answer, given_by=by, **more)


def test_consent_for_one_person_opens_contact_with_that_person_only(case: Besides) -> None:
    before = case.refused("2026-03-03T09:00", "ask information", "handler", "question", person="p3")
    assert "Praten met iemand anders" in before.because
    assert "Leg toestemming vast" in before.because
    consent(case, "contact others", "given", "client", person="p3")
    case.do("2026-03-04T09:00", "ask information", "handler", "question", person="p3")
    other = case.refused("2026-03-04T10:00", "ask information", "handler", "question", person="p4")
    assert (other.code, other.field) == ("consent", "person")


def test_consent_withdrawn_closes_again_and_says_so(case: Besides) -> None:
    consent(case, "contact others", "given", "client", person="p3")
    consent(case, "contact others", "withdrawn", "client", "2026-03-05T10:00", person="p3")
    assert "(ingetrokken)" in case.why_not("handler", "ask information", "2026-03-06T10:00").because


def test_from_twelve_both_consent_and_from_sixteen_the_client_alone(case: Besides) -> None:
    consent(case, "read care file", "given", "representative")
    assert "nog niet van iedereen" in case.why_not("handler", "read care file", "2026-03-04T10:00").because
    consent(case, "read care file", "given", "client", "2026-03-04T11:00")
    assert "read care file" in case.may("handler", "2026-03-04T12:00")
    older = Besides()
    older.open(channel="mail", age_group="16 to 17")
    consent(older, "read care file", "given", "representative")
    assert "read care file" not in older.may("handler", "2026-03-04T12:00")


def test_who_may_hear_nothing_gets_no_invitation_no_letter_and_no_part(case: Besides) -> None:
    assert case.why_not("handler", "invite support worker", "2026-03-03T09:00").because.startswith("de klager wil niet")
    given = case.refused("2026-03-03T09:00", "assign", "handler", role="support worker", person="p9")
    assert "de klager wil niet" in given.because
    case.do("2026-03-05T10:00", "judge", "board", *JUDGED, outcome="founded")
    assert [letter.to for letter in case.state.letters if letter.name == "judgement"] == [("complainant",)]
    planned = invitees(case.state, "hearing", at("2026-03-05T11:00"))
    assert planned.groups == (("complainant", "board"), ("accused", "board"))
    assert [no.because for no in planned.left_out] == ["de klager wil niet dat de begeleider dit weet"]


def test_the_complainant_can_see_which_acts_a_missing_consent_closes(case: Besides) -> None:
    closed = {found.act for found in impossible(case.state, at("2026-03-03T09:00"))}
    assert closed == {"ask information", "read care file", "invite support worker"}


def test_who_is_objected_to_waits_and_is_out_when_the_objection_is_granted(case: Besides) -> None:
    case.do("2026-03-03T10:00", "object to person", "accused", "reasons", person="h1")
    given = {"step": "read care file", "answer": "given", "given_by": "client"}
    waiting = case.refused("2026-03-03T11:00", "give consent", "handler", actor="h1", **given)
    assert waiting.code == "paused"
    case.do("2026-03-04T10:00", "decide objection", "board", "reasons", person="h1", decision="granted")
    out = case.refused("2026-03-04T11:00", "close", "handler", "procedure_followed", "outcome_words", actor="h1")
    assert out.code == "excluded"


def test_after_a_refused_objection_the_person_goes_on(case: Besides) -> None:
    case.do("2026-03-03T10:00", "object to person", "accused", "reasons", person="h1")
    case.do("2026-03-04T10:00", "decide objection", "board", "reasons", person="h1", decision="refused")
    case.do("2026-03-04T11:00", "receive information", "handler", "answer", actor="h1")


def test_an_accused_who_is_involved_still_speaks_as_accused(case: Besides) -> None:
    case.do("2026-03-03T10:00", "declare conflict", "handler", person="a1")
    case.do("2026-03-03T11:00", "object to person", "accused", "reasons", actor="a1", person="h1")


def test_each_side_adds_a_helper_to_its_own_side_only(case: Besides) -> None:
    case.do("2026-03-03T10:00", "add assistant", "accused", "name", side="accused")
    assert case.has("assistant of accused", "2026-03-03T10:30")
    assert case.refused("2026-03-03T11:00", "add assistant", "accused", "name", side="complainant").field == "side"


def test_a_question_to_a_person_stays_open_until_that_person_answers(case: Besides) -> None:
    for person in ("p3", "p4"):
        consent(case, "contact others", "given", "client", person=person)
        case.do("2026-03-04T10:00", "ask information", "handler", "question", person=person, before="2026-03-10")
    case.do("2026-03-06T10:00", "receive information", "handler", "answer", person="p4")
    (waiting,) = open_questions(case.state, at("2026-03-11T10:00"))
    assert (waiting.person, waiting.before, waiting.late) == ("p3", date(2026, 3, 10), True)


def test_no_hand_over_to_a_body_whose_affiliation_ended(case: Besides) -> None:
    refused = case.refused("2026-03-03T10:00", "put dispute", "complainant", body="old disputes")
    assert "liep af op 31-12-2025" in refused.because


def test_fee_day_of_checking_and_papers_are_known_before_a_hand_over(case: Besides) -> None:
    shown = handover(case.state, "disputes", at("2026-03-03T10:00"))
    assert (shown.fee, shown.fee_checked, shown.package) == ("€ 50", date(2026, 1, 15), ("De klacht", "Het oordeel"))


def test_papers_that_stay_behind_are_a_warning_unless_the_body_takes_nothing_less(case: Besides) -> None:
    from wederhoor.procedure.commands import Command

    command = Command("put dispute", "complainant", {"body": "disputes", "package": ["complaint"]})
    assert warnings(case.state, command) == ("deze instantie vraagt ook: Het oordeel",)
    case.do("2026-03-03T10:00", "put dispute", "complainant", body="disputes", package=["complaint"])


def test_a_body_decides_with_its_quorum_and_a_majority(case: Besides) -> None:
    few = case.refused("2026-03-03T10:00", "judge by committee", "committee", members="2")
    assert "minstens 3" in few.because
    tie = case.refused("2026-03-03T10:00", "judge by committee", "committee", members="4", votes_for="2", votes_against="2")  # fmt: skip
    assert tie.code == "votes"
    case.do("2026-03-03T10:00", "judge by committee", "committee", votes_for="2", votes_against="1")


def test_minutes_are_asked_of_a_meeting_of_which_minutes_are_made(case: Besides) -> None:
    assert case.refused("2026-03-03T10:00", "hold meeting", "handler", meeting="hearing").field == "minutes"
    case.do("2026-03-03T10:00", "hold meeting", "handler", meeting="talk")


def test_an_answer_can_be_put_right_and_the_mistake_stays_visible(case: Besides) -> None:
    assert ("channel=telephone", "Hoe kwam de klacht binnen? Telefoon") in correctable(case.state, "1")
    case.do("2026-03-03T10:00", "correct", "handler", "reason", event="1", answer="channel=telephone")
    assert case.state.value("channel") == "telephone"
    assert not case.has("in writing", "2026-03-03T11:00")
    assert case.state.events[0].values["channel"] == "mail"
    case.do("2026-03-03T12:00", "correct", "handler", "reason", event="1", at="2026-03-01T10:00")
    assert case.state.value("channel") == "telephone"
    assert case.state.times("received") == (at("2026-03-01T10:00"),)


def test_an_answer_that_was_never_offered_cannot_be_put_in(case: Besides) -> None:
    assert case.refused("2026-03-03T10:00", "correct", "handler", "reason", event="1", answer="channel=fax").field == "answer"  # fmt: skip


def test_a_dossier_on_hold_is_not_destroyed_and_says_since_when(case: Besides) -> None:
    case.do("2026-03-09T10:00", "close", "handler", "procedure_followed", "outcome_words")
    assert destroy_after(case.state) == date(2028, 3, 9)
    case.do("2026-03-10T10:00", "hold dossier", "board", reason="claim")
    assert (destroy_after(case.state), retained(case.state).held) == (None, True)
    case.do("2026-03-11T10:00", "release dossier", "board")
    assert destroy_after(case.state) == date(2028, 3, 9)


def test_destroying_is_a_duty_the_day_after_and_overdue_later(case: Besides) -> None:
    case.do("2026-03-09T10:00", "close", "handler", "procedure_followed", "outcome_words")
    assert retention_duty(case.state, at("2028-03-09T10:00")) is None
    listed, late = (retention_duty(case.state, at(day)) for day in ("2028-03-10T10:00", "2028-03-11T10:00"))
    assert listed
    assert late
    assert (listed.status, late.status, late.holder) == ("open", "overdue", "board")


def test_the_dispute_way_is_told_from_the_aim_and_opens_after_due(case: Besides) -> None:
    assert case.duty("judge", "2026-04-13T10:00").aim == date(2026, 4, 13)
    assert case.duty("tell dispute way", "2026-04-13T10:00").status == "not applicable"
    assert case.duty("tell dispute way", "2026-04-14T10:00").status == "open"
    assert not case.has("dispute open", "2026-04-13T10:00")
    assert case.has("dispute open", "2026-04-14T10:00")


def test_the_holder_is_reminded_and_after_due_the_role_named_hears_of_it(case: Besides) -> None:
    (near,) = [r for r in reminders(case.state, at("2026-04-11T10:00")) if r.duty.name == "judge"]
    assert near.to == "board"
    (late,) = [e for e in escalations(case.state, at("2026-04-14T10:00")) if e.duty.name == "judge"]
    assert (late.level, late.to) == ("due", "handler")


def test_what_the_capacity_asks_is_shown_and_stops_nothing() -> None:
    made = Besides()
    made.open(channel="mail", capacity="authorised person")
    assert asked_for(made.state) == ("machtiging",)
    made.do("2026-03-09T10:00", "close", "handler", "procedure_followed", "outcome_words")
