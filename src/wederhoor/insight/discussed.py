"""Meetings on reports as the calendar of the organisation knows them: held, so that the regular meeting took place, or to come."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import DateField, F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import JSONObject, TruncDate

from wederhoor.insight.figures import Period
from wederhoor.insight.models import ReportMeeting, WrittenReport
from wederhoor.insight.report import listing, owed
from wederhoor.insight.report.listing import Reader
from wederhoor.organisations.models import Location, Organisation
from wederhoor.procedure.dossier import AMSTERDAM
from wederhoor.procedure.model import Regulation
from wederhoor.procedure.surroundings import Report

MINUTED = "minuted"
"""In the place of a code of `OwnDone`: minutes were kept of a meeting on a report."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A meeting on a report that is to come, as somebody sees it: who cannot read the report yet sees only when it is."""

    report: UUID
    label: str
    """What the report is called, with its period."""
    place: str
    """The region or the member that the report is about; '' for the whole."""
    at: datetime
    readable: bool


def minuted(organisation: Organisation, regulation: Regulation) -> QuerySet[ReportMeeting, Any]:
    """`MINUTED`, the day and the report of each meeting of which minutes were kept, shaped as the rows of `OwnDone` to be asked with them.

    Reports under this regulation; of a member under a regulation of its own its own.
    """
    about = WrittenReport.objects.filter(id=OuterRef("report"), regulation__startswith=f"{regulation.provider}/")
    about = about if organisation.pk == organisation.tenant_id else about.filter(member=organisation)
    said = JSONObject(code=F("code"), first=F("first"), group=F("group"), member=F("member_id"))
    rows = ReportMeeting.objects.filter(organisation=organisation.tenant_id, held=True, cancelled=False).annotate(
        name=Value(MINUTED), on=TruncDate("at", tzinfo=AMSTERDAM, output_field=DateField()), about=Subquery(about.values(said=said)),
    )  # fmt: skip
    return rows.exclude(about=None).values_list("name", "on", "about")


def held(
    organisation: Organisation, regulation: Regulation, rows: Iterable[tuple[date, Mapping[str, Any]]]
) -> Iterator[tuple[str, date]]:
    """Each regular meeting that was held because minutes were kept of the meeting on a report, with its day.

    A report that is made for each region or member was discussed once it was for each of them; the day is the last.
    """
    found: dict[tuple[str, str], dict[Any, date]] = {}
    for on, about in rows:
        days, place = found.setdefault((about["code"], about["first"]), {}), about["group"] or about["member"]
        days[place] = max(on, days.get(place, on))
    for (code, _), days in found.items():
        rule = regulation.reports.get(code)
        if rule and rule.discussed_in and days.keys() >= _places(organisation, rule):
            yield f"meeting:{rule.discussed_in}", max(days.values())


def _places(organisation: Organisation, rule: Report) -> set[Any]:
    """The regions or members of which each has this report apart, as they are now; empty where it is one for the whole."""
    if "region" in rule.per:
        return set(Location.objects.filter(organisation=organisation).exclude(group="").values_list("group", flat=True))
    return set(organisation.members.values_list("pk", flat=True)) if "member" in rule.per else set()


def planned(reader: Reader, now: datetime) -> list[Planned]:
    """Those to come that this person is invited to, or on a report that they may read; the first first."""
    coming = ReportMeeting.objects.filter(organisation=reader.organisation, cancelled=False, held=False, at__gte=now)
    rows = list(coming.order_by("at"))
    reports = {row.id: row for row in listing.rows(reader).filter(id__in=[one.report for one in rows])}
    return [made for row in rows if row.report in reports and (made := _planned(reader, row, reports[row.report]))]


def _planned(reader: Reader, row: ReportMeeting, report: WrittenReport) -> Planned | None:
    rule, readable = reader.regulation.reports.get(report.code), listing.held_in(reader, report) is not None
    if rule is None or not (readable or reader.role in row.roles):
        return None
    label = f"{rule.label} {owed.named(Period(report.first, report.last))}"
    return Planned(report.id, label, listing.Place(report.group, report.member).label, row.at, readable)
