"""The steps of measures and recommendations: which are possible, why not the others, and that no row of them goes wrong."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from wederhoor.insight import steps
from wederhoor.insight.steps import MEASURE, RECOMMENDATION, Standing, Step

DAY = date(2026, 3, 2)
TRIED = st.builds(
    Step,
    name=st.sampled_from(sorted(steps.FROM)),
    on=st.integers(0, 900).map(lambda days: DAY + timedelta(days=days)),
    worded=st.booleans(),
    due=st.none() | st.just(DAY + timedelta(days=40)),
    answer=st.sampled_from(["", "accepted", "rejected", "perhaps"]),
    months=st.none() | st.sampled_from([0, 1, 3, 6, 12, 99]),
    conclusion=st.sampled_from(["", *steps.CONCLUSIONS, "unknown"]),
)


@given(kind=st.sampled_from(sorted(steps.STATUSES)), tried=st.lists(TRIED, max_size=40))
def test_after_any_steps_that_are_permitted_it_stands_somewhere_that_can_be(kind: str, tried: list[Step]) -> None:
    standing = Standing(kind)
    for step in tried:
        if steps.refused(standing, step):
            with pytest.raises(ValueError):
                steps.taken(standing, step)
            continue
        standing = steps.taken(standing, step)
        assert steps.wrong(standing) == []


@given(kind=st.sampled_from(sorted(steps.STATUSES)), tried=st.lists(TRIED, max_size=20))
def test_there_is_always_a_way_on_until_it_is_settled(kind: str, tried: list[Step]) -> None:
    standing = Standing(kind)
    for step in tried:
        standing = standing if steps.refused(standing, step) else steps.taken(standing, step)
    possible = [name for name in steps.FROM if not steps.why_not(standing, name)]
    assert possible or (kind, standing.status) == (RECOMMENDATION, "done")


def test_a_measure_that_is_done_is_looked_at_after_its_months_and_again_while_it_is_too_early() -> None:
    done = steps.taken(Standing(MEASURE, due=DAY), Step("finish", DAY, worded=True, months=3))
    assert (done.status, done.check_on) == ("done", date(2026, 6, 2))
    assert not done.to_check(date(2026, 6, 1))
    assert done.to_check(date(2026, 6, 2))
    later = steps.taken(done, Step("check", date(2026, 6, 2), worded=True, conclusion="too early", months=6))
    assert later.check_on == date(2026, 12, 2)
    settled = steps.taken(later, Step("check", date(2026, 12, 2), worded=True, conclusion="worked"))
    assert not settled.to_check(date(2027, 1, 1))
    assert steps.why_not(settled, "check") == "over het effect is al een conclusie"


@pytest.mark.requirement("LOJ-10")
def test_a_recommendation_is_rejected_with_a_reason_or_not_at_all() -> None:
    asked = Standing(RECOMMENDATION)
    assert steps.refused(asked, Step("answer", DAY, answer="rejected")) == "zeg waarom"
    assert steps.refused(asked, Step("carry out", DAY, worded=True)) == "dit staat nog open"
    no = steps.taken(asked, Step("answer", DAY, worded=True, answer="rejected"))
    assert (no.status, no.decided_on) == ("rejected", DAY)
    yes = steps.taken(no, Step("answer", DAY, worded=True, answer="accepted", due=DAY + timedelta(days=30)))
    assert yes.late(DAY + timedelta(days=31))
    assert steps.taken(yes, Step("carry out", DAY + timedelta(days=9), worded=True)).status == "done"


def test_late_is_after_the_day_itself_and_never_of_what_is_done() -> None:
    open_ = Standing(MEASURE, due=DAY)
    assert not open_.late(DAY)
    assert open_.late(DAY + timedelta(days=1))
    done = steps.taken(open_, Step("finish", DAY + timedelta(days=5), worded=True))
    assert not done.late(DAY + timedelta(days=9))


def test_why_not_is_said_in_english_too() -> None:
    done = steps.taken(Standing(MEASURE), Step("finish", DAY, worded=True))
    said = [
        steps.refused(Standing(RECOMMENDATION), Step("answer", DAY, answer="rejected")),
        steps.refused(done, Step("check", DAY, worded=True, conclusion="too early")),
        steps.why_not(done, "drop"),
    ]
    with translation.override("en"):
        assert [translation.gettext(one) for one in said] == [
            "say why", "choose after how many months you look at the effect", "this is done",
        ]  # fmt: skip
