"""Due dates as properties over a century: what holds for every term, start, extension and stop."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from wederhoor.procedure.calendar import Profile, ordinary, profile
from wederhoor.procedure.terms import (
    Term,
    count,
    count_bare,
    local_date,
    parse_term,
)

STARTS = st.dates(date(1995, 1, 1), date(2080, 12, 31))
LENGTHS = st.builds(
    lambda amount, unit: parse_term(f"{amount} {unit}"),
    st.integers(1, 40),
    st.sampled_from(["workdays", "days", "weeks", "months"]),
)
PROFILES = st.sampled_from(["standard", "without decree days", "strict"]).map(profile) | st.builds(
    lambda weekdays: Profile.make("own", weekdays, ["kings day", "Goede Vrijdag"], False),
    st.sampled_from([(1, 2, 4), (1, 2, 3, 4, 5, 6)]),
)
STOPS = st.lists(st.tuples(st.integers(-20, 60), st.integers(0, 20)), max_size=3)


def stops_after(start: date, stops: list[tuple[int, int]]) -> list[tuple[date, date | None]]:
    return [(first := start + timedelta(days=n), first + timedelta(days=length)) for n, length in stops]


@given(STARTS, LENGTHS, PROFILES, st.booleans(), st.lists(LENGTHS, max_size=2), STOPS, st.integers(0, 30))
@settings(max_examples=150, deadline=None)
def test_aim_is_never_later_than_due_and_due_lies_after_the_start(
    start: date,
    term: Term,
    used: Profile,
    statutory: bool,
    extra: list[Term],
    stops: list[tuple[int, int]],
    earlier: int,
) -> None:
    answer = count(
        term,
        start,
        profile=used,
        statutory=statutory,
        extensions=extra,
        paused=stops_after(start, stops),
        aim_start=start - timedelta(days=earlier),
    )
    assert answer.aim <= answer.due
    assert local_date(answer.due) > start
    assert answer.steps


@given(STARTS, LENGTHS, PROFILES, st.booleans())
@settings(max_examples=100, deadline=None)
def test_a_later_start_is_never_due_earlier(start: date, term: Term, used: Profile, statutory: bool) -> None:
    each = [count(term, start + timedelta(days=n), profile=used, statutory=statutory) for n in range(8)]
    assert all(local_date(a.due) <= local_date(b.due) for a, b in pairwise(each))
    assert all(local_date(a.aim) <= local_date(b.aim) for a, b in pairwise(each))


@given(STARTS, st.integers(1, 60), PROFILES)
@settings(max_examples=100, deadline=None)
def test_working_days_end_on_a_working_day_after_exactly_so_many(start: date, amount: int, used: Profile) -> None:
    due = count_bare(amount, start, used)
    assert used.is_workday(due)
    assert used.between(start + timedelta(days=1), due) == amount
    assert (
        count_bare(amount, start.toordinal(), used) == due == count(Term(amount, "workdays"), start, profile=used).due
    )


@given(STARTS, LENGTHS, LENGTHS, PROFILES, st.booleans(), STOPS)
@settings(max_examples=100, deadline=None)
def test_an_extension_or_a_stop_never_shortens(
    start: date, term: Term, extra: Term, used: Profile, statutory: bool, stops: list[tuple[int, int]]
) -> None:
    paused = stops_after(start, stops)
    bare = count(term, start, profile=used)
    stopped = count(term, start, profile=used, paused=paused)
    longer = count(term, start, profile=used, paused=paused, extensions=[extra])
    assert local_date(bare.due) <= local_date(stopped.due) <= local_date(longer.due)
    assert count(term, start, profile=used, statutory=statutory).aim <= longer.aim


@given(STARTS, st.integers(1, 12))
@settings(max_examples=100, deadline=None)
def test_a_statutory_end_in_reach_is_never_a_weekend_or_holiday(start: date, weeks: int) -> None:
    due = local_date(count(Term(weeks, "weeks"), start, statutory=True).due)
    assert ordinary().is_workday(due)
    unmoved = start + timedelta(weeks=weeks)
    assert due == unmoved or (due > unmoved and not ordinary().is_workday(unmoved))
