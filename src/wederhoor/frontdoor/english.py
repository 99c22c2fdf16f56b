"""What words of a regulation are called in English where several regulations share them: `regulations/_english.yaml`."""

from __future__ import annotations

from functools import lru_cache
from types import MappingProxyType

import yaml

from wederhoor.procedure import data

FILE = "_english.yaml"


def in_english(words: str) -> str:
    """The English of these words; '' for words that are a provider's own."""
    known = _words()
    if found := known.get(words):
        return found
    first = known.get(words[:1].upper() + words[1:], "")  # within a sentence it begins small
    return first[:1].lower() + first[1:]


@lru_cache(maxsize=1)
def _words() -> MappingProxyType[str, str]:
    read = yaml.safe_load((data.root() / "regulations" / FILE).read_text(encoding="utf-8"))
    return MappingProxyType({str(dutch): str(english) for dutch, english in read.items()})
