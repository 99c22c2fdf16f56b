"""'Did you mean ...?': the nearest right word for a wrong one."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def did_you_mean(wrong: str, right: Iterable[str]) -> str:
    """A phrase with the nearest right word, or the words that may stand here when none is near."""
    options = sorted({str(r) for r in right})
    near = get_close_matches(wrong, options, n=1, cutoff=0.6)
    if near:
        return f"did you mean {near[0]}?"
    return f"choose from: {', '.join(options)}" if 0 < len(options) <= 25 else "no word comes near"
