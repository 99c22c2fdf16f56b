"""When a dossier must be destroyed: computed, shown with its source, and visibly unknown where the text says nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from wederhoor.procedure.dossier import State
from wederhoor.procedure.duties import NONE, DutyStatus
from wederhoor.procedure.terms import count, local_date, parse_term


@dataclass(frozen=True, slots=True)
class Retained:
    """How long a dossier is kept: the last day, or why there is none. `unknown`: somebody must choose a term."""

    until: date | None
    because: str
    unknown: bool = False
    held: bool = False


def retained(state: State) -> Retained:
    """How long this dossier is kept, and why."""
    rule = state.regulation.retention
    times = state.times(rule.from_)
    if not state.closed or not times:
        return Retained(None, "de klacht is nog niet gesloten")
    if state.besides.held_since:
        since = local_date(state.besides.held_since)
        return Retained(None, f"wordt vastgehouden sinds {since:%d-%m-%Y}: niet vernietigen", held=True)
    if rule.term == NONE:
        return Retained(None, "de regeling noemt geen bewaartermijn: kies er een", unknown=True)
    due = count(parse_term(rule.term), local_date(max(times))).due
    last = due.date() if isinstance(due, datetime) else due
    return Retained(last, f"{rule.term} na {local_date(max(times)):%d-%m-%Y}: tot en met {last:%d-%m-%Y}")


def destroy_after(state: State) -> date | None:
    """The last day of keeping (Europe/Amsterdam), or None while it is open, held, or without a term."""
    return retained(state).until


def retention_duty(state: State, now: datetime) -> DutyStatus | None:
    """The duty to destroy from the day after the last day of keeping (overdue the day after that), or to choose a term."""
    found, rule = retained(state), state.regulation.retention
    if not found.unknown and (found.until is None or local_date(now) <= found.until):
        return None
    due = found.until + timedelta(days=1) if found.until else None
    status, late = ("overdue", True) if due and local_date(now) > due else ("open", False)
    label = "Een bewaartermijn kiezen" if found.unknown else "Het dossier vernietigen"
    holder = rule.by or state.regulation.statute_roles.get("provider", "")
    return DutyStatus(
        "destroy", label, holder, ("complainant",), found.until, due, due, status, None, rule.source, rule.statute,
        (found.because,), rule.doubt, escalates_to=holder, passed=late,
    )  # fmt: skip
