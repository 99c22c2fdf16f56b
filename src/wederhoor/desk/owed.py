"""The duties that run in a dossier: whose, by when and why, with the button of who may end them now, and else what stands in the way."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils import timezone

from wederhoor.desk import pending
from wederhoor.desk.presenting import act_url, doubts, part_label, place
from wederhoor.desk.tabs import is_party
from wederhoor.desk.words import TermWords, term_words
from wederhoor.dossier.door import OpenDossier
from wederhoor.dossier.tasks import RUNNING
from wederhoor.procedure.acts import Permissions, why_not
from wederhoor.procedure.commands import Refusal
from wederhoor.procedure.dossier import State
from wederhoor.procedure.duties import DutyStatus
from wederhoor.procedure.saying import outside, role_label, small


def rows(dossier: OpenDossier, found: list[DutyStatus], may: Permissions, now: datetime) -> list[dict[str, Any]]:
    """The duties that run, each with what to do first where nobody can end it yet; of a side only the dates."""
    shown = duty_rows(dossier.state, dossier.number, found, dossier.actor.role, may, now=now)
    if is_party(dossier):
        return [row | {"stuck": None} for row in shown]
    return [row | {"first": pending.first(dossier, row["stuck"], now, row["scope"])} for row in shown]


def duty_rows(
    state: State, number: str, found: list[DutyStatus], role: str, may: Permissions, *, now: datetime
) -> list[dict[str, Any]]:
    """Duties that run now; the person's own first, then by date."""
    running = [duty for duty in found if duty.status in RUNNING]
    running.sort(key=lambda d: (d.holder != role, d.aim is None, str(d.aim or "")))
    return [_row(state, number, duty, _act_for(state, duty, may), role, now) for duty in running]


def _act_for(state: State, duty: DutyStatus, may: Permissions) -> str:
    """The act by which this person can end a duty now, in the part that it is about."""
    able = {allowed.act for allowed in may.may if duty.part in ("", allowed.part) or not allowed.part}
    return next((name for name in state.procedure.dischargers[duty.name] if name in able), "")


def _row(state: State, number: str, duty: DutyStatus, act: str, role: str, now: datetime) -> dict[str, Any]:
    stuck = None if act else _stuck(state, duty, role, now)
    return {
        "label": duty.label, "term": _term(duty), "due": duty.due, "aim": duty.aim, "holder": role_label(state, duty.holder),
        "owed_to": ", ".join(small(role_label(state, r)) for r in duty.owed_to), "why": duty.why,
        "source": place(duty.source, duty.statute), "part": part_label(duty.part), "scope": duty.part,
        "doubts": doubts(state, duty.name, state.regulation.duties[duty.name]),
        "escalates": role_label(state, duty.escalates_to) if duty.escalates_to not in ("", duty.holder) else "", "external": duty.external,
        "waits_for": role_label(state, duty.holder) if duty.holder != role and outside(state.regulation, duty.holder) else "",
        "after_closing": state.closed, "stuck": stuck, "first": [],
        "act_label": state.regulation.acts[act].label if act else "",
        "act_url": act_url(number, act, duty.part) if act else "",
    }  # fmt: skip


def _term(duty: DutyStatus) -> TermWords:
    late = duty.status == "overdue"
    return term_words(duty.due if late else duty.aim or duty.due, timezone.localdate(), late=late)


def _stuck(state: State, duty: DutyStatus, role: str, now: datetime) -> Refusal | None:
    """Why this person cannot end it yet, though it is for them: of several acts first what a step takes away."""
    refused = [one for one in _refused(state, duty, role, now) if one.code != "role"]
    return next((one for one in refused if one.code in pending.MENDED), next(iter(refused), None))


def _refused(state: State, duty: DutyStatus, role: str, now: datetime) -> Iterator[Refusal]:
    acts = [state.procedure.acts[name] for name in state.procedure.dischargers[duty.name]]
    for act in acts:
        scope = duty.part if act.rule.per == "part" else ""
        refusal = None if act.rule.opens else why_not(state, act, role, now, scope)
        if refusal:
            yield refusal
