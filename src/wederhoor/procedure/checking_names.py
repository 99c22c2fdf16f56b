"""No sentence that we wrote names the provider: another organisation may use this text, and its letters are its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from wederhoor.procedure.model import Regulation
from wederhoor.procedure.reading import Place, Problem, Read, dotted

THE_TEXT_ITSELF = frozenset({"provider", "name", "also_called", "title", "paragraphs"})
"""Whose text it is, and what stands in it: that stays as it is, whoever uses it."""
NAMES = frozenset({"leads_to", "rules", "web", "mail", "post"})
"""What other things are called and where somebody is reached: an organisation fills in its own contact points."""
REMEDY = "is the provider itself; write 'wij', 'ons' or 'de zorgaanbieder', for another organisation may use this text"


def check_names(regulation: Regulation, read: Read, file: str) -> list[Problem]:
    """Every sentence, outside the text itself, that names the provider."""
    names = "|".join(re.escape(name) for name in (regulation.name, *regulation.also_called))
    named = re.compile(rf"(?<!\w)(?:{names})(?!\w)")
    ours = {key: value for key, value in read.data.items() if key not in THE_TEXT_ITSELF}
    found = [(place, hit.group()) for place, words in _sentences(ours) if (hit := named.search(words))]
    return [Problem(file, read.line(place), dotted(place), f"'{name}' {REMEDY}") for place, name in found]


def _sentences(value: Any, place: Place = ()) -> Iterator[tuple[Place, str]]:
    if isinstance(value, str):
        yield place, value
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        if key not in NAMES:
            yield from _sentences(inner, (*place, key))
