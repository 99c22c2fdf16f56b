"""The register as a list with its sums: so many rows a page, in few questions, whatever the size of the register."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

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
        sums, today = summed(found, by, across), local_date(now)
        pages = min(max(1, -(-sums.parts // PAGE)), MOST_PAGES)
        page = min(max(page, 1), pages)
        shown = list(found.order_by("-quarter", "id")[(page - 1) * PAGE : page * PAGE])
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


def summed(found: Any, by: str, across: str) -> Sums:
    """The sums over these rows, in one question."""
    columns = list(dict.fromkeys([by, across, "hope", "came_of_it", "counts"]))
    counted = found.order_by().values(*columns).annotate(n=Count("pk"))
    complaints, parts, crossed, hoped = 0, 0, Counter[tuple[Any, Any]](), Counter[tuple[str, str]]()
    for one in counted:
        parts += one["n"]
        if one["counts"]:
            complaints += one["n"]
            crossed[one[by], one[across]] += one["n"]
            hoped[one["hope"], one["came_of_it"]] += one["n"]
    return Sums(complaints, parts, crossed, hoped)


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
