"""Many countings in one reading: what a report, the dashboard and the signals need, from the register and the open complaints."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Count as Counted
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce, NullIf

from wederhoor.dossier.models import Summary
from wederhoor.dossier.models.core import COMPLIMENT
from wederhoor.dossier.register import NOT_TREATED
from wederhoor.dossier.summaries import THEME
from wederhoor.insight.figures import Cut

By = tuple[str, ...]
"""Columns of the register to count by together; () counts all."""
COLUMNS = frozenset({
    "law", "kind", "theme", "route", "source", "outcome", "location_group", "member_id", "in_time", "lead_time", "hope", "came_of_it",
    "cause", "extended", "disputed", "treatment", "result", "late_reason", "not_taken_up", "untreated", "quarter", "imported",
})  # fmt: skip
"""What can be counted by."""


@dataclass(frozen=True, slots=True)
class Count:
    """How many complaints and parts of complaints were closed in the period; and how many came in during it and were closed since.

    A complaint counts once, at its first part that is counted: in a report on one law the first under that law. It is late when
    one of those parts is.
    """

    complaints: int
    parts: int
    received: int = 0


Tally = Mapping[By, Mapping[tuple[Any, ...], Count]]
"""For each asked combination of columns: the counts per value. A value that is not known is '' (or None)."""


def tallied(cut: Cut, asked: Iterable[By], *, received: bool = True) -> Tally:
    """Many countings in one reading of the register; without ``received`` only what was closed. Call inside ``in_organisation``."""
    sets = sorted({tuple(by) for by in asked} | {()})
    columns = sorted({column for by in sets for column in by})
    if unknown := set(columns) - COLUMNS:
        raise ValueError(f"the register has no column {', '.join(sorted(unknown))} to count by")
    found: dict[By, dict[tuple[Any, ...], Count]] = {by: {} for by in sets}
    narrowed, given = _narrowed(cut)
    bits = {sum(1 << (len(columns) - 1 - n) for n, c in enumerate(columns) if c not in by): by for by in sets}
    with connection.cursor() as cursor:
        first = FIRST if cut.laws or cut.routes else "counts"
        cursor.execute(_grouped(columns, sets, _rows(columns, narrowed, first, CAME if received else "")), given)
        for which, complaints, parts, came, *values in cursor.fetchall():
            by = bits[which]
            found[by][tuple(values[columns.index(column)] for column in by)] = Count(complaints, parts, came)
    return found


UNTREATED = " OR ".join(["not_taken_up <> ''", *(f"outcome = '{code}'" for code in NOT_TREATED)])
TOGETHER = {
    "in_time": "bool_and(in_time) OVER parts AS in_time",
    "late_reason": "max(late_reason) OVER parts AS late_reason",
    "not_taken_up": "max(not_taken_up) OVER parts AS not_taken_up",
    "untreated": f"bool_or({UNTREATED}) OVER parts AS untreated",
}
"""Columns that are those of all parts together; ``untreated``: one of them was not taken up."""
ALONE = {"untreated": f"({UNTREATED}) AS untreated"}
"""The same of a complaint of one part: most of them, and they need no sorting."""
FIRST = "row_number() OVER (PARTITION BY complaint ORDER BY counts DESC, id) = 1"
CLOSED, CAME = "quarter = ANY(%(quarters)s)", "received_quarter = ANY(%(quarters)s)"


def _grouped(columns: list[str], sets: list[By], rows: str) -> str:
    """Counted once per combination of all columns; what was asked are sums of those."""
    listed = "".join(f", {column}" for column in columns)
    which = f"GROUPING({', '.join(columns)})" if columns else "0"
    together = ", ".join(f"({', '.join(by)})" for by in sets)
    summed = ", ".join(f"coalesce(sum({one}), 0)::bigint" for one in ("complaints", "parts", "came"))
    return f"SELECT {which}, {summed}{listed} FROM ({rows}) c GROUP BY GROUPING SETS ({together})"  # noqa: S608  # own columns


def _rows(columns: list[str], narrowed: str, first: str, came: str) -> str:
    """The counts per combination; the columns come from ``COLUMNS`` and nowhere else. ``came``: which came in during the period.

    A complaint of one part is counted where it stands, out of the index alone when that has all columns; only the parts of the
    others are laid side by side.
    """
    asked = f"({CLOSED} OR {came})" if came else CLOSED
    where = f"FROM dossier_registerrow WHERE organisation_id = %(organisation)s AND {asked}{narrowed}"
    alone, taken = ("".join(f", {own.get(column, column)}" for column in columns) for own in (ALONE, TOGETHER))
    listed, by = "".join(f", {column}" for column in columns), f"GROUP BY ({', '.join(columns)})"
    closed = CLOSED if came else "true"
    beside = f"SELECT {first} AS first, {closed} AS closed, {came or 'false'} AS received{taken} {where} AND several"
    of_one = f"SELECT {_counts('true', closed, came)}{alone} {where} AND NOT several {by}"
    of_several = f"SELECT {_counts('first', 'closed', came and 'received')}{listed}"
    return f"{of_one} UNION ALL {of_several} FROM ({beside} WINDOW parts AS (PARTITION BY complaint)) r {by}"


def _counts(first: str, closed: str, came: str) -> str:
    """How many complaints and parts were closed, and how many complaints came in."""
    arrived = f"count(*) FILTER (WHERE {first} AND {came})" if came else "0"
    parts = f"count(*) FILTER (WHERE {closed})" if came else "count(*)"
    complaints = parts if first == "true" else f"count(*) FILTER (WHERE {first} AND {closed})"
    return f"{complaints} AS complaints, {parts} AS parts, {arrived} AS came"


def _narrowed(cut: Cut) -> tuple[str, dict[str, Any]]:
    given: dict[str, Any] = {"organisation": cut.organisation.pk, "quarters": list(cut.period.quarters)}
    narrow: dict[str, Any] = {
        "member_id = %(member)s": cut.member.pk if cut.member else None, "location_group = %(group)s": cut.group,
        "law = ANY(%(laws)s)": list(cut.laws), "route = ANY(%(routes)s)": list(cut.routes),
    }  # fmt: skip
    names = ("member", "group", "laws", "routes")
    given |= dict(zip(names, narrow.values(), strict=True))
    apart = f"kind {'=' if cut.compliments else '<>'} '{COMPLIMENT}'"
    return "".join(
        f" AND {condition}" for condition in (apart, *(one for one, value in narrow.items() if value))
    ), given


SHARED = ("law", "kind", "theme", "source", "member_id", "location_group")
"""Columns that are known of an open complaint too."""
Open = Mapping[By, Counter[tuple[Any, ...]]]


def still_open(cut: Cut, asked: Iterable[By]) -> Open:
    """Complaints received in the period that are open now, per combination of columns of ``SHARED``; one query.

    A complaint counts once: narrowed to laws at its first part under one of those. Of an open complaint the route is not known
    yet: narrowed to routes, nothing counts. Call inside ``in_organisation``.
    """
    sets = {tuple(by) for by in asked} | {()}
    found: dict[By, Counter[tuple[Any, ...]]] = {by: Counter() for by in sets}
    for values, count in [] if cut.routes else _open(cut):
        for by, counter in found.items():
            counter[tuple(values[SHARED.index(column)] for column in by)] += count
    return found


def _open(cut: Cut) -> Iterator[tuple[tuple[Any, ...], int]]:
    group = Coalesce(NullIf(F("location__group"), Value("")), Value(""))
    rows = Summary.objects.filter(organisation=cut.organisation, closed=False).annotate(
        location_group=group, about=THEME
    )
    rows = rows.filter(received_on__range=(cut.period.first, cut.period.last))
    rows = rows.filter(kind=COMPLIMENT) if cut.compliments else rows.exclude(kind=COMPLIMENT)
    rows = rows.filter(member=cut.member) if cut.member else rows
    rows = rows.filter(location_group=cut.group) if cut.group else rows
    rows = rows.filter(Q(law__in=cut.laws) | ~Q(further=[])) if cut.laws else rows
    columns = ("law", "kind", "about", *SHARED[3:], "further")
    for *values, further, count in rows.order_by().values_list(*columns).annotate(n=Counted("dossier_id")):
        about = [values[:3], *further]
        first = next((one for one in about if not cut.laws or one[0] in cut.laws), None)
        if first:
            yield (*first, *values[3:]), count
