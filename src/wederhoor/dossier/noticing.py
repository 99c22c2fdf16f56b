"""An account's own notices, and the periodic job that tells of terms that passed. Never called inside a transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet, Value

from wederhoor.dossier import notices, summaries
from wederhoor.dossier.actor import Actor
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import Dossier, Notice, NoticeChoice, Outbox, OwnNotice, Summary
from wederhoor.dossier.models.core import AFTERWARDS, OPEN
from wederhoor.dossier.opening import fence_of
from wederhoor.organisations.models import Account, Organisation
from wederhoor.organisations.prepared import Given, Prepared
from wederhoor.procedure.terms import local_date

MOST = 100
"""The bell counts no further: so many or more is shown as 99+."""
TOGETHER = 50
LATELY = timedelta(days=7)
OWN_KEPT = timedelta(days=400)
"""So long what the organisation itself had to do stands among the notices."""


@dataclass(frozen=True, slots=True)
class Told:
    """One notice, for a page."""

    id: UUID
    number: str
    kind: str
    at: datetime
    read: bool
    code: str = ""
    stage: str = ""
    """Of what the organisation itself must do (then ``number`` says which): what it is in the regulation, and how far."""


def _mine(organisation: Organisation, actor: Actor) -> Q:
    return Q(organisation=organisation, account_id=actor.account)


def _told_of(organisation: int | Given, account: Any, role: str) -> QuerySet[Notice]:
    """Their notices, without those of dossiers of which they may not know any more."""
    shut = notices.shut_to(organisation, account, [role])
    return Notice.objects.filter(organisation_id=organisation, account_id=account).exclude(shut)


def _own(organisation: int | Given, account: Any) -> QuerySet[OwnNotice]:
    """What this account was told that the organisation itself must do."""
    return OwnNotice.objects.filter(organisation_id=organisation, account_id=account)


@lru_cache(maxsize=64)
def _waiting(role: str) -> Prepared[UUID]:
    mine = _told_of(Given("organisation"), Given("account"), role).filter(read_at=None).values_list("id", flat=True)
    own = _own(Given("organisation"), Given("account")).filter(read_at=None).values_list("id", flat=True)
    return Prepared(lambda: mine.union(own, all=True)[:MOST])


def unread(organisation: Organisation, actor: Actor) -> int:
    """How many notices wait, up to ``MOST``."""
    with in_organisation(*fence_of(organisation, actor), account=actor.account):
        return waiting(organisation, actor)


def waiting(organisation: Organisation, actor: Actor) -> int:
    """The same, behind a fence that is open for this actor."""
    return len(_waiting(actor.role).rows(organisation=organisation.pk, account=actor.account))


def listed(organisation: Organisation, actor: Actor, *, page: int = 1, size: int = 50) -> tuple[list[Told], bool]:
    """One page of the notices, unread first and newest first; and whether there are more."""
    with in_organisation(*fence_of(organisation, actor), account=actor.account):
        mine = _told_of(organisation.pk, actor.account, actor.role)
        own = _own(organisation.pk, actor.account)
        both = mine.values_list("id", "number", "kind", "at", "read_at", Value("")).union(
            own.values_list("id", "about", "stage", "at", "read_at", "code"), all=True
        )
        rows = list(both.order_by("-at", "id")[(page - 1) * size : page * size + 1])
    return [_told_row(*row) for row in rows[:size]], len(rows) > size


def _told_row(notice: UUID, number: str, kind: str, at: datetime, read_at: datetime | None, code: str) -> Told:
    if not code:
        return Told(notice, number, kind, at, read_at is not None)
    return Told(
        notice, number.partition(":")[2], f"own {number.partition(':')[0]}", at, read_at is not None, code, kind
    )


def told_of_own(
    organisation: Organisation, about: str, code: str, stage: str, people: Iterable[Account], *, now: datetime
) -> dict[UUID, str]:
    """Put it among the notices of these people, once per stage; returns how each wants to be told of such a thing."""
    kind, accounts = ("measure" if about.startswith("measure:") else "own"), {one.pk for one in people}
    with in_organisation(organisation.pk):
        chosen = NoticeChoice.objects.filter(organisation=organisation, account__in=accounts)
        ways = dict.fromkeys(accounts, notices.USUAL[kind])
        ways |= {row.account_id: row.how[kind] for row in chosen if kind in row.how}
        rows = [
            OwnNotice(organisation=organisation, account_id=one, about=about[:120], code=code[:60], stage=stage, at=now)
            for one, way in ways.items() if way != "none"
        ]  # fmt: skip
        OwnNotice.objects.bulk_create(rows, ignore_conflicts=True)
        OwnNotice.objects.filter(organisation=organisation, account__in=accounts, at__lt=now - OWN_KEPT).delete()
    return ways


def read(organisation: Organisation, actor: Actor, ids: Sequence[UUID] | None, *, now: datetime) -> int:
    """Mark these notices read (all of them for None). Returns how many were unread."""
    with in_organisation(*fence_of(organisation, actor), account=actor.account):
        wanted = Q(read_at=None) if ids is None else Q(read_at=None, id__in=list(ids))
        mine = _mine(organisation, actor) & wanted
        return Notice.objects.filter(mine).update(read_at=now) + OwnNotice.objects.filter(mine).update(read_at=now)


def chosen(organisation: Organisation, actor: Actor) -> dict[str, str]:
    """How this account is told, per kind."""
    with in_organisation(organisation.pk):
        row = NoticeChoice.objects.filter(_mine(organisation, actor)).first()
    own: dict[str, str] = row.how if row else {}
    return {kind: own.get(kind, usual) for kind, usual in notices.USUAL.items()}


def choose(organisation: Organisation, actor: Actor, how: Mapping[str, str]) -> None:
    """Keep how this account wants to be told. Raises ValueError for a kind or way that is not known."""
    if wrong := [kind for kind, way in how.items() if kind not in notices.USUAL or way not in notices.WAYS]:
        raise ValueError(f"not a kind of notice, or not a way to be told: {', '.join(wrong)}")
    if actor.account is None:
        raise ValueError("somebody without an account has no notices")
    row = NoticeChoice(organisation=organisation, account_id=actor.account, how=dict(how))
    with in_organisation(organisation.pk):
        NoticeChoice.objects.bulk_create(
            [row], update_conflicts=True, unique_fields=["organisation", "account"], update_fields=["how"]
        )


def run_escalations(now: datetime) -> int:
    """Tell of every aim and due date that comes near or passed, and of dossiers to destroy. Nothing is told twice."""
    places = list(Organisation.objects.exclude(wrapped_key=b""))
    return sum(_passed(place, now) + _undelivered(place, now) for place in places)


def _undelivered(organisation: Organisation, now: datetime) -> int:
    """Letters that did not leave these days: who handles the dossier must know."""
    with in_organisation(organisation.pk):
        failed = Outbox.objects.filter(organisation=organisation, state=Outbox.State.FAILED, ended__gte=now - LATELY)
        pairs = list(failed.values_list("dossier_id", "id"))
        rows = {row.id: row for row in Dossier.objects.filter(organisation=organisation, id__in=[d for d, _ in pairs])}
        states = summaries.states(organisation, list(rows))
        before = Notice.objects.filter(organisation=organisation, kind="letter failed").count()
        for dossier, letter in pairs:
            notices.letter_failed(rows[dossier], states[dossier], letter.hex, now=now)
        return Notice.objects.filter(organisation=organisation, kind="letter failed").count() - before


def _passed(organisation: Organisation, now: datetime) -> int:
    today = local_date(now)
    with in_organisation(organisation.pk):
        owed = (OPEN | AFTERWARDS) & (Q(next_aim__lte=today + notices.NEAR) | Q(next_due__lt=today))
        rows = Summary.objects.filter(owed | Q(closed=True, destroy_after__lt=today), organisation=organisation)
        ids = list(rows.order_by("number").values_list("dossier_id", flat=True))
    chunks = (ids[start : start + TOGETHER] for start in range(0, len(ids), TOGETHER))
    return sum(_told(organisation, chunk, now) for chunk in chunks)


def _told(organisation: Organisation, ids: Iterable[UUID], now: datetime) -> int:
    """Some dossiers at a time, so that no transaction is long."""
    with in_organisation(organisation.pk):
        before = Notice.objects.filter(organisation=organisation, dossier_id__in=list(ids)).count()
        states = summaries.states(organisation, list(ids))
        for row in Dossier.objects.filter(organisation=organisation, id__in=list(ids)):
            notices.passed(row, states[row.id], now=now)
        return Notice.objects.filter(organisation=organisation, dossier_id__in=list(ids)).count() - before
