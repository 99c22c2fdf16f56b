"""The register as a list with its sums: so many rows a page, in few questions, whatever the size of the register."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib.postgres.aggregates import BoolAnd
from django.db import connection
from django.db.models import Case, F, Max, OuterRef, QuerySet, Subquery, Value, When, Window
from django.db.models.functions import Coalesce, RowNumber
from django.db.models.lookups import Exact

from wederhoor.dossier import access
from wederhoor.dossier.actor import Actor
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import RegisterLink, RegisterRow, Summary
from wederhoor.dossier.queries.visible import Visible, visible
from wederhoor.insight.register.labels import Labels, labels_of
from wederhoor.insight.register.wanted import Wanted, rows
from wederhoor.organisations.models import Location, Organisation, Team
from wederhoor.procedure.terms import local_date

_EMPTY = Value("")
PAGE = 50
MOST_PAGES = 100
"""Nobody leafs further: a filter finds it, and the file has all of it."""
MOST_GAPS = 200
"""So many incomplete rows on one page; who fills some in sees the next."""
LOGGED = "register list"
BY = (
    "heading", "theme", "law", "kind", "route", "outcome", "in_time", "lead_time", "source", "cause", "hope", "came_of_it",
    "location_group", "quarter", "extended", "disputed", "late_reason", "not_taken_up",
)  # fmt: skip
"""Columns that can be counted by."""


@dataclass(frozen=True, slots=True)
class Live:
    """What is known of a row only as long as its dossier exists; the number where the reader may open it."""

    location: str = ""
    team: str = ""
    days: int | None = None
    number: str = ""
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the register, with what is still known of its dossier."""

    row: RegisterRow
    live: Live = Live()


