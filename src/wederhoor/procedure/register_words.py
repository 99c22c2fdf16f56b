"""The words in which closed complaints are counted: the common list of ``regulations/_register.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

import yaml
from pydantic import Field, TypeAdapter

from wederhoor.procedure.base import Strict
from wederhoor.procedure.data import root
from wederhoor.procedure.model import Regulation

FILE = "_register.yaml"
HEADINGS, THEMES = "headings", "themes"
LISTS = (HEADINGS, THEMES, "causes", "late_reasons", "not_taken_up", "came_of_it")


class Word(Strict):
    """One word of a list; a theme stands under a heading."""

    label: str = Field(min_length=1)
    heading: str = ""


Words = Mapping[str, Mapping[str, Word]]
"""List, code, word."""


@lru_cache(maxsize=1)
def common() -> Words:
    """Every list with its words. Raises ValueError, naming the file, where a list is missing or a theme has no heading."""
    path = root() / "regulations" / FILE
    found = TypeAdapter(dict[str, dict[str, Word]]).validate_python(
        yaml.load(path.read_text("utf-8"), yaml.CSafeLoader)
    )
    if set(found) != set(LISTS):
        raise ValueError(f"{path}: the lists must be {', '.join(LISTS)}")
    lost = [code for code, word in found[THEMES].items() if word.heading not in found[HEADINGS]]
    if lost:
        raise ValueError(f"{path}: themes › {lost[0]} › heading: unknown heading '{found[THEMES][lost[0]].heading}'")
    return MappingProxyType(found)


def headings_of(regulation: Regulation) -> dict[str, str]:
    """The heading of each theme of a regulation, by code."""
    return {code: option.heading for code, option in regulation.lists.get(THEMES, {}).items()}
