"""The marks of de-identification, over texts that people could have written; every person in them is invented.

The 60 were written before there was a rule and kept apart: before anybody looked at what was missed in them, names were at 0.96 and
addresses at 0.89. Those were mended at the end, so what is asserted of the 60 here is no longer a measure of unknown texts. For that
there are 24 more, written when the rules were done and run once, and a hundred by somebody who had not seen the rules: forty to
mend them with, sixty run once after that, far under the mark for names and addresses (docs/decisions/028-de-identification.md).
"""

from __future__ import annotations

from functools import lru_cache
from importlib.util import find_spec

import pytest

from tests.insight.labelled import Score, afterwards, score, second, texts
from wederhoor.insight.deidentify import Kind, second_reader, suspicions

MARKED = (Kind.NAME, Kind.BSN, Kind.TELEPHONE, Kind.MAIL, Kind.ADDRESS, Kind.BIRTH)
AFTERWARDS = {Kind.NAME: 46 / 47}
"""What was measured over the 24, where it is under the mark."""

BLIND = {Kind.NAME: 170 / 180, Kind.ADDRESS: 13 / 15, Kind.BIRTH: 15 / 16}
"""What the one blind run over the second sixty gave, where it is under the mark."""


@lru_cache(maxsize=2)
def counted(*, held_out: bool) -> Score:
    return score(texts(held_out=held_out))


def test_there_are_two_hundred_labelled_texts_of_which_sixty_kept_apart() -> None:
    assert (len(texts(held_out=False)), len(texts(held_out=True))) == (140, 60)


@pytest.mark.parametrize("kind", MARKED)
def test_almost_nobody_is_missed_in_the_texts_of_the_rules(kind: Kind) -> None:
    assert counted(held_out=False).recall(kind) >= 0.98


@pytest.mark.parametrize("kind", MARKED)
def test_almost_nobody_is_missed_in_the_texts_that_were_kept_apart(kind: Kind) -> None:
    assert counted(held_out=True).recall(kind) >= 0.98


@pytest.mark.parametrize("kind", MARKED)
def test_what_was_measured_over_texts_the_rules_never_saw_does_not_get_worse(kind: Kind) -> None:
    assert score(afterwards()).recall(kind) >= AFTERWARDS.get(kind, 0.98)


@lru_cache(maxsize=2)
def of_second(*, blind: bool) -> Score:
    return score(second(blind=blind))


def test_there_are_a_hundred_more_of_which_sixty_blind() -> None:
    assert (len(second(blind=False)), len(second(blind=True))) == (40, 60)


@pytest.mark.parametrize("kind", MARKED)
def test_almost_nobody_is_missed_in_the_forty_that_mended_the_rules(kind: Kind) -> None:
    assert of_second(blind=False).recall(kind) >= 0.98


@pytest.mark.parametrize("kind", MARKED)
def test_the_blind_run_over_sixty_does_not_get_worse(kind: Kind) -> None:
    assert of_second(blind=True).recall(kind) >= BLIND.get(kind, 1.0)


@pytest.mark.parametrize("blind", [False, True])
def test_nine_of_ten_findings_are_right_in_the_second_hundred(blind: bool) -> None:
    assert of_second(blind=blind).precision() >= 0.9
    assert of_second(blind=blind).precision(Kind.NAME) >= 0.9


@pytest.mark.parametrize("held_out", [False, True])
def test_nine_of_ten_findings_are_right(held_out: bool) -> None:
    assert counted(held_out=held_out).precision() >= 0.9
    assert counted(held_out=held_out).precision(Kind.NAME) >= 0.9


@pytest.mark.skipif(find_spec(second_reader.NAME) is None, reason="the extra deidentify is not installed")
def test_the_second_reader_only_adds(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Mevrouw Jansen belde op 06-12345678."
    ours = {(one.start, one.end) for one in suspicions(text)}
    monkeypatch.setenv(second_reader.SWITCH, second_reader.NAME)
    assert ours <= {(one.start, one.end) for one in suspicions(text)}
