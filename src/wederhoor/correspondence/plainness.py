"""How plain a letter reads: Dutch at level B1 has short sentences and short words. A hint for the writer, never a refusal.

The measure is our own and simple, so that it can be explained: words a sentence, and long words that are no name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from wederhoor.correspondence.letters import Letter
from wederhoor.correspondence.tree import Block

LONG_SENTENCE = 15
"""From so many words a sentence is hard to hold on to; at 12 on average a text still reads well."""
AVERAGE = 12
LONG_WORD = 15
"""Letters. Dutch writes words together: `klachtenfunctionaris` has twenty."""
_END = re.compile(r"(?<=[.!?])\s+(?=[\"'‘“(]?[A-ZÀ-Ý0-9])")
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_ADDRESS = re.compile(r"\S+@\S+|https?://\S+|www\.\S+")


@dataclass(frozen=True, slots=True)
class Plainness:
    """What stands in the way of easy reading."""

    sentences: int
    average: float
    long_sentences: tuple[str, ...]
    long_words: tuple[str, ...]

    @property
    def plain(self) -> bool:
        """Whether it reads easily as a whole."""
        return self.average <= AVERAGE and not self.long_sentences


def of_letter(letter: Letter) -> Plainness:
    """How plain the running text of a letter is; headings and the address do not count."""
    return of(_running(letter.body))


def of(texts: Iterable[str]) -> Plainness:
    """How plain some paragraphs are."""
    sentences = [sentence for text in texts for sentence in _sentences(text)]
    counted = [(sentence, len(_WORD.findall(sentence))) for sentence in sentences]
    words = (word for sentence in sentences for word in _WORD.findall(sentence))
    long = dict.fromkeys(word for word in words if len(word) >= LONG_WORD)
    average = sum(n for _, n in counted) / len(counted) if counted else 0.0
    return Plainness(len(counted), average, tuple(s for s, n in counted if n > LONG_SENTENCE), tuple(long))


def _sentences(text: str) -> list[str]:
    bare = " ".join(_ADDRESS.sub("…", text).split())
    return [sentence for sentence in _END.split(bare) if _WORD.search(sentence)]


def _running(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if block.kind == "paragraph":
            yield from "".join("\n" if span.kind == "break" else span.text for span in block.spans).split("\n")
        for item in block.items:
            yield from _running(item)
