"""The checks that the laws ask of a regulation, as law/*.yaml writes them: per law, and those that hold whatever the law."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import yaml

from wederhoor.procedure.data import root

EVERY = ""
"""The law of a check that holds whatever the law of the care."""


@dataclass(frozen=True, slots=True)
class Checks:
    """A law with what it asks of a regulation: for which legal bases of care, and each check as it stands in the file."""

    law: str
    name: str
    file: str
    governs: tuple[str, ...]
    articles: dict[str, str]
    checks: dict[str, dict[str, Any]]


@lru_cache(maxsize=1)
def checks_of_laws() -> tuple[Checks, ...]:
    """Every law/*.yaml that asks something of a regulation; the checks of every regulation first."""
    found = []
    for path in sorted((root() / "law").glob("*.yaml")):
        data = yaml.load(path.read_text("utf-8"), yaml.CSafeLoader)
        if "checks" in data:
            law, governs = data.get("statute", EVERY), tuple(data.get("governs", ()))
            articles = data.get("articles", {})
            found.append(Checks(law, data["name"], f"law/{path.name}", governs, articles, data["checks"]))
    return tuple(sorted(found, key=lambda checks: checks.law))


def check_names() -> frozenset[str]:
    """The words under which a regulation may answer for itself (`conformity`)."""
    return frozenset(name for law in checks_of_laws() for name in law.checks)
