"""The worklist: the dossiers of one view, a page at a time, how many each view has, and what can be filtered on.

Four statements besides the fence and the log: who the actor is, the rows with their keys, and all counts and choices at once.
Counts are exact up to ``CAP``; beyond it nobody counts, so that a list stays as fast with a hundred thousand dossiers.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db.models import Exists, F, Func, OuterRef, Q, QuerySet, Subquery, TextField
from django.db.models.functions import Cast

from wederhoor.dossier import access, keys, models, regulations
from wederhoor.dossier.actor import Actor
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import DossierKey, Follow, Summary
from wederhoor.dossier.models.core import AFTERWARDS, OPEN, PRAISE
from wederhoor.dossier.opening import fence_of
from wederhoor.dossier.queries import counting
from wederhoor.dossier.queries.counting import CAP, Choices, Kept
from wederhoor.dossier.queries.visible import PARTY, Visible, among, outsiders, subject, visible
from wederhoor.organisations.models import Organisation, Team
from wederhoor.organisations.prepared import Prepared, Written
from wederhoor.procedure.model import Regulation
from wederhoor.procedure.terms import local_date

__all__ = ["CAP", "NO_PRAISE", "ORDERS", "VIEWS", "Filters", "Kept", "Page", "Row", "Task", "chosen", "worklist"]

VIEWS = ("mine", "unassigned", "week", "overdue", "waiting", "following", "open", "closed", "all")
OWED = ("mine", "week", "overdue")  # what must be done, after closing too; nobody waits for a complaint that is closed
COLUMNS = (
    "dossier_id", "number", "regulation", "phase", "next_due", "due_duty", "next_aim", "next_duty", "next_holder", "closed", "destroy_after",
    "last_act", "last", "received_on", "subject", "law", "kind", "capacity", "unread_by", "unasked", "handler__name",
    "location__name", "team_name", "own", "followed", "key",
)  # fmt: skip
Listed = namedtuple("Listed", COLUMNS)  # type: ignore[misc]  # the columns are said once
ORDERS: Mapping[str, tuple[Any, ...]] = {
    "aim": (F("next_aim").asc(nulls_last=True), F("number").asc()),
    "-aim": (F("next_aim").desc(nulls_first=True), F("number").desc()),
    "number": (F("received_on").asc(), F("number").asc()),
    "-number": (F("received_on").desc(), F("number").desc()),
    "last": (F("last_at").asc(), F("number").asc()),
    "-last": (F("last_at").desc(), F("number").desc()),
}
CALLS = "calls"
"""Beside the views: how many dossiers have a letter that must be told."""
OWN_TEAMS = "mine"
NO_PRAISE = "complaints"
"""Beside the kinds that a regulation knows: all but compliments, as figures of complaints count."""
MOST = 5000
"""So many rows go on paper or into a workbook at once."""
USUAL_ORDER = {"closed": "-last", "all": "-number"}


@dataclass(frozen=True, slots=True)
class Filters:
    """What to show. ``handler``: 'me', 'nobody', the hex of an account, or '' for all; ``order`` '' is the view's own."""

    view: str = "open"
    phase: str = ""
    location: str = ""
    team: str = ""
    """The id of a team, or 'mine' for the teams that the reader is in."""
    member: str = ""
    law: str = ""
    kind: str = ""
    handler: str = ""
    order: str = ""
    holder: str = ""
    """'others': what waits for somebody outside the organisation."""
    since: str = ""
    """Received on this day (as in an address) or later."""

    @property
    def plain(self) -> bool:
        """Whether nothing is left out of the view."""
        return self == Filters(self.view, order=self.order)

    @property
    def ordered(self) -> str:
        """The order in force."""
        return self.order or USUAL_ORDER.get(self.view, "aim")


class Task(NamedTuple):
    """A duty in a list: whose it is, the day to work to, and the last day."""

    duty: str
    label: str
    holder: str
    holder_label: str
    aim: date | None
    due: date | None


class Row(NamedTuple):
    """One dossier in a list. Codes come with their label from the dossier's own regulation (``regulation`` is its file)."""

    id: UUID
    number: str
    regulation: str
    subject: str
    phase: str
    phase_label: str
    law: str
    kind: str
    capacity: str
    location: str
    team: str
    next: Task | None
    """The duty to work at first, whoever holds it."""
    ending: Task | None
    """The duty whose term ends first: it decides what is late."""
    own: Task | None
    """What the actor's role must do first, or else may discharge."""
    late: bool
    handler: str
    last_act: str
    last_at: datetime
    received_on: date
    closed: bool
    followed: bool
    destroy_after: date | None
    unasked: bool
    """A question of the reception still waits for its answer."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list; ``total`` and the counts per view stop at ``CAP`` + 1. ``more``: there is a next page."""

    rows: tuple[Row, ...]
    total: int
    number: int
    size: int
    more: bool
    counts: Mapping[str, int]
    choices: Choices


