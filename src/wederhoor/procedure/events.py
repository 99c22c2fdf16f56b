"""Events: what happened in a dossier. Codes, dates and opaque ids only; never a name or free text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from typing import Any

from wederhoor.procedure.terms import AMSTERDAM

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


def moment_of(value: Value, otherwise: datetime) -> datetime:
    """A date or moment given in a field, as an aware moment; the event's own when nothing was given."""
    if not isinstance(value, str) or not value:
        return otherwise
    if len(value) == 10:
        return datetime.combine(date.fromisoformat(value), time(), AMSTERDAM)
    given = datetime.fromisoformat(value)
    return given if given.tzinfo else given.replace(tzinfo=AMSTERDAM)


def put_right(old: Event, corrections: Iterable[Event]) -> Event:
    """An event as it reads after its corrections: its moment, and the answers that were wrong. Its record keeps both."""
    for fix in corrections:
        if str(fix.values.get("event", "")) == str(old.seq):
            name, _, code = str(fix.values.get("answer", "")).partition("=")
            right: Value = code.split(",") if isinstance(old.values.get(name), list) else code
            values = {**old.values, name: right} if name else old.values
            old = replace(old, at=moment_of(fix.values.get("at", ""), old.at), values=values)
    return old
