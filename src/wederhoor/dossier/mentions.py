"""Colleagues who are asked to read a note: only who may open the dossier, and only ids are kept."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from wederhoor.dossier import policy
from wederhoor.dossier.actor import Actor
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import Dossier, Mention
from wederhoor.dossier.opening import OpenDossier, fence_of
from wederhoor.organisations.models import Absence, Membership, running
from wederhoor.organisations.prepared import Among, Given, Prepared
from wederhoor.procedure.model import Regulation
from wederhoor.procedure.terms import local_date


def add(row: Dossier, seq: int, accounts: Iterable[UUID]) -> None:
    """Ask these accounts to read event ``seq``. Inside the transaction of the door."""
    Mention.objects.bulk_create(
        [
            Mention(organisation_id=row.organisation_id, dossier_id=row.id, account_id=account, seq=seq)
            for account in dict.fromkeys(accounts)
        ]
    )


def read(dossier: OpenDossier, *, actor: Actor, now: datetime) -> int:
    """Whoever opens the dossier from the mention has read it. Returns how many were unread."""
    row = dossier.row
    if actor.account is None:
        return 0
    with in_organisation(*fence_of(row.organisation, actor), account=actor.account):
        mine = Mention.objects.filter(organisation_id=row.organisation_id, dossier_id=row.id, account_id=actor.account)
        return mine.filter(read_at=None).update(read_at=now)


def who_can(
    dossier: OpenDossier, compartment: str, now: datetime, known: Iterable[Membership] | None = None
) -> list[tuple[UUID, str]]:
    """Colleagues who may read a text in this compartment of this dossier: account and name. Parties and who is kept out are not among them."""
    return [(account, name) for account, name, _ in readers(dossier, compartment, now, known)]


def around(dossier: OpenDossier, now: datetime, others: Iterable[UUID] = ()) -> list[Membership]:
    """The roles held here today, by name, each with ``away_until`` and ``stand_in`` of who is away; and any role of ``others``."""
    places = [place for place in (dossier.row.organisation_id, dossier.row.member_id) if place]
    return AROUND.rows(today=local_date(now), places=places, others=list(others))


def _around() -> QuerySet[Membership]:
    today = Given("today")
    away = Absence.objects.filter(account_id=OuterRef("account_id"), since__lte=today, until__gte=today)
    away = away.exclude(substitute=None).order_by("since")
    here = running(today) & Q(Among(F("organisation_id"), Given("places")))
    rows = Membership.objects.filter(here | Q(Among(F("account_id"), Given("others")))).select_related("account")
    rows = rows.annotate(away_until=_first(away, "until"), stand_in=_first(away, "substitute__name"))
    return rows.order_by("account__name", "pk")


def _first(rows: QuerySet[Absence], column: str) -> Subquery:
    return Subquery(rows.values(column)[:1])


AROUND = Prepared(_around)


def readers(
    dossier: OpenDossier, compartment: str, now: datetime, known: Iterable[Membership] | None = None
) -> list[tuple[UUID, str, str]]:
    """The people behind ``who_can``, with the role in which they read it; ``known`` are those `around`, when the caller asked."""
    row, today, regulation = dossier.row, local_date(now), dossier.regulation
    places = {row.organisation_id, row.member_id}
    held = [
        m for m in (around(dossier, now) if known is None else known) if m.organisation_id in places and m.on(today)
    ]
    out = {a.account_id for a in dossier.assignments if a.recused} | _accused(dossier)
    found = [
        (m.account_id, m.account.name, m.role)
        for m in held
        if m.account_id not in out and _reads(dossier, regulation, m, compartment, now)
    ]
    return list({account: (account, name, role) for account, name, role in reversed(found)}.values())[::-1]


def _accused(dossier: OpenDossier) -> set[UUID]:
    return {person.account for person in dossier.people if person.side == "accused" and person.account}


def _reads(dossier: OpenDossier, regulation: Regulation, held: Membership, compartment: str, now: datetime) -> bool:
    role = regulation.roles.get(held.role)
    if role is None or role.kind in policy.PARTIES or "read" not in policy.NEEDS[role.kind].actions:
        return False
    if compartment not in policy.compartments(role.kind, role.sees):
        return False
    given = any(a.account_id == held.account_id and a.role == held.role and not a.recused for a in dossier.assignments)
    return given or not policy.NEEDS[role.kind].per_dossier
