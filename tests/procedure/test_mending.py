"""What to do first: the steps that take away what stands in the way of an act, as the regulation says."""

from __future__ import annotations

import pytest

from tests.procedure.conftest import Play, at
from tests.regulations.case import Case
from wederhoor.procedure.acts import permitted, why_not
from wederhoor.procedure.events import Event
from wederhoor.procedure.mending import Step, steps

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


def test_a_way_is_for_the_complainant_to_choose_and_a_consent_is_asked() -> None:
    ott = Case("ott")
    ott.open("2026-03-02T10:00")
    assert steps(ott.state, "ask advice", "board", at("2026-03-03T10:00")) == (), (
        "the way is for the complainant to choose"
    )
    loj = Case("loj")
    loj.open("2026-03-02T10:00", door="committee")
    found = steps(loj.state, "ask information", "committee", at("2026-03-03T10:00"))
    assert [(step.act, step.answers) for step in found] == [("give consent", (("step", "information"),))]


def opened(provider: str) -> Case:
    case = Case(provider)
    door = {"door": "committee"} if provider == "loj" else {}
    case.open("2026-03-02T10:00", **door, channel=next(iter(case.regulation.channels)))
    return case


def advice(case: Case) -> list[tuple[str, str, Step]]:
    """Which step every role is told to do first, at every act that it cannot do."""
    now = at("2026-03-03T10:00")
    return [
        (role, refused.act, step)
        for role in case.regulation.roles
        for refused in permitted(case.state, role, now).may_not
        if refused.code in ("condition", "consent") and not refused.field
        for step in steps(case.state, refused.act, role, now)
    ]


@pytest.mark.parametrize("provider", PROVIDERS)
def test_nobody_is_told_to_end_it_to_send_it_away_or_to_speak_for_a_party(provider: str) -> None:
    case = opened(provider)
    roles, told = case.regulation.roles, advice(case)
    assert told
    assert not {"withdraw", "stop going on", "forward", "record death", "say whether resolved"} & {
        s.act for _, _, s in told
    }
    for role, act, step in told:
        rule = case.regulation.acts[step.act]
        assert not any((rule.closes, rule.stops, rule.hands_over, rule.toward)), (role, act, step)
        assert rule.consents or not {roles[one].kind for one in rule.by} & {"complainant", "accused"}, (role, act, step)
        assert {code for _, code in step.answers} <= {*roles, *case.regulation.consents}, (role, act, step)


@pytest.mark.parametrize(("provider", "role"), [("jot", "handler"), ("izw", "directors"), ("zk", "chair")])
def test_before_closing_comes_the_judgement_though_it_cannot_be_given_yet(provider: str, role: str) -> None:
    case = opened(provider)
    first = steps(case.state, "close", role, at("2026-03-03T10:00"))[0]
    assert (first.act, first.now) == ("judge", False)


def do_step(case: Case, step: Step, by: str) -> bool:
    """Do it with an answer to every question that must be answered; whether that could be done."""
    act, given = case.state.procedure.acts[step.act], dict(step.answers)
    for name, field in act.rule.fields.items():
        if field.required and name in act.choices:
            given.setdefault(name, next(iter(act.choices[name]), ""))
    if act.rule.consents:
        given["answer"] = "given"
    texts = [name for name, field in act.rule.fields.items() if "text" in field.kind]
    done = case.decide("2026-03-03T10:00", step.act, by, *texts, **given)
    if isinstance(done, Event):
        case.state = case.state.apply(done)
    return isinstance(done, Event)


@pytest.mark.parametrize("provider", PROVIDERS)
def test_who_does_the_step_is_rid_of_that_refusal_or_hears_another(provider: str) -> None:
    tried = set()
    for role, act, step in advice(opened(provider)):
        case = opened(provider)
        before = why_not(case.state, case.state.procedure.acts[act], role, at("2026-03-03T10:00"))
        if step.now and do_step(case, step, role if step.mine else step.by[0]):
            after = why_not(case.state, case.state.procedure.acts[act], role, at("2026-03-03T11:00"))
            assert before
            assert after is None or after.because != before.because, (role, act, step)
            tried.add(step.act)
    assert len(tried) > 1, tried


@pytest.mark.parametrize(("provider", "role"), [("jot", "handler"), ("ott", "mediator"), ("zk", "chair")])
def test_of_several_ways_that_are_all_ordinary_work_each_is_named_as_one_of_them(provider: str, role: str) -> None:
    case = opened(provider)
    found = steps(case.state, "send minutes", role, at("2026-03-03T10:00"))
    assert {(step.act, step.instead) for step in found} == {("hear", True), ("hold meeting", True)}


def test_nothing_is_named_that_waits_for_what_can_never_come() -> None:
    """The decision of the committee of another law: who gets it waits for a forwarding that this law does not know."""
    loj = opened("loj")
    assert loj.state.procedure.acts["record receipt by committee"].rule.by
    assert steps(loj.state, "record decision of committee", "secretary", at("2026-03-03T10:00")) == ()


@pytest.mark.parametrize("provider", PROVIDERS)
def test_nobody_is_told_to_say_that_they_are_partial(provider: str) -> None:
    assert not {"declare conflict", "decide objection"} & {step.act for _, _, step in advice(opened(provider))}
