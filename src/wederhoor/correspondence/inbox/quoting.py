"""What is new in a reply, and what it repeats of earlier mails.

mail-parser-reply knows many programs; it misses most Dutch ones (Gmail, Apple Mail, Outlook), which come first here.
"""

from __future__ import annotations

import re

from mailparser_reply import EmailReplyParser

_SPACED = re.compile(r"[ \t\u00a0\u202f]+")
_OPENERS = (
    # Gmail, Thunderbird: "Op ma 3 mrt 2025 om 10:11 schreef Jan <jan@...>:", over one to three lines
    re.compile(r"^Op [^\n]{4,120}?(?:\n[^\n]{0,120}?){0,2}\b(?:schreef|het volgende geschreven)\b[^\n]*(?:\n[^\n]{0,120})?:[ ]*$", re.M),
    re.compile(r"^On [^\n]{4,120}?(?:\n[^\n]{0,120}?){0,2}\bwrote:[ ]*$", re.M),
    re.compile(r"^-{2,} ?(?:Oorspronkelijk bericht|Original Message|Doorgestuurd bericht|Forwarded message) ?-{2,}[ ]*$", re.M | re.I),
    # Outlook: a block of headers
    re.compile(r"^\*?Van:\*? [^\n]+\n(?:\*?(?:Verzonden|Datum|Date):\*? [^\n]+\n)(?:\*?[A-Z][a-z]+:\*? [^\n]*\n?)+", re.M),
    re.compile(r"^_{10,}[ ]*\n\*?(?:Van|From): ", re.M),
    re.compile(r"^(?:>[^\n]*(?:\n|$)){1,}", re.M),
)  # fmt: skip


def split_quoted(text: str) -> tuple[str, str]:
    """What the writer wrote now, and the rest: what was quoted, from where it begins. Nothing is thrown away."""
    plain = _SPACED.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    start = min((found.start() for opener in _OPENERS if (found := opener.search(plain))), default=len(plain))
    new, quoted = plain[:start].strip(), plain[start:].strip()
    if not new or _answered_inside(quoted):  # an answer below or between the quote: folding would hide it
        return plain, ""
    return _library(new, quoted)


def _answered_inside(quoted: str) -> bool:
    """Whether the writer's own lines stand under or between lines that begin with '>'."""
    lines = [line for line in quoted.split("\n") if line.strip()]
    first = next((n for n, line in enumerate(lines) if line.startswith(">")), None)
    return first is not None and any(not line.startswith(">") for line in lines[first:])


def _library(new: str, quoted: str) -> tuple[str, str]:
    """What the library still recognises as quoted in the new part."""
    replies = EmailReplyParser(languages=["nl", "en", "de"]).read(new).replies
    if len(replies) < 2 or not (first := replies[0].content.strip()):
        return new, quoted
    at = new.find(first) + len(first) if first in new else len(new)
    return new[:at].strip(), "\n\n".join(filter(None, (new[at:].strip(), quoted)))
