"""The calendar of the law and the profiles of working days, against dates from almanacs and the statute."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wederhoor.procedure.calendar import Profile, calendar, easter, holidays, ordinary, profile, standard, strictest
from wederhoor.procedure.term_syntax import TermError

DAYS = st.dates(date(1995, 1, 1), date(2095, 12, 31))


@pytest.mark.parametrize(
    ("year", "month", "day"),
    [
        (1990, 4, 15),
        (2000, 4, 23),
        (2008, 3, 23),
        (2011, 4, 24),
        (2024, 3, 31),
        (2026, 4, 5),
        (2038, 4, 25),
        (2100, 3, 28),
    ],
)
def test_easter_falls_on_the_date_of_the_almanac(year: int, month: int, day: int) -> None:
    assert easter(year) == date(year, month, day)


def test_the_statutory_holidays_of_2026() -> None:
    assert holidays(2026) == {
        date(2026, 1, 1): "new year",
        date(2026, 4, 3): "good friday",
        date(2026, 4, 6): "easter monday",
        date(2026, 4, 27): "kings day",
        date(2026, 5, 5): "liberation day",
        date(2026, 5, 14): "ascension day",
        date(2026, 5, 25): "whit monday",
        date(2026, 12, 25): "christmas day",
        date(2026, 12, 26): "second christmas day",
    }


@pytest.mark.parametrize("year", [2014, 2025, 2031, 2036, 2042])
def test_kings_day_moves_to_the_26th_when_the_27th_is_a_sunday(year: int) -> None:
    assert holidays(year)[date(year, 4, 26)] == "kings day"
    assert date(year, 4, 27) not in holidays(year)


def test_queens_day_before_2014() -> None:
    assert date(2013, 4, 30) in holidays(2013)
    assert date(2006, 4, 29) in holidays(2006)
    assert date(2014, 4, 30) not in holidays(2014)


@pytest.mark.parametrize("year", range(2017, 2031))
def test_the_fifth_of_may_is_a_holiday_every_year(year: int) -> None:
    assert holidays(year)[date(year, 5, 5)] == "liberation day"


def test_decree_days_are_working_days_unless_the_profile_leaves_them_out() -> None:
    for day in calendar().equated():
        assert standard().is_workday(day)
        assert profile("strict").is_workday(day)
        assert not profile("without decree days").is_workday(day)
        assert not ordinary().is_workday(day)


def test_every_decree_day_lies_in_the_years_that_the_decrees_cover_and_on_a_weekday() -> None:
    decree_days = calendar().decree_days
    assert len(calendar().equated()) == 20
    for day in calendar().equated():
        assert decree_days.covers(day.year)
        assert day.isoweekday() < 6
        assert day not in holidays(day.year)


@pytest.mark.parametrize(
    ("day", "normal", "strict"),
    [
        (date(2026, 4, 3), False, True),  # Goede Vrijdag
        (date(2026, 5, 5), False, True),  # 5 May outside a lustrum year
        (date(2025, 5, 5), False, False),  # 5 May in a lustrum year
        (date(2026, 4, 27), False, False),  # Koningsdag
        (date(2026, 4, 6), False, False),  # Tweede Paasdag
        (date(2026, 5, 15), True, True),  # decree day
        (date(2026, 4, 4), False, False),  # Saturday
        (date(2026, 4, 7), True, True),
    ],
)
def test_what_the_profiles_count(day: date, normal: bool, strict: bool) -> None:
    assert standard().is_workday(day) is normal
    assert profile("strict").is_workday(day) is strict


def test_a_regulation_makes_its_own_profile_with_dutch_or_english_names() -> None:
    own = Profile.make("own", [1, 2, 3, 4, 5, 6], ["Goede Vrijdag", "christmas day", "Oudejaarsdag"], True)
    assert own.is_workday(date(2026, 4, 4))
    assert own.is_workday(date(2026, 4, 6))
    assert not own.is_workday(date(2026, 4, 3))
    assert not own.is_workday(date(2026, 12, 31))
    assert own is Profile.make("own", (6, 5, 4, 3, 2, 1), ["good friday", "Eerste Kerstdag", "new years eve"], True)


@pytest.mark.parametrize(
    ("weekdays", "excludes", "message"),
    [
        ([0, 1], [], "numbers from 1"),
        ([], [], "at least one"),
        ([1], ["goede vrijdg"], "did you mean 'goede vrijdag'"),
        ([1], ["kingsday"], "did you mean 'kings day'"),
    ],
)
def test_a_wrong_profile_says_what_is_wrong(weekdays: list[int], excludes: list[str], message: str) -> None:
    with pytest.raises(TermError, match=message):
        Profile.make("wrong", weekdays, excludes, True)


def test_an_unknown_profile_names_the_nearest() -> None:
    with pytest.raises(TermError, match="did you mean 'standard'"):
        profile("standrad")


def test_outside_the_tables_there_is_no_guess() -> None:
    with pytest.raises(TermError, match="1990 to 2100"):
        standard().is_workday(date(2101, 1, 1))


@given(DAYS, st.integers(1, 60))
@settings(max_examples=100, deadline=None)
def test_the_tables_agree_with_walking_day_by_day(start: date, length: int) -> None:
    days = [start + timedelta(days=n) for n in range(1, length + 1)]
    walked = [d for d in days if d.isoweekday() < 6 and d not in holidays(d.year)]
    assert [d for d in days if standard().is_workday(d)] == walked
    assert standard().between(days[0], days[-1]) == len(walked)


@given(DAYS, st.sets(st.integers(1, 7), min_size=1))
@settings(max_examples=30, deadline=None)
def test_the_strictest_reading_counts_every_day_that_either_counts(day: date, weekdays: set[int]) -> None:
    own = Profile.make("own", weekdays, ["kings day"], False)
    assert strictest(own).is_workday(day) is (own.is_workday(day) or profile("strict").is_workday(day))
