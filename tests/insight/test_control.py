"""Control charts for small counts: limits worked out by hand, and what must hold for any counts."""

from __future__ import annotations

from math import exp, log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wederhoor.insight.control import Usual, at_least, evidence, shortest, together, upper_limit

ONE = Usual(count=0, exposure=0, guess=1.0)
"""Nothing counted yet: one a week is guessed. Over one week the number is geometric with a half: 1/2, 1/4, 1/8, ..."""
MUCH = Usual(count=1_000_000, exposure=1_000_000, guess=1.0)
"""So much history that what is usual is known: Poisson with one a week."""

counts, exposures = st.integers(0, 60), st.floats(0.1, 60)
known = st.builds(Usual, st.integers(0, 200), st.floats(0, 104), st.floats(0.01, 10))


def test_without_history_the_tail_is_geometric() -> None:
    assert [at_least(count, 1, ONE) for count in range(4)] == pytest.approx([1, 1 / 2, 1 / 4, 1 / 8])


def test_with_much_history_the_tail_is_poissons() -> None:
    assert at_least(1, 1, MUCH) == pytest.approx(1 - exp(-1), abs=1e-5)
    assert at_least(3, 1, MUCH) == pytest.approx(1 - exp(-1) * (1 + 1 + 1 / 2), abs=1e-5)


def test_the_upper_limit_is_the_smallest_count_that_chance_seldom_brings() -> None:
    assert upper_limit(1, ONE, 0.1) == 4  # 1/16; three has 1/8
    assert upper_limit(1, MUCH, 0.01) == 5  # Poisson(1): four or more 0.019, five or more 0.0037


def test_more_exposure_raises_the_limit_as_a_u_chart_does() -> None:
    assert upper_limit(4, MUCH, 0.01) == 10  # Poisson(4): nine or more 0.021, ten or more 0.008


def test_days_between_count_the_days_themselves() -> None:
    assert together(1, 0, 1, MUCH) == pytest.approx(1 - exp(-1 / 7), abs=1e-5)
    assert together(1, 6, 1, MUCH) == pytest.approx(1 - exp(-1), abs=1e-5)


def test_the_lower_limit_of_days_is_the_longest_that_is_too_short() -> None:
    assert shortest(1, 1, MUCH, 0.4) == 2  # 1 - exp(-3/7) = 0.349; a day more has 0.435
    assert shortest(1, 1, MUCH, 0.1) == -1  # even the same day has 0.133


def test_evidence_is_poissons_when_what_is_usual_is_known() -> None:
    assert evidence(3, 1, MUCH) == pytest.approx(3 * log(2) - 1, abs=1e-5)
    assert evidence(0, 1, MUCH) == pytest.approx(-1, abs=1e-5)


def test_evidence_by_hand_when_little_is_known() -> None:
    assert evidence(2, 1, ONE) == pytest.approx(2 * log(2) - 3 * log(3 / 2))


@given(counts, exposures, known)
def test_one_complaint_more_is_never_less_remarkable(count: int, exposure: float, usual: Usual) -> None:
    assert at_least(count + 1, exposure, usual) <= at_least(count, exposure, usual)
    assert evidence(count + 1, exposure, usual) > evidence(count, exposure, usual)


@given(st.floats(0.1, 20), known, st.floats(1e-5, 0.2))
def test_the_limit_and_the_tail_agree(exposure: float, usual: Usual, chance: float) -> None:
    limit = upper_limit(exposure, usual, chance)
    assert at_least(limit, exposure, usual) <= chance + 1e-9
    assert at_least(limit - 1, exposure, usual) > chance - 1e-9


@given(st.integers(1, 4), known, st.floats(1e-4, 0.2))
def test_a_day_longer_than_the_limit_is_usual(further: int, usual: Usual, chance: float) -> None:
    limit = shortest(further, 1, usual, chance)
    assert limit < 0 or together(further, limit, 1, usual) <= chance
    assert limit == 400 or together(further, limit + 1, 1, usual) > chance
