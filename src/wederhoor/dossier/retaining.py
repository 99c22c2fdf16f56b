"""What must be destroyed, what is late, and what nobody can say: the closed dossiers of an organisation as somebody may list them.

Where a regulation states no term, the organisation chooses one (``RetentionChoice``); until then its closed dossiers are
``unknown``, a work item and never silently kept.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from wederhoor.dossier import access, policy, regulations, summaries
from wederhoor.dossier.actor import Actor
from wederhoor.dossier.models import Assignment, Dossier, LegalHold, Person, RetentionChoice, Summary, Tombstone
from wederhoor.dossier.opening import NotFound, gate
from wederhoor.organisations.models import Membership, Organisation
from wederhoor.procedure.dossier import State
from wederhoor.procedure.retention import destroy_after
from wederhoor.procedure.terms import count, local_date, parse_term

MOST = 100
"""So many of a list are shown; the longest waiting first."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A closed dossier: until when it is kept and by what rule. ``until`` None: nobody said."""

    number: str
    closed_on: date | None
    until: date | None
    source: str
    held: bool
    file: str

    def days_late(self, today: date) -> int:
        """How many days ago it should have been destroyed; 0 on the first day it can be."""
        return max(0, (today - self.until).days - 1) if self.until else 0


@dataclass(frozen=True, slots=True)
class Retention:
    """The page: to destroy, unknown, held, how many follow within three months, and the regulations without a term."""

    due: tuple[Kept, ...]
    unknown: tuple[Kept, ...]
    held: tuple[Kept, ...]
    coming: int
    without_term: tuple[str, ...]


def provider_of(file: str) -> str:
    """The code of the regulation in a file: 'ott' of 'ott/2025-01-01.yaml'."""
    return file.partition("/")[0]


def chosen(organisation: Organisation) -> dict[str, RetentionChoice]:
    """The choice in force per regulation; inside the fence."""
    rows = RetentionChoice.objects.filter(organisation=organisation).order_by("decided_on", "chosen")
    return {row.regulation: row for row in rows}


def last_day(row: Dossier, state: State) -> tuple[date | None, str]:
    """The last day of keeping and where that stands; None when neither regulation nor organisation says. Inside the fence."""
    if (day := destroy_after(state)) is not None:
        return day, state.regulation.retention.source
    choice = chosen(row.organisation).get(provider_of(row.regulation))
    return (_by_choice(choice, state), _words(choice)) if choice and state.closed else (None, "")


def _words(choice: RetentionChoice) -> str:
    return f"eigen keuze, {choice.decided_on:%d-%m-%Y}"


def _by_choice(choice: RetentionChoice, state: State) -> date | None:
    due = count(parse_term(choice.term), local_date(state.closed_at)).due if state.closed_at else None
    return local_date(due) if due else None


def choose(
    organisation: Organisation, provider: str, term: str, decided_on: date, *, actor: Actor, now: datetime
) -> None:
    """Choose how long dossiers under this regulation are kept. Raises TermError for a term that is none, NotFound."""
    parse_term(term)
    with gate(organisation, actor, now=now):
        _need(organisation, actor, now)
        made = RetentionChoice(
            organisation=organisation, id=uuid.uuid4(), regulation=provider, term=term, decided_on=decided_on, chosen=now,
            by=actor.who, role=actor.role,
        )  # fmt: skip
        RetentionChoice.objects.bulk_create([made])
        access.log(organisation.pk, actor, "choose retention", now=now)


def _need(organisation: Organisation, actor: Actor, now: datetime) -> None:
    """Whether this role destroys here, and is held here (not by one assignment). Raises NotFound."""
    today = local_date(now)
    role = regulations.pinned(regulations.in_force(organisation, today)).roles.get(actor.role)
    held = Membership.objects.filter(account=actor.account, role=actor.role, organisation=organisation)
    if role is None or "destroy" not in policy.NEEDS[role.kind].actions or not held.current(today).exists():
        raise NotFound


def may_destroy(organisation: Organisation, actor: Actor, now: datetime) -> bool:
    """Whether the page of retention is for this actor."""
    try:
        _need(organisation, actor, now)
    except NotFound:
        return False
    return True


def retention(organisation: Organisation, *, actor: Actor, now: datetime) -> Retention:
    """The page for who destroys here; logged as a list. Raises NotFound."""
    today = local_date(now)
    with gate(organisation, actor, now=now):
        _need(organisation, actor, now)
        rows = _listable(organisation, actor).filter(closed=True)
        late = list(rows.filter(destroy_after__lt=today).order_by("destroy_after", "number")[:MOST])
        open_end = list(rows.filter(destroy_after=None).order_by("last_at", "number")[:MOST])
        found = _kept(organisation, late + open_end)
        due = sorted((k for k in found if k.until and k.until < today), key=lambda k: (k.until, k.number))
        unknown = [k for k in found if k.until is None]
        access.log(organisation.pk, actor, "list", now=now, hits=len(due) + len(unknown))
        soon = rows.filter(destroy_after__range=(today, date.fromordinal(today.toordinal() + 91))).count()
    files = {k.source for k in unknown}
    return Retention(
        tuple(k for k in due if not k.held),
        tuple(unknown),
        tuple(k for k in found if k.held),
        soon,
        tuple(sorted(files)),
    )


def _listable(organisation: Organisation, actor: Actor) -> QuerySet[Summary]:
    """All but those about this person, or from which they are excluded."""
    mine = Q(organisation=organisation, account_id=actor.account)
    about = Person.objects.filter(mine, side="accused").values("dossier_id")
    shut = Assignment.objects.filter(mine, recused=True).values("dossier_id")
    rows = Summary.objects.filter(organisation=organisation)
    return rows.exclude(dossier_id__in=about).exclude(dossier_id__in=shut)


def _kept(organisation: Organisation, rows: list[Summary]) -> list[Kept]:
    ids = [row.dossier_id for row in rows]
    dossiers = {row.id: row for row in Dossier.objects.filter(organisation=organisation, id__in=ids)}
    holds = LegalHold.objects.filter(organisation=organisation, dossier_id__in=ids, lifted=None)
    held, choices = set(holds.values_list("dossier_id", flat=True)), chosen(organisation)
    return [_one(dossiers[row.dossier_id], choices, row.dossier_id in held) for row in rows]


def _one(row: Dossier, choices: dict[str, RetentionChoice], held: bool) -> Kept:
    state = summaries.state_of(row)
    day, source = destroy_after(state), state.regulation.retention.source
    choice = choices.get(provider_of(row.regulation))
    if day is None and choice:
        day, source = _by_choice(choice, state), _words(choice)
    return Kept(
        row.number,
        summaries.day(state.closed_at),
        day,
        source if day else provider_of(row.regulation),
        held,
        row.regulation,
    )


def tombstones(organisation: Organisation, *, actor: Actor, now: datetime) -> list[Tombstone]:
    """What was destroyed here, the newest first. Raises NotFound."""
    with gate(organisation, actor, now=now):
        _need(organisation, actor, now)
        complaints = Tombstone.objects.filter(organisation=organisation).exclude(closed_on=None)
        return list(complaints.order_by("-destroyed")[:MOST])
