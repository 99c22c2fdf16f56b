"""To whom outside an adopted report goes as well, as the law says (`sent_to`), and on which day each got it.

The post or mail itself is no work of this software: the report leaves as a file. What is kept is who got it and when, as a duty of the
organisation that was done (``OwnDone``). A mistake is put right by a later line; the earlier one stays.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from uuid import UUID

from wederhoor.dossier import access
from wederhoor.dossier.fence import in_organisation
from wederhoor.insight.models import OwnDone
from wederhoor.insight.publishing.work import publishes
from wederhoor.insight.report import work as reports
from wederhoor.insight.report.listing import Reader, State
from wederhoor.insight.report.work import Opened, Refused
from wederhoor.organisations.models import Organisation
from wederhoor.procedure.terms import local_date

LOGGED = "send report"


def sent(organisation: Organisation, of: Iterable[UUID]) -> dict[UUID, dict[str, date]]:
    """Of these reports: who got it on which day. Inside ``in_organisation``."""
    codes = {code(report): report for report in of for code in (_code, _undone)}
    rows = OwnDone.objects.filter(organisation=organisation, code__in=codes).order_by("at")
    found: dict[UUID, dict[str, date]] = {}
    for code, told in rows.values_list("code", "told"):
        got = found.setdefault(codes[code], {})
        for to, day in told.items():
            if code == _undone(codes[code]):
                got.pop(to, None)
            else:
                got[to] = date.fromisoformat(day)
    return found


def of_report(reader: Reader, report: UUID) -> Mapping[str, date]:
    """Who got this report, for somebody who has it open."""
    with in_organisation(reader.organisation.pk, account=reader.actor.account):
        return sent(reader.organisation, [report]).get(report, {})


def keep(reader: Reader, report: UUID, to: Iterable[str], on: date, *, now: datetime) -> None:
    """That these got it on this day. Raises NotFound, Refused."""
    found = _of_mine(reader, report, now)
    row, whom = found.row, [one for one in found.rule.sent_to if one in to]
    if row.adopted is None or not whom:
        raise Refused("nothing to send")
    if not local_date(row.adopted) <= on <= local_date(now):
        raise Refused("no day to send")
    _write(reader, found, _code(report), dict.fromkeys(whom, on), now)


def undo(reader: Reader, report: UUID, to: str, *, now: datetime) -> None:
    """That this one did not get it after all, or not on that day. Raises NotFound, Refused."""
    found = _of_mine(reader, report, now)
    if to not in of_report(reader, report):
        raise Refused("nothing to undo")
    _write(reader, found, _undone(report), {to: local_date(now)}, now)


def _of_mine(reader: Reader, report: UUID, now: datetime) -> Opened:
    found = reports.opened(reader, report, now=now, action=LOGGED)
    if not publishes(reader, found):
        raise Refused("not yours to publish")
    if found.row.state != State.ADOPTED:
        raise Refused("nothing to send")
    return found


def _write(reader: Reader, found: Opened, code: str, told: Mapping[str, date], now: datetime) -> None:
    keeper = reader.member if reader.member and reader.member.regulation else reader.organisation
    made = OwnDone(
        organisation=reader.organisation, id=uuid.uuid4(), owing=keeper, provider=found.regulation.provider, code=code,
        on=max(told.values()), told={to: day.isoformat() for to, day in told.items()}, by=reader.actor.who, role=reader.role, at=now,
    )  # fmt: skip
    with in_organisation(reader.organisation.pk, account=reader.actor.account):
        OwnDone.objects.bulk_create([made])
        access.log(reader.organisation.pk, reader.actor, LOGGED, now=now)


def _code(report: UUID) -> str:
    return f"sent:{report.hex}"


def _undone(report: UUID) -> str:
    return f"not sent:{report.hex}"