def worklist(
    organisation: Organisation, actor: Actor, filters: Filters, *, now: datetime, page: int = 1, size: int = 50,
    counted: bool = False, also: Mapping[str, counting.Statement] | None = None,
) -> Page:  # fmt: skip
    """The dossiers this actor may list, page by page; logged as one line with the number of hits.

    ``also``: other counts to ask with those of the views, by name.
    """
    today = local_date(now)
    with in_organisation(*fence_of(organisation, actor), account=actor.account, many=True):
        seen = visible(organisation, actor, today)
        if seen is None:  # nothing is read, and the log of a strange organisation is not theirs to write
            return Page((), 0, page, size, False, dict.fromkeys(VIEWS, 0), Choices())
        start = (page - 1) * size
        some = [Listed(*row) for row in _asked(seen, filters, today, start, size + 1).rows()]
        views = _views(seen, today, also or {}) if counted else {}
        known = views and filters.plain and any(filters.view in names for names in views)
        whole = filters.view if known else counting.limited(filtered(seen, filters, today))
        total, counts, choices = counting.counted(organisation, seen, whole, views, today, plain=filters.plain)
        access.log(organisation.pk, actor, "list", now=now, hits=total)
    shown = rows_of(organisation, some[:size], seen, today)
    return Page(shown, total, page, size, len(some) > size, counts, choices)


@lru_cache(maxsize=256)
def statements(seen: Visible, today: date, cap: int) -> counting.Views:
    """The counts of all views as statements. Making them took longer than running them; the next page has the same."""
    both: tuple[str, ...] = ("mine", "waiting") if _of_theirs(seen) else ()
    alone = [view for view in VIEWS if view not in ("closed", "all", *both)]
    theirs = {both: counting.limited_both(_mine_and_waiting(seen), cap)} if both else {}
    found: counting.Views = {(view,): _count(seen, view, today, cap) for view in alone}
    return {**found, **theirs, (CALLS,): counting.limited(_to_call(seen), cap)}


def _count(seen: Visible, view: str, today: date, cap: int) -> counting.Statement:
    """How many a view has; what is owed after closing is counted apart, each out of its own index."""
    apart = (OPEN, AFTERWARDS) if view in OWED else (None,)
    return counting.together([in_view(seen, view, today, one) for one in apart], cap)


def _views(seen: Visible, today: date, also: Mapping[str, counting.Statement]) -> counting.Views:
    return {**statements(seen, today, counting.CAP), **{(name,): one for name, one in also.items()}}


def _mine_and_waiting(seen: Visible) -> QuerySet[Any, Any]:
    """Of each dossier that is somebody's by name: whether it is in their work, and whether it waits for others. Read once."""
    rows = seen.rows.filter(_theirs(seen), OPEN | AFTERWARDS)
    return rows.annotate(mine=_has_task(seen), waits=OPEN & ~_not_waiting(seen)).values_list("mine", "waits")


def _to_call(seen: Visible) -> QuerySet[Summary]:
    """The dossiers of this person with a letter that somebody must tell."""
    if seen.party:
        return seen.rows.none()
    mine = _theirs(seen) if seen.per_dossier else _theirs(seen) | Q(handler=None)
    waits = _beside(models.Outbox, way=models.Way.HAND, state="waiting", reason__in=models.BY_VOICE)
    return seen.rows.filter(mine, Exists(waits))


def chosen(
    organisation: Organisation, actor: Actor, filters: Filters, numbers: Sequence[str], *, action: str, now: datetime
) -> tuple[Row, ...]:
    """These dossiers, or all of the list when none is named, as far as the actor may list them; logged as ``action``."""
    today = local_date(now)
    with in_organisation(*fence_of(organisation, actor), account=actor.account, many=True):
        seen = visible(organisation, actor, today)
        if seen is None:
            return ()
        rows = seen.rows.filter(number__in=list(numbers)) if numbers else filtered(seen, filters, today)
        found = [Listed(*row) for row in _listed(seen, rows, filters)[:MOST]]
        access.log(organisation.pk, actor, action, now=now, hits=len(found))
    return rows_of(organisation, found, seen, today)


