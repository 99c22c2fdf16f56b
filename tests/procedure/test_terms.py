"""Due dates: every rule of counting by example, then as properties over a century."""

from datetime import UTC, date, datetime

import pytest

from wederhoor.procedure.calendar import calendar, profile, standard
from wederhoor.procedure.terms import (
    AMSTERDAM,
    Counted,
    Term,
    TermError,
    combined_start,
    count,
    count_bare,
    local_date,
    parse_term,
    window,
)


def days(counted: Counted) -> tuple[str, str]:
    return f"{counted.due:%Y-%m-%d}", f"{counted.aim:%Y-%m-%d}"


def counted(
    text: str, start: str, *extensions: str, statutory: bool = False, working_days: str = "standard"
) -> Counted:
    extra = [parse_term(extension) for extension in extensions]
    at = date.fromisoformat(start)
    return count(parse_term(text), at, extensions=extra, statutory=statutory, profile=profile(working_days))


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("5 workdays", Term(5, "workdays")),
        ("1 workday", Term(1, "workdays")),
        ("5 werkdagen", Term(5, "workdays")),
        ("binnen vijf werkdagen", Term(5, "workdays")),
        ("6 weeks", Term(6, "weeks")),
        ("zes weken", Term(6, "weeks")),
        ("4 dagen", Term(4, "days")),
        ("één maand", Term(1, "months")),
        ("2 jaar", Term(2, "years")),
        ("48 uur", Term(48, "hours")),
        ("72 HOURS", Term(72, "hours")),
        ("before 1 April", Term(1, "before", 4, 1)),
        ("vóór 1 april", Term(1, "before", 4, 1)),
        ("voor 1 juni 2027", Term(1, "before", 6, 1, 2027)),
    ],
)
def test_terms_are_read_in_english_and_dutch(text: str, term: Term) -> None:
    assert parse_term(text) == term
    assert parse_term(str(term)) == term


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("5 wrkdays", "did you mean 'workdays'"),
        ("6 wekken", "did you mean 'weken'"),
        ("weeks", "an amount and a unit"),
        ("6", "an amount and a unit"),
        ("vij werkdagen", "did you mean 'vijf'"),
        ("1.5 weeks", "not a whole number"),
        ("0 days", "from 1 to"),
        ("none", "no date to count"),
        ("", "no date to count"),
        ("before april", "a day and a month"),
        ("before 1 aprl", "did you mean 'april'"),
        ("before 31 June", "has no day 31"),
    ],
)
def test_a_wrong_term_says_what_is_wrong(text: str, message: str) -> None:
    with pytest.raises(TermError, match=message):
        parse_term(text)


def test_received_in_the_evening_before_goede_vrijdag() -> None:
    answer = count(parse_term("5 workdays"), datetime(2026, 4, 2, 22, 15, tzinfo=AMSTERDAM))
    assert days(answer) == ("2026-04-13", "2026-04-10")
    assert answer.steps == (
        "begin: donderdag 2 april 2026; deze dag telt niet mee",
        "vrijdag 3 april is Goede Vrijdag: geen werkdag",
        "maandag 6 april is Tweede Paasdag: geen werkdag",
        "5 werkdagen later: tot en met maandag 13 april 2026, 24.00 uur",
        "strengste lezing: vrijdag 3 april telt als werkdag; streef naar vrijdag 10 april 2026",
    )


def test_the_steps_in_english() -> None:
    answer = count(parse_term("5 workdays"), date(2026, 4, 2), language="en")
    assert "Friday 3 April is Good Friday: not a working day" in answer.steps


def test_an_evening_in_utc_is_the_next_day_in_amsterdam() -> None:
    evening = datetime(2026, 4, 2, 22, 15, tzinfo=UTC)
    assert local_date(evening) == date(2026, 4, 3)
    assert local_date(datetime(2026, 1, 2, 22, 59, tzinfo=UTC)) == date(2026, 1, 2)
    assert local_date(datetime.fromisoformat("2026-04-02T23:59")) == date(2026, 4, 2)
    assert count(parse_term("1 week"), evening).due == date(2026, 4, 10)


