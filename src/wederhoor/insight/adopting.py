"""Adopting, changing or withdrawing a regulation: who must be heard, who must consent, and what is possible now. Pure.

The rule is the ``governance`` entry of the regulation in force that has ``consent_of`` or ``heard``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from wederhoor.procedure.model import Regulation
from wederhoor.procedure.surroundings import CHANGES, Governance

Change = Literal["adoption", "change", "withdrawal"]
Doing = Literal["propose", "hear", "consent", "decide", "stop"]
GIVEN, REFUSED = "given", "refused"


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what, by or from which role, on which day; of a consent whether it was given or refused."""

    doing: Doing
    role: str
    on: date
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Possible:
    """A step that belongs to this change, with why it cannot be done now ('' when it can)."""

    doing: Doing
    role: str
    because: str = ""


def rule_of(regulation: Regulation) -> tuple[str, Governance] | None:
    """The rule about adopting: the first that asks consent or advice about the regulation, else the first of the text."""
    asking = [(name, rule) for name, rule in regulation.governance.items() if rule.consent_of]
    return next(iter([*asking, *regulation.governance.items()]), None)


def heard(rule: Governance, change: Change) -> tuple[str, ...]:
    """Who must be heard first: of a rule that says before what, only then."""
    return rule.heard if not rule.before or change in rule.before.split(CHANGES) else ()


def possible(rule: Governance, change: Change, steps: Sequence[Step]) -> list[Possible]:
    """Every step of this change in order, with why not where it cannot be done (any more)."""
    return [Possible(doing, role, _why_not(rule, change, steps, doing, role)) for doing, role in _all(rule, change)]


def ended(steps: Sequence[Step]) -> bool:
    """Whether it was decided or stopped."""
    return any(step.doing in ("decide", "stop") for step in steps)


def _all(rule: Governance, change: Change) -> Iterator[tuple[Doing, str]]:
    yield "propose", ""
    yield from (("hear", role) for role in heard(rule, change))
    yield from (("consent", role) for role in rule.consent_of)
    yield "decide", rule.by
    yield "stop", rule.by


def _why_not(rule: Governance, change: Change, steps: Sequence[Step], doing: Doing, role: str) -> str:
    if ended(steps):
        return "Hierover is al besloten."
    if doing == "propose":
        return "Het voorstel ligt er al." if _done(steps, "propose") else ""
    if doing != "stop" and not _done(steps, "propose"):
        return "Er ligt nog geen voorstel."
    if doing == "hear" and _done(steps, "hear", role):
        return "Dit advies is er al."
    if doing == "consent":
        return _no_consent(rule, change, steps, role)
    return _no_decision(rule, change, steps) if doing == "decide" else ""


def _no_consent(rule: Governance, change: Change, steps: Sequence[Step], role: str) -> str:
    if _answer(steps, role) == GIVEN:
        return "Deze instemming is er al."
    return "Eerst moeten de adviezen er zijn." if _unheard(rule, change, steps) else ""


def _no_decision(rule: Governance, change: Change, steps: Sequence[Step]) -> str:
    if _unheard(rule, change, steps):
        return "Nog niet iedereen die advies geeft is gehoord."
    missing = [role for role in rule.consent_of if _answer(steps, role) != GIVEN]
    return "Nog niet iedereen die moet instemmen heeft ingestemd." if missing else ""


def _unheard(rule: Governance, change: Change, steps: Sequence[Step]) -> list[str]:
    return [role for role in heard(rule, change) if not _done(steps, "hear", role)]


def _done(steps: Sequence[Step], doing: Doing, role: str | None = None) -> bool:
    return any(step.doing == doing and role in (None, step.role) for step in steps)


def _answer(steps: Sequence[Step], role: str) -> str:
    """The last word of this role: who refused may consent later to a changed proposal."""
    return next((step.answer for step in reversed(steps) if (step.doing, step.role) == ("consent", role)), "")
