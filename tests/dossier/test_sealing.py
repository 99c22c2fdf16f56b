"""Sealed text opens in its own place with its own key, and nowhere else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wederhoor.dossier.sealing import CannotOpen, Place, new_key, seal, unseal, unwrap, wrap

HERE = Place(1, "d1", "party", "1:complaint", "text")


@given(st.binary(max_size=400))
def test_opens_where_it_was_sealed(plain: bytes) -> None:
    key = new_key()
    assert unseal(seal(plain, key, HERE), key, HERE) == plain


MOVES = [
    {"organisation": 2},
    {"dossier": "d2"},
    {"compartment": "handler"},
    {"record": "2:complaint"},
    {"column": "name"},
]


@pytest.mark.parametrize("change", MOVES, ids=lambda change: next(iter(change)))
def test_moved_ciphertext_does_not_open(change: dict[str, object]) -> None:
    key = new_key()
    sealed = seal(b"wat er gebeurde", key, HERE)
    with pytest.raises(CannotOpen):
        unseal(sealed, key, HERE._replace(**change))  # type: ignore[arg-type]  # one field at a time, from the table


def test_neighbouring_places_do_not_read_alike() -> None:
    assert Place(1, "a", "b,c", "d", "e").bound() != Place(1, "a,b", "c", "d", "e").bound()


def test_changed_ciphertext_does_not_open() -> None:
    key = new_key()
    sealed = bytearray(seal(b"tekst", key, HERE))
    sealed[-1] ^= 1
    with pytest.raises(CannotOpen):
        unseal(bytes(sealed), key, HERE)


def test_same_text_twice_is_two_ciphertexts() -> None:
    key = new_key()
    assert seal(b"tekst", key, HERE) != seal(b"tekst", key, HERE)


def test_wrapped_key_opens_with_its_own_key_only() -> None:
    key, above = new_key(), new_key()
    assert unwrap(wrap(key, above), above) == key
    with pytest.raises(CannotOpen):
        unwrap(wrap(key, above), new_key())
