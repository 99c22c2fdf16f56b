"""How a pattern of these rules is compiled: nothing in it repeats without an end. Pure.

A pattern that may repeat for ever looks, from each letter of a line of dashes or hyphens, to the end of that line: a text twice as
long then takes four times as long. With an end to every repeat a text takes as long as it is long, whatever stands in it.
"""

from __future__ import annotations

import re

MOST = 64
"""More letters than a word, and more blanks than a gap, has in a text that somebody wrote; a mail address has no more before its @."""
_PIECE = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|(?P<endless>[*+])", re.S)
_ENDS = {"*": f"{{0,{MOST}}}", "+": f"{{1,{MOST}}}"}


def rule(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """The compiled pattern, in which ``*`` and ``+`` mean at most ``MOST`` times; a longer repeat says its own end."""
    return re.compile(_PIECE.sub(lambda piece: _ENDS.get(piece["endless"], piece[0]), pattern), flags)
