"""A text takes as long to read as it is long, whatever stands in it: a line of dashes keeps no server process busy."""

from __future__ import annotations

import pkgutil
import re
import sys
from collections.abc import Iterator
from importlib import import_module
from itertools import pairwise
from re import _constants, _parser  # type: ignore[attr-defined]  # how Python itself reads a pattern
from types import FrameType
from typing import Any

import pytest

from tests.insight.shapes import texts
from wederhoor.insight import deidentify
from wederhoor.insight.deidentify import suspicions
from wederhoor.insight.deidentify.dwellings import around_numbers
from wederhoor.insight.deidentify.rules import MOST, rule

ENDLESS = (_constants.MAX_REPEAT, _constants.MIN_REPEAT)
LENGTH = 600


def inside(value: object) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, tuple | list):
        for one in value:
            yield from inside(one)


def patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    for found in pkgutil.iter_modules(deidentify.__path__):
        module = import_module(f"{deidentify.__name__}.{found.name}")
        for name, value in vars(module).items():
            for pattern in inside(value):
                yield f"{found.name}.{name}", pattern


def endless(parsed: Any) -> bool:
    """Whether something in a pattern, as Python reads it, repeats without an end."""
    for operation, given in parsed:
        if operation in ENDLESS and given[1] is _constants.MAXREPEAT:
            return True
        nested = given if isinstance(given, tuple | list) else (given,)
        for piece in nested:
            pieces = piece if isinstance(piece, list) else [piece]
            if any(isinstance(one, _parser.SubPattern) and endless(one) for one in pieces):
                return True
    return False


def calls(text: str) -> int:
    """How many functions reading a text calls: what grows when the rules look at more."""
    count = 0

    def counted(_frame: FrameType, event: str, _given: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(counted)
    try:
        suspicions(text)
    finally:
        sys.setprofile(None)
    return count


def test_nothing_in_a_rule_repeats_without_an_end() -> None:
    every = list(patterns())
    assert len(every) > 100
    known = {name for name, pattern in every if endless(_parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE))}
    assert known == {"rules._PIECE"}, "this one reads patterns, not texts; compile the others with `rule`"


def test_a_rule_says_at_most_so_many_and_leaves_a_class_alone() -> None:
    assert rule(r"[*+]\+a*b+?c{2,}d{1,3}").pattern == rf"[*+]\+a{{0,{MOST}}}b{{1,{MOST}}}?c{{2,{MOST}}}d{{1,3}}"
    assert endless(_parser.parse(r"a(?:b|(c+))"))
    assert not endless(_parser.parse(r"a{0,9}"))


@pytest.mark.requirement("OTT-09")
def test_a_text_twice_as_long_takes_twice_the_work_whatever_stands_in_it() -> None:
    once, twice = texts(LENGTH), texts(2 * LENGTH)
    for text in (*once, *twice):
        suspicions(text)  # what is kept of words is kept
    for one, other in zip(once, twice, strict=True):
        assert calls(other) < 2.6 * calls(one) + 500, one[:120]


@pytest.mark.parametrize(
    "text", ["é1." * 400, "É1-1-" * 300, "Kerkstraat 1 en 2, of 3.", "1", "", "a" * 300 + "1" + "b" * 300]
)
def test_no_letter_is_looked_at_twice_for_a_street_by_its_number(text: str) -> None:
    stretches = list(around_numbers(text))
    assert stretches == sorted(stretches)
    assert all(before[1] < after[0] for before, after in pairwise(stretches))
    assert all(any(begin <= at < end for begin, end in stretches) for at, sign in enumerate(text) if sign.isdigit())
