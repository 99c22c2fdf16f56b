"""Which reports are owed, over which period and before which day, as the regulation says. No database."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from wederhoor.insight.figures import Period
from wederhoor.procedure.model import Regulation
from wederhoor.procedure.surroundings import Report
from wederhoor.procedure.term_syntax import parse_term
from wederhoor.procedure.terms import count

MONTHS = {"quarter": 3, "half year": 6, "year": 12, "two years": 24, "not stated": 12}
"""How long a period is. Where the text gives none a year can be made, and nothing is owed."""
BACK = 24
"""Months back that are still shown."""
NEAR = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Owed:
    """One report over one period that ended: due on a day where the text names one."""

    code: str
    period: Period
    due: date | None
    owed: bool

    def late(self, today: date) -> bool:
        """Whether its day passed."""
        return self.due is not None and self.due < today

    def near(self, today: date) -> bool:
        """Whether its day comes soon."""
        return self.due is not None and today <= self.due <= today + NEAR

    def now(self, today: date) -> bool:
        """Whether it is to be made now: its day comes soon or passed, or the text asks it without naming a day."""
        return self.late(today) or self.near(today) or (self.owed and self.due is None)


def periods(report: Report, regulation: Regulation, today: date, since: date | None) -> list[Period]:
    """The periods that ended, newest first: not from before the regulation or the first complaint, but always the last one."""
    found = list(_ended(MONTHS[report.every], regulation.in_force_from.year, today))
    begun = max(regulation.in_force_from, since or date.max)
    return [period for place, period in enumerate(found) if place == 0 or period.last >= begun]


def _ended(months: int, anchor: int, today: date) -> Iterator[Period]:
    """Whole periods that lie behind, counted from January of the year of the regulation."""
    so_far = (today.year - anchor) * 12 + today.month - 1
    last = so_far // months * months
    for start in range(last - months, last - max(BACK, months) - 1, -months):
        yield Period(_month(anchor, start), _month(anchor, start + months) - timedelta(days=1))


def _month(anchor: int, months: int) -> date:
    return date(anchor + months // 12, months % 12 + 1, 1)


def due(report: Report, period: Period) -> date | None:
    """The last day; None where the text names no day."""
    return count(parse_term(f"before {report.before}"), period.last).due if report.before else None


def owed(regulation: Regulation, code: str, today: date, since: date | None) -> list[Owed]:
    """The periods of one report of the regulation, newest first. Without a day only the last period is owed: older ones may be made."""
    report = regulation.reports[code]
    must = report.every != "not stated"
    found = periods(report, regulation, today, since)
    return [
        Owed(code, one, due(report, one), must and (place == 0 or bool(report.before)))
        for place, one in enumerate(found)
    ]


def named(period: Period) -> str:
    """'2026, kwartaal 3', '2025' or '2024 en 2025': what the period is called in a report."""
    first, last = period.first, period.last
    if first.year != last.year:
        return f"{first.year} en {last.year}"
    if (first.month, last.month) == (1, 12):
        return str(first.year)
    quarter = (last.month + 2) // 3
    return (
        f"{first.year}, kwartaal {quarter}" if len(period.quarters) == 1 else f"{first.year}, halfjaar {quarter // 2}"
    )
