"""The HTML of a mail, without anything that runs, loads or follows: only words and their order stay."""

from __future__ import annotations

import html
import re

import nh3

TAGS = frozenset({
    "p", "br", "div", "span", "b", "strong", "i", "em", "u", "ul", "ol", "li", "blockquote", "pre", "h1", "h2", "h3", "h4", "h5",
    "h6", "table", "thead", "tbody", "tr", "td", "th", "a", "hr",
})  # fmt: skip
_BLOCK = re.compile(r"<(?:br|/p|/div|/li|/tr|/h\d|hr|/blockquote)\b[^>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")
_EMPTY_LINES = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")


def clean_html(source: str) -> str:
    """The HTML with only words, order and plain links: no pictures, styles, scripts, forms or frames."""
    if not source.strip():
        return ""
    return nh3.clean(
        source, tags=set(TAGS), attributes={"a": {"href"}, "td": {"colspan"}, "th": {"colspan"}},
        url_schemes={"http", "https", "mailto", "tel"}, link_rel="noopener noreferrer nofollow",
    )  # fmt: skip


def text_of_html(source: str) -> str:
    """The words of an HTML mail, a line per block."""
    clean = clean_html(source).replace("\r", "").replace("\n", " ")
    bare = html.unescape(_TAG.sub("", _BLOCK.sub("\n", clean)))
    return _EMPTY_LINES.sub("\n\n", "\n".join(line.strip() for line in bare.split("\n"))).strip()
