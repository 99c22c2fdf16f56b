"""Written reports in the database: their texts, and what was handed in as it was. Sealed with the organisation's key."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wederhoor.insight import sealed
from wederhoor.insight.models import WrittenReport
from wederhoor.insight.report import tables
from wederhoor.insight.report.tables import Table
from wederhoor.organisations.models import Organisation


@dataclass(frozen=True, slots=True)
class Part:
    """One section of a report: its name, what the writer is asked, the tables, and the writer's words."""

    code: str
    label: str
    asks: str
    tables: tuple[Table, ...]
    text: str
    missing: int = 0
    proposed: tuple[str, ...] = ()
    """Lines that the writer may take into the text."""

    def as_data(self) -> dict[str, Any]:
        """To freeze; what the writer was asked is no part of the report."""
        return {"code": self.code, "label": self.label, "tables": [t.as_data() for t in self.tables], "text": self.text}


def record(row: WrittenReport) -> str:
    """Where a text of this report is sealed."""
    return f"report {row.id.hex}"


def texts(organisation: Organisation, row: WrittenReport) -> dict[str, str]:
    """The writer's words per section."""
    kept: dict[str, str] = json.loads(sealed.text(organisation, row.texts, record(row), "texts") or "{}")
    return kept


def with_texts(organisation: Organisation, row: WrittenReport, found: Mapping[str, str]) -> bytes:
    """The words, sealed."""
    return sealed.seal(organisation, json.dumps(dict(found), ensure_ascii=False), record(row), "texts")


def frozen(facts: Mapping[str, str], parts: Sequence[Part]) -> tuple[str, str]:
    """The whole report as text of one form, and its hash. ``facts``: title, organisation, period and the like."""
    whole = {"facts": dict(facts), "parts": [part.as_data() for part in parts]}
    content = json.dumps(whole, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return content, hashlib.sha256(content.encode()).hexdigest()


def content(organisation: Organisation, row: WrittenReport) -> tuple[dict[str, str], tuple[Part, ...]]:
    """What was handed in. Raises ValueError when it is not what the hash says."""
    text = sealed.text(organisation, row.content, record(row), "content")
    if hashlib.sha256(text.encode()).hexdigest() != row.sha256:
        raise ValueError(f"report {row.id}: what is kept is not what was handed in")
    whole = json.loads(text)
    parts = (
        Part(one["code"], one["label"], "", tuple(tables.read(table) for table in one["tables"]), one["text"])
        for one in whole["parts"]
    )
    return whole["facts"], tuple(parts)
