"""Events: what happened in a dossier. Codes, dates and opaque ids only; never a name or free text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

Value = str | list[str] | dict[str, str]
"""A code, several codes, or a code per element."""


@dataclass(frozen=True, slots=True)
class Event:
    """One act that was done.

    `at` is when it happened, `recorded` when it was entered; both aware. `by` is the role, `actor` an opaque id,
    `part` the part of the complaint ('' = the whole), `on_behalf_of` the role in whose name it was recorded.
    """

    seq: int
    act: str
    by: str
    at: datetime
    recorded: datetime
    actor: str
    part: str = ""
    values: Mapping[str, Value] = field(default_factory=dict)
    on_behalf_of: str = ""

    def to_json(self) -> dict[str, Any]:
        """A small dict for storage: empty fields are left out."""
        short: dict[str, Any] = {"n": self.seq, "a": self.act, "b": self.by, "t": self.at.isoformat(), "w": self.actor}
        if self.recorded != self.at:
            short["r"] = self.recorded.isoformat()
        rest = {"p": self.part, "v": dict(self.values), "o": self.on_behalf_of}
        short.update({key: value for key, value in rest.items() if value})
        return short

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Event:
        """The event that `to_json` wrote."""
        at = datetime.fromisoformat(data["t"])
        recorded = datetime.fromisoformat(data["r"]) if "r" in data else at
        values, behalf = data.get("v", {}), data.get("o", "")
        return cls(data["n"], data["a"], data["b"], at, recorded, data["w"], data.get("p", ""), values, behalf)
