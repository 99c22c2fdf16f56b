"""A talk is planned, moved, cancelled or held with who was there; minutes go out for comment, and each side's comment comes back."""

from __future__ import annotations

from datetime import date

import pytest

from tests.procedure.conftest import at
from tests.regulations.case import Case
from tests.regulations.walking import walk
from wederhoor.procedure.acts import permitted
from wederhoor.procedure.foreseen import foreseen
from wederhoor.procedure.loading import load_for
from wederhoor.procedure.meetings import minutes, planned, standing

TALK = {"meeting": "talk", "meeting_at": "2026-03-09T14:00"}
WHO = ["p1", "p2"]
BOTH = {"p1": "present", "p2": "present"}


@pytest.fixture
def jot() -> Case:
    case = Case("jot")
    case.open()
    return case


def plan(case: Case, day: str = "2026-03-03T10:00", **values: object) -> int:
    given = {**TALK, "guests": WHO, **values}
    return case.do(day, "plan meeting", "handler", "meeting_place", **given).seq


@pytest.mark.requirement("JOT-14")
def test_cancelling_opens_the_duty_to_arrange_the_talk_again_with_the_date_it_had(jot: Case) -> None:
    before = jot.duty("talk", "2026-03-03T09:00")
    first = plan(jot)
    assert jot.duty("talk", "2026-03-03T11:00").status == "met"
    jot.do("2026-03-04T10:00", "cancel meeting", "handler", "reason", planned=str(first))
    again = jot.duty("talk", "2026-03-04T11:00")
    assert (again.status, again.start, again.due) == ("open", before.start, before.due)
    plan(jot, "2026-03-05T10:00", meeting_at="2026-03-12T14:00")
    assert jot.duty("talk", "2026-03-05T11:00").status == "met"


@pytest.mark.requirement("JOT-14")
def test_of_two_talks_only_the_cancelled_one_goes_also_after_it_was_moved(jot: Case) -> None:
    first = plan(jot)
    plan(jot, "2026-03-03T12:00", moved="yes", meeting_at="2026-03-10T14:00")
    other = plan(jot, "2026-03-03T15:00", meeting="talk with care professional")
    jot.do("2026-03-04T10:00", "cancel meeting", "handler", "reason", planned=str(first))
    assert [one.first for one in standing(jot.state)] == [other]
    assert jot.duty("talk", "2026-03-04T11:00").status == "met", "the other talk still stands"
    (gone,) = [one for one in planned(jot.state) if one.cancelled]
    assert (gone.first, gone.moves, gone.who) == (first, 1, ("p1", "p2"))


@pytest.mark.requirement("JOT-14")
def test_who_was_invited_by_letter_is_told_that_it_is_off_and_nobody_else(jot: Case) -> None:
    alone = plan(jot, meeting="talk with care professional")
    assert [(one.name, one.to) for one in jot.state.letters] == [("invitation", ("complainant",))]
    jot.do("2026-03-04T10:00", "cancel meeting", "handler", "reason", planned=str(alone))
    assert [(one.name, one.to) for one in jot.state.letters][1:] == [("cancellation", ("complainant",))]


def test_only_a_talk_that_stands_can_be_cancelled(jot: Case) -> None:
    assert jot.why_not("handler", "cancel meeting", "2026-03-03T10:00").because == "er staat geen gesprek gepland"
    first = plan(jot)
    assert jot.refused("2026-03-03T11:00", "cancel meeting", "handler", "reason", planned="99").field == "planned"
    assert jot.refused("2026-03-03T11:00", "cancel meeting", "handler", planned=str(first)).field == "reason"
    jot.do("2026-03-04T10:00", "cancel meeting", "handler", "reason", planned=str(first))
    assert jot.why_not("handler", "cancel meeting", "2026-03-04T11:00").code == "condition"


def test_the_accused_who_was_invited_keeps_reading_the_complaint_after_it_is_off(jot: Case) -> None:
    from wederhoor.procedure import needs

    first, day = plan(jot), jot.duty("talk", "2026-03-03T11:00").done_on
    assert day == date(2026, 3, 3)
    event = jot.do("2026-03-04T10:00", "cancel meeting", "handler", "reason", planned=str(first))
    assert needs.reads_complaint(jot.state, "accused", event.at)


