"""Summary rows: what a list shows, computed from the events. Disposable, and written with every event."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import F

from wederhoor.dossier import regulations
from wederhoor.dossier.models import Assignment, Dossier, Event, SealedText, Summary
from wederhoor.procedure import events
from wederhoor.procedure.dossier import AMSTERDAM, State, fold
from wederhoor.procedure.duties import DutyStatus, duties
from wederhoor.procedure.retention import destroy_after

RUNNING = ("open", "overdue")
FAR = date.max
TO_ASK = ("spoken", "tell support worker")
"""Questions of the reception that stop nothing when unanswered, but must be seen to be open."""


def day(moment: date | datetime | None) -> date | None:
    """The day in the Netherlands of a date or a moment."""
    return moment.astimezone(AMSTERDAM).date() if isinstance(moment, datetime) else moment


def next_duty(found: Iterable[DutyStatus]) -> DutyStatus | None:
    """The running duty to work at first: the earliest ``aim``; one without a date comes last."""
    running = [duty for duty in found if duty.status in RUNNING]
    return min(running, key=lambda duty: (day(duty.aim) or FAR, day(duty.due) or FAR, duty.name), default=None)


def earliest_due(found: Iterable[DutyStatus]) -> date | None:
    """The first day on which a running duty ends: the next duty may be another one, without an end."""
    return min((end for duty in found if duty.status in RUNNING and (end := day(duty.due))), default=None)


def unasked(state: State) -> tuple[str, ...]:
    """The questions of the reception that have no answer yet, of those that this regulation asks."""
    if not state.events or state.closed:
        return ()
    asked = state.regulation.acts[state.events[0].act].fields
    return tuple(name for name in TO_ASK if name in asked and not state.value(name))


def computed(state: State, now: datetime) -> dict[str, Any]:
    """The columns that follow from the events and the regulation at this moment."""
    found, last, first = duties(state, now), state.events[-1], state.events[0]
    duty = next_duty(found)
    return {
        "phase": state.phase(now),
        "closed": state.closed,
        "destroy_after": destroy_after(state),
        "next_duty": duty.name if duty else "",
        "next_holder": duty.holder if duty else "",
        "next_due": earliest_due(found),
        "next_aim": day(duty.aim) if duty else None,
        "last_seq": last.seq,
        "last_act": last.act,
        "last_at": last.at,
        "received_on": day(first.at),
        "unasked": ",".join(unasked(state)),
    }


def write(dossier: Dossier, state: State, now: datetime, **more: Any) -> None:
    """Write the summary row of a dossier; ``more`` holds the columns that do not follow from events."""
    columns = computed(state, now) | more
    row = Summary.objects.filter(organisation_id=dossier.organisation_id, dossier_id=dossier.id)
    if not row.update(**columns):
        Summary.objects.bulk_create([_row(dossier, columns)])


def _row(dossier: Dossier, columns: dict[str, Any]) -> Summary:
    return Summary(
        organisation_id=dossier.organisation_id, dossier_id=dossier.id, number=dossier.number,
        regulation=dossier.regulation, member_id=dossier.member_id, **columns,
    )  # fmt: skip


def state_of(dossier: Dossier) -> State:
    """The state of a dossier, replayed from its stored events."""
    rows = Event.objects.filter(organisation_id=dossier.organisation_id, dossier_id=dossier.id).order_by("seq")
    payloads = rows.values_list("payload", flat=True)
    return fold(regulations.pinned(dossier.regulation), [events.Event.from_json(payload) for payload in payloads])


def handler_of(dossier: Dossier, today: date) -> Any:
    """The account that handles the dossier now: the latest running assignment in a role of the kind handler."""
    roles = regulations.pinned(dossier.regulation).roles
    handlers = [code for code, role in roles.items() if role.kind == "handler"]
    running = Assignment.objects.filter(
        organisation_id=dossier.organisation_id,
        dossier_id=dossier.id,
        role__in=handlers,
        recused=False,
        since__lte=today,
    ).exclude(until__lt=today)
    return running.order_by(F("since").desc(), "id").values_list("account_id", flat=True).first()


def rebuilt(dossier: Dossier, now: datetime) -> Summary:
    """The summary as it should be at this moment, from the dossier's own rows alone; not saved."""
    sealed = SealedText.objects.filter(
        organisation_id=dossier.organisation_id, dossier_id=dossier.id, seq=0, field="subject"
    ).first()
    today = now.astimezone(AMSTERDAM).date()
    columns = computed(state_of(dossier), now) | {"handler_id": handler_of(dossier, today)}
    return _row(dossier, columns | {"subject": bytes(sealed.ciphertext) if sealed else b""})


def rebuild(dossiers: Iterable[Dossier], now: datetime) -> int:
    """Replace the summary rows of these dossiers. Call inside ``in_organisation``; returns how many."""
    count = 0
    for dossier in dossiers:
        Summary.objects.filter(organisation_id=dossier.organisation_id, dossier_id=dossier.id).delete()
        Summary.objects.bulk_create([rebuilt(dossier, now)])
        count += 1
    return count
