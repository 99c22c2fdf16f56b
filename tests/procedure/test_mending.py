"""What to do first: the steps that take away what stands in the way of an act, as the regulation says."""

from __future__ import annotations

import pytest

from tests.procedure.conftest import Play, at
from tests.regulations.case import Case
from wederhoor.procedure.acts import permitted, why_not
from wederhoor.procedure.mending import steps

PROVIDERS = ("izw", "jot", "loj", "ott", "zk")


def test_a_judgement_before_the_accused_was_heard_is_mended_by_hearing_or_waiving_and_no_other(play: Play) -> None:
    play.receive()
    play.do("2026-04-08T10:00", "hear", "handler", party="complainant", how="oral")
    found = steps(play.state, "judge", "handler", at("2026-04-09T10:00"))
    assert (found[0].act, found[0].answers) == ("hear", (("party", "accused"),))
    assert all(dict(step.answers).get("party", "accused") == "accused" for step in found), "the complainant was heard"


def test_nothing_is_to_be_done_first_where_nothing_lacks_or_it_is_shut_for_good() -> None:
    case = Case("jot")
    case.open("2026-03-02T10:00", kind="discontent")
    assert steps(case.state, "judge", "director", at("2026-03-03T10:00")) == (), "of discontent nobody decides"
    assert steps(case.state, "note", "handler", at("2026-03-03T10:00")) == ()


def test_a_way_that_nobody_chose_yet_is_mended_by_choosing_and_a_consent_by_asking_it() -> None:
    ott = Case("ott")
    ott.open("2026-03-02T10:00")
    assert "choose route" in {step.act for step in steps(ott.state, "ask advice", "board", at("2026-03-03T10:00"))}
    loj = Case("loj")
    loj.open("2026-03-02T10:00", door="committee")
    found = steps(loj.state, "ask information", "committee", at("2026-03-03T10:00"))
    assert [(step.act, step.answers) for step in found] == [("give consent", (("step", "information"),))]


@pytest.mark.parametrize("provider", PROVIDERS)
def test_every_step_that_is_named_can_be_done_by_who_it_is_said_of(provider: str) -> None:
    case = Case(provider)
    door = {"door": "committee"} if provider == "loj" else {}
    case.open("2026-03-02T10:00", **door, channel=next(iter(case.regulation.channels)))
    state, now = case.state, at("2026-03-03T10:00")
    for role in case.regulation.roles:
        for refused in permitted(state, role, now).may_not:
            for step in steps(state, refused.act, role, now) if refused.code == "condition" else ():
                refusals = [why_not(state, state.procedure.acts[step.act], one, now) for one in (*step.by, role)]
                assert step.now == (None in refusals), (refused.act, step)
                assert step.mine == (refusals[-1] is None), (refused.act, step)
