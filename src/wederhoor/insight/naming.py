"""Whether the short text of a measure seems to point to a person: a warning for its writer, and what keeps a text in its dossier. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from wederhoor.insight.deidentify import Finding, Kind, suspicions

SURE = 0.7
"""Below this a word with a capital is more often a word than a name; here a person wrote the text to name nobody."""
FINE = frozenset({Kind.PLACE, Kind.DATE, Kind.WEB})


def seen(text: str, names: Iterable[str] = ()) -> list[Finding]:
    """What in this text seems to point to a person; ``names`` are those known in its dossier."""
    return [one for one in suspicions(text, names) if one.confidence >= SURE and one.kind not in FINE]


def numbered(text: str) -> bool:
    """Whether a citizen service number stands in it: such a text is never kept, whatever its writer says."""
    return any(one.kind is Kind.BSN for one in seen(text))
