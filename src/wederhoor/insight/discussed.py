"""Meetings on reports as the calendar of the organisation knows them: held, so that the regular meeting took place, or to come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import DateField, F, JSONField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Concat, TruncDate

from wederhoor.insight.models import ReportMeeting, WrittenReport
from wederhoor.organisations.models import Organisation
from wederhoor.procedure.dossier import AMSTERDAM
from wederhoor.procedure.model import Regulation

ON_REPORT = "report:"
"""What stands before the code of a report, where that of a rule of the organisation itself is expected."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A meeting on a report that is to come, and which roles are there."""

    report: UUID
    label: str
    at: datetime
    roles: tuple[str, ...]


def _meetings(organisation: Organisation, regulation: Regulation) -> QuerySet[ReportMeeting]:
    """Those on reports under this regulation; of a member under a regulation of its own those on its own reports."""
    tenant = organisation.tenant_id
    about = WrittenReport.objects.filter(organisation=tenant, regulation__startswith=f"{regulation.provider}/")
    about = about if organisation.pk == tenant else about.filter(member=organisation)
    mine = about.filter(id=OuterRef("report")).values("code")
    rows = ReportMeeting.objects.filter(organisation=tenant, cancelled=False)
    return rows.annotate(code=Subquery(mine)).filter(code__isnull=False)


def held(organisation: Organisation, regulation: Regulation) -> QuerySet[ReportMeeting, Any]:
    """Code, day and who was told, as `OwnDone` has them: those of which minutes were kept."""
    rows = _meetings(organisation, regulation).filter(held=True).annotate(
        name=Concat(Value(ON_REPORT), F("code")), on=TruncDate("at", tzinfo=AMSTERDAM, output_field=DateField()),
        nobody=Value({}, JSONField()),
    )  # fmt: skip
    return rows.values_list("name", "on", "nobody")


def duty_of(code: str, regulation: Regulation) -> str:
    """Which duty of the organisation was done: of a report the meeting in which it is discussed, '' where none is named."""
    if not code.startswith(ON_REPORT):
        return code
    report = regulation.reports.get(code.removeprefix(ON_REPORT))
    return f"meeting:{report.discussed_in}" if report and report.discussed_in else ""


def planned(organisation: Organisation, regulation: Regulation, now: datetime) -> list[Planned]:
    """Those to come, the first first."""
    rows = _meetings(organisation, regulation).filter(held=False, at__gte=now).order_by("at")
    return [
        Planned(row.report, regulation.reports[row.code].label, row.at, tuple(row.roles))  # type: ignore[attr-defined]  # annotated
        for row in rows
        if row.code in regulation.reports  # type: ignore[attr-defined]  # annotated
    ]
