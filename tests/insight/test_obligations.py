"""What an organisation owes by itself: computed from its regulation and what was recorded, with the reason."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wederhoor.insight.obligations import Kept, Own, obligations, period
from wederhoor.procedure.loading import load_for
from wederhoor.procedure.model import Regulation

SINCE = date(2024, 1, 1)


def of(code: str, provider: str = "loj", *kept: Kept, today: date = date(2026, 3, 2)) -> Own:
    found = obligations(load_for(provider, today), kept, held_since=SINCE, today=today)
    return next(own for own in found if own.code == code)


@pytest.fixture
def loj() -> Regulation:
    return load_for("loj", date(2026, 3, 2))


@pytest.mark.requirement("LOJ-13")
def test_the_board_evaluates_the_regulation_within_two_years_and_the_page_can_say_why() -> None:
    own = of("governance:evaluation")
    assert (own.by, own.due) == ("board", date(2026, 1, 1))
    assert own.status(date(2026, 3, 2)) == "overdue"
    assert own.source == "16.1; 3.14"
    assert any("2 jaar" in step for step in own.steps)


@pytest.mark.requirement("LOJ-13")
def test_two_years_after_an_evaluation_the_next_is_due() -> None:
    own = of("governance:evaluation", "loj", Kept("governance:evaluation", date(2025, 12, 10)))
    assert own.due == date(2027, 12, 10)


@pytest.mark.requirement("LOJ-13")
def test_after_an_evaluation_four_must_hear_of_it() -> None:
    kept = Kept("governance:evaluation", date(2025, 12, 10), {"confidant": date(2025, 12, 12)})
    own = of("governance:evaluation", "loj", kept)
    assert own.untold == ("committee", "client council", "participation council")
    assert own.status(date(2026, 3, 2)) == "untold"
    everybody = Kept("governance:evaluation", date(2025, 12, 10), dict.fromkeys(own.told, date(2025, 12, 12)))
    assert of("governance:evaluation", "loj", everybody).status(date(2026, 3, 2)) == "later"


def test_a_duty_without_a_period_goes_on_without_a_date() -> None:
    own = of("governance:making known")
    assert (own.due, own.status(date(2026, 3, 2))) == (None, "always")


def test_a_quarterly_meeting_that_was_never_recorded_is_due_at_the_end_of_the_running_period() -> None:
    own = of("meeting:quarterly board meeting", "ott", today=date(2026, 3, 2))
    assert own.due == date(2026, 4, 1)
    assert own.by == "mediator"


def test_a_quarterly_meeting_is_due_three_months_after_the_last() -> None:
    kept = Kept("meeting:quarterly board meeting", date(2026, 2, 10))
    assert of("meeting:quarterly board meeting", "ott", kept).due == date(2026, 5, 10)


def test_talks_about_one_complaint_are_no_duty_of_the_organisation(loj: Regulation) -> None:
    found = obligations(loj, (), held_since=SINCE, today=date(2026, 3, 2))
    assert not [own for own in found if own.kind == "meeting"]


def test_a_date_comes_before_none_and_the_first_before_the_last(loj: Regulation) -> None:
    found = obligations(loj, (), held_since=SINCE, today=date(2026, 3, 2))
    dates = [own.due for own in found]
    known = [due for due in dates if due]
    assert dates == [*sorted(known), *[None] * (len(dates) - len(known))]


@given(st.dates(date(2024, 1, 1), date(2040, 1, 1)), st.integers(0, 4000))
def test_whenever_it_was_done_the_next_lies_after_it_and_at_most_two_years(last: date, later: int) -> None:
    own = of("governance:evaluation", "loj", Kept("governance:evaluation", last), today=date(2026, 3, 2))
    assert own.due
    assert 0 < (own.due - last).days <= 731


def test_periods_are_words_or_terms() -> None:
    assert str(period("quarter")) == str(period("3 months"))
    assert period("") is None
