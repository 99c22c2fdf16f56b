"""Help with the wording: the confidant hears that it is asked, and reads the dossier only when the complainant chose to share it."""

from __future__ import annotations

from datetime import datetime

from wederhoor.dossier import notices, writing
from wederhoor.dossier.models import Dossier
from wederhoor.procedure.dossier import State
from wederhoor.procedure.events import Event
from wederhoor.procedure.terms import local_date

ASKED, SHARE, EVERYTHING = "help asked", "share", "everything"


def after(row: Dossier, state: State, event: Event, now: datetime) -> None:
    """What a request for help means to the confidants. Inside the transaction of the event."""
    if row.quarantined or event.at not in state.times(ASKED) or ASKED not in _brought(state, event):
        return
    near, today = notices.around(row, state, local_date(now)), local_date(now)
    confidants = [code for code, role in state.regulation.roles.items() if role.kind == "confidant"]
    for role in confidants:
        people = near.roles.get(role, set()) - near.shut
        new = people - near.assigned.get(role, set())
        if state.value(SHARE) == EVERYTHING and new:
            writing.save_assignments(
                row, state.regulation, [writing.assignment(row, account, role, today) for account in sorted(new)]
            )
        notices.tell(row, "help", f"event:{event.seq}", people, now=now)


def _brought(state: State, event: Event) -> set[str]:
    """The facts this act can bring about by itself."""
    return {effect.fact for effect in state.regulation.acts[event.act].brings_about}
