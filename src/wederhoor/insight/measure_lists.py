"""Reading measures and recommendations: who sees which, the list with its filters, one with its history. Every read is logged."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet

from wederhoor.dossier import access
from wederhoor.dossier.actor import Actor
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.opening import NotFound
from wederhoor.dossier.queries.counting import Statement, limited
from wederhoor.insight import rights, sealed
from wederhoor.insight.measures import record, standing, step_record
from wederhoor.insight.models import Measure, MeasureStep
from wederhoor.insight.steps import RECOMMENDATION, RUNNING, SETTLED
from wederhoor.organisations.models import Account, Organisation
from wederhoor.procedure.model import Regulation

STATES = ("running", "late", "check", "bare", "done", "dropped", "rejected")
PAGE = 50
MOST = 5000


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks: the person, in a role, and of which member of a cooperative only (None: of all)."""

    organisation: Organisation
    regulation: Regulation
    actor: Actor
    member: int | None = None

    @property
    def kind(self) -> str:
        """The kind of the role."""
        rule = self.regulation.roles.get(self.actor.role)
        return rule.kind if rule else ""

    @property
    def all(self) -> bool:
        """Whether they see everything (of their member)."""
        return rights.sees_figures(self.regulation, self.actor.role)


@dataclass(frozen=True, slots=True)
class Filters:
    """Which rows, as the address says; '' for all."""

    state: str = ""
    kind: str = ""
    mine: bool = False
    aim: str = ""
    theme: str = ""
    location: int | None = None
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """One row, opened."""

    row: Measure
    what: str
    result: str = ""
    reason: str = ""

    def late(self, today: date) -> bool:
        """Whether its day passed."""
        return standing(self.row).late(today)

    def to_check(self, today: date) -> bool:
        """Whether its effect is to be looked at now."""
        return standing(self.row).to_check(today)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of history: what, when, by whom (a name, or the role where nobody is left), codes and words."""

    seq: int
    step: str
    at: datetime
    name: str
    role: str
    said: dict[str, Any]
    words: str


def scope(viewer: Viewer) -> Q:
    """The rows somebody may see: all, or one's own: what one must do, and what one recommended; of a member, about that member."""
    account, role = viewer.actor.account, viewer.actor.role
    here = Q(member_id=viewer.member) if viewer.member else Q()
    if viewer.all:
        return here
    mine = mine_of(viewer)
    if viewer.kind == "confidant":
        mine |= here & Q(kind=RECOMMENDATION, by=account.hex if account else role)
    if viewer.kind == "committee":
        roles = [code for code, rule in viewer.regulation.roles.items() if rule.kind == "committee"]
        mine |= here & Q(kind=RECOMMENDATION, by_role__in=roles)
    return mine


def mine_of(viewer: Viewer) -> Q:
    """What somebody must do: by name, or as whoever holds the role."""
    return _own(viewer.actor.account, viewer.actor.role, viewer.member)


def _own(account: UUID | None, role: str, member: int | None) -> Q:
    by_role = Q(owner=None, role=role)
    by_role &= Q(member_id=member) if member else Q()
    return Q(owner_id=account) | by_role


def in_state(state: str, today: date) -> Q:
    """The rows of a tab."""
    running = Q(status__in=RUNNING)
    return {
        "running": running,
        "late": running & Q(due__lt=today),
        "check": Q(check_on__lte=today) & ~Q(conclusion__in=SETTLED),
        "bare": running & (Q(owner=None, role="") | Q(due=None, remind_on=None) | Q(what=b"")),
        "done": Q(status="done"),
        "dropped": Q(status="dropped"),
        "rejected": Q(status="rejected"),
    }.get(state, Q())


def narrowed(filters: Filters, viewer: Viewer, today: date) -> Q:
    """The rows these filters leave of what somebody may see."""
    found = scope(viewer) & in_state(filters.state, today)
    found &= mine_of(viewer) if filters.mine else Q()
    chosen = {name: getattr(filters, name) for name in ("kind", "aim", "theme", "origin")} | {
        "location_id": filters.location
    }
    return found & Q(**{name: value for name, value in chosen.items() if value})


