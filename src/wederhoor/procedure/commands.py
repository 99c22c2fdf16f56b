"""Commands: what somebody wants to do. Acts are data of the regulation, so one command type carries them all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from wederhoor.procedure.events import Value


@dataclass(frozen=True, slots=True)
class Command:
    """Do `act` as role `by`.

    `values` holds codes and dates; `texts` only the names of the free-text fields that are filled: their contents are sealed
    beside the event. `at` says when it happened, when that is not now. `on_behalf_of` is the role whose act is recorded.
    """

    act: str
    by: str
    values: Mapping[str, Value] = field(default_factory=dict)
    texts: frozenset[str] = frozenset()
    part: str = ""
    at: datetime | None = None
    on_behalf_of: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why an act is not possible now: a Dutch sentence, the place that says so, and a code for programs."""

    act: str
    because: str
    source: str
    code: str
    field: str = ""
