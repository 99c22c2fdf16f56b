"""The sentences of the public pages, from `texts/<language>/<page>.yaml`: plain files that a communication adviser can edit.

A key is the page and the place in its file, with dots: ``complain.story.title``. A leaf is one sentence, or two where the form
of address matters (``u`` and ``je``). ``{name}`` in a sentence is filled in by the page. A key that is not there is an error.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml
from django.utils.translation import get_language

HOME = Path(__file__).parent / "texts"
LANGUAGES = ("nl", "en")
ADDRESSES = frozenset({"u", "je"})


class MissingSentenceError(LookupError):
    """A page asks for a sentence that stands in no file."""


def say(key: str, address: str, **values: object) -> str:
    """The sentence in the language of the page and the form of address (`u` or `je`) of the regulation.

    Raises MissingSentenceError with the file and the key, and KeyError when a ``{name}`` is not given.
    """
    language = "en" if get_language() == "en" else "nl"
    found = sentences(language).get(key)
    if found is None:
        page = key.split(".")[0]
        raise MissingSentenceError(f"no sentence '{key}': add it to texts/{language}/{page}.yaml")
    text = found if isinstance(found, str) else found[address]
    return text.format_map(values) if values else text


Sentence = str | dict[str, str]


@lru_cache(maxsize=len(LANGUAGES))
def sentences(language: str) -> MappingProxyType[str, Sentence]:
    """Every sentence of a language by its key."""
    found: dict[str, Sentence] = {}
    for path in sorted((HOME / language).glob("*.yaml")):
        found |= dict(_leaves(path.stem, yaml.safe_load(path.read_text(encoding="utf-8")) or {}))
    return MappingProxyType(found)


def _leaves(key: str, value: Any) -> Iterator[tuple[str, Sentence]]:
    if isinstance(value, str) or (isinstance(value, dict) and set(value) == ADDRESSES):
        yield key, value
    elif isinstance(value, dict):
        for name, inside in value.items():
            yield from _leaves(f"{key}.{name}", inside)
    else:
        raise TypeError(f"texts: '{key}' is {value!r}; write a sentence, or one for 'u' and one for 'je'")
