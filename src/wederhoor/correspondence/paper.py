"""A letter as HTML for the screen and as plain text; everything is escaped here, nothing is trusted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from wederhoor.correspondence.tree import Block, Span

_STYLE = {"strong": "strong", "emphasis": "em"}


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above and below every letter."""

    organisation: str
    organisation_address: tuple[str, ...]
    recipient: tuple[str, ...]
    date: str
    iso_date: str
    number: str
    subject: str
    contact: str

    @property
    def facts(self) -> tuple[tuple[str, str], ...]:
        """Date, number and subject with their labels."""
        rows = (("Datum", self.date), ("Klachtnummer", self.number), ("Onderwerp", self.subject))
        return tuple(row for row in rows if row[1])


def html(title: str, head: Head, body: Sequence[Block]) -> str:
    """The letter as one `<article>`; it has no scripts, styles or pictures."""
    facts = "".join(f"<div><dt>{escape(label)}</dt><dd>{escape(value)}</dd></div>" for label, value in head.facts)
    sender = "<br>".join(map(escape, (head.organisation, *head.organisation_address)))
    return (
        '<article class="letter" lang="nl">'
        f'<header><address class="letter-from">{sender}</address>'
        f'<address class="letter-to">{"<br>".join(map(escape, head.recipient))}</address>'
        f'<dl class="letter-facts">{facts}</dl></header>'
        f"<h1>{escape(title)}</h1>{_html_blocks(body)}"
        f"<footer>{escape(' · '.join(filter(None, (head.organisation, head.contact))))}</footer></article>"
    )


def _html_blocks(body: Iterable[Block]) -> str:
    return "".join(map(_html_block, body))


def _html_block(block: Block) -> str:
    inner = "".join(map(_html_span, block.spans))
    match block.kind:
        case "heading":
            return f"<h{block.level}>{inner}</h{block.level}>"
        case "paragraph":
            return f"<p>{inner}</p>"
        case "bullets" | "numbers":
            tag = "ul" if block.kind == "bullets" else "ol"
            return f"<{tag}>{''.join(f'<li>{_html_blocks(item)}</li>' for item in block.items)}</{tag}>"


def _html_span(span: Span) -> str:
    if span.kind == "break":
        return "<br>"
    words = escape(span.text)
    if span.kind == "link":
        return f'<a href="{escape(span.href)}" rel="noreferrer">{words}</a>'
    tag = _STYLE.get(span.kind)
    return f"<{tag}>{words}</{tag}>" if tag else words


def text(title: str, head: Head, body: Sequence[Block]) -> str:
    """The letter as plain text, for mail and for reading aloud."""
    parts = [
        "\n".join((head.organisation, *head.organisation_address)),
        "\n".join(head.recipient),
        "\n".join(f"{label}: {value}" for label, value in head.facts),
        title,
        *(_text_block(block) for block in body),
    ]
    return "\n\n".join(filter(None, parts)) + "\n"


def _text_block(block: Block) -> str:
    if not block.items:
        return "".join("\n" if span.kind == "break" else span.text for span in block.spans)
    signs = (f"{place}." if block.kind == "numbers" else "-" for place in range(1, len(block.items) + 1))
    rows = ("\n".join(map(_text_block, item)).replace("\n", "\n  ") for item in block.items)
    return "\n".join(f"{sign} {row}" for sign, row in zip(signs, rows, strict=True))
