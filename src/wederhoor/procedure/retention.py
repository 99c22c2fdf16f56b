"""When a dossier must be destroyed: computed, shown with its source, and visibly unknown where the text says nothing."""

from __future__ import annotations

from datetime import date, datetime

from wederhoor.procedure.dossier import State
from wederhoor.procedure.duties import NONE
from wederhoor.procedure.terms import count, local_date, parse_term


def destroy_after(state: State) -> date | None:
    """The last day of keeping (Europe/Amsterdam), or None while it is open or the regulation states no term."""
    rule = state.regulation.retention
    times = state.times(rule.from_)
    if rule.term == NONE or not times or not state.closed:
        return None
    due = count(parse_term(rule.term), local_date(max(times))).due
    return due.date() if isinstance(due, datetime) else due
