"""What a dossier asks attention for: terms that come near or passed, questions without an answer, what consent closes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from wederhoor.procedure.acts import why_not
from wederhoor.procedure.besides import Question
from wederhoor.procedure.commands import Refusal
from wederhoor.procedure.dossier import State
from wederhoor.procedure.duties import DutyStatus, duties, end_of
from wederhoor.procedure.retention import retention_duty

RUNNING = frozenset({"open", "overdue"})


@dataclass(frozen=True, slots=True)
class Escalation:
    """A duty whose strictest date ('aim') or last day ('due') passed unmet, and the role that must hear of it."""

    duty: DutyStatus
    level: Literal["aim", "due"]
    to: str


def _running(state: State, now: datetime) -> Iterator[DutyStatus]:
    yield from (duty for duty in duties(state, now) if duty.status in RUNNING)
    if keeping := retention_duty(state, now):
        yield keeping


def escalations(state: State, now: datetime) -> list[Escalation]:
    """At `aim` the holder hears of it, after `due` the role that the regulation names (the holder where it names none)."""
    found = []
    for duty in _running(state, now):
        if duty.passed:
            found.append(Escalation(duty, "due", duty.escalates_to or duty.holder))
        elif duty.aim_passed(now):
            found.append(Escalation(duty, "aim", duty.holder))
    return found


def reminders(state: State, now: datetime, days: int = 3) -> list[Escalation]:
    """Duties whose strictest date comes within some days: their holder is reminded in time."""
    near = now + timedelta(days=days)
    return [
        Escalation(duty, "aim", duty.holder)
        for duty in _running(state, now)
        if duty.aim is not None and now <= end_of(duty.aim) <= end_of(near.date())
    ]


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """Information asked of somebody and not received yet."""

    seq: int
    person: str
    asked: datetime
    before: date | None
    late: bool


def open_questions(state: State, now: datetime) -> list[OpenQuestion]:
    """Every question without an answer, the longest waiting first; `late` when its day passed."""
    return [_open(q, now) for q in state.besides.questions if not q.answered]


def _open(q: Question, now: datetime) -> OpenQuestion:
    late = q.before is not None and now > end_of(q.before)
    return OpenQuestion(q.seq, q.person, q.asked, q.before, late)


def asked_for(state: State) -> tuple[str, ...]:
    """What the capacity of the complainant asks (proof of a mandate) and nobody recorded yet. It never stops anything."""
    capacity = state.regulation.capacities.get(str(state.value("capacity")))
    return capacity.asks if capacity and not state.times("proof recorded") else ()


@dataclass(frozen=True, slots=True)
class Impossible:
    """An act that no consent, or the wish that somebody hears nothing, closes now."""

    act: str
    label: str
    because: str
    source: str
    wish: bool
    """By a wish that somebody hears nothing, and not by a consent that lacks."""


def impossible(state: State, now: datetime, part: str = "") -> list[Impossible]:
    """Every act that a role could do if there were consent, and that is closed without it: the complainant decides knowingly."""
    found = []
    for act in state.procedure.acts.values():
        refused = why_not(state, act, act.rule.by[0], now, part) if act.consents or act.rule.tells else None
        if refused and refused.code in ("consent", "untold"):
            wish = refused.code == "untold"
            found.append(Impossible(act.name, act.rule.label, refused.because, refused.source, wish))
    return found


@dataclass(frozen=True, slots=True)
class Invitees:
    """Who is invited to a meeting, in groups that meet apart where the regulation says so, and who is left out and why."""

    groups: tuple[tuple[str, ...], ...]
    left_out: tuple[Refusal, ...]
    minutes: bool
    public: bool | None
    seen_by: tuple[str, ...]


def invitees(state: State, meeting: str, now: datetime, part: str = "") -> Invitees:
    """The roles invited to a meeting: parties apart where the regulation hears them apart; nobody who may hear nothing."""
    rule = state.regulation.meetings[meeting]
    silent = {r: c for r in rule.invited if (c := state.procedure.kept_out.get(r)) and c(state, part, now) is None}
    asked = tuple(role for role in rule.invited if role not in silent)
    roles = state.regulation.roles
    left = tuple(Refusal("plan meeting", _why(state, role), roles[role].source, "untold", "invited") for role in silent)
    return Invitees(_groups(state, asked) if rule.apart else (asked,), left, rule.minutes, rule.public, rule.seen_by)


def _why(state: State, role: str) -> str:
    rule = state.regulation.roles[role]
    return (rule.kept_out.because if rule.kept_out else "") or f"{rule.label} hoort niets van deze klacht"


def _groups(state: State, asked: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    roles = state.regulation.roles
    sides = [r for r in asked if r in roles and roles[r].kind in ("complainant", "accused")]
    others = tuple(r for r in asked if r not in sides)
    return tuple((side, *others) for side in sides) or (asked,)
