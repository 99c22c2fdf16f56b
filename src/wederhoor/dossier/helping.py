"""What the complainant asks of somebody by name of their role: help with the wording, or to whom the complaint goes.

Of help the confidant hears, and reads the dossier only when the complainant chose to share it. A choice that brings the complaint
to a role (`given_to` in the regulation) gives it to who holds that role.
"""

from __future__ import annotations

from datetime import datetime

from wederhoor.dossier import notices, summaries, writing
from wederhoor.dossier.models import Dossier, Summary
from wederhoor.procedure.choices import given_to
from wederhoor.procedure.dossier import State
from wederhoor.procedure.events import Event
from wederhoor.procedure.terms import local_date

ASKED, SHARE, EVERYTHING = "help asked", "share", "everything"


def after(row: Dossier, state: State, event: Event, now: datetime) -> None:
    """Who gets the dossier, or hears of it, by what was asked. Inside the transaction of the event."""
    if row.quarantined:
        return
    if roles := given_to(state.regulation, event.act, event.values):
        _given(row, state, event, roles, now)
    _helped(row, state, event, now)


def _given(row: Dossier, state: State, event: Event, roles: set[str], now: datetime) -> None:
    """Whoever holds the roles that were chosen has the dossier from now on, and is told, unless they have it already."""
    today = local_date(now)
    near = notices.around(row, state, today)
    new = [
        (role, one)
        for role in sorted(roles)
        for one in sorted(near.roles.get(role, set()) - near.shut - near.assigned.get(role, set()))
    ]
    writing.save_assignments(row, state.regulation, [writing.assignment(row, one, role, today) for role, one in new])
    if new:
        mine = Summary.objects.filter(organisation_id=row.organisation_id, dossier_id=row.id)
        mine.update(handler_id=summaries.handler_of(row, today))
    if new and not state.regulation.acts[event.act].opens:
        told = notices.seen_by(near, state, {one for _, one in new}, today)
        notices.tell(row, "assigned", f"event:{event.seq}", told, now=now)


def _helped(row: Dossier, state: State, event: Event, now: datetime) -> None:
    """What a request for help means to the confidants."""
    if event.at not in state.times(ASKED) or ASKED not in _brought(state, event):
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