@pytest.mark.requirement("JOT-14")
def test_of_everybody_who_was_invited_it_is_said_whether_they_came_and_how(jot: Case) -> None:
    first = plan(jot)
    given = {"meeting": "talk", "planned": str(first), "attendance": {"p1": "telephone"}}
    no = jot.refused("2026-03-09T16:00", "hold meeting", "handler", "minutes", **given)
    assert (no.field, "iedereen" in no.because) == ("attendance", True)
    given["attendance"] = {"p1": "telephone", "p2": "excused"}
    jot.do("2026-03-09T16:00", "hold meeting", "handler", "minutes", **given)
    (held,) = planned(jot.state)
    assert (held.held, dict(held.attendance)) == (jot.state.seq, {"p1": "telephone", "p2": "excused"})
    assert not standing(jot.state)
    wrong = jot.decide(
        "2026-03-09T17:00", "hold meeting", "handler", "minutes", meeting="talk", attendance={"p1": "asleep"}
    )
    assert getattr(wrong, "code", "") == "choice"


@pytest.mark.requirement("JOT-14")
def test_each_side_comments_on_the_minutes_within_the_day_that_was_given(jot: Case) -> None:
    plan(jot)
    jot.do("2026-03-09T16:00", "hold meeting", "handler", "minutes", meeting="talk", attendance=BOTH)
    jot.do("2026-03-10T10:00", "send minutes", "handler", until="2026-03-20")
    (sent,) = minutes(jot.state)
    assert (sent.until, sent.silent) == (date(2026, 3, 20), ("complainant", "accused"))
    jot.do("2026-03-12T10:00", "comment on minutes", "accused", "comments")
    assert minutes(jot.state)[0].silent == ("complainant",)
    assert jot.refused("2026-03-21T10:00", "comment on minutes", "handler", "comments").field == "party"
    late = jot.do("2026-03-21T10:00", "comment on minutes", "handler", "comments", party="complainant")
    assert late.on_behalf_of == "complainant"
    assert [(one.party, one.late) for one in minutes(jot.state)[0].comments] == [
        ("accused", False),
        ("complainant", True),
    ]


def test_a_party_comments_for_itself_only(jot: Case) -> None:
    plan(jot)
    jot.do("2026-03-09T16:00", "hold meeting", "handler", "minutes", meeting="talk", attendance=BOTH)
    jot.do("2026-03-10T10:00", "send minutes", "handler")
    no = jot.refused("2026-03-11T10:00", "comment on minutes", "accused", "comments", party="complainant")
    assert no.because == "u kunt dit alleen voor uzelf zeggen"


@pytest.mark.parametrize("provider", ["izw", "jot", "loj", "ott", "zk"])
def test_whatever_happens_a_talk_has_one_fate_and_its_planning_counts_as_long_as_it_stands(provider: str) -> None:
    for seed in range(8):
        for state, _ in walk(load_for(provider, "2026-04-02"), seed, 40):
            found = planned(state)
            for one in found:
                assert not (one.held and one.cancelled)
                assert not (one.cancelled and one.stands)
            counted = set(state.times("meeting planned")) | {
                t for p in state.parts for t in state.times("meeting planned", p)
            }
            off = {one.first for one in found if one.cancelled}
            assert {one.done for one in found if one.first not in off} <= counted


def test_a_talk_that_is_not_named_is_the_first_of_its_kind_and_attendance_is_asked_all_the_same(jot: Case) -> None:
    plan(jot)
    assert jot.refused("2026-03-09T16:00", "hold meeting", "handler", "minutes", meeting="talk").field == "attendance"


def test_a_talk_of_another_kind_than_was_chosen_is_refused(jot: Case) -> None:
    first = str(plan(jot, meeting="talk with care professional"))
    no = jot.refused(
        "2026-03-09T16:00", "hold meeting", "handler", "minutes", meeting="talk", planned=first, attendance=BOTH
    )
    assert (no.field, no.code) == ("meeting", "choice")


def test_a_talk_planned_at_the_same_moment_as_one_that_is_off_still_counts(jot: Case) -> None:
    first = plan(jot)
    plan(jot, meeting="talk with care professional")
    jot.do("2026-03-04T10:00", "cancel meeting", "handler", "reason", planned=str(first))
    assert jot.duty("talk", "2026-03-04T11:00").status == "met"


def test_what_cancelling_brings_about_depends_on_which_talk(jot: Case) -> None:
    plan(jot)
    may = permitted(jot.state, "handler", at("2026-03-04T10:00")).may
    (allowed,) = [one for one in may if one.act == "cancel meeting" and not one.on_behalf_of]
    assert foreseen(jot.state, allowed, at("2026-03-04T10:00")).unknown
