"""Meetings on a report: planned with whom the regulation says, minutes kept, and actions that become measures."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from wederhoor.dossier import access, regulations
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.opening import NotFound
from wederhoor.insight import measures, sealed
from wederhoor.insight.measures import Owner
from wederhoor.insight.models import Measure, ReportMeeting, WrittenReport
from wederhoor.insight.report import work
from wederhoor.insight.report.listing import Reader, State
from wederhoor.insight.report.work import Refused
from wederhoor.organisations.models import Account, Membership
from wederhoor.procedure.terms import local_date


@dataclass(frozen=True, slots=True)
class Action:
    """What was agreed: now a measure."""

    id: UUID
    what: str
    due: date | None
    status: str


@dataclass(frozen=True, slots=True)
class Seen:
    """A meeting as its reader sees it."""

    row: ReportMeeting
    place: str
    minutes: str
    actions: tuple[Action, ...]


def listed(reader: Reader, report: UUID, *, now: datetime) -> list[Seen]:
    """The meetings on a report, newest first; logged. Raises NotFound."""
    with in_organisation(reader.organisation.pk, account=reader.actor.account):
        work.row_of(reader, report)
        rows = list(ReportMeeting.objects.filter(organisation=reader.organisation, report=report).order_by("-at"))
        actions = list(
            Measure.objects.filter(
                organisation=reader.organisation, origin="meeting", origin_id__in=[r.id for r in rows]
            )
        )
        access.log(reader.organisation.pk, reader.actor, "report meetings", now=now, hits=len(rows))
    return [_seen(reader, row, [one for one in actions if one.origin_id == row.id]) for row in rows]


def _seen(reader: Reader, row: ReportMeeting, actions: list[Measure]) -> Seen:
    def text(kept: bytes | memoryview, column: str) -> str:
        return sealed.text(reader.organisation, kept, _record(row), column)

    taken = (
        Action(one.id, sealed.text(reader.organisation, one.what, measures.record(one.id), "what"), one.due, one.status)
        for one in actions
    )
    return Seen(row, text(row.place, "place"), text(row.minutes, "minutes"), tuple(taken))


def _record(row: ReportMeeting) -> str:
    return f"report meeting {row.id.hex}"


def roles_of(reader: Reader, row: WrittenReport) -> tuple[str, ...]:
    """Who comes: the maker, and with whom the regulation says it is discussed (else who gets it)."""
    rule = regulations.pinned(row.regulation).reports[row.code]
    known = (role for role in (rule.by, *(rule.discussed_with or rule.for_)) if role in reader.regulation.roles)
    return tuple(dict.fromkeys(known))


def plan(
    reader: Reader, report: UUID, at: datetime, place: str, meeting: UUID | None = None, *, now: datetime
) -> ReportMeeting:
    """Plan a meeting, or move one that is planned. Raises NotFound, Refused."""
    if at <= now:
        raise Refused("in the past")
    with in_organisation(reader.organisation.pk, account=reader.actor.account):
        row = _of_maker(reader, report)
        made = _planned(reader, report, meeting) if meeting else ReportMeeting(
            organisation=reader.organisation, id=uuid.uuid4(), report=report, moved=-1, planned_by=reader.actor.who,
        )  # fmt: skip
        if made.held or made.cancelled:
            raise Refused("over")
        made.at, made.changed, made.roles, made.moved = at, now, list(roles_of(reader, row)), made.moved + 1
        made.place = sealed.seal(reader.organisation, place.strip(), _record(made), "place")
        ReportMeeting.objects.bulk_create(
            [made], update_conflicts=True, unique_fields=["organisation", "id"],
            update_fields=["at", "changed", "roles", "moved", "place"],
        )  # fmt: skip
        access.log(reader.organisation.pk, reader.actor, "plan report meeting", now=now)
    return made


def cancel(reader: Reader, report: UUID, meeting: UUID, *, now: datetime) -> ReportMeeting:
    """It does not take place. Raises NotFound, Refused."""
    with in_organisation(reader.organisation.pk, account=reader.actor.account):
        _of_maker(reader, report)
        row = _planned(reader, report, meeting)
        if row.held:
            raise Refused("over")
        _rows(reader, meeting).update(cancelled=True, changed=now, moved=row.moved + 1)
        access.log(reader.organisation.pk, reader.actor, "plan report meeting", now=now)
    row.cancelled, row.moved = True, row.moved + 1
    return row


def minute(reader: Reader, report: UUID, meeting: UUID, minutes: str, *, now: datetime) -> None:
    """What was said; the meeting was held. Raises NotFound, Refused, also while it is still to come."""
    if not minutes.strip():
        raise Refused("no minutes")
    with in_organisation(reader.organisation.pk, account=reader.actor.account):
        _of_maker(reader, report)
        row = _planned(reader, report, meeting)
        if row.cancelled or to_come(row, now):
            raise Refused("over" if row.cancelled else "to come")
        said = sealed.seal(reader.organisation, minutes.strip(), _record(row), "minutes")
        _rows(reader, meeting).update(minutes=said, held=True, changed=now)
        access.log(reader.organisation.pk, reader.actor, "report minutes", now=now)


def to_come(row: ReportMeeting, now: datetime) -> bool:
    """Whether its day is still to come, so that nobody can have kept minutes of it."""
    return local_date(row.at) > local_date(now)


def act(reader: Reader, report: UUID, meeting: UUID, what: str, role: str, due: date | None, *, now: datetime) -> UUID:
    """An action that was agreed: from now on a measure like any other. Raises NotFound, Refused."""
    if not what.strip():
        raise Refused("no action")
    with in_organisation(reader.organisation.pk, account=reader.actor.account):
        row = _of_maker(reader, report)
        found = _planned(reader, report, meeting)
        if role not in found.roles:
            raise Refused("not invited")
    about = measures.Subject(member=row.member_id)
    return measures.take(
        reader.organisation, origin="meeting", origin_id=meeting, what=what.strip(), owner=Owner(role=role), due=due, about=about,
        actor=reader.actor, now=now,
    )  # fmt: skip


def _of_maker(reader: Reader, report: UUID) -> WrittenReport:
    row = work.row_of(reader, report)
    if reader.role != regulations.pinned(row.regulation).reports[row.code].by or row.state == State.DRAFT:
        raise Refused("not yours to plan")
    return row


def _planned(reader: Reader, report: UUID, meeting: UUID) -> ReportMeeting:
    row = _rows(reader, meeting).filter(report=report).first()
    if row is None:
        raise NotFound
    return row


def _rows(reader: Reader, meeting: UUID) -> QuerySet[ReportMeeting]:
    return ReportMeeting.objects.filter(organisation=reader.organisation, id=meeting)


def invited(reader: Reader, row: ReportMeeting, *, now: datetime) -> list[Account]:
    """Who holds a role of the meeting at this organisation, or at the member that the report is about."""
    with in_organisation(reader.organisation.pk, account=reader.actor.account):
        report = work.row_of(reader, row.report)
    places = [place for place in (reader.organisation.pk, report.member_id) if place]
    held = Membership.objects.filter(organisation__in=places, role__in=row.roles).current(local_date(now))
    return list(Account.objects.filter(pk__in=held.values("account"), is_active=True).order_by("email"))


def plans(reader: Reader, row: WrittenReport) -> bool:
    """Whether this person plans meetings on it now."""
    return reader.role == regulations.pinned(row.regulation).reports[row.code].by and row.state != State.DRAFT
