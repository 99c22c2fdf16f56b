"""A duty that comes back: after every time that it is met it begins anew, one at a time, until the complaint ends."""

from __future__ import annotations

from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.procedure.conftest import at
from tests.regulations.case import Case
from wederhoor.procedure.checking_besides import recurring
from wederhoor.procedure.duties import DutyStatus, duties, end_of
from wederhoor.procedure.loading import load_for

NAME = "keep informed by law"
RUNNING = ("open", "overdue")
STEPS = st.lists(st.tuples(st.integers(1, 40), st.sampled_from(["tell", "note", "withdraw", "close"])), max_size=12)


def opened() -> Case:
    case = Case("jot")
    case.open("2026-03-02T10:00")
    return case


def of_progress(case: Case, moment: datetime) -> list[DutyStatus]:
    return [duty for duty in duties(case.state, moment) if duty.name == NAME]


def tell(case: Case, day: str) -> None:
    case.do(day, "tell progress", "handler", "explanation")


def test_progress_is_owed_again_after_it_was_told_with_a_date_that_explains_itself() -> None:
    case = opened()
    (first,) = of_progress(case, at("2026-03-03T10:00"))
    assert (first.status, first.round, first.due) == ("open", 1, first.due)
    assert first.due is not None
    tell(case, "2026-03-10T10:00")
    told, second = of_progress(case, at("2026-03-10T11:00"))
    assert (told.status, told.done_on, told.round) == ("met", at("2026-03-10T10:00").date(), 1)
    assert (second.status, second.round, second.start) == ("open", 2, at("2026-03-10T10:00").date())
    assert second.why[0] == "begint opnieuw, 2e keer: na 10-03-2026"
    assert second.due is not None
    assert second.due > first.due
    assert "ritme" in second.doubt


def test_it_ends_with_the_judgement_the_withdrawal_and_the_closing() -> None:
    for act, texts in (("withdraw", {"how": "letter"}), ("close", {})):
        case = opened()
        tell(case, "2026-03-10T10:00")
        by = "complainant" if act == "withdraw" else "handler"
        words = ("procedure_followed", "outcome_words") if act == "close" else ()
        result = case.decide("2026-03-11T10:00", act, by, *words, **texts)
        if not hasattr(result, "seq"):
            continue
        case.state = case.state.apply(result)
        assert [duty.status for duty in of_progress(case, at("2026-06-01T10:00"))] == ["met", "lapsed"]


@settings(max_examples=60, deadline=None)
@given(STEPS)
def test_never_two_run_at_once_none_after_the_end_and_every_date_says_why(steps: list[tuple[int, str]]) -> None:
    case, now = opened(), at("2026-03-02T10:00")
    told = 0
    for days, what in steps:
        now += timedelta(days=days)
        told += _step(case, what, now)
        found = of_progress(case, now)
        running = [duty for duty in found if duty.status in RUNNING]
        assert len(running) <= 1
        assert [duty.round for duty in found] == list(range(1, told + 2))
        assert [duty.status in ("met", "met late") for duty in found[:-1]] == [True] * told
        if case.state.closed or case.state.stopped_at:
            assert not running
        for duty in running:
            assert duty.due
            assert (duty.status == "overdue") == (now > end_of(duty.due))
            assert any(f"{duty.due:%d-%m-%Y}" in step or f"{duty.due.day} " in step for step in duty.why), duty.why
        starts = [duty.start for duty in found]
        assert starts == sorted(day for day in starts if day)


def _step(case: Case, what: str, now: datetime) -> int:
    """Do it when it may be done; 1 when progress was told."""
    acts = {
        "tell": ("tell progress", "handler", ("explanation",), {}),
        "note": ("note", "handler", ("note",), {}),
        "withdraw": ("withdraw", "complainant", (), {"how": "letter"}),
        "close": ("close", "director", ("procedure_followed", "outcome_words"), {}),
    }
    act, by, texts, values = acts[what]
    result = case.decide(f"{now:%Y-%m-%dT%H:%M}", act, by, *texts, **values)
    if not hasattr(result, "seq"):
        return 0
    case.state = case.state.apply(result)
    return int(what == "tell")


def test_a_rhythm_without_a_term_or_an_end_is_a_mistake_in_the_file() -> None:
    duty = load_for("jot", at("2026-04-02T10:00").date()).duties[NAME]
    assert not list(recurring(("duties", NAME), duty))
    wrong = duty.model_copy(update={"within": "none", "lapses_when": None, "aim_from": ("received",)})
    said = " ".join(words for _, words in recurring(("duties", NAME), wrong))
    for words in ("needs a term", "needs 'lapses_when'", "cannot have 'extend', 'aim_from'"):
        assert words in said