def in_view(seen: Visible, view: str, today: date, standing: Q | None = None) -> QuerySet[Summary]:
    """The rows of one view; with ``standing`` only those that are open, or those in which something is owed after closing."""
    usual = OPEN | AFTERWARDS if view in OWED else Q() if view == "all" else Q(closed=view == "closed")
    rows = seen.rows.filter(standing or usual)
    if view == "mine":
        return rows.filter(_mine(seen))
    if view == "waiting":
        return rows.filter(_theirs(seen)).exclude(_not_waiting(seen))
    if view == "following":
        return seen.rows.filter(Exists(_beside(Follow, account=seen.account)))
    wanted: dict[str, dict[str, Any]] = {
        "unassigned": {"handler": None},
        "week": {"next_aim__lte": Written(today + timedelta(days=7))}, "overdue": {"next_due__lt": Written(today)},
    }  # fmt: skip
    return rows.filter(**wanted.get(view, {}))


def _beside(model: Any, **more: Any) -> Any:
    """Rows of another table that belong to the same dossier."""
    return model.objects.filter(organisation_id=OuterRef("organisation_id"), dossier_id=OuterRef("dossier_id"), **more)


def _theirs(seen: Visible) -> Q:
    """The dossiers that are somebody's by name: handled by them or given to them."""
    return among(seen.given) if seen.per_dossier else Q(handler=seen.account) | among(seen.given)


def _of_theirs(seen: Visible) -> bool:
    """Whether the work of somebody is in the dossiers that are theirs; of a role that shares no dossiers out it is all it holds."""
    return seen.per_dossier or seen.role.kind in ("handler", "coordinator")


def _mine(seen: Visible) -> Q:
    """What I must do: duties of my role in dossiers that are mine, or all that my role holds."""
    return _theirs(seen) & Q(_has_task(seen)) if _of_theirs(seen) else Q(_has_task(seen, held=True))


def _has_task(seen: Visible, **more: Any) -> Exists:
    return Exists(_beside(models.Task, role=seen.code, **more))


def _not_waiting(seen: Visible) -> Q:
    return Q(next_holder__in=("", seen.code))


def filtered(seen: Visible, filters: Filters, today: date) -> QuerySet[Summary]:
    """The rows of the view that pass every filter."""
    rows = in_view(seen, filters.view, today)
    codes = {name: getattr(filters, name) for name in ("phase", "law", "kind")}
    rows = rows.filter(**{name: code for name, code in codes.items() if code not in ("", NO_PRAISE)})
    rows = rows.exclude(PRAISE) if filters.kind == NO_PRAISE else rows
    numbers = {"location_id": filters.location, "member_id": filters.member}
    rows = rows.filter(**{name: int(value) for name, value in numbers.items() if value.isdecimal()})
    if filters.holder == "others":
        rows = rows.filter(next_holder__in=outsiders(seen.text))
    if since := _since(filters.since):
        rows = rows.filter(received_on__gte=since)
    if filters.team == OWN_TEAMS:
        rows = rows.filter(team__in=Team.objects.filter(members=seen.account).values("id"))
    elif filters.team:
        rows = rows.filter(team=int(filters.team) if filters.team.isdecimal() else 0)
    if filters.handler == "nobody":
        return rows.filter(handler=None)
    if filters.handler:
        return rows.filter(handler=seen.account if filters.handler == "me" else _account(filters.handler))
    return rows


