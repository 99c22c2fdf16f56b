"""The marks of de-identification, over texts that people could have written; every person in them is invented.

Most were written by people who never saw the rules, scored once, and only then read and learned from: what those first runs gave stands in
docs/decisions/037-de-identification-again.md. The last two sets stand in ``kept-apart.yaml``: scored once, never learned from,
and held to the same marks.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.util import find_spec

import pytest

from tests.insight.labelled import Score, score, texts
from wederhoor.desk.learning.note_words import kind_words, reason_words
from wederhoor.insight.deidentify import Kind, second_reader, suspicions

MARKED = (Kind.NAME, Kind.BSN, Kind.TELEPHONE, Kind.MAIL, Kind.ADDRESS, Kind.BIRTH)
SETS = [False, True]
AGES = 0.8


@lru_cache(maxsize=2)
def counted(*, kept_apart: bool) -> Score:
    return score(texts(kept_apart=kept_apart))


def test_there_are_a_thousand_labelled_texts_and_more() -> None:
    assert len(texts(kept_apart=False)) >= 1000


def test_every_kind_of_the_mark_is_there_often_enough_to_say_something() -> None:
    labels = counted(kept_apart=False).labels
    assert all(labels[kind] >= 150 for kind in MARKED)


@pytest.mark.parametrize("kept_apart", SETS)
@pytest.mark.parametrize("kind", MARKED)
def test_almost_nobody_is_missed(kind: Kind, kept_apart: bool) -> None:
    assert counted(kept_apart=kept_apart).recall(kind) >= 0.98


@pytest.mark.parametrize("kept_apart", SETS)
def test_nine_of_ten_findings_are_right(kept_apart: bool) -> None:
    assert counted(kept_apart=kept_apart).precision() >= 0.9
    assert counted(kept_apart=kept_apart).precision(Kind.NAME) >= 0.9


def test_most_ages_go_too() -> None:
    learned = counted(kept_apart=False)
    assert learned.ages_found >= AGES * learned.ages


def test_every_finding_says_on_the_screen_what_it_is_and_why() -> None:
    found = [one for text in texts(kept_apart=False) for one in suspicions(text.text, text.known)]
    assert {one.reason for one in found} <= set(reason_words())
    assert {one.kind for one in found} <= set(kind_words())


@pytest.mark.skipif(find_spec(second_reader.NAME) is None, reason="the extra deidentify is not installed")
def test_the_second_reader_only_adds(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Mevrouw Jansen belde op 06-12345678."
    ours = {(one.start, one.end) for one in suspicions(text)}
    monkeypatch.setenv(second_reader.SWITCH, second_reader.NAME)
    assert ours <= {(one.start, one.end) for one in suspicions(text)}
