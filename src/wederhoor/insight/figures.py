"""Counting for reports, dashboard and signals: from the anonymous register, and from the lists for what is still open.

Only numbers and codes come out of here: no person, no dossier, no free text. Whoever calls says first who may see them
(``insight.rights``); what leaves the organisation passes ``insight.disclosure``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, F, QuerySet, Value
from django.db.models.functions import Coalesce, NullIf

from wederhoor.dossier.models import RegisterRow, Summary
from wederhoor.dossier.register import QUESTIONS, quarter
from wederhoor.dossier.regulations import in_force, pinned
from wederhoor.organisations.models import Organisation

Counts = Counter[tuple[Any, ...]]
"""How many complaints per combination of codes; an unknown code is ''."""


@dataclass(frozen=True, slots=True)
class Period:
    """Whole quarters, from the first day to the last (both included); Europe/Amsterdam dates."""

    first: date
    last: date

    @classmethod
    def of_quarter(cls, name: str) -> Period:
        """Of '2026-Q3'. Raises ValueError where that is no quarter."""
        year, number = int(name[:4]), int(name.removeprefix(f"{name[:4]}-Q"))
        first = date(year, 3 * number - 2, 1)
        return cls(first, _month_after(date(year, 3 * number, 1)) - timedelta(days=1))

    @classmethod
    def of_year(cls, year: int) -> Period:
        """From 1 January to 31 December."""
        return cls(date(year, 1, 1), date(year, 12, 31))

    @property
    def quarters(self) -> tuple[str, ...]:
        """'2026-Q1', ... in order."""
        return tuple(self._quarters())

    def _quarters(self) -> Iterator[str]:
        day = self.first
        while day <= self.last:
            yield quarter(day)
            day = _month_after(date(day.year, 3 * ((day.month + 2) // 3), 1))


def _month_after(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


@dataclass(frozen=True, slots=True)
class Cut:
    """What is counted: whose complaints, in which period, of which member or group of locations ('' and None: of all)."""

    organisation: Organisation
    period: Period
    member: Organisation | None = None
    group: str = ""
    laws: tuple[str, ...] = ()
    routes: tuple[str, ...] = ()


def closed(cut: Cut, *by: str, **only: Any) -> Counts:
    """How many complaints were closed in the period, per combination of these columns of the register.

    ``only`` narrows, such as ``law="wmo"``. Call inside ``in_organisation``.
    """
    return _counted(_rows(cut, only, counts=True).filter(quarter__in=cut.period.quarters), by)


def elements(cut: Cut, *by: str, **only: Any) -> Counts:
    """The same for the parts of complaints: one complaint about three things counts three times."""
    return _counted(_rows(cut, only).filter(quarter__in=cut.period.quarters), by)


def received(cut: Cut, *by: str, **only: Any) -> Counts:
    """How many complaints came in during the period, closed or still open, per combination of columns.

    Columns that both know: law, kind, theme, source, member_id, location_group. Call inside ``in_organisation``.
    """
    done = _rows(cut, only, counts=True).filter(received_quarter__in=cut.period.quarters)
    return _counted(done, by) + _counted(_open(cut, only), by)


def _rows(cut: Cut, only: dict[str, Any], **more: Any) -> QuerySet[RegisterRow]:
    rows = RegisterRow.objects.filter(organisation=cut.organisation, **more, **only)
    rows = rows.filter(member=cut.member) if cut.member else rows
    return rows.filter(location_group=cut.group) if cut.group else rows


def _open(cut: Cut, only: dict[str, Any]) -> QuerySet[Summary]:
    group = Coalesce(NullIf(F("location__group"), Value("")), Value(""))
    rows = Summary.objects.filter(organisation=cut.organisation, closed=False).annotate(location_group=group)
    rows = rows.filter(received_on__range=(cut.period.first, cut.period.last), **only)
    rows = rows.filter(member=cut.member) if cut.member else rows
    return rows.filter(location_group=cut.group) if cut.group else rows


def _counted(rows: QuerySet[Any], by: tuple[str, ...]) -> Counts:
    if not by:
        return Counter({(): rows.count()})
    found = rows.values_list(*by).annotate(n=Count("pk")).order_by(*by)
    return Counter({tuple(row[:-1]): row[-1] for row in found})


@dataclass(frozen=True, slots=True)
class Answers:
    """What was answered to one question about satisfaction: per step of the scale, worst first; of how many closed complaints."""

    question: str
    steps: dict[str, int]
    closed: int
    target: str = ""

    @property
    def n(self) -> int:
        """How many answered."""
        return sum(self.steps.values())

    @property
    def rate(self) -> float | None:
        """Which share of the closed complaints has an answer; None where none was closed."""
        return self.n / self.closed if self.closed else None

    @property
    def share(self) -> float | None:
        """Which share of the answers is at the regulation's target or better; None without a target or an answer."""
        if self.target not in self.steps or not self.n:
            return None
        scale = list(self.steps)
        return sum(self.steps[step] for step in scale[scale.index(self.target) :]) / self.n


def satisfaction(cut: Cut, **only: Any) -> dict[str, Answers]:
    """What complainants answered in this period, per question of the regulation (JOT-03); ``only`` narrows, such as ``kind="complaint"``.

    The regulation is the one in force at the end of the period. Nothing where it asks no questions. Inside ``in_organisation``.
    """
    asked = pinned(in_force(cut.organisation, cut.period.last)).satisfaction
    if asked is None:
        return {}
    done, columns = sum(closed(cut, **only).values()), [one for one in QUESTIONS if one in asked.questions]
    counted = {one: closed(cut, one, **only) for one in columns}
    return {
        one: Answers(asked.questions[one], {step: counted[one][(step,)] for step in asked.scale}, done, asked.target)
        for one in columns
    }


def hoped(cut: Cut, **only: Any) -> Counts:
    """What complainants hoped for and what came of it (OTT-10). Call inside ``in_organisation``."""
    return closed(cut, "hope", "came_of_it", **only)