@pytest.mark.parametrize(
    ("text", "start", "working_days", "due", "aim"),
    [
        ("5 workdays", "2026-03-02", "standard", "2026-03-09", "2026-03-09"),
        ("1 workday", "2026-03-06", "standard", "2026-03-09", "2026-03-09"),
        ("3 workdays", "2026-03-07", "standard", "2026-03-11", "2026-03-11"),
        ("3 workdays", "2026-05-13", "standard", "2026-05-19", "2026-05-19"),  # Hemelvaart; the decree day counts
        ("3 workdays", "2026-05-13", "without decree days", "2026-05-20", "2026-05-19"),
        ("2 workdays", "2026-05-04", "standard", "2026-05-07", "2026-05-06"),  # 5 May outside a lustrum year
        ("2 workdays", "2025-05-04", "standard", "2025-05-07", "2025-05-07"),  # 5 May in a lustrum year
        ("1 workday", "2026-04-02", "strict", "2026-04-03", "2026-04-03"),
        ("1 workday", "2025-04-25", "standard", "2025-04-28", "2025-04-28"),  # Koningsdag on Saturday the 26th
        ("1 workday", "2026-04-26", "standard", "2026-04-28", "2026-04-28"),  # Koningsdag on Monday the 27th
        ("5 workdays", "2025-12-23", "standard", "2026-01-02", "2026-01-02"),  # Kerst, New Year, decree day 2 January
        ("5 workdays", "2025-12-23", "without decree days", "2026-01-05", "2026-01-02"),
    ],
)
def test_working_days(text: str, start: str, working_days: str, due: str, aim: str) -> None:
    assert days(counted(text, start, working_days=working_days)) == (due, aim)


@pytest.mark.parametrize(
    ("text", "start", "due", "aim"),
    [
        ("6 weeks", "2026-04-02", "2026-05-18", "2026-05-14"),  # Hemelvaartsdag, the decree day and a weekend
        ("6 weeks", "2026-03-16", "2026-04-28", "2026-04-27"),  # Koningsdag
        ("6 weeks", "2025-03-16", "2025-04-28", "2025-04-27"),  # a Sunday after Koningsdag on the 26th
        ("6 weeks", "2026-02-20", "2026-04-07", "2026-04-03"),  # Goede Vrijdag to the Tuesday after Easter
        ("6 weeks", "2026-03-24", "2026-05-06", "2026-05-05"),  # 5 May, in a year that is no lustrum
        ("6 weeks", "2026-03-02", "2026-04-13", "2026-04-13"),
        ("14 days", "2024-12-11", "2024-12-30", "2024-12-25"),  # two days of Christmas, the decree day, a weekend
        ("1 month", "2026-01-31", "2026-03-02", "2026-02-28"),
        ("3 months", "2026-01-03", "2026-04-07", "2026-04-03"),
        ("4 days", "2026-04-02", "2026-04-08", "2026-04-06"),  # article 2: two ordinary days
        ("3 days", "2026-04-02", "2026-04-08", "2026-04-05"),
        ("2 days", "2026-04-02", "2026-04-07", "2026-04-04"),  # article 2 only from three days
        ("90 days", "2026-03-01", "2026-06-01", "2026-05-30"),
        ("91 days", "2026-02-28", "2026-05-30", "2026-05-30"),  # out of reach of the statute (article 4)
        ("13 weeks", "2026-02-28", "2026-05-30", "2026-05-30"),
        ("6 months", "2026-02-15", "2026-08-15", "2026-08-15"),
        ("1 year", "2025-08-15", "2026-08-15", "2026-08-15"),
        ("before 1 June", "2026-02-15", "2026-05-31", "2026-05-31"),
    ],
)
def test_statutory_terms(text: str, start: str, due: str, aim: str) -> None:
    assert days(counted(text, start, statutory=True)) == (due, aim)


def test_a_term_that_only_a_regulation_sets_does_not_move() -> None:
    answer = counted("6 weeks", "2026-04-02")
    assert days(answer) == ("2026-05-14", "2026-05-14")
    assert answer.steps[-1].startswith(
        "donderdag 14 mei is Hemelvaartsdag: een termijn die alleen in een regeling staat"
    )


def test_the_steps_name_each_day_that_a_statutory_term_passes_over() -> None:
    steps = counted("6 weeks", "2026-04-02", statutory=True).steps
    assert steps[2:] == (
        "donderdag 14 mei is Hemelvaartsdag",
        "vrijdag 15 mei is bij besluit met een feestdag gelijkgesteld",
        "zaterdag 16 mei valt in het weekend",
        "zondag 17 mei valt in het weekend",
        "de termijn loopt door tot en met maandag 18 mei 2026 (Algemene termijnenwet art. 1)",
        "strengste lezing: zonder verschuiving; streef naar donderdag 14 mei 2026",
    )


