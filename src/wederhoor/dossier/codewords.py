"""Codes of common Dutch words, that somebody can read out, spell and type: 'maan-fiets-brood-tulp-4721'.

The words stand in ``codewords.txt``: concrete, short, and no two that sound alike. Each word is worth 9.3 bits.
"""

from __future__ import annotations

import secrets
from functools import lru_cache
from pathlib import Path

NUMBERS = 10_000
NAMED, NAMELESS = 4, 6
"""Words in a code: with four digits for who left contact data, more words for who did not."""


@lru_cache(maxsize=1)
def words() -> tuple[str, ...]:
    """Every word a code may have, in a fixed order: another order would change the codes that were given out."""
    return tuple(Path(__file__).with_name("codewords.txt").read_text(encoding="ascii").split())


def spelled(digest: bytes, count: int, *, number: bool) -> str:
    """A code out of random bytes: ``count`` words, and with ``number`` four digits after them."""
    left, known, found = int.from_bytes(digest), words(), []
    for _ in range(count):
        left, chosen = divmod(left, len(known))
        found.append(known[chosen])
    return "-".join([*found, f"{left % NUMBERS:04d}"] if number else found)


def random_words(count: int = NAMELESS) -> str:
    """A new secret of words alone."""
    return "-".join(secrets.choice(words()) for _ in range(count))
