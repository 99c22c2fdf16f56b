"""From marked Markdown and values to a small tree of blocks and spans, from which every form of the letter is made."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from wederhoor.correspondence.errors import LetterError
from wederhoor.correspondence.language import NAMES
from wederhoor.correspondence.placeholders import PLACEHOLDERS

Filled = Mapping[str, str | Sequence[str]]
SpanKind = Literal["plain", "strong", "emphasis", "link", "break"]
BlockKind = Literal["heading", "paragraph", "bullets", "numbers"]

_MARK = re.compile("([" + "".join(NAMES) + "])")
_READER = MarkdownIt("commonmark", {"html": False}).disable(["html_block", "html_inline", "image", "code", "fence"])
_BULLET = re.compile(r"\s*[-*•]\s+")


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text in one style; `href` only for a link."""

    kind: SpanKind
    text: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, a paragraph, or a list whose items are blocks."""

    kind: BlockKind
    spans: tuple[Span, ...] = ()
    items: tuple[tuple[Block, ...], ...] = ()
    level: int = 0


def blocks(marked: str, values: Filled) -> tuple[Block, ...]:
    """The blocks of the letter with the values in their places."""
    return tuple(block for draft in _draft(marked) for block in _fill(draft, values))


@lru_cache(maxsize=512)
def _draft(marked: str) -> tuple[Block, ...]:
    """The tree of the template itself; read once for each form it takes."""
    return tuple(_block(node) for node in SyntaxTreeNode(_READER.parse(marked)).children)


def read_block(kept: dict[str, Any]) -> Block:
    """A block again from its dictionary (`dataclasses.asdict`)."""
    items = tuple(tuple(read_block(part) for part in item) for item in kept["items"])
    return Block(kept["kind"], tuple(Span(**span) for span in kept["spans"]), items, kept["level"])


def _block(node: SyntaxTreeNode) -> Block:
    match node.type:
        case "heading":
            return Block("heading", tuple(_spans(node.children[0], "plain")), level=max(2, int(node.tag[1])))
        case "paragraph":
            return Block("paragraph", tuple(_spans(node.children[0], "plain")))
        case "bullet_list" | "ordered_list":
            kind: BlockKind = "bullets" if node.type == "bullet_list" else "numbers"
            return Block(kind, items=tuple(tuple(_block(part) for part in item.children) for item in node.children))
    raise LetterError(f"{node.type}: a letter has headings, paragraphs and lists only")


def _spans(node: SyntaxTreeNode, style: SpanKind) -> Iterator[Span]:
    for child in node.children:
        match child.type:
            case "text" | "code_inline":
                yield Span(style, child.content)
            case "softbreak":
                yield Span(style, " ")
            case "hardbreak":
                yield Span("break")
            case "strong" | "em":
                yield from _spans(child, "strong" if child.type == "strong" else "emphasis")
            case "link":
                yield Span("link", "".join(span.text for span in _spans(child, style)), str(child.attrs["href"]))
            case _:
                raise LetterError(f"{child.type}: a letter has plain, strong and emphasised text and links only")


def _fill(draft: Block, values: Filled) -> tuple[Block, ...]:
    if draft.kind == "paragraph" and (name := _alone(draft)):
        return _running(values[name]) if PLACEHOLDERS[name].kind in {"text", "address"} else (_inline(draft, values),)
    if draft.items:
        items = tuple(tuple(done for part in item for done in _fill(part, values)) for item in draft.items)
        return (Block(draft.kind, items=items),)
    return (_inline(draft, values),)


def _alone(draft: Block) -> str:
    """The name of the place that is all there is in this paragraph."""
    return NAMES.get(draft.spans[0].text.strip(), "") if len(draft.spans) == 1 else ""


def _inline(draft: Block, values: Filled) -> Block:
    return Block(draft.kind, tuple(done for span in draft.spans for done in _put(span, values)), level=draft.level)


def _put(span: Span, values: Filled) -> Iterator[Span]:
    for part in _MARK.split(span.text) if span.text else [""]:
        name = NAMES.get(part, "")
        if not name:
            if part or span.kind == "break":
                yield Span(span.kind, part, span.href)
            continue
        words = " ".join(_enumerate(values[name]).split())
        yield _link(words) if PLACEHOLDERS[name].kind == "link" else Span(span.kind, words, span.href)


def _link(address: str) -> Span:
    """A link when it is a web address; anything else stays text."""
    return Span("link", address, address) if re.match(r"https?://[^\s]+$", address) else Span("plain", address)


def _enumerate(value: str | Sequence[str]) -> str:
    """`a, b en c` for a list within a sentence."""
    if isinstance(value, str):
        return value
    return ", ".join(value[:-1]) + " en " + value[-1] if len(value) > 1 else "".join(value)


def _running(value: str | Sequence[str]) -> tuple[Block, ...]:
    """Text as somebody typed it: empty lines part paragraphs, lines with a dash are a list; a list is a list."""
    if not isinstance(value, str):
        return (_bullets(value),) if len(value) > 1 else _running("".join(value))
    chunks = [chunk.strip() for chunk in re.split(r"\n\s*\n", value)]
    return tuple(_chunk(chunk) for chunk in chunks if chunk)


def _chunk(chunk: str) -> Block:
    lines = chunk.split("\n")
    if all(_BULLET.match(line) for line in lines):
        return _bullets([_BULLET.sub("", line, count=1) for line in lines])
    return Block("paragraph", lines_of(lines))


def _bullets(items: Sequence[str]) -> Block:
    return Block("bullets", items=tuple((Block("paragraph", lines_of(item.split("\n"))),) for item in items))


def lines_of(lines: Sequence[str]) -> tuple[Span, ...]:
    """Lines under each other within one paragraph."""
    spans: list[Span] = []
    for line in lines:
        spans += [Span("break")] * bool(spans) + [Span("plain", line.strip())]
    return tuple(spans)
