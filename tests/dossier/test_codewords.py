"""Codes that people keep: words they can read out and spell, long enough, and the same for the same form."""

from __future__ import annotations

import re
from math import log2

import pytest
from wordfreq import zipf_frequency

from wederhoor.dossier import codewords, keys
from wederhoor.organisations.models import Organisation


def test_every_word_is_short_plain_and_known() -> None:
    for word in codewords.words():
        assert re.fullmatch("[a-z]{3,8}", word), word
        assert zipf_frequency(word, "nl") >= 2.5, word


def test_no_two_words_sound_alike() -> None:
    def sound(word: str) -> str:
        heard = word.replace("ij", "ei").replace("au", "ou").replace("z", "s").replace("v", "f")
        return re.sub(r"(.)\1", r"\1", re.sub("d$", "t", heard))

    assert len({sound(word) for word in codewords.words()}) == len(codewords.words())


def test_a_code_is_long_enough() -> None:
    each = log2(len(codewords.words()))
    assert codewords.NAMED * each + log2(codewords.NUMBERS) > 50
    assert codewords.NAMELESS * each > 55


@pytest.mark.django_db
def test_four_words_and_four_digits_and_six_words_for_who_named_nobody() -> None:
    row = Organisation.objects.create(code="linde", name="De Linde", regulation="ott")
    assert re.fullmatch(r"([a-z]+-){4}\d{4}", keys.code_for(row, "een"))
    assert re.fullmatch(r"([a-z]+-){5}[a-z]+", keys.code_for(row, f"{keys.NAMELESS}een"))
    assert keys.code_for(row, "een") == keys.code_for(row, "een") != keys.code_for(row, "twee")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "typed", ["MAAN fiets brood licht 4721", " maan - fiets.brood,licht 4721 ", "maanfietsbroodlicht4721"]
)
def test_a_code_is_read_as_people_type_it(typed: str) -> None:
    row = Organisation.objects.create(code="linde", name="De Linde", regulation="ott")
    assert keys.code_hash(row, typed) == keys.code_hash(row, "maan-fiets-brood-licht-4721")
