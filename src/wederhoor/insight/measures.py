"""Measures and recommendations of an organisation: taking them, every step after, and counts for reports.

What a dossier brought about comes here by itself (``insight.gathering``); its events stay the truth of the dossier, and
nothing here leads back to one. ``take`` and ``step`` write the row, its history and the access log in one transaction.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Max, Q, QuerySet

from wederhoor.dossier import access
from wederhoor.dossier.actor import Actor
from wederhoor.dossier.fence import in_organisation
from wederhoor.insight import effect, naming, sealed
from wederhoor.insight.figures import Cut
from wederhoor.insight.models import Measure, MeasureStep
from wederhoor.insight.steps import MEASURE, RUNNING, Standing, Step, refused, taken
from wederhoor.organisations.models import Organisation
from wederhoor.procedure.terms import local_date

ORIGINS = ("dossier", "report", "signal", "recommendation", "meeting", "itself")
WORDS_OF = {"finish": "result", "carry out": "result", "check": "result", "drop": "reason", "answer": "reason"}
"""Of these steps the words also stand in the row."""
STANDING = ("status", "due", "decided_on", "done_on", "check_months", "check_on", "conclusion")
COLUMNS = (
    *STANDING, "owner_id", "role", "member_id", "location_id", "team_id", "theme", "aim", "what", "result", "reason", "before", "after",
    "counted_days",
)  # fmt: skip


class Refused(ValueError):
    """A step that is not possible, with its reason in Dutch."""


class Changed(Exception):
    """Somebody else did something meanwhile."""


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


@dataclass(frozen=True, slots=True)
class Change:
    """What somebody made of a row with the step 'change'."""

    what: str
    owner: Owner
    about: Subject
    aim: str = ""


def take(
    organisation: Organisation, *, origin: str, what: str, actor: Actor, now: datetime, aim: str = "",
    owner: Owner | None = None, due: date | None = None, origin_id: UUID | None = None, about: Subject | None = None,
    kind: str = MEASURE, asked: bool | None = None,
) -> UUID:  # fmt: skip
    """Put a measure (or a recommendation) on the list; returns its id. ``what`` names nobody: the form warned its writer.

    Raises ValueError for a citizen service number in it.
    ``origin_id`` is the report, signal or recommendation it came from, never a dossier.
    """
    if origin not in ORIGINS or (origin == "dossier" and origin_id):
        raise ValueError(f"not an origin of a measure: {origin}")
    if naming.numbered(what):
        raise ValueError("a citizen service number stands in the text of a measure: its form must refuse it (Nameless)")
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


def step(
    organisation: Organisation, measure: UUID, step: Step, words: str, *, seen: int, actor: Actor, now: datetime,
    change: Change | None = None,
) -> None:  # fmt: skip
    """Do one step. Raises Refused with its reason, and Changed when somebody did something after line ``seen`` of its history."""
    with in_organisation(organisation.pk):
        mine = Measure.objects.filter(organisation=organisation, id=measure)
        row = mine.select_for_update(of=("self",)).select_related("organisation").get()
        if _last(row) != seen:
            raise Changed
        if because := refused(standing(row), step):
            raise Refused(because)
        write(row, step, words, changed(row, change) if change else {}, actor=actor, now=now)
        access.log(organisation.pk, actor, "measure step", now=now)


def changed(row: Measure, change: Change) -> dict[str, Any]:
    """Put what changed in the row, not saved; returns which, and of what is no text what it was before."""
    said: dict[str, Any] = {}
    wanted = {
        "owner_id": change.owner.account, "role": change.owner.role, "member_id": change.about.member,
        "location_id": change.about.location, "team_id": change.about.team, "theme": change.about.theme, "aim": change.aim,
    }  # fmt: skip
    for name, value in wanted.items():
        if getattr(row, name) != value:
            was = getattr(row, name)
            said[name] = was.hex if isinstance(was, UUID) else was
            setattr(row, name, value)
    if change.what and change.what != sealed.text(row.organisation, row.what, record(row.id), "what"):
        row.what = sealed.seal(row.organisation, change.what, record(row.id), "what")
        said["what"] = True
    return said


def write(row: Measure, step: Step, words: str, said: Mapping[str, Any], *, actor: Actor, now: datetime) -> None:
    """Take a step that is permitted and write it with its line of history; inside the transaction of who asks."""
    was = standing(row)
    stands = taken(was, step)
    for name in STANDING:
        setattr(row, name, getattr(stands, name))
    if words and (column := WORDS_OF.get(step.name)):
        setattr(row, column, sealed.seal(row.organisation, words, record(row.id), column))
    _counted(row, was, step, local_date(now))
    Measure.objects.filter(organisation_id=row.organisation_id, id=row.id).update(
        **{name: getattr(row, name) for name in COLUMNS}
    )
    moved = {name: _plain(getattr(stands, name)) for name in STANDING if getattr(was, name) != getattr(stands, name)}
    remember(row, step.name, {**said, "now": moved}, words, actor=actor, now=now)


def _counted(row: Measure, was: Standing, step: Step, today: date) -> None:
    """What was measured: before, when somebody plans to look; when somebody looks, after and before over the same time."""
    if step.name == "reopen":
        row.before = row.after = row.counted_days = None
    over = effect.stretch(row, today if step.name == "check" else None)
    if step.name not in ("finish", "plan check", "check") or over is None:
        return
    if row.before is None or (was.check_months, row.counted_days) != (row.check_months, over.days):
        row.before = effect.before(row, over)
    row.counted_days = over.days
    if step.name == "check":
        row.after = effect.after(row, over)


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def _last(row: Measure) -> int:
    mine = MeasureStep.objects.filter(organisation_id=row.organisation_id, measure=row.id)
    return mine.aggregate(last=Max("seq"))["last"] or 0


def remember(
    row: Measure, step: str, said: Mapping[str, Any], words: str, *, actor: Actor, now: datetime
) -> MeasureStep:
    """One line of its history; inside the transaction of the step."""
    line = MeasureStep(
        organisation_id=row.organisation_id, id=uuid.uuid4(), measure=row.id, seq=_last(row) + 1, step=step, at=now,
        by=actor.who, role=actor.role, said=dict(said),
    )  # fmt: skip
    line.words = sealed.seal(row.organisation, words, step_record(line.id), "words")
    MeasureStep.objects.bulk_create([line])
    return line


def step_record(line: UUID) -> str:
    """How the seal of its words names a line of history."""
    return f"measure step {line.hex}"


@dataclass(frozen=True, slots=True)
class Tally:
    """How many in a period were taken, done, dropped or rejected, were due and not done in time, and what their effect was."""

    taken: int = 0
    done: int = 0
    dropped: int = 0
    late: int = 0
    worked: int = 0
    partly: int = 0
    not_worked: int = 0


def counts(cut: Cut, *by: str, today: date, kind: str = MEASURE) -> dict[tuple[Any, ...], Tally]:
    """Counts per combination of these columns (theme, location_id, member_id, aim, origin). Call inside ``in_organisation``.

    Taken, done and dropped on a day in the period; late: due in the period and not done by that day; the effect is of
    those that were done in it.
    """
    within, rows = (cut.period.first, cut.period.last), of(cut, kind)
    done, due = Q(done_on__range=within), Q(due__range=within, due__lt=today)
    late = due & (Q(done_on=None, status__in=RUNNING) | Q(done_on__gt=F("due")))
    asked = {
        "taken": Q(made_on__range=within), "done": done, "late": late,
        "dropped": Q(status__in=("dropped", "rejected"), decided_on__range=within),
        "worked": done & Q(conclusion="worked"), "partly": done & Q(conclusion="partly"), "not_worked": done & Q(conclusion="not"),
    }  # fmt: skip
    numbers = {name: Count("id", filter=condition) for name, condition in asked.items()}
    found = (
        rows.values_list(*by).annotate(**numbers).order_by(*by) if by else [tuple(rows.aggregate(**numbers).values())]
    )
    tallies = {tuple(row[: len(by)]): Tally(**dict(zip(asked, row[len(by) :], strict=True))) for row in found}
    return {key: tally for key, tally in tallies.items() if tally != Tally()}


def of(cut: Cut, kind: str) -> QuerySet[Measure]:
    """All of this kind that a cut counts. Inside ``in_organisation``."""
    rows = Measure.objects.filter(organisation=cut.organisation, kind=kind)
    rows = rows.filter(member=cut.member) if cut.member else rows
    return rows.filter(location__group=cut.group) if cut.group else rows
