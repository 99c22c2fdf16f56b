"""Lists over many dossiers, through the same policy, fence and access log as one dossier."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet

from wederhoor.dossier import access, keys, policy, regulations
from wederhoor.dossier.actor import Actor
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import Assignment, Compartment, Document, DossierKey, Person, Summary
from wederhoor.dossier.opening import SIDES, fence_of
from wederhoor.organisations.models import Membership, Organisation
from wederhoor.procedure.model import Role
from wederhoor.procedure.terms import local_date

PARTY = Compartment.PARTY.value
VIEWS = ("mine", "unassigned", "week", "overdue", "open")
COLUMNS = (
    "number", "regulation", "phase", "next_due", "next_aim", "next_duty", "next_holder", "closed", "destroy_after", "last_act",
    "last_at", "received_on", "subject", "handler__name",
)  # fmt: skip
ORDERS = {
    "aim": (F("next_aim").asc(nulls_last=True), F("number").asc()),
    "-received": (F("received_on").desc(), F("number").desc()),
    "number": (F("number").asc(),),
    "-last": (F("last_at").desc(), F("number").desc()),
}


@dataclass(frozen=True, slots=True)
class Filters:
    """What to show. ``handler``: 'me', 'nobody', an account id, or '' for all. ``late``: past due.

    ``within_days``: the date to aim for lies at most so many calendar days ahead.
    """

    phase: str = ""
    handler: str | UUID = ""
    closed: bool | None = False
    late: bool = False
    within_days: int | None = None
    search: str = ""
    order: str = "aim"


@dataclass(frozen=True, slots=True)
class Row:
    """One dossier in a list. Codes come with their label from the dossier's own regulation."""

    id: UUID
    number: str
    subject: str
    phase: str
    phase_label: str
    next_duty: str
    next_duty_label: str
    next_holder: str
    next_due: date | None
    next_aim: date | None
    late: bool
    handler: str
    last_act: str
    last_at: datetime
    received_on: date
    closed: bool
    destroy_after: date | None


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list, how many there are in all, and how many per view when that was asked (by view)."""

    rows: tuple[Row, ...]
    total: int
    number: int
    size: int
    counts: Mapping[str, int]


def worklist(
    organisation: Organisation, actor: Actor, filters: Filters, *, now: datetime, page: int = 1, size: int = 50,
    counted: bool = False,
) -> Page:  # fmt: skip
    """The dossiers this actor may list, page by page; logged as one line with the number of hits."""
    today = local_date(now)
    with in_organisation(*fence_of(organisation, actor), account=actor.account):
        visible = _visible(organisation, actor, today)
        if visible is None:  # nothing is read, and the log of a strange organisation is not theirs to write
            return Page((), 0, page, size, dict.fromkeys(VIEWS, 0))
        rows = _filtered(visible, filters, actor, today)
        listed = rows.select_related("handler").only(*COLUMNS).order_by(*ORDERS[filters.order])
        views = _counts(visible, actor, today) if counted else {}
        start, readable = (page - 1) * size, _reads_subjects(organisation, actor, today)
        if filters.search:
            found = _search(_with_subjects(organisation, list(listed), readable), filters.search)
            total, shown = len(found), found[start : start + size]
        else:
            total = views["open"] if views and filters == Filters() else rows.count()
            some = list(listed[start : start + size])
            shown = _with_subjects(organisation, some, readable)
        access.log(organisation.pk, actor, "search" if filters.search else "list", now=now, hits=total)
    return Page(tuple(_row(row, subject, today) for row, subject in shown), total, page, size, views)


def _counts(visible: QuerySet[Summary], actor: Actor, today: date) -> dict[str, int]:
    """How many dossiers the actor has per view: mine, unassigned, week (aim within 7 days), overdue, open."""
    return visible.filter(closed=False).aggregate(
        mine=Count("number", filter=Q(handler=actor.account)), unassigned=Count("number", filter=Q(handler=None)),
        week=Count("number", filter=Q(next_aim__lte=today + timedelta(days=7))),
        overdue=Count("number", filter=Q(next_due__lt=today)), open=Count("number"),
    )  # fmt: skip


def letters(
    organisation: Organisation, actor: Actor, *, now: datetime, most: int = 200
) -> list[tuple[str, str, datetime, UUID]]:
    """The register of letters, newest first: dossier number, letter label, when, document id; of the dossiers one may list."""
    today = local_date(now)
    with in_organisation(*fence_of(organisation, actor), account=actor.account):
        visible = _visible(organisation, actor, today)
        if visible is None or not _reads_subjects(organisation, actor, today):
            return []
        rows = {row.dossier_id: row for row in visible.only("dossier_id", "number", "regulation")}
        found = Document.objects.filter(
            organisation=organisation, kind="letter", compartment=PARTY, dossier_id__in=list(rows)
        )
        newest = found.order_by("-added").values_list("dossier_id", "letter", "added", "id")
        listed = list(islice((row for row in newest if _reads(actor.role, rows[row[0]], row[1])), most))
        access.log(organisation.pk, actor, "list", now=now, hits=len(listed))
    return [(rows[d].number, _letter_label(rows[d].regulation, letter), added, i) for d, letter, added, i in listed]


def _reads(role: str, row: Summary, letter: str) -> bool:
    regulation = regulations.pinned(row.regulation)
    return role in regulation.roles and policy.reads_letter(regulation, role, letter)


def _letter_label(file: str, letter: str) -> str:
    known = regulations.pinned(file).letters
    return known[letter].label if letter in known else letter


def _role(organisation: Organisation, actor: Actor, today: date) -> Role | None:
    return regulations.pinned(regulations.in_force(organisation, today)).roles.get(actor.role)


def _reads_subjects(organisation: Organisation, actor: Actor, today: date) -> bool:
    """Whether the party file, and so the subject, opens for the actor's role."""
    role = _role(organisation, actor, today)
    return role is not None and PARTY in policy.compartments(role.kind, role.sees)


