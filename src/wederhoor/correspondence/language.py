"""The small language of letter templates, on top of Markdown.

    {{ name }}                 an open place, see placeholders.py
    {{> block }}               a block that more letters use
    {{? name }}...{{/ name }}  only when that place is filled
    {{+ more }}                where parts that only this regulation asks for are put
    {u|je}                     the word after the form of address of the regulation

Nothing here sees a value: values are put in after the Markdown has been read (tree.py), so nobody can type markup.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from wederhoor.correspondence.errors import LetterError, nearest, unknown_placeholder
from wederhoor.correspondence.placeholders import PLACEHOLDERS

TAG = re.compile(r"\{\{\s*([>?/+]?)\s*([\w-]*)\s*\}\}")
WORD = re.compile(r"\{([^{}|\n]*)\|([^{}|\n]*)\}")
CONDITION = re.compile(r"\{\{\?\s*([\w-]+)\s*\}\}(.*?)\{\{/\s*\1\s*\}\}", re.DOTALL)
PRIVATE = re.compile("[\ue000-\uf8ff]")
MORE = "{{+ more }}"

_FIRST = 0xE100
MARKS = {name: chr(_FIRST + place) for place, name in enumerate(PLACEHOLDERS)}
NAMES = {mark: name for name, mark in MARKS.items()}


@dataclass(frozen=True, slots=True)
class Source:
    """A template text as it lies on disk; `first_line` is where it starts in its file."""

    text: str
    file: str
    first_line: int = 1

    def line(self, place: int) -> int:
        """The line in the file of a place in the text."""
        return self.first_line + self.text.count("\n", 0, place)

    def wrong(self, what: str, place: int) -> LetterError:
        """An error at that place."""
        return LetterError(what, file=self.file, line=self.line(place))


def check(source: Source, blocks: Collection[str]) -> None:
    """Refuse a text with an unknown name, a condition that stays open, or a loose brace."""
    if private := PRIVATE.search(source.text):
        raise source.wrong("a character from the private use area is not allowed", private.start())
    opened: list[tuple[str, int]] = []
    for tag in TAG.finditer(source.text):
        _check_tag(source, tag, blocks, opened)
    if opened:
        raise source.wrong(f"{{{{? {opened[-1][0]} }}}} is never closed", opened[-1][1])
    _check_braces(source)


def _check_tag(source: Source, tag: re.Match[str], blocks: Collection[str], opened: list[tuple[str, int]]) -> None:
    sign, name = tag[1], tag[2]
    if sign == ">":
        if name not in blocks:
            raise source.wrong(f"{name}: unknown block{nearest(name, blocks)}", tag.start())
        return
    if sign == "+":
        return
    if name not in PLACEHOLDERS:
        raise unknown_placeholder(name, file=source.file, line=source.line(tag.start()))
    if sign == "?":
        opened.append((name, tag.start()))
    elif sign == "/" and (not opened or opened.pop()[0] != name):
        raise source.wrong(f"{{{{/ {name} }}}} closes nothing that is open here", tag.start())


def _check_braces(source: Source) -> None:
    blank = WORD.sub(lambda found: " " * len(found[0]), TAG.sub(lambda found: " " * len(found[0]), source.text))
    if loose := re.search(r"[{}]", blank):
        raise source.wrong("a loose brace; write {u-form|je-form} or {{ name }}", loose.start())


def include(text: str, block: Callable[[str], str], depth: int = 0) -> str:
    """The text with its blocks put in; a block may use blocks."""
    if depth > 5:
        raise LetterError("blocks use each other in a circle")

    def put(tag: re.Match[str]) -> str:
        return include(block(tag[2]).strip(), block, depth + 1) if tag[1] == ">" else tag[0]

    return TAG.sub(put, text)


def choose(text: str, address: str) -> str:
    """`{u|je}` becomes the one word that fits the form of address."""
    return WORD.sub(lambda word: word[1] if address == "u" else word[2], text)


def conditions(text: str, filled: Collection[str]) -> str:
    """The text with the conditional parts kept whose place is filled, the others gone."""
    while found := CONDITION.search(text):
        kept = found[2] if found[1] in filled else ""
        text = text[: found.start()] + kept + text[found.end() :]
    return text


def places(text: str) -> Iterator[str]:
    """The names of all open places, each once, in the order of the text."""
    yield from dict.fromkeys(tag[2] for tag in TAG.finditer(text) if not tag[1])


def mark(text: str) -> str:
    """Every open place as one private character, which Markdown leaves alone."""
    return TAG.sub(lambda tag: MARKS[tag[2]] if not tag[1] else "", text)
