"""Several people in one answer: a name a line is a person each; of names that stand together in one line a person decides. Pure."""

from __future__ import annotations

import re

MOST = 10
"""So many people one answer names."""
_BETWEEN = re.compile(r"\s*[,;/&]\s*|\s+en\s+|\s+and\s+", re.IGNORECASE)


def by_line(answer: str) -> list[str]:
    """The names of an answer, one a line, each once. What does not fit any more stays with the last one: nothing is lost."""
    names = list(dict.fromkeys(" ".join(line.split()) for line in answer.splitlines() if line.strip()))
    return names if len(names) <= MOST else [*names[: MOST - 1], ", ".join(names[MOST - 1 :])]


def in_one(name: str) -> list[str]:
    """The names that seem to stand together in one; [] when it seems to be one name."""
    parts = [part.strip() for part in _BETWEEN.split(name) if part.strip()]
    named = len(parts) > 1 and all(any(word[:1].isupper() for word in part.split()) for part in parts)
    return list(dict.fromkeys(parts)) if named else []
