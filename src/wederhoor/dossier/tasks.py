"""Tasks: for each role the duty to work at first in a dossier. Disposable, and written with its summary."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from wederhoor.dossier.fence import tell_last
from wederhoor.dossier.models import Dossier, Task
from wederhoor.organisations.models import Organisation
from wederhoor.organisations.prepared import Several
from wederhoor.procedure.compiled import Procedure
from wederhoor.procedure.dossier import AMSTERDAM, State
from wederhoor.procedure.duties import DutyStatus

RUNNING = ("open", "overdue")
FAR = date.max
COLUMNS = ("role", "duty", "holder", "held", "aim", "due")
WRITE = """
WITH gone AS (DELETE FROM dossier_task WHERE organisation_id = %(organisation)s AND dossier_id = %(dossier)s
  AND NOT role = ANY(%(role)s::text[]))
INSERT INTO dossier_task AS t (organisation_id, dossier_id, role, duty, holder, held, aim, due)
SELECT %(organisation)s, %(dossier)s, n.* FROM unnest(%(role)s::text[], %(duty)s::text[], %(holder)s::text[],
  %(held)s::boolean[], %(aim)s::date[], %(due)s::date[]) n
ON CONFLICT (organisation_id, dossier_id, role) DO UPDATE SET duty = excluded.duty, holder = excluded.holder,
  held = excluded.held, aim = excluded.aim, due = excluded.due
"""


def day(moment: date | datetime | None) -> date | None:
    """The day in the Netherlands of a date or a moment."""
    return moment.astimezone(AMSTERDAM).date() if isinstance(moment, datetime) else moment


def urgency(duty: DutyStatus) -> tuple[date, date, str]:
    """What comes first: the earliest ``aim``, then the earliest ``due``; one without a date comes last."""
    return day(duty.aim) or FAR, day(duty.due) or FAR, duty.name


def running(found: Iterable[DutyStatus]) -> list[DutyStatus]:
    """The duties that run, the most urgent first."""
    return sorted((duty for duty in found if duty.status in RUNNING), key=urgency)


@lru_cache(maxsize=64)
def dischargers(procedure: Procedure) -> Mapping[str, tuple[str, ...]]:
    """For each duty the roles with an act in the dossier that discharges it, also in the complainant's name."""
    parties = {code for code, role in procedure.regulation.roles.items() if role.kind == "complainant"}
    found = {}
    for name, acts in procedure.dischargers.items():
        rules = [procedure.acts[act].rule for act in acts]
        roles = {role for rule in rules if not rule.opens for role in rule.by}
        found[name] = tuple(sorted(roles | (procedure.speakers if roles & parties else frozenset())))
    return found


@lru_cache(maxsize=512)
def has_duties(procedure: Procedure, role: str) -> bool:
    """Whether the regulation ever gives a role something to do: a duty of its own, or one of others that it may discharge."""
    owed = any(duty.holder == role for duty in procedure.regulation.duties.values())
    return owed or any(role in roles for roles in dischargers(procedure).values())


def of(state: State, found: Iterable[DutyStatus]) -> list[dict[str, Any]]:
    """One task per role that has something to do: what it owes first, or else what it may discharge first."""
    tasks: dict[str, dict[str, Any]] = {}
    for duty in running(found):
        for role, held in _roles(state, duty):
            if role not in tasks or (held and not tasks[role]["held"]):
                tasks[role] = _task(role, duty, held)
    return list(tasks.values())


def _roles(state: State, duty: DutyStatus) -> Iterator[tuple[str, bool]]:
    yield duty.holder, True
    yield from ((role, False) for role in dischargers(state.procedure)[duty.name] if role != duty.holder)


def _task(role: str, duty: DutyStatus, held: bool) -> dict[str, Any]:
    days = {"aim": day(duty.aim), "due": day(duty.due)}
    return {"role": role, "duty": duty.name, "holder": duty.holder, "held": held, **days}


def write(dossier: Dossier, tasks: list[dict[str, Any]]) -> None:
    """Put these tasks in the place of those that were there, in one statement, with the commit."""
    tell_last((WRITE, {"organisation": dossier.organisation_id, "dossier": dossier.id, **_columns(tasks)}))


def _columns(tasks: list[dict[str, Any]]) -> dict[str, list[Any]]:
    return {name: [task[name] for task in tasks] for name in COLUMNS}


def known(organisation: Organisation, dossiers: list[UUID]) -> dict[UUID, dict[str, Any]]:
    """The tasks of these dossiers as they were written, by role."""
    found: dict[UUID, dict[str, Any]] = {}
    rows = Task.objects.filter(organisation=organisation, dossier_id__in=dossiers)
    for row in rows.values("dossier_id", *COLUMNS):
        found.setdefault(row.pop("dossier_id"), {})[row["role"]] = row
    return found


def rows(dossier: Dossier, tasks: list[dict[str, Any]]) -> Several:
    """The same as rows of a new dossier, not saved."""
    return Several(Task, {"organisation_id": dossier.organisation_id, "dossier_id": dossier.id}, _columns(tasks))
