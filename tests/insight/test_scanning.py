"""All series watched together: what is raised, what is not, and that quiet years stay quiet."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks import signals as simulated
from wederhoor.insight import scanning
from wederhoor.insight.scanning import PAST, Complaint, Watch, related, signals

FIRST = date(2024, 1, 1)


def every(days: int, theme: str, place: str, *, first: int = 0, until: int = PAST * 7) -> list[Complaint]:
    """One complaint every so many days."""
    return [Complaint(FIRST + timedelta(days=day), theme, place) for day in range(first, until, days)]


def found(complaints: list[Complaint], **more: object) -> list[scanning.Found]:
    return signals(Watch(complaints, FIRST, PAST), PAST, **more)  # type: ignore[arg-type]


QUIET = [*every(21, "care", "a"), *every(23, "food", "a"), *every(19, "care", "b"), *every(29, "food", "b")]


def test_nothing_is_raised_when_nothing_changed() -> None:
    assert found(QUIET, fresh=False) == []


@pytest.mark.requirement("LOJ-10")
def test_more_about_one_theme_at_one_location_is_raised_once_with_its_figures() -> None:
    more = every(5, "care", "a", first=PAST * 7 - 56)
    (one,) = found(QUIET + more)
    assert one.key == ("care", "a")
    assert one.count >= len(more)
    assert one.expected < one.count / 2
    assert one.value > one.limit


def test_three_in_a_few_days_where_one_a_year_is_usual_shows_in_the_days_between() -> None:
    rare = [Complaint(FIRST + timedelta(days=day), "lost", "b") for day in (100, 400, 722, 723, 724)]
    raised = found(QUIET + rare)
    assert [(one.key, one.chart) for one in raised] == [(("lost", "b"), "g")] or raised[0].key[0] == "lost"


def test_a_season_of_the_whole_is_no_signal_of_one_place() -> None:
    places = [f"p{number}" for number in range(12)]
    quiet = [one for place in places for one in every(14, "care", place)]
    busy = [one for place in places for one in every(14, "care", place, first=PAST * 7 - 90)]
    assert not [one for one in found(quiet + busy, fresh=False) if one.key[1]]


def test_a_young_organisation_has_no_signals_yet() -> None:
    young = every(2, "care", "a", first=(PAST - 20) * 7) + every(30, "food", "b", first=(PAST - 20) * 7)
    assert found(young, fresh=False) == []


def test_fewer_than_three_are_never_a_signal() -> None:
    two = [Complaint(FIRST + timedelta(days=PAST * 7 - 1), "new", "a")] * 2
    assert not [one for one in found(QUIET + two) if one.key[0] == "new"]


def test_what_was_decided_comes_back_only_on_what_came_after() -> None:
    more = every(4, "care", "a", first=PAST * 7 - 70)
    (one,) = found(QUIET + more)
    assert found(QUIET + more, decided={one.key: PAST}) == []
    assert found(QUIET + more, decided={one.key: PAST - 8}) != []


def test_what_holds_the_other_is_the_same_cause() -> None:
    assert related(("care", "a"), ("", "a"))
    assert related(("care", ""), ("care", "a"))
    assert related(("care", "a"), ("care", "a"))
    assert not related(("care", "a"), ("food", "a"))
    assert not related(("care", ""), ("", "a"))


def test_with_one_location_the_whole_is_not_watched_as_a_place() -> None:
    watch = Watch(every(9, "care", "a") + every(11, "food", "a"), FIRST, PAST)
    assert sorted(watch.watched()) == [("care", ""), ("food", "")]


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 6))
def test_one_more_this_week_never_weakens_the_evidence(more: int) -> None:
    def value(many: int) -> float:
        extra = [Complaint(FIRST + timedelta(days=PAST * 7 - 1), "care", "a")] * many
        watch = Watch(QUIET + extra, FIRST, PAST)
        return scanning.strongest(watch, ("care", "a"), 0, scanning.LEAST, PAST)[1]

    assert value(more + 1) >= value(more)


@pytest.mark.requirement("LOJ-10")
@pytest.mark.parametrize(("size", "worlds"), [(simulated.SIZES[0], 80), (simulated.SIZES[1], 20)])
def test_quiet_years_bring_at_most_one_false_alarm_and_a_doubling_is_noticed_sooner(
    size: simulated.Size, worlds: int
) -> None:
    """Fewer simulations than the benchmark, on the seeds that the limits were not chosen on."""
    tried = simulated.trial(size, worlds)
    assert simulated.false_alarms(simulated.ours, tried.quiet) <= 1.1
    weeks = simulated.weeks_to_notice(simulated.ours, tried.changed)
    for words, rule, least, step in simulated.COMMON:
        assert weeks < simulated._held(tried, words, rule, least, step)[2], words


@pytest.mark.requirement("LOJ-10")
def test_the_problem_planted_in_a_world_of_simulate_is_raised_where_it_is_and_a_quiet_organisation_raises_nothing() -> (
    None
):
    *_, quiet, planted = simulated.played(24, organisations=4)
    assert quiet.trouble is None
    assert planted.trouble
    found = simulated.to_the_problem(planted)
    told = [key for week, key in simulated.ours(found) if found.told(week, key)]
    assert told == [(planted.trouble.theme, planted.trouble.place)]
    assert list(simulated.ours(simulated.to_the_year(quiet))) == []
