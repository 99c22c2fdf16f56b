"""The words of a text as search sees them: lower case, no accents, no words that are everywhere. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

PREFIXES = (3, 4, 5, 6, 7, 8, 9, 10, 12, 14, 16)
SHORTEST = 2
EVERYWHERE = frozenset(
    """aan al alle als bij daar dan dat de der die dit door een en er ben bent ging geen had hadden heb hebben heeft het hem hen
    hier hij hoe ik in is ja je kan kon maar me meer men met mij mijn na naar nee niet nog nu of om omdat ons onze ook op over te
    tot u uit uw van veel voor want waren was wat we wel werd wie wij wil worden wordt ze zei zich zij zijn zo zou""".split()  # noqa: SIM905
)
_WORD = re.compile(r"\w+", re.UNICODE)


def plain(text: str) -> str:
    """Lower case without accents."""
    if text.isascii():
        return text.lower()
    return "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))


def words(text: str) -> set[str]:
    """The words of a text that are worth finding."""
    return {word for word in _WORD.findall(plain(text)) if len(word) >= SHORTEST} - EVERYWHERE


def number_words(number: str) -> set[str]:
    """How people ask for a dossier by number: whole, its last digits, and those without noughts before."""
    last = number.rsplit("-", 1)[-1]
    return {number.lower().replace("-", ""), last, last.lstrip("0") or last}


def terms(word: str) -> Iterator[str]:
    """What is indexed of a word: itself, and its beginnings."""
    yield f"={word}"
    yield from (f"{length}{word[:length]}" for length in PREFIXES if len(word) >= length)


def term(asked: str) -> str:
    """The indexed term that words beginning with what was asked share; longer ones are checked after opening."""
    length = max((length for length in PREFIXES if length <= len(asked)), default=0)
    return f"{length}{asked[:length]}" if length else f"={asked}"


def asked(text: str) -> list[str]:
    """The words somebody looks for, at most six; a dossier number is one word."""
    joined = re.sub(r"\b([a-zA-Z])-(\d{4})-(\d+)\b", r"\1\2\3", text[:200])
    return sorted(words(joined), key=len, reverse=True)[:6]


def begins(found: Iterable[str], word: str) -> bool:
    """Whether one of the words begins with what was asked; two letters or fewer must be the whole word."""
    if len(word) < PREFIXES[0]:
        return word in set(found)
    return any(one.startswith(word) for one in found)
