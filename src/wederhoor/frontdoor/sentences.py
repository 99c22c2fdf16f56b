"""The sentences of the public pages, from `texts/<language>/<page>.yaml`: plain files that a communication adviser can edit.

A key is the page and the place in its file, with dots: ``complain.story.title``. A leaf is one sentence, or two where the form
of address matters (``u`` and ``je``). ``{name}`` in a sentence is filled in by the page. A key that is not there is an error.

An organisation can say it in its own words: `$WEDERHOOR_HOME/texts/<its code>/<language>/<page>.yaml` (see `own_sentences`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from html import unescape
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml
from django.conf import settings
from django.utils.html import escape, format_html, format_html_join, strip_tags
from django.utils.translation import get_language

from wederhoor.frontdoor.english import in_english

HOME = Path(__file__).parent / "texts"
LANGUAGES = ("nl", "en")
ADDRESSES = frozenset({"u", "je"})


class MissingSentenceError(LookupError):
    """A page asks for a sentence that stands in no file."""


class Voice(str):
    """How an organisation addresses people (`u` or `je`), and whose own sentences go before the shared ones."""

    __slots__ = ("owners",)
    owners: tuple[str, ...]

    def __new__(cls, address: str, *owners: str) -> Voice:
        """``owners`` are codes of organisations, the nearest first: a member, then its cooperative."""
        voice = super().__new__(cls, address)
        voice.owners = owners
        return voice


def say(key: str, address: str, **values: object) -> str:
    """The sentence in the language of the page and the form of address (`u` or `je`) of the regulation.

    Raises MissingSentenceError with the file and the key, and KeyError when a ``{name}`` is not given.
    """
    language = "en" if get_language() == "en" else "nl"
    found = _own(key, language, address) or sentences(language).get(key)
    if found is None:
        page = key.split(".")[0]
        raise MissingSentenceError(f"no sentence '{key}': add it to texts/{language}/{page}.yaml")
    text = found if isinstance(found, str) else found[address]
    if any(hasattr(value, "__html__") for value in values.values()):
        return format_html(escape(text), **values)
    return text.format_map(values) if values else text


def dutch(words: str) -> str:
    """Words of the regulation: on an English page in English where regulations share them, else marked, for who hears the page."""
    if not words or get_language() != "en":
        return words
    return in_english(words) or format_html('<span lang="nl">{}</span>', words)


def unmarked(words: str) -> str:
    """The same on paper, where nothing marks a language within a sentence."""
    return unescape(strip_tags(words)) if hasattr(words, "__html__") else words


def together(sentences_: Iterable[str], between: str = " ") -> str:
    """Sentences after each other; what is marked in them stays marked."""
    told = list(sentences_)
    if any(hasattr(one, "__html__") for one in told):
        return format_html_join(between, "{}", ((one,) for one in told))
    return between.join(told)


def say_if_any(key: str, address: str, **values: object) -> str:
    """The sentence, or '' when nobody wrote it: then the regulation's own words are used."""
    try:
        return say(key, address, **values)
    except MissingSentenceError:
        return ""


Sentence = str | dict[str, str]


def _own(key: str, language: str, address: str) -> Sentence | None:
    owners = address.owners if isinstance(address, Voice) else ()
    return next((said for code in owners if (said := own(code, language).get(key))), None)


def own_home() -> Path:
    """Where organisations keep their own sentences."""
    return Path(settings.WEDERHOOR_HOME) / "texts"


@lru_cache(maxsize=1024)
def own(code: str, language: str) -> MappingProxyType[str, Sentence]:
    """The sentences that an organisation says in its own words; read once, so a change asks for a restart."""
    return MappingProxyType(dict(_read(own_home() / code / language)))


@lru_cache(maxsize=len(LANGUAGES))
def sentences(language: str) -> MappingProxyType[str, Sentence]:
    """Every shared sentence of a language by its key."""
    return MappingProxyType(dict(_read(HOME / language)))


def _read(folder: Path) -> Iterator[tuple[str, Sentence]]:
    for path in sorted(folder.glob("*.yaml")):
        yield from leaves(path.stem, yaml.safe_load(path.read_text(encoding="utf-8")) or {})


def leaves(key: str, value: Any) -> Iterator[tuple[str, Sentence]]:
    """Each sentence of a page by its key. Raises TypeError, naming the place, for what is neither a sentence nor two."""
    if isinstance(value, str) or (isinstance(value, dict) and set(value) == ADDRESSES):
        yield key, value
    elif isinstance(value, dict):
        for name, inside in value.items():
            yield from leaves(f"{key}.{name}", inside)
    else:
        raise TypeError(f"texts: '{key}' is {value!r}; write a sentence, or one for 'u' and one for 'je'")
