"""What costs who complains nothing: by the regulation's own words, or because a law says so. Nothing else may be called free."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wederhoor.procedure.statutes import statute_files

if TYPE_CHECKING:
    from wederhoor.procedure.model import Regulation

FREE = "free"
"""What a principle is about that says that complaining costs nothing."""


@dataclass(frozen=True, slots=True)
class FreeHelp:
    """Somebody whose help a law makes free, for care under these ``laws`` of the regulation."""

    role: str
    laws: tuple[str, ...]
    source: str


def complaining_is_free(regulation: Regulation) -> bool:
    """Whether the regulation itself says that a complaint costs nothing."""
    return any(principle.about == FREE for principle in regulation.principles.values())


def free_by_law(regulation: Regulation) -> Iterator[FreeHelp]:
    """Whose help is free by law, where that law reaches care of this regulation and somebody here does that work."""
    for _, law in statute_files():
        laws = tuple(n for n, of in regulation.laws.items() if n in law["governs"] or law["statute"] in of.follows)
        for role, place in law.get("free_help", {}).items():
            if laws and role in regulation.statute_roles:
                yield FreeHelp(regulation.statute_roles[role], laws, place)


def help_is_free(regulation: Regulation, role: str, laws: Iterable[str] = ()) -> bool:
    """Whether the help of this role costs nothing for care under all of these laws; of none named: whatever the care."""
    care = set(laws) or set(regulation.laws)
    return complaining_is_free(regulation) or any(
        help_.role == role and care <= set(help_.laws) for help_ in free_by_law(regulation)
    )
