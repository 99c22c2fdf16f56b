"""Somebody's terms and meetings, without names; and secret calendar addresses, of which only a hash is kept."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from wederhoor.dossier import access, summaries
from wederhoor.dossier.accused import of_others
from wederhoor.dossier.actor import Actor
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import CalendarFeed, Person, Summary
from wederhoor.dossier.models.core import AFTERWARDS, OPEN
from wederhoor.dossier.opening import fence_of
from wederhoor.dossier.queries.visible import Visible, visible
from wederhoor.organisations.models import Membership, Organisation
from wederhoor.procedure import needs
from wederhoor.procedure.dossier import State
from wederhoor.procedure.duties import duties
from wederhoor.procedure.meetings import minutes, planned
from wederhoor.procedure.model import Regulation
from wederhoor.procedure.terms import local_date

MOST = 300
"""So many dossiers are looked through; the most urgent first."""
BACK = timedelta(days=14)
RUNNING = ("open", "overdue")


@dataclass(frozen=True, slots=True)
class Entry:
    """A term (its last day, and the day to aim for) or a meeting (its moment), of one dossier by its number."""

    number: str
    label: str
    kind: str
    at: date | datetime
    due: date | None = None
    late: bool = False

    @property
    def day(self) -> date:
        """The day it stands under."""
        return local_date(self.at)


def entries(organisation: Organisation, actor: Actor, *, now: datetime, action: str = "agenda") -> list[Entry]:
    """The terms this role holds in the dossiers that are this person's, and their meetings; earliest first. Logged as a list."""
    today = local_date(now)
    with in_organisation(*fence_of(organisation, actor), account=actor.account):
        seen = visible(organisation, actor, today)
        if seen is None:
            return []
        numbers = dict(_mine(seen).values_list("dossier_id", "number")[:MOST])
        states = summaries.states(organisation, list(numbers))
        people = _people(organisation, states) if seen.party else {}
        found = [
            entry
            for dossier, state in states.items()
            for entry in _of(numbers[dossier], state, actor, people.get(dossier, []), now)
        ]
        access.log(organisation.pk, actor, action, now=now, hits=len(numbers))
    return sorted(found, key=lambda entry: (entry.day, entry.number, entry.label))


def _mine(seen: Visible) -> QuerySet[Summary]:
    """What this person handles or was given, and what waits for their role."""
    mine = Q(handler=seen.account) | Q(dossier_id__in=seen.given) | Q(next_holder=seen.code, handler=None)
    if seen.role.kind != "handler":
        mine |= Q(next_holder=seen.code)
    return seen.rows.filter(mine, OPEN | AFTERWARDS).order_by("next_aim", "number")


def _people(organisation: Organisation, dossiers: Iterable[UUID]) -> dict[UUID, list[Person]]:
    """Who is who in these dossiers, in one query: of several accused each sees their own talks."""
    found: dict[UUID, list[Person]] = {}
    for one in Person.objects.filter(organisation=organisation, dossier_id__in=list(dossiers)):
        found.setdefault(one.dossier_id, []).append(one)
    return found


def _of(number: str, state: State, actor: Actor, people: Sequence[Person], now: datetime) -> Iterator[Entry]:
    role, others = actor.role, of_others(actor.who, actor.role, people, state, now)
    for duty in duties(state, now):
        day = duty.aim or duty.due
        if duty.status in RUNNING and duty.holder == role and day:
            due = local_date(duty.due) if duty.due else None
            yield Entry(number, duty.label, "term", day, due, duty.status == "overdue")
    known = [event for event in needs.shown(state, role, now) if not others.event(state, event)]
    yield from _meetings(number, state, {event.seq for event in known if "meeting_at" in event.values}, now)
    yield from _comments(number, state, role, {event.seq for event in known}, now)


def _meetings(number: str, state: State, known: set[int], now: datetime) -> Iterator[Entry]:
    for one in planned(state):
        if one.seq in known and one.stands and one.at >= now - BACK:
            yield Entry(number, _meeting_label(state.regulation, one.meeting), "meeting", one.at)


def _comments(number: str, state: State, role: str, known: set[int], now: datetime) -> Iterator[Entry]:
    """Until when the sides may comment on minutes: for a side that did not, and for who waits for it."""
    side = needs.kind_of(state, role)
    for one in minutes(state):
        waits = one.silent if side not in needs.PARTIES else [party for party in one.silent if party == side]
        if one.until and one.seq in known and waits and one.until >= local_date(now):
            yield Entry(number, "Reacties op het verslag", "term", one.until)


def _meeting_label(regulation: Regulation, code: str) -> str:
    rule = regulation.meetings.get(code)
    said = {None: "", True: " (openbaar)", False: " (besloten)"}
    return f"{rule.label}{said[rule.public]}" if rule else "Gesprek"


def _hash(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()


def feed_of(organisation: Organisation, membership: Membership) -> datetime | None:
    """Since when this role has a calendar address; None without one."""
    with in_organisation(organisation.pk):
        found = CalendarFeed.objects.filter(organisation=organisation, membership=membership)
        return found.values_list("made", flat=True).first()


def renew(organisation: Organisation, membership: Membership, *, now: datetime) -> str:
    """A new secret for the address; the one before stops working. It is shown once and kept as a hash."""
    secret = secrets.token_urlsafe(32)
    with in_organisation(organisation.pk):
        CalendarFeed.objects.filter(organisation=organisation, membership=membership).delete()
        CalendarFeed.objects.bulk_create(
            [CalendarFeed(organisation=organisation, membership=membership, secret_hash=_hash(secret), made=now)]
        )
    return f"{organisation.pk}.{secret}"


def revoke(organisation: Organisation, membership: Membership) -> None:
    """The address stops working."""
    with in_organisation(organisation.pk):
        CalendarFeed.objects.filter(organisation=organisation, membership=membership).delete()


def holder_of(address: str, *, today: date) -> tuple[Organisation, Membership] | None:
    """Whose calendar this is; None for a secret that is not known (any more), or of somebody who left."""
    place, _, secret = address.partition(".")
    organisation = Organisation.objects.filter(
        pk=int(place) if place.isascii() and place.isdecimal() and len(place) < 10 else 0
    ).first()
    if organisation is None or not secret:
        return None
    with in_organisation(organisation.pk):
        feed = CalendarFeed.objects.filter(organisation=organisation, secret_hash=_hash(secret)).first()
    held = Membership.objects.current(today).filter(pk=feed.membership_id, account__is_active=True) if feed else None
    membership = held.select_related("account").first() if held else None
    return (organisation, membership) if membership else None