def listed(
    viewer: Viewer,
    filters: Filters,
    *,
    now: datetime,
    today: date,
    page: int = 1,
    size: int = PAGE,
    action: str = "measures",
) -> tuple[list[Seen], int]:
    """One page, what must be done first on top, and how many there are."""
    with in_organisation(viewer.organisation.pk):
        found = _rows(viewer).filter(narrowed(filters, viewer, today))
        rows = list(ordered(found)[(page - 1) * size : page * size])
        total = found.count()
        access.log(viewer.organisation.pk, viewer.actor, action, now=now, hits=len(rows))
    return [opened(row) for row in rows], total


def counted(viewer: Viewer, filters: Filters, today: date) -> dict[str, int]:
    """How many rows each tab has."""
    with in_organisation(viewer.organisation.pk):
        found = _rows(viewer).filter(narrowed(filters, viewer, today))
        counts = {state: Count("id", filter=in_state(state, today)) for state in STATES}
        return {state: number or 0 for state, number in found.order_by().aggregate(**counts).items()}


def waiting(viewer: Viewer, today: date) -> int:
    """How many rows are somebody's own to do now: running, or with an effect to look at."""
    with in_organisation(viewer.organisation.pk):
        return _waiting(viewer.organisation.pk, viewer.actor.account, viewer.actor.role, viewer.member, today).count()


def waits(viewer: Viewer, today: date) -> Statement:
    """The same as a statement, to be asked with others in one question."""
    return _statement(viewer.organisation.pk, viewer.actor.account, viewer.actor.role, viewer.member, today)


@lru_cache(maxsize=256)
def _statement(organisation: int, account: UUID | None, role: str, member: int | None, today: date) -> Statement:
    return limited(_waiting(organisation, account, role, member, today))


def _waiting(organisation: int, account: UUID | None, role: str, member: int | None, today: date) -> QuerySet[Measure]:
    now = in_state("running", today) | in_state("check", today)
    return Measure.objects.filter(_own(account, role, member) & now, organisation_id=organisation)


def about(viewer: Viewer, locations: list[int], *, now: datetime) -> list[Seen]:
    """Everything about these locations, in the order in which it came."""
    with in_organisation(viewer.organisation.pk):
        found = _rows(viewer).filter(scope(viewer), location_id__in=locations).order_by("made_on", "id")
        rows = list(found[:MOST])
        access.log(viewer.organisation.pk, viewer.actor, "measures", now=now, hits=len(rows))
    return [opened(row) for row in rows]


def one(viewer: Viewer, measure: UUID, *, now: datetime) -> tuple[Seen, list[Line]]:
    """A row with its history, oldest first. Raises NotFound for what is not there or not for this person."""
    with in_organisation(viewer.organisation.pk):
        row = _rows(viewer).filter(scope(viewer), id=measure).first()
        if row is None:
            raise NotFound
        lines = list(MeasureStep.objects.filter(organisation=viewer.organisation, measure=measure).order_by("seq"))
        access.log(viewer.organisation.pk, viewer.actor, "measure", now=now)
    return opened(row), _history(viewer, lines)


def came_of(viewer: Viewer, origin: UUID) -> list[Seen]:
    """What was taken because of this recommendation, as far as this person may see it; beside a page that is logged."""
    with in_organisation(viewer.organisation.pk):
        rows = list(_rows(viewer).filter(scope(viewer), origin_id=origin).order_by("made_on", "id"))
    return [opened(row) for row in rows]


def opened(row: Measure) -> Seen:
    """The row with its texts."""
    texts = {
        name: sealed.text(row.organisation, getattr(row, name), record(row.id), name)
        for name in ("what", "result", "reason")
    }
    return Seen(row, **texts)


def ordered(rows: QuerySet[Measure]) -> QuerySet[Measure]:
    """What must be done first on top; what is over below, the last first."""
    over = Q(status__in=RUNNING)
    return rows.alias(running=over).order_by("-running", F("due").asc(nulls_last=True), "-made_on", "id")


def _rows(viewer: Viewer) -> QuerySet[Measure]:
    return Measure.objects.filter(organisation=viewer.organisation).select_related(
        "organisation", "owner", "location", "team", "member"
    )


def _history(viewer: Viewer, lines: list[MeasureStep]) -> list[Line]:
    accounts = [UUID(hex=line.by) for line in lines if len(line.by) == 32]
    names = {account.opaque: account.name for account in Account.objects.filter(pk__in=accounts)}
    return [
        Line(
            line.seq, line.step, line.at, names.get(line.by, ""), line.role, line.said,
            sealed.text(viewer.organisation, line.words, step_record(line.id), "words"),
        )
        for line in lines
    ]  # fmt: skip