@pytest.mark.parametrize(
    ("text", "start", "due"),
    [
        ("1 month", "2026-01-31", "2026-02-28"),
        ("1 month", "2028-01-31", "2028-02-29"),
        ("1 month", "2026-03-31", "2026-04-30"),
        ("1 month", "2026-02-28", "2026-03-28"),
        ("3 months", "2025-11-30", "2026-02-28"),
        ("12 months", "2026-01-31", "2027-01-31"),
        ("1 year", "2024-02-29", "2025-02-28"),
        ("4 years", "2024-02-29", "2028-02-29"),
        ("2 years", "2026-12-31", "2028-12-31"),
        ("1 week", "2026-03-25", "2026-04-01"),  # over the change to summer time
        ("1 week", "2026-10-21", "2026-10-28"),  # and back
        ("10 days", "2028-02-20", "2028-03-01"),
    ],
)
def test_months_years_weeks_and_days_by_the_calendar(text: str, start: str, due: str) -> None:
    assert days(counted(text, start))[0] == due


def test_a_week_over_the_change_of_the_clock_counts_local_dates() -> None:
    assert count(parse_term("1 week"), datetime(2026, 3, 25, 23, 30, tzinfo=AMSTERDAM)).due == date(2026, 4, 1)
    assert count(parse_term("1 week"), datetime(2026, 3, 25, 23, 30, tzinfo=UTC)).due == date(2026, 4, 2)


@pytest.mark.parametrize(
    ("start", "due"),
    [("2026-03-28T12:00+01:00", "2026-03-30T13:00+02:00"), ("2026-10-24T12:00+02:00", "2026-10-26T11:00+01:00")],
)
def test_hours_are_elapsed_hours(start: str, due: str) -> None:
    answer = count(parse_term("48 hours"), datetime.fromisoformat(start), statutory=True)
    assert answer.due == answer.aim == datetime.fromisoformat(due)
    assert isinstance(answer.due, datetime)
    assert answer.due.tzinfo is AMSTERDAM


def test_hours_from_a_day_without_hour_are_due_late_and_aimed_early() -> None:
    answer = count(parse_term("24 hours"), date(2026, 6, 1))
    assert answer.due == datetime(2026, 6, 3, tzinfo=AMSTERDAM)
    assert answer.aim == datetime(2026, 6, 2, tzinfo=AMSTERDAM)


def test_hours_stand_still_and_are_extended_only_by_hours() -> None:
    start, term = datetime(2026, 6, 1, 12, tzinfo=AMSTERDAM), parse_term("24 hours")
    answer = count(term, start, extensions=[term], paused=[(date(2026, 6, 2), date(2026, 6, 4))])
    assert answer.due == datetime(2026, 6, 5, 12, tzinfo=AMSTERDAM)
    with pytest.raises(TermError, match="only be extended by hours"):
        count(term, start, extensions=[parse_term("1 week")])
    with pytest.raises(TermError, match="hours cannot follow"):
        count(parse_term("1 week"), start, extensions=[term])


@pytest.mark.parametrize(
    ("text", "start", "due"),
    [
        ("before 1 April", "2026-01-10", "2026-03-31"),
        ("before 1 April", "2026-03-31", "2026-03-31"),
        ("before 1 April", "2026-04-01", "2027-03-31"),
        ("before 1 March", "2027-06-01", "2028-02-29"),
        ("before 15 June", "2026-06-14", "2026-06-14"),
        ("before 1 April 2029", "2026-01-10", "2029-03-31"),
    ],
)
def test_a_calendar_date_is_the_day_before_it(text: str, start: str, due: str) -> None:
    assert days(counted(text, start)) == (due, due)


def test_a_calendar_date_with_a_year_that_has_passed_is_refused() -> None:
    with pytest.raises(TermError, match="had passed"):
        counted("before 1 April 2026", "2026-04-01")


@pytest.mark.parametrize(
    ("text", "start", "extensions", "statutory", "due"),
    [
        (
            "6 weeks",
            "2026-04-02",
            ["4 weeks"],
            True,
            "2026-06-11",
        ),  # 70 days from the start; the first shift plays no part
        ("6 weeks", "2026-03-16", ["4 weeks"], True, "2026-05-26"),  # the end itself falls on Tweede Pinksterdag
        ("10 weeks", "2026-01-02", ["4 weeks"], True, "2026-04-10"),  # each within twelve weeks
        ("10 weeks", "2026-01-03", ["4 weeks"], True, "2026-04-13"),
        ("5 workdays", "2026-04-02", ["5 workdays"], False, "2026-04-20"),
        ("5 workdays", "2026-04-02", ["1 week", "1 week"], False, "2026-04-27"),
        ("1 month", "2026-01-31", ["1 month"], False, "2026-03-31"),  # months always from the original start
    ],
)
def test_extensions(text: str, start: str, extensions: list[str], statutory: bool, due: str) -> None:
    assert days(counted(text, start, *extensions, statutory=statutory))[0] == due