def _since(text: str) -> date | None:
    """The day in a filter; one that is none is not chosen."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _account(text: str) -> UUID:
    """The id in a filter; one that is none finds nothing."""
    try:
        return UUID(hex=text)
    except ValueError:
        return UUID(int=0)


@lru_cache(maxsize=64)
def _asked(seen: Visible, filters: Filters, today: date, start: int, size: int) -> Prepared[Any]:
    """The statement of one page; as with the counts, making it took longer than running it."""
    rows = filtered(seen, filters, today)
    if start:  # what is skipped is not looked up with everything that a page shows
        page = _ordered(seen, rows, filters).values("dossier_id")[start : start + size]
        rows = seen.rows.filter(dossier_id__in=page)
    return Prepared(
        lambda: _listed(seen, rows, filters)[:size], planned=filters.plain and not start
    )  # how much a filter leaves, no plan knows


def _listed(seen: Visible, rows: QuerySet[Summary], filters: Filters) -> QuerySet[Any, Any]:
    """The rows with everything a page shows, in order: one statement, keys included."""
    task = _beside(models.Task, role=seen.code)
    rows = _ordered(seen, rows, filters).annotate(
        own=Subquery(task.values(four=Func(F("duty"), F("holder"), *_texts("aim", "due"), function="ARRAY", **SQUARE))),
        last=F(seen.last),
        followed=Exists(_beside(Follow, account=seen.account)),
        team_name=Subquery(Team.objects.filter(pk=OuterRef("team")).values("name")),
        key=Subquery(_beside(DossierKey, compartment=PARTY).values("wrapped")),
    )
    return rows.values_list(*COLUMNS)


SQUARE: Mapping[str, Any] = {"template": "%(function)s[%(expressions)s]", "output_field": ArrayField(TextField())}


def _texts(*days: str) -> list[Any]:
    return [Cast(day, TextField()) for day in days]


def _ordered(seen: Visible, rows: QuerySet[Summary], filters: Filters) -> QuerySet[Summary]:
    order = ORDERS[filters.ordered]
    if filters.ordered.lstrip("-") == "last":
        nulls = {"nulls_last": True} if seen.party else {}  # the index of all others has them as they come
        order = (getattr(F(seen.last), "desc" if filters.ordered.startswith("-") else "asc")(**nulls), *order[1:])
    if filters.view == "mine" and filters.ordered == "aim":
        own = _beside(models.Task, role=seen.code).values("aim")
        order = (Subquery(own).asc(nulls_last=True), *order[1:])
    return rows.order_by(*order)


def rows_of(organisation: Organisation, rows: Sequence[Any], seen: Visible, today: date) -> tuple[Row, ...]:
    """Summary rows in words."""
    above = keys.organisation_key(organisation) if rows else b""
    return tuple(_row_of(organisation, row, seen, today, above) for row in rows)


def _row_of(organisation: Organisation, row: Any, seen: Visible, today: date, above: bytes) -> Row:
    regulation = regulations.pinned(row.regulation)
    phase, capacity = regulation.phases.get(row.phase), regulation.capacities.get(row.capacity)
    own, readable = row.own, seen.reads_subject_of(row) and row.key
    about = subject(organisation, row, bytes(row.key), above) if readable else ""
    found = Row(
        id=row.dossier_id, number=row.number, regulation=row.regulation, subject=about, phase=row.phase,
        phase_label=phase.label if phase else "", law=row.law, kind=row.kind, capacity=capacity.label if capacity else "",
        location=row.location__name or "", team=row.team_name or "",
        next=_task(row.regulation, row.next_duty, row.next_holder, row.next_aim, None),
        ending=_task(row.regulation, row.due_duty, "", None, row.next_due),
        own=_task(row.regulation, own[0], own[1], _day(own[2]), _day(own[3])) if own else None,
        late=bool(row.next_due and row.next_due < today), handler=row.handler__name or "",
        last_act=regulation.acts[row.last_act].done, last_at=row.last or seen.at_first(row),
        received_on=row.received_on, closed=row.closed,
        followed=row.followed, destroy_after=row.destroy_after,
        unasked=bool(row.unasked),
    )  # fmt: skip
    return _of_party(found, seen, regulation) if seen.party else found


def _of_party(row: Row, seen: Visible, regulation: Regulation) -> Row:
    """A row for a side: only the duties of or towards it, nothing of the work within; what was answered is the complainant's."""
    row = row._replace(next=_theirs_of(row.next, seen, regulation), ending=_theirs_of(row.ending, seen, regulation))
    row = row._replace(last_act="", unasked=False, late=row.late and row.ending is not None)
    return row if seen.role.kind == "complainant" else row._replace(law="", kind="", capacity="")


def _theirs_of(task: Task | None, seen: Visible, regulation: Regulation) -> Task | None:
    duty = regulation.duties[task.duty] if task else None
    named = (task.holder, *duty.owed_to) if task and duty and not duty.internal else ()
    kinds = {regulation.roles[name].kind for name in named if name in regulation.roles}
    return task if seen.role.kind in kinds else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


@lru_cache(maxsize=2048)
def _task(file: str, duty: str, holder: str, aim: date | None, due: date | None) -> Task | None:
    """A list holds the same duties on the same days many times."""
    regulation = regulations.pinned(file)
    if duty not in regulation.duties:
        return None
    holder = holder or regulation.duties[duty].holder
    known = {**regulation.roles, **regulation.external_bodies}.get(holder)
    return Task(duty, regulation.duties[duty].label, holder, known.label if known else holder, aim, due)
