"""A password that everybody uses is refused, as Django refuses it, without twenty thousand strings in each process."""

from __future__ import annotations

import sys

import pytest
from django.contrib.auth.password_validation import CommonPasswordValidator, validate_password
from django.core.exceptions import ValidationError

from wederhoor.site.passwords import CommonPasswords


@pytest.mark.parametrize("said", ["justinbieber", "JustinBieber", "  justinbieber ", "friend of emily"])
def test_what_everybody_uses_is_refused_whatever_its_capitals_and_the_spaces_around_it(said: str) -> None:
    with pytest.raises(ValidationError) as refused:
        validate_password(said)
    assert [one.code for one in refused.value.error_list] == ["password_too_common"]


@pytest.mark.parametrize("said", ["justinbieber\nqwerty", "koud water op dinsdag", "ustinbieber", "justinbiebe", ""])
def test_a_password_of_ones_own_is_not_taken_for_one_of_the_list(said: str) -> None:
    CommonPasswords().validate(said)


def test_everything_that_django_refuses_is_refused_and_the_list_is_one_piece() -> None:
    ours = CommonPasswords()
    for one in CommonPasswordValidator().passwords - {""}:
        with pytest.raises(ValidationError):
            ours.validate(one)
    assert sys.getsizeof(ours.listed) < 200_000