def test_standing_still_adds_the_days_from_the_stop_until_the_day_before_it_runs_again() -> None:
    stop = (date(2026, 6, 3), date(2026, 6, 10))
    assert count(parse_term("2 weeks"), date(2026, 6, 1), paused=[stop]).due == date(2026, 6, 22)
    answer = count(parse_term("5 workdays"), date(2026, 6, 1), paused=[stop])
    assert answer.due == date(2026, 6, 15)
    assert any(
        "de klok staat stil vanaf woensdag 3 juni 2026" in step and "5 werkdagen erbij" in step for step in answer.steps
    )


@pytest.mark.parametrize(
    ("stops", "due"),
    [
        ([("2026-06-15", "2026-06-17")], "2026-06-17"),  # on the last day itself
        ([("2026-06-16", "2026-06-20")], "2026-06-15"),  # the term had ended
        ([("2026-05-20", "2026-06-04")], "2026-06-17"),  # began before the start
        ([("2026-06-03", "2026-06-05"), ("2026-06-04", "2026-06-08")], "2026-06-20"),  # overlapping: counted once
        (
            [("2026-06-03", "2026-06-05"), ("2026-06-16", "2026-06-18")],
            "2026-06-19",
        ),  # the second only counts by the first
        ([("2026-06-03", "2026-06-03")], "2026-06-15"),
    ],
)
def test_which_stops_count(stops: list[tuple[str, str]], due: str) -> None:
    paused = [(date.fromisoformat(first), date.fromisoformat(again)) for first, again in stops]
    assert days(count(parse_term("2 weeks"), date(2026, 6, 1), paused=paused))[0] == due


def test_while_the_clock_still_stands_the_date_is_provisional_and_says_so() -> None:
    answer = count(parse_term("2 weeks"), date(2026, 6, 1), paused=[(date(2026, 6, 3), None)])
    assert answer.stands_still
    assert "de klok staat stil sinds woensdag 3 juni 2026" in answer.warning
    assert answer.warning in answer.steps
    assert not count(parse_term("2 weeks"), date(2026, 6, 1), paused=[(date(2026, 7, 3), None)]).stands_still


def test_the_aim_counts_from_the_earliest_start_that_can_be_argued() -> None:
    answer = count(parse_term("6 weeks"), date(2026, 6, 15), aim_start=date(2026, 6, 1), statutory=True)
    assert days(answer) == ("2026-07-27", "2026-07-13")
    assert "telt vanaf maandag 1 juni 2026" in answer.steps[-1]
    assert count(parse_term("6 weeks"), date(2026, 6, 15), aim_start=date(2026, 6, 20)).aim == date(2026, 7, 27)


def test_a_window_has_a_first_day_and_an_end() -> None:
    opens, closes = window(parse_term("5 weeks"), parse_term("8 weeks"), date(2026, 6, 1))
    assert (opens, closes.due) == (date(2026, 7, 6), date(2026, 7, 27))


def test_a_start_of_two_things_both_done_is_the_later() -> None:
    paid, authorised = date(2026, 6, 3), datetime(2026, 6, 2, 12, tzinfo=AMSTERDAM)
    assert combined_start(paid, authorised) == paid


def test_beyond_the_last_decree_the_date_carries_a_warning_where_it_could_matter() -> None:
    late = str(calendar().decree_days.last_year + 1)
    for answer in (
        counted("6 weeks", f"{late}-03-02", statutory=True),
        counted("5 workdays", f"{late}-03-02", working_days="without decree days"),
    ):
        assert late in answer.warning
        assert answer.warning in answer.steps
    assert counted("6 weeks", f"{late}-03-02").warning == ""
    assert counted("5 workdays", f"{late}-03-02").warning == ""
    assert counted("6 weeks", "2028-03-02", statutory=True).warning == ""
    assert counted("7 months", f"{late}-03-02", statutory=True).warning == ""


def test_outside_what_is_known_there_is_no_date() -> None:
    with pytest.raises(TermError, match="1990 to 2100"):
        counted("5 workdays", "2100-12-30")
    with pytest.raises(TermError, match="1990 to 2100"):
        counted("5 workdays", "1989-12-30")
    with pytest.raises(TermError, match="beyond the calendar"):
        counted("9000 years", "2026-01-01")
    with pytest.raises(TermError, match="at least 1"):
        count_bare(0, date(2026, 1, 1), standard())
