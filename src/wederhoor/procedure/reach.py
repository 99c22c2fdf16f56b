"""How far a statute reaches: which legal bases of care it governs (law/*.yaml), so nothing of it runs outside."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import yaml

from wederhoor.procedure.data import root

if TYPE_CHECKING:
    from wederhoor.procedure.dossier import State
    from wederhoor.procedure.model import Duty, Regulation


@lru_cache(maxsize=1)
def governed() -> dict[str, frozenset[str]]:
    """Statute -> the legal bases it governs, read from law/*.yaml."""
    found = {}
    for path in sorted((root() / "law").glob("*.yaml")):
        data = yaml.load(path.read_text("utf-8"), yaml.CSafeLoader)
        if "statute" in data:
            found[data["statute"]] = frozenset(data["governs"])
    return found


def bases_of(regulation: Regulation, statute: str) -> frozenset[str]:
    """The legal bases of this regulation to which a statute applies, by law or because the regulation declares it."""
    declared = {name for name, law in regulation.laws.items() if statute in law.follows}
    return frozenset((governed().get(statute, frozenset()) & set(regulation.laws)) | declared)


def is_statutory(state: State, duty: Duty, part: str) -> bool:
    """Whether a duty's term is one set by law for this part, so that the Algemene termijnenwet moves its end."""
    statute = duty.statute.split(" ")[0]
    return bool(statute) and str(state.value("law", part)) in governed().get(statute, frozenset())
