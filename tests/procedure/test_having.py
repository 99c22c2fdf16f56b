"""Who owes what goes along with the dossier: the role that has it, of those that the regulation lets do it."""

from __future__ import annotations

import pytest

from tests.regulations.case import Case

PROGRESS = "keep informed by law"


def owes(case: Case, day: str) -> str:
    return case.duty(PROGRESS, day).holder


@pytest.mark.parametrize(
    ("provider", "channel", "holder"),
    [
        ("jot", "email", "handler"), ("izw", "email", "coordinator"), ("ott", "email", "mediator"), ("zk", "letter", "chair"),
        ("loj", "email", "officer"),
    ],
)  # fmt: skip
def test_progress_is_owed_by_who_has_a_new_complaint_and_not_by_who_never_saw_it(
    provider: str, channel: str, holder: str
) -> None:
    case = Case(provider)
    door = {"door": "officer"} if provider == "loj" else {}
    case.open(channel=channel if channel in case.regulation.channels else next(iter(case.regulation.channels)), **door)
    assert owes(case, "2026-03-03T10:00") == holder
    assert "tell progress" in case.may(holder, "2026-03-03T10:00")


def test_after_the_hand_over_it_is_of_the_officer_outside_and_given_back_of_the_handler() -> None:
    jot = Case("jot")
    jot.open()
    jot.do("2026-03-04T10:00", "tell progress", "external officer", "explanation")
    assert owes(jot, "2026-03-05T10:00") == "external officer"
    jot.do("2026-03-06T10:00", "assign", "director", role="handler", person="id-handler")
    assert owes(jot, "2026-03-07T10:00") == "handler"


def test_a_complaint_brought_to_the_confidant_is_the_confidants_to_tell_of() -> None:
    loj = Case("loj")
    loj.open(door="confidant")
    assert owes(loj, "2026-03-03T10:00") == "confidant"
    loj.do("2026-03-04T10:00", "note", "officer", "note")
    assert owes(loj, "2026-03-05T10:00") == "confidant", "a note moves nothing"
    loj.do("2026-03-06T10:00", "tell progress", "officer", "explanation")
    assert owes(loj, "2026-03-07T10:00") == "officer", "who tells how it goes goes on telling"


def test_once_the_stage_outside_is_over_it_is_of_who_had_it_inside() -> None:
    zk = Case("zk")
    zk.open(channel="letter")
    zk.do("2026-03-04T10:00", "assign", "chair", role="portal officer", person="id-portal")
    assert owes(zk, "2026-03-05T10:00") == "portal officer"
    zk.do("2026-03-06T10:00", "file at portal", "complainant", "reasons", way="form")
    stage = {"body": "portal officers", "stage": "mediation", "since": "2026-03-07"}
    zk.do("2026-03-07T10:00", "record external stage", "portal officer", **stage)
    assert owes(zk, "2026-03-08T10:00") == "portal officer"
    zk.do("2026-03-09T10:00", "record stage result", "portal officer", result="not settled")
    assert owes(zk, "2026-03-10T10:00") == "chair"


def test_a_message_to_the_complainant_is_the_contact_that_was_promised() -> None:
    """Who gave no telephone and no address is promised a message on their own page: sending one keeps that promise."""
    jot = Case("jot")
    jot.open()
    assert jot.duty("make contact", "2026-03-03T10:00").status != "met"
    jot.do("2026-03-03T10:00", "acknowledge", "handler")
    jot.do("2026-03-03T11:00", "message", "handler", "message")
    assert jot.duty("make contact", "2026-03-03T12:00").status == "met"


def test_the_contact_that_was_never_made_is_not_owed_any_more_once_the_complaint_is_withdrawn() -> None:
    jot = Case("jot")
    jot.open()
    jot.do("2026-03-03T10:00", "acknowledge", "handler")
    assert jot.duty("make contact", "2026-03-03T12:00").status == "open"
    jot.do("2026-03-04T10:00", "withdraw", "complainant", how="mail")
    assert jot.duty("make contact", "2026-03-04T12:00").status == "lapsed"


def test_contact_that_was_late_stays_late_when_the_complaint_is_withdrawn() -> None:
    jot = Case("jot")
    jot.open()
    jot.do("2026-03-03T10:00", "acknowledge", "handler")
    assert jot.duty("make contact", "2026-03-30T09:00").status == "overdue"
    jot.do("2026-03-30T10:00", "withdraw", "complainant", how="mail")
    found = jot.duty("make contact", "2026-03-30T12:00")
    assert (found.status, found.passed) == ("lapsed", True)
