"""Sealing: names, texts and files as ciphertext that opens only in its own place.

Three keys deep (``house.md``): a dossier-and-compartment key seals with AES-256-GCM; the organisation's key wraps that
key and the master key wraps the organisation's (RFC 3394). Pure functions: no database, no files, no settings.
"""

from __future__ import annotations

import json
import os
from typing import NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap

KEY_BYTES = 32
NONCE_BYTES = 12
UNAMBIGUOUS = json.JSONEncoder(ensure_ascii=True, separators=(",", ":"))
"""Made once: every row of a list and every text of a dossier asks for it."""


class CannotOpen(Exception):
    """The ciphertext was moved or changed, or the key is another one."""


class Place(NamedTuple):
    """Where a ciphertext lives. It is authenticated with it: in any other place it does not open."""

    organisation: int
    dossier: str
    compartment: str
    record: str
    column: str

    def bound(self) -> bytes:
        """The place as unambiguous bytes (JSON quotes, so no two places read alike)."""
        return UNAMBIGUOUS.encode(self).encode()


def new_key() -> bytes:
    """A random key of 256 bits."""
    return os.urandom(KEY_BYTES)


def wrap(key: bytes, by: bytes) -> bytes:
    """The key, wrapped by a key above it (RFC 3394; 40 bytes)."""
    return aes_key_wrap(by, key)


def unwrap(wrapped: bytes, by: bytes) -> bytes:
    """The key again. ``CannotOpen`` when it was wrapped by another key."""
    try:
        return aes_key_unwrap(by, wrapped)
    except (InvalidUnwrap, ValueError) as error:
        raise CannotOpen("this key was wrapped by another key") from error


def seal(plain: bytes, key: bytes, place: Place) -> bytes:
    """Nonce and ciphertext of ``plain``, bound to its place."""
    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, plain, place.bound())


def unseal(sealed: bytes, key: bytes, place: Place) -> bytes:
    """The plain bytes. ``CannotOpen`` when moved, changed, or sealed with another key."""
    try:
        return AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], place.bound())
    except (InvalidTag, ValueError) as error:
        raise CannotOpen(f"{place.record}.{place.column} does not open here") from error