@dataclass(frozen=True, slots=True)
class Sums:
    """How many complaints and parts, how they spread over two columns, and what came of what was hoped for (OTT-10)."""

    complaints: int = 0
    parts: int = 0
    crossed: Counter[tuple[Any, Any]] = field(default_factory=Counter)
    hoped: Counter[tuple[str, str]] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of the register."""

    rows: tuple[Row, ...]
    sums: Sums
    labels: Labels
    page: int
    pages: int
    more: bool
    locations: Mapping[int, str]
    groups: tuple[str, ...]
    teams: Mapping[int, str]
    incomplete: int


def listed(
    organisation: Organisation, wanted: Wanted, by: str, across: str, page: int, *, member: Organisation | None, actor: Actor,
    now: datetime,
) -> Listed:  # fmt: skip
    """One page of what is wanted, with the sums of all of it; logged with its hits."""
    with in_organisation(organisation.pk, account=actor.account):
        found = rows(organisation, member, wanted)
        sums, today = summed(found, wanted, by, across), local_date(now)
        pages = min(max(1, -(-sums.parts // PAGE)), MOST_PAGES)
        page = min(max(page, 1), pages)
        shown = _shown(organisation, found, page)
        seen = visible(organisation, actor, today)
        live = _live(organisation, [one.id for one in shown], seen)
        places, groups = _places(member or organisation)
        made = Listed(
            tuple(Row(one, live.get(one.id, Live())) for one in shown), sums, labels_of(organisation), page, pages,
            sums.parts > PAGE * MOST_PAGES, places, groups,
            dict(Team.objects.filter(organisation=member or organisation).values_list("id", "name")),
            gaps(organisation, seen).count(),
        )  # fmt: skip
        access.log(organisation.pk, actor, LOGGED, now=now, hits=sums.parts)
        return made


def _shown(organisation: Organisation, found: QuerySet[RegisterRow], page: int) -> list[RegisterRow]:
    """The rows of one page. What stands on the pages before it is passed over in an index, without reading those rows."""
    order = ("-quarter", "id")
    ids = found.order_by(*order).values("id")[(page - 1) * PAGE : page * PAGE]
    return list(RegisterRow.objects.filter(organisation=organisation, id__in=ids).order_by(*order))


def summed(found: QuerySet[RegisterRow], wanted: Wanted, by: str, across: str) -> Sums:
    """The sums over these rows, in one question.

    A complaint counts once: at its first part, or where a filter asks for some parts, at the first of those. It is late when one
    of those is. As in a report (``insight.tallies``).
    """
    columns = list(dict.fromkeys([by, across, "hope", "came_of_it"]))
    inner, given = _counted(found.order_by(), wanted, columns)
    names = ", ".join(f"its_{one}" for one in columns)
    whole = f"SELECT count(*) FILTER (WHERE once), count(*), {names} FROM ({inner}) r GROUP BY {names}"  # noqa: S608  # our columns
    complaints, parts, crossed, hoped = 0, 0, Counter[tuple[Any, Any]](), Counter[tuple[str, str]]()
    with connection.cursor() as cursor:
        cursor.execute(whole, given)
        for count, each, *values in cursor.fetchall():
            value = dict(zip(columns, values, strict=True))
            complaints, parts = complaints + count, parts + each
            if count:
                crossed[value[by], value[across]] += count
                hoped[value["hope"], value["came_of_it"]] += count
    return Sums(complaints, parts, crossed, hoped)


def _counted(found: QuerySet[RegisterRow], wanted: Wanted, columns: list[str]) -> tuple[str, tuple[Any, ...]]:
    """Each row with whether it counts and the values that it counts under.

    Nearly every complaint has one part: only the others are laid side by side, which takes sorting.
    """
    alone = {f"its_{one}": F(one) for one in columns}
    if not wanted.some_parts and not TOGETHER & set(columns):
        return _sql(found.annotate(once=F("counts"), **alone).values("once", *alone))
    taken = {f"its_{one}": _together(one) for one in columns}
    first = _first_of_some() if wanted.some_parts else F("counts")
    single = found.filter(several=False).annotate(once=F("counts"), **alone).values("once", *alone)
    several = found.filter(several=True).annotate(once=first, **taken).values("once", *taken)
    (one, its), (other, theirs) = _sql(single), _sql(several)
    return f"{one} UNION ALL {other}", (*its, *theirs)


def _sql(found: QuerySet[Any, Any]) -> tuple[str, tuple[Any, ...]]:
    statement, given = found.query.sql_with_params()
    return statement, tuple(given)


TOGETHER = frozenset({"in_time", "late_reason"})
"""Columns that the parts of a complaint have together."""


def _first_of_some() -> Any:
    """Whether a row is the first of those of its complaint that are wanted."""
    order: list[Any] = [F("counts").desc(), F("id")]
    return Case(When(Exact(Window(RowNumber(), partition_by="complaint", order_by=order), 1), then=True), default=False)


def _together(column: str) -> Any:
    """A column, or what its parts come to together."""
    if column == "in_time":
        return Window(BoolAnd("in_time"), partition_by="complaint")
    if column == "late_reason":
        return Window(Max("late_reason"), partition_by="complaint")
    return F(column)


def _live(organisation: Organisation, ids: list[UUID], seen: Visible | None) -> dict[UUID, Live]:
    """What the dossiers behind these rows still tell; a number only for who may open it."""
    links = RegisterLink.objects.filter(organisation=organisation, row__in=ids)
    if seen is not None:
        links = links.annotate(
            number=Subquery(seen.rows.filter(dossier_id=OuterRef("dossier_id")).values("number")[:1])
        )
    named = links.annotate(
        place=Coalesce(Subquery(Location.objects.filter(pk=OuterRef("location_id")).values("name")), _EMPTY),
        group_of_people=Coalesce(Subquery(Team.objects.filter(pk=OuterRef("team")).values("name")), _EMPTY),
    )
    return {link.row: _one(link) for link in named}


def _one(link: Any) -> Live:
    days = (link.closed_on - link.received_on).days if link.closed_on and link.received_on else None
    missing = tuple(filter(None, link.missing.split(",")))
    return Live(link.place, link.group_of_people, days, getattr(link, "number", None) or "", missing)


def _places(organisation: Organisation) -> tuple[dict[int, str], tuple[str, ...]]:
    found = list(Location.objects.filter(organisation=organisation).order_by("name").values_list("id", "name", "group"))
    return {key: name for key, name, _ in found}, tuple(sorted({group for *_, group in found if group}))


def gaps(organisation: Organisation, seen: Visible | None) -> QuerySet[Summary]:
    """The closed dossiers of which the register misses something, of those that somebody may open. Inside ``in_organisation``."""
    if seen is None:
        return Summary.objects.none()
    links = RegisterLink.objects.filter(organisation=organisation).exclude(missing="")
    return seen.rows.filter(closed=True, dossier_id__in=links.values("dossier_id"))


def incomplete(
    organisation: Organisation, *, actor: Actor, now: datetime
) -> list[tuple[str, date | None, tuple[str, ...]]]:
    """Number, day of closing and missing columns of the closed dossiers that this person may complete, the longest waiting first."""
    with in_organisation(organisation.pk, account=actor.account):
        mine = dict(
            gaps(organisation, visible(organisation, actor, local_date(now))).values_list("dossier_id", "number")
        )
        links = RegisterLink.objects.filter(organisation=organisation, dossier_id__in=mine).exclude(missing="")
        rows = list(links.order_by("closed_on").values_list("dossier_id", "closed_on", "missing")[:MOST_GAPS])
        access.log(organisation.pk, actor, LOGGED, now=now, hits=len(rows))
    together: dict[UUID, tuple[date | None, set[str]]] = {}
    for dossier, closed_on, missing in rows:
        together.setdefault(dossier, (closed_on, set()))[1].update(missing.split(","))
    return [(mine[dossier], day, tuple(sorted(names))) for dossier, (day, names) in together.items()]
