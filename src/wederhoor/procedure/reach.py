"""How far a statute reaches: which legal bases of care it governs (law/*.yaml), so nothing of it runs outside."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import yaml

from wederhoor.procedure.data import root

if TYPE_CHECKING:
    from wederhoor.procedure.dossier import State
    from wederhoor.procedure.model import Duty


EVERYTHING = "everything"
"""What a law governs that holds whatever the legal basis of the care."""


@lru_cache(maxsize=1)
def governed() -> dict[str, frozenset[str]]:
    """Statute -> the legal bases it governs, read from law/*.yaml; of a law that governs everything: EVERYTHING alone."""
    found = {}
    for path in sorted((root() / "law").glob("*.yaml")):
        data = yaml.load(path.read_text("utf-8"), yaml.CSafeLoader)
        if "statute" in data:
            governs = data["governs"]
            found[data["statute"]] = frozenset([governs] if isinstance(governs, str) else governs)
    return found


def _named(statute: str) -> str:
    """'wkkgz' of 'wkkgz 17.1'."""
    return statute.split(" ")[0]


def is_statutory(state: State, duty: Duty, part: str) -> bool:
    """Whether a duty's term is one set by law for this part, so that the Algemene termijnenwet moves its end."""
    return bool(duty.statute) and str(state.value("law", part)) in governed().get(_named(duty.statute), frozenset())


def in_reach(state: State, statute: str, part: str) -> str:
    """The article, where its law reaches this part (by itself, or because the regulation declares it); else ''."""
    if not statute:
        return ""
    law, name = str(state.value("law", part)), _named(statute)
    declared = law in state.regulation.laws and name in state.regulation.laws[law].follows
    reach = governed().get(name, frozenset([EVERYTHING]))
    return statute if declared or EVERYTHING in reach or law in reach else ""