def _need(organisation: Organisation, actor: Actor, today: date) -> policy.Need | None:
    """What the actor's role needs, by the organisation's regulation in force; None for a role it does not have."""
    role = _role(organisation, actor, today)
    need = policy.NEEDS[role.kind] if role else None
    return need if need and "list" in need.actions else None


def _visible(organisation: Organisation, actor: Actor, today: date) -> QuerySet[Summary] | None:
    """The dossiers that the policy opens for this actor's lists: the same vetoes as for one dossier."""
    need, rows = _need(organisation, actor, today), Summary.objects.filter(organisation=organisation)
    account, role = actor.account, actor.role
    if need is None or account is None:
        return None
    assigned, recused = _assignments(organisation, account, role, today)
    mine, accused = _sides(organisation, account, role, today)
    given = Q(dossier_id__in=assigned | mine)
    reach = None if need.per_dossier else _by_membership(organisation, account, role, today)
    if reach is None and not assigned | mine:
        return None
    allowed = given if reach is None else reach | given if reach else reach
    shut = recused if role in _roles_of_kind(organisation, "accused", today) else recused | accused
    return rows.filter(allowed).exclude(dossier_id__in=shut) if shut else rows.filter(allowed)


def _roles_of_kind(organisation: Organisation, kind: str, today: date) -> set[str]:
    roles = regulations.pinned(regulations.in_force(organisation, today)).roles
    return {code for code, role in roles.items() if role.kind == kind}


def _assignments(organisation: Organisation, account: UUID, role: str, today: date) -> tuple[set[UUID], set[UUID]]:
    """Dossiers given to the actor in this role, and those kept from them."""
    rows = Assignment.objects.filter(organisation=organisation, account_id=account, since__lte=today)
    running = list(rows.exclude(until__lt=today).values_list("dossier_id", "role", "recused"))
    given = {dossier for dossier, held, recused in running if held == role and not recused}
    return given, {dossier for dossier, _, recused in running if recused}


