"""How a pattern of these rules is compiled: nothing in it repeats without an end. Pure.

A pattern that may repeat for ever looks, from each letter of a line of dashes or hyphens, to the end of that line: a text twice as
long then takes four times as long. With an end to every repeat a text takes as long as it is long, whatever stands in it.
"""

from __future__ import annotations

import re

MOST = 64
"""More letters than a word, and more blanks than a gap, has in a text that somebody wrote; a mail address has no more before its @."""
_PIECE = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\{(?P<least>\d+),\}|(?P<sign>[*+])", re.S)
_LEAST = {"*": "0", "+": "1"}


def rule(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """The compiled pattern, in which ``*``, ``+`` and ``{2,}`` mean at most ``MOST`` times; a longer repeat says its own end."""
    return re.compile(_PIECE.sub(_ended, pattern), flags)


def _ended(piece: re.Match[str]) -> str:
    least = piece["least"] or _LEAST.get(piece["sign"], "")
    return f"{{{least},{MOST}}}" if least else piece[0]
