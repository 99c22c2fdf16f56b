"""The anonymous register: what is counted of a closed complaint for ever, without a person, a number or a way back.

The link from a dossier to its rows exists only as long as the dossier: closing again replaces the rows, destroying leaves them.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import date, datetime

from wederhoor.dossier.models import Dossier, RegisterLink, RegisterRow
from wederhoor.dossier.summaries import told
from wederhoor.procedure.dossier import State
from wederhoor.procedure.duties import DutyStatus, duties
from wederhoor.procedure.terms import local_date

WEEKS = (2, 6, 10, 26)
"""Upper bounds of the classes of lead time; longer is 'longer'."""


def quarter(day: date) -> str:
    """'2026-Q1'."""
    return f"{day.year}-Q{(day.month + 2) // 3}"


def lead_time(days: int) -> str:
    """The class of a number of days, such as '6 weeks'."""
    return next((f"{weeks} weeks" for weeks in WEEKS if days <= weeks * 7), "longer")


def in_time(found: list[DutyStatus], part: str) -> bool | None:
    """Whether every dated duty towards the complainant was met in time; None when none had a date."""
    own = (
        duty
        for duty in found
        if duty.part in ("", part) and not duty.external and not duty.round and "complainant" in duty.owed_to
    )
    ended = {duty.status for duty in own if duty.due and duty.status in ("met", "met late", "overdue")}
    return ended == {"met"} if ended else None


def rows_of(row: Dossier, state: State, now: datetime) -> Iterator[RegisterRow]:
    """The rows of a closed dossier, not saved: one, or one per part of which the first counts as a complaint."""
    found, first = duties(state, now), local_date(state.events[0].at)
    closed = local_date(state.closed_at or now)
    for place, part in enumerate(sorted(state.parts) or [""]):
        yield RegisterRow(
            organisation_id=row.organisation_id, id=uuid.uuid4(), member_id=row.member_id, regulation=row.regulation,
            quarter=quarter(closed), received_quarter=quarter(first), counts=place == 0, law=told(state, "law", part),
            kind=told(state, "kind", part), theme=told(state, "theme", part), route=told(state, "route", part),
            outcome=told(state, "outcome", part), location_group=row.location.group if row.location else "",
            in_time=in_time(found, part), lead_time=lead_time((closed - first).days),
            source=told(state, "channel", part), hope=told(state, "hope", part), extended=bool(state.extensions),
        )  # fmt: skip


def keep(row: Dossier, state: State, now: datetime) -> None:
    """Write the rows when the dossier closes, and take them out when it reopens; behind the gate."""
    links = RegisterLink.objects.filter(organisation_id=row.organisation_id, dossier_id=row.id)
    if before := list(links.values_list("row", flat=True)):
        RegisterRow.objects.filter(organisation_id=row.organisation_id, id__in=before).delete()
        links.delete()
    if not state.closed:
        return
    made = RegisterRow.objects.bulk_create(rows_of(row, state, now))
    RegisterLink.objects.bulk_create(
        RegisterLink(organisation_id=row.organisation_id, dossier_id=row.id, row=one.id) for one in made
    )