def _sides(organisation: Organisation, account: UUID, role: str, today: date) -> tuple[set[UUID], set[UUID]]:
    """Dossiers in which the actor is a party in this role, and those in which they are the accused."""
    rows = list(Person.objects.filter(organisation=organisation, account_id=account).values_list("dossier_id", "side"))
    kind = next((kind for kind in SIDES if role in _roles_of_kind(organisation, kind, today)), "")
    mine = {dossier for dossier, side in rows if side in SIDES.get(kind, set())}
    return mine, {dossier for dossier, side in rows if side == "accused"}


def _by_membership(organisation: Organisation, account: UUID, role: str, today: date) -> Q | None:
    """All dossiers of the organisation, or of the member providers where the role is held; None when nowhere."""
    held = Membership.objects.filter(account_id=account, role=role).current(today)
    places = set(held.values_list("organisation_id", flat=True))
    if organisation.pk in places:
        return Q()
    return Q(member__in=places) if places & _members(organisation) else None


def _members(organisation: Organisation) -> set[int]:
    return set(organisation.members.values_list("pk", flat=True))


def _filtered(rows: QuerySet[Summary], filters: Filters, actor: Actor, today: date) -> QuerySet[Summary]:
    if filters.phase:
        rows = rows.filter(phase=filters.phase)
    if filters.closed is not None:
        rows = rows.filter(closed=filters.closed)
    if filters.late:
        rows = rows.filter(next_due__lt=today)
    if filters.within_days is not None:
        rows = rows.filter(next_aim__lte=today + timedelta(days=filters.within_days))
    if filters.handler == "nobody":
        return rows.filter(handler=None)
    if filters.handler:
        return rows.filter(handler=actor.account if filters.handler == "me" else UUID(str(filters.handler)))
    return rows


def _with_subjects(organisation: Organisation, rows: Sequence[Summary], readable: bool) -> list[tuple[Summary, str]]:
    """The rows with their subjects, opened with one query for all their keys; '' when not for this actor."""
    if not readable:
        return [(row, "") for row in rows]
    mine = DossierKey.objects.filter(organisation=organisation, compartment=PARTY)
    wrapped = dict(mine.filter(dossier_id__in=[row.dossier_id for row in rows]).values_list("dossier_id", "wrapped"))
    return [(row, _subject(organisation, row, wrapped)) for row in rows]


def _subject(organisation: Organisation, row: Summary, wrapped: Mapping[UUID, bytes | memoryview]) -> str:
    ring = keys.Keyring(organisation, row.dossier_id, {PARTY: bytes(wrapped[row.dossier_id])})
    return ring.text(row.subject, PARTY, "0:subject", "text")


def _search(rows: Iterable[tuple[Summary, str]], text: str) -> list[tuple[Summary, str]]:
    """The rows whose number or subject has every word; decrypted in memory, nothing is indexed."""
    words = text.casefold().split()
    return [
        (row, subject) for row, subject in rows if all(word in f"{row.number} {subject}".casefold() for word in words)
    ]


def _row(row: Summary, subject: str, today: date) -> Row:
    regulation = regulations.pinned(row.regulation)
    duty, phase = regulation.duties.get(row.next_duty), regulation.phases.get(row.phase)
    return Row(
        id=row.dossier_id, number=row.number, subject=subject, phase=row.phase, phase_label=phase.label if phase else "",
        next_duty=row.next_duty, next_duty_label=duty.label if duty else "", next_holder=row.next_holder,
        next_due=row.next_due, next_aim=row.next_aim, late=bool(row.next_due and row.next_due < today),
        handler=row.handler.name if row.handler else "", last_act=regulation.acts[row.last_act].done, last_at=row.last_at,
        received_on=row.received_on, closed=row.closed, destroy_after=row.destroy_after,
    )  # fmt: skip
