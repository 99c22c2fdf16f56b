"""Measures and recommendations of an organisation: taking them, every step after, who sees them, and counts for reports.

What a dossier brought about comes here by itself (``insight.gathering``); its events stay the truth of the dossier, and
nothing here leads back to one. ``take`` and ``step`` write the row, its history and the access log in one transaction.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Max

from wederhoor.dossier import access
from wederhoor.dossier.actor import Actor
from wederhoor.dossier.fence import in_organisation
from wederhoor.insight import sealed, steps
from wederhoor.insight.models import Measure, MeasureStep
from wederhoor.insight.steps import MEASURE, RECOMMENDATION, Standing, Step
from wederhoor.organisations.models import Organisation
from wederhoor.procedure.terms import local_date

ORIGINS = ("dossier", "report", "signal", "recommendation", "meeting", "itself")
TEXTS = ("what", "result", "reason")
WORDS_OF = {"finish": "result", "carry out": "result", "check": "result", "drop": "reason", "answer": "reason"}
"""Of these steps the words also stand in the row."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What a measure is about: a member of a cooperative, a location, a team, a theme; nothing is the whole organisation."""

    member: int | None = None
    location: int | None = None
    team: int | None = None
    theme: str = ""


@dataclass(frozen=True, slots=True)
class Owner:
    """Who does it, and in which role; a role alone is whoever holds it."""

    account: UUID | None = None
    role: str = ""


def take(
    organisation: Organisation, *, origin: str, what: str, actor: Actor, now: datetime, aim: str = "",
    owner: Owner | None = None, due: date | None = None, origin_id: UUID | None = None, about: Subject | None = None,
    kind: str = MEASURE, asked: bool | None = None,
) -> UUID:  # fmt: skip
    """Put a measure (or a recommendation) on the list; returns its id. ``what`` names nobody: the caller warned its writer.

    ``origin_id`` is the report, signal or recommendation it came from, never a dossier.
    """
    if origin not in ORIGINS or (origin == "dossier" and origin_id):
        raise ValueError(f"not an origin of a measure: {origin}")
    row = new(organisation, kind, origin, about or Subject(), owner or Owner(), actor, local_date(now))
    row.aim, row.due, row.asked, row.origin_id = aim, due, asked, origin_id
    row.what = sealed.seal(organisation, what, record(row.id), "what")
    with in_organisation(organisation.pk):
        Measure.objects.bulk_create([row])
        remember(row, "take" if kind == MEASURE else "recommend", {}, "", actor=actor, now=now)
        access.log(organisation.pk, actor, "measure step", now=now)
    return row.id


def new(
    organisation: Organisation, kind: str, origin: str, about: Subject, owner: Owner, actor: Actor, today: date
) -> Measure:
    """An open row, not saved."""
    return Measure(
        organisation=organisation, id=uuid.uuid4(), kind=kind, origin=origin, member_id=about.member,
        location_id=about.location, team_id=about.team, theme=about.theme, owner_id=owner.account, role=owner.role,
        status="open", made_on=today, by=actor.who, by_role=actor.role,
    )  # fmt: skip


def record(measure: UUID) -> str:
    """How the seal of its texts names a measure."""
    return f"measure {measure.hex}"


def standing(row: Measure) -> Standing:
    """Where a row stands."""
    return Standing(
        row.kind, row.status, row.due, row.decided_on, row.done_on, row.check_months, row.check_on, row.conclusion
    )


def stand(row: Measure, now_stands: Standing) -> None:
    """Write where it stands into the row, not saved."""
    for name in ("status", "due", "decided_on", "done_on", "check_months", "check_on", "conclusion"):
        setattr(row, name, getattr(now_stands, name))


def remember(
    row: Measure, step: str, said: Mapping[str, Any], words: str, *, actor: Actor, now: datetime
) -> MeasureStep:
    """One line of its history; inside the transaction of the step."""
    mine = MeasureStep.objects.filter(organisation_id=row.organisation_id, measure=row.id)
    last = mine.aggregate(last=Max("seq"))["last"] or 0
    line = MeasureStep(
        organisation_id=row.organisation_id, id=uuid.uuid4(), measure=row.id, seq=last + 1, step=step, at=now,
        by=actor.who, role=actor.role, said=dict(said),
    )  # fmt: skip
    line.words = sealed.seal(row.organisation, words, f"measure step {line.id.hex}", "words")
    MeasureStep.objects.bulk_create([line])
    return line


__all__ = ["MEASURE", "ORIGINS", "RECOMMENDATION", "Owner", "Step", "Subject", "replace", "steps", "take"]
